# Completion of followbot for fish. It asks followbot itself, and never runs what it answers.
function __followbot_answer
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -l answer ($program completion words -- $words[2..-1] "$current" 2>/dev/null)
    if test "$answer[1]" = files
        __fish_complete_path "$current"
    else
        printf '%s\n' $answer[2..-1]
    end
end
complete --command followbot --no-files --arguments '(__followbot_answer)'

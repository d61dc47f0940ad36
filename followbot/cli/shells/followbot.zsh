#compdef followbot
# Completion of followbot for zsh. It asks followbot itself, and never runs what it answers.
_followbot() {
    local -a answer described
    local line
    answer=("${(@f)$(${words[1]} completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    if [[ ${answer[1]} == files ]]; then
        _files
        return
    fi
    for line in "${(@)answer[2,-1]}"; do
        [[ -n $line ]] && described+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}")
    done
    _describe followbot described
}
# Sourced, it registers itself; found in $fpath, it is already the function.
if [[ ${funcstack[1]} == _followbot ]]; then
    _followbot "$@"
else
    compdef _followbot followbot
fi

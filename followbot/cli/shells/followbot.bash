# Completion of followbot for bash (4.4 or later). It asks followbot itself, and never runs what it answers.
_followbot() {
    local current=${COMP_WORDS[COMP_CWORD]} line kind="" IFS=$'\n'
    local -a answer
    COMPREPLY=()
    mapfile -t answer < <("${COMP_WORDS[0]}" completion words -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
    for line in "${answer[@]}"; do
        if [[ -z $kind ]]; then
            kind=$line
        elif [[ ${line%%$'\t'*} == "$current"* ]]; then
            COMPREPLY+=("${line%%$'\t'*}")
        fi
    done
    if [[ $kind == files ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$current")
    fi
}
complete -F _followbot followbot

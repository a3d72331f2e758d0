#compdef dixit
# Completions of dixit for zsh: what can stand at the cursor is asked of dixit itself.
_dixit() {
    local value help
    local -a values shown folders
    while IFS=$'\t' read -r value help; do
        if [[ $value == */ ]]; then
            folders+=("$value")
        else
            values+=("$value")
            shown+=("$value${help:+  -- $help}")
        fi
    done < <(${~words[1]} __complete zsh "${(@)words[1,CURRENT]}" 2>/dev/null)
    (( ${#values} )) && compadd -U -l -V dixit -d shown -a values
    (( ${#folders} )) && compadd -U -V folders -S '' -a folders
}
if [[ $funcstack[1] == _dixit ]]; then
    _dixit "$@"
else
    compdef _dixit dixit
fi

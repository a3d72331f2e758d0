# Completions of dixit for fish: what can stand at the cursor is asked of dixit itself.
function __dixit_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    command $words[1] __complete fish $words "$current" 2>/dev/null
end
complete -c dixit -e
complete -c dixit -f -k -a "(__dixit_candidates)"

//! Shell completion of commands, options and values from the database, tested in real shells.

use crate::common::test_home::TestHome;
use std::process::Command;

/// The candidates that dixit offers for the last of `words`.
fn completion_candidates(home: &TestHome, words: &[&str]) -> Vec<String> {
    let args: Vec<&str> = ["__complete", "fish", "dixit"]
        .iter()
        .chain(words)
        .copied()
        .collect();
    let said = home.stdout(&args);
    said.lines()
        .map(|line| line.split('\t').next().unwrap().to_owned())
        .collect()
}

#[test]
fn values_from_the_database_are_completed() {
    let home = TestHome::with_articles();
    assert_eq!(
        completion_candidates(&home, &["timeline", "--speaker", "cl"]),
        ["Claire Aubert"]
    );
    assert_eq!(
        completion_candidates(&home, &["timeline", "--speaker", "aub"]),
        ["Claire Aubert"]
    );
    assert_eq!(
        completion_candidates(&home, &["merge", "nora"]),
        ["Nora Lindqvist"]
    );
    assert_eq!(
        completion_candidates(&home, &["timeline", "--publisher", "lac"]),
        ["Le Courrier du Lac"]
    );
    assert_eq!(completion_candidates(&home, &["show", "s6w"]), ["s6wh10x45wq29"]);
    assert_eq!(
        completion_candidates(&home, &["confirm", "s6wh10x45wq29", "scv"]),
        ["scvwab5myck1c"]
    );
    assert_eq!(
        completion_candidates(&home, &["timeline", "--topic", "medtop:05000000"]),
        ["medtop:05000000"]
    );
    assert!(completion_candidates(&home, &["tag", "s6wh", "educ"]).contains(&"education".to_owned()));
    assert!(completion_candidates(&home, &["show", ""]).contains(&"s6wh10x45wq29".to_owned()));
    assert_eq!(completion_candidates(&home, &["undo", "@"]), Vec::<String>::new());
    home.stdout(&["confirm", "s6wh"]);
    assert_eq!(completion_candidates(&home, &["undo", "@"]), ["@6"]);
    // `--publisher` of `ingest` accepts any name, so nothing is offered.
    assert_eq!(
        completion_candidates(&home, &["ingest", "--publisher", "lac"]),
        Vec::<String>::new()
    );
    assert_eq!(
        completion_candidates(&home, &["timeline", "--speaker", "zzz"]),
        Vec::<String>::new()
    );
    std::fs::rename(home.path().join("dixit.db"), home.path().join("other.db")).unwrap();
    assert_eq!(
        completion_candidates(&home, &["timeline", "--speaker", "cl"]),
        Vec::<String>::new()
    );
    assert_eq!(
        completion_candidates(&home, &["timeline", "--db", "other.db", "--speaker", "cl"]),
        ["Claire Aubert"]
    );
}

#[test]
fn commands_files_and_values_are_completed() {
    let home = TestHome::with_articles();
    assert_eq!(completion_candidates(&home, &["time"]), ["timeline"]);
    assert_eq!(completion_candidates(&home, &["topic", "ret"]), ["retire"]);
    assert_eq!(
        completion_candidates(&home, &["timeline", "--act", "prop"]),
        ["proposal"]
    );
    assert!(
        completion_candidates(&home, &["ingest", "art"])
            .iter()
            .any(|path| path.starts_with("articles"))
    );
}

/// Runs `script` in `shell` in the directory of `home`, with dixit on the `PATH`, and returns its stdout; `None` if
/// the shell is not installed.
fn run_in_shell(home: &TestHome, shell: &[&str], script: &str) -> Option<String> {
    let bin = std::path::Path::new(env!("CARGO_BIN_EXE_dixit"))
        .parent()
        .unwrap()
        .to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(bin).chain(std::env::split_paths(&path))).unwrap();
    let output = Command::new(shell[0])
        .args(&shell[1..])
        .arg(script)
        .current_dir(home.path())
        .env("HOME", home.path())
        .env("PATH", path)
        .env("LC_ALL", "C.UTF-8")
        .env_remove("DIXIT_DB")
        .env_remove("XDG_CONFIG_HOME")
        .output();
    let output = output.ok()?;
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{shell:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn bash_completes_names_that_need_quotes() {
    let home = TestHome::with_articles();
    home.stdout(&["confirm", "s6wh"]);
    let completed = |line: &str| {
        let script = format!(
            "eval \"$(dixit completions bash)\"; COMP_LINE={}; COMP_POINT=${{#COMP_LINE}}; \
             _dixit dixit; printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            shell_quoted(line)
        );
        run_in_shell(&home, &["bash", "--norc", "-c"], &script)
    };
    let Some(names) = completed("dixit timeline --speaker Cl") else {
        return;
    };
    assert_eq!(names, "Claire\\ Aubert\n");
    let expected = [
        ("dixit timeline --speaker \"Claire A", "Claire Aubert\n"),
        ("dixit timeline --speaker Claire\\ A", "Claire\\ Aubert\n"),
        ("dixit timeline --topic medtop:0500000", "05000000\n"),
        ("dixit undo @", "@6\n"),
        ("dixit tim", "timeline\n"),
        ("dixit timeline --speaker zzz", "\n"),
    ];
    for (line, value) in expected {
        assert_eq!(completed(line).as_deref(), Some(value), "{line}");
    }
}

#[test]
fn fish_completes_values_with_descriptions() {
    let home = TestHome::with_articles();
    let completed = |line: &str| {
        let script = format!(
            "dixit completions fish | source; complete -C {}",
            shell_quoted(line)
        );
        run_in_shell(&home, &["fish", "--no-config", "-c"], &script)
    };
    let Some(names) = completed("dixit timeline --speaker Cl") else {
        return;
    };
    assert_eq!(names, "Claire Aubert\tperson, 2 statements\n");
    assert_eq!(
        completed("dixit topic ret").unwrap().split('\t').next(),
        Some("retire")
    );
    assert!(
        completed("dixit show s6w")
            .unwrap()
            .starts_with("s6wh10x45wq29\tstatement: ")
    );
}

#[test]
fn zsh_receives_values_with_descriptions() {
    let home = TestHome::with_articles();
    let completed = |words: &str| {
        // zsh's line editor is not available in a script: print what it would be given.
        let script = format!(
            "compdef() {{ :; }}; compadd() {{ local name=${{@[-1]}}; print -l -- ${{(P)name}} $shown; }}; \
             eval \"$(dixit completions zsh)\"; words=({words}); CURRENT=$#words; _dixit; true"
        );
        run_in_shell(&home, &["zsh", "-f", "-c"], &script)
    };
    let Some(names) = completed("dixit timeline --speaker Cl") else {
        return;
    };
    assert_eq!(names, "Claire Aubert\nClaire Aubert  -- person, 2 statements\n");
    assert_eq!(completed("dixit timeline --speaker '\"Claire A'"), Some(names));
    assert!(completed("dixit undo ''").is_some());
}

/// `text` quoted as one word, in a way that bash, fish and zsh all read.
fn shell_quoted(text: &str) -> String {
    format!("'{text}'")
}

//! `ingest` beyond one pass over files: what would be recorded, a folder that is watched, Ctrl-C.

use crate::common::test_home::{AUDITS, CHARTER, TestHome};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Stdio};

/// Starts `dixit ingest` with `args`, its output line by line in a reader.
fn start_ingest(home: &TestHome, args: &[&str]) -> (Child, BufReader<ChildStdout>) {
    let mut child = home
        .command(&[&["ingest"], args].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap());
    (child, lines)
}

fn next_line(lines: &mut BufReader<ChildStdout>) -> String {
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    line
}

/// Sends SIGINT to `child`, as Ctrl-C does, and returns its stderr and exit code.
#[cfg(unix)]
fn interrupt(child: Child) -> (String, Option<i32>) {
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    let output = child.wait_with_output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

#[test]
fn dry_run_shows_what_would_be_recorded_and_records_nothing() {
    let home = TestHome::new();
    home.write_file("articles/audits.md", AUDITS);
    home.write_file("articles/charter.md", CHARTER);
    let preview = home.run(&["ingest", "--dry-run", "articles"]);
    insta::assert_snapshot!(preview, @"
    -- stderr --
    error:  has nothing in it yet: it is empty, or another process is making the database at this moment
    hint: try again, or record something with `dixit ingest PATH`
    -- exit 4 --
    ");
    assert!(!home.path().join("dixit.db").exists());
    home.stdout(&["ingest", "articles/audits.md"]);
    home.write_file("articles/audits.md", AUDITS.replace("every audit", "each audit"));
    let before = home.stdout(&["log"]);
    insta::assert_snapshot!(home.run(&["ingest", "--dry-run", "articles"]), @"
    recorded   amtdakacd  1 statement        Regulators want audits
    recorded   ayb7h4ps1  2 statements       Une charte pour les modèles ouverts
    -- stderr --
    note: nothing was recorded: this is what the command without --dry-run would do
    articles: 2 recorded; 3 statements recorded
    ");
    assert_eq!(home.stdout(&["log"]), before);
    home.stdout(&["verify"]);
}

#[cfg(unix)]
#[test]
fn file_put_into_a_watched_folder_is_recorded() {
    let home = TestHome::new();
    home.write_file("in/audits.md", AUDITS);
    let (child, mut lines) = start_ingest(&home, &["--watch", "in"]);
    assert!(next_line(&mut lines).contains("Regulators want audits"));
    home.write_file("in/half.md.part", &CHARTER[..40]);
    home.write_file("in/charter.md", CHARTER);
    assert!(next_line(&mut lines).contains("Une charte pour les modèles ouverts"));
    let (stderr, code) = interrupt(child);
    insta::assert_snapshot!(stderr, @"
    note: watching: what is put there is recorded once it is whole (Ctrl-C ends)
    articles: 2 recorded; 3 statements recorded
    ");
    assert_eq!(code, Some(0), "Ctrl-C is how watching ends");
    assert_eq!(home.json_lines(&["articles"]).len(), 2);
}

#[test]
fn watching_needs_a_folder() {
    let home = TestHome::new();
    home.write_file("audits.md", AUDITS);
    insta::assert_snapshot!(home.run(&["ingest", "--watch", "audits.md"]), @"
    -- stderr --
    error: --watch needs a folder, and audits.md is none
    -- exit 2 --
    ");
}

#[cfg(unix)]
#[test]
fn interrupted_ingest_keeps_what_it_reported_and_says_how_to_go_on() {
    use std::io::Write as _;
    let home = TestHome::new();
    let (mut child, mut lines) = start_ingest(&home, &["-"]);
    let mut input = child.stdin.take().unwrap();
    // The format is recognised by the first 8 KiB.
    let article = |number: u32| {
        let words = format!("\"We will keep line {number} open,\" said Nora Lindqvist, the minister.");
        serde_json::json!({
            "text": words + &" The line is long.".repeat(500),
            "lang": "en", "title": format!("Line {number}"),
        })
    };
    writeln!(input, "{}\n{}", article(1), article(2)).unwrap();
    input.flush().unwrap();
    assert!(next_line(&mut lines).contains("Line 1"));
    assert!(next_line(&mut lines).contains("Line 2"));
    // The writer of the pipe is interrupted as well, as in a shell.
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    std::thread::sleep(std::time::Duration::from_millis(400));
    drop(input);
    let output = child.wait_with_output().unwrap();
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap(), @"
    articles: 2 recorded; 2 statements recorded
    note: interrupted: what is listed is recorded; the same command again goes on with the rest
    ");
    assert_eq!(output.status.code(), Some(130));
    assert_eq!(home.json_lines(&["articles"]).len(), 2);
    home.stdout(&["verify"]);
}

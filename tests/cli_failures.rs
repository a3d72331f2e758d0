//! What the program says, and with which exit code it ends, when the machine fails it: a clock, a limit, a full device.

use crate::common::test_home::TestHome;
use std::fs::{self, File};
use std::process::{Command, Output};

const LATER: &str = "\"We will publish the list,\" said Ana Ruiz on Friday.";

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Runs the program with its clock at `now`.
fn run_at(home: &TestHome, now: &str, args: &[&str]) -> Output {
    home.command(args).env("DIXIT_NOW", now).output().unwrap()
}

#[test]
fn clock_that_is_far_ahead_is_refused_unless_confirmed() {
    let home = TestHome::with_articles();
    home.write_file("later.txt", LATER);
    let ingest = ["ingest", "later.txt", "--lang", "en"];
    let refused = run_at(&home, "2099-01-01T00:00:00Z", &ingest);
    assert_eq!(refused.status.code(), Some(3));
    let message = stderr(&refused);
    assert!(
        message.contains("says 2099-01-01T00:00:00Z")
            && message.contains("(2026-03-15T08:00:00Z)")
            && message.contains("--accept-clock"),
        "{message}"
    );
    assert_eq!(home.json_lines(&["log"]).len(), 5);
    // A log that is used once a year is normal.
    let confirmed = [&ingest[..], &["--accept-clock"]].concat();
    assert!(run_at(&home, "2099-01-01T00:00:00Z", &confirmed).status.success());

    let present = home.output(&["timeline", "--as-of", "2026-03-15T08:00:00Z"]);
    let note = stderr(&present);
    assert!(
        note.contains("as of @5") && note.contains("2099-01-01") && note.contains("--as-of @7"),
        "{note}"
    );
    assert!(!String::from_utf8_lossy(&present.stdout).contains("publish the list"));
    assert!(
        home.stdout(&["timeline", "--as-of", "@7"])
            .contains("publish the list")
    );

    let verified = home.output(&["verify"]);
    let report = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(verified.status.success(), "{report}");
    assert!(
        report.contains("note") && report.contains("later than now"),
        "{report}"
    );
}

#[test]
fn log_that_is_used_once_a_year_is_not_refused() {
    let home = TestHome::with_articles();
    home.write_file("later.txt", LATER);
    let ingest = ["ingest", "later.txt", "--lang", "en"];
    assert!(run_at(&home, "2027-03-15T00:00:00Z", &ingest).status.success());
}

#[test]
#[cfg(target_os = "linux")]
fn recorded_without_output_has_an_exit_code_of_its_own() {
    let home = TestHome::with_articles();
    home.write_file("later.txt", LATER);
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let mut ingest = home.command(&["ingest", "later.txt", "--lang", "en", "--format", "json"]);
    let output = ingest.stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(5), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("error: 2 events recorded, but cannot write the output"),
        "{}",
        stderr(&output)
    );
    assert_eq!(home.json_lines(&["log"]).len(), 7);
    let output = home.command(&["timeline"]).stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(4));
}

#[test]
fn limit_of_file_sizes_is_an_error_and_loses_nothing() {
    let home = TestHome::with_articles();
    home.write_file("later.txt", LATER);
    let ingest = home.command(&["ingest", "later.txt", "--lang", "en"]);
    let mut limited = Command::new("sh");
    limited
        .args(["-c", "ulimit -f 8; exec \"$0\" \"$@\""])
        .arg(ingest.get_program())
        .args(ingest.get_args())
        .current_dir(home.path());
    for (name, value) in ingest.get_envs() {
        match value {
            Some(value) => limited.env(name, value),
            None => limited.env_remove(name),
        };
    }
    let output = limited.output().unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(stderr(&output).contains("ulimit -f"), "{}", stderr(&output));
    assert_eq!(home.json_lines(&["log"]).len(), 5);
    home.stdout(&["verify"]);
}

#[test]
fn pipe_is_refused_as_a_database_and_never_opened() {
    let home = TestHome::new();
    let pipe = home.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    home.write_file("later.txt", LATER);
    for args in [
        &["verify"][..],
        &["timeline"],
        &["ingest", "later.txt", "--lang", "en"],
    ] {
        let args = [args, &["--db", "pipe"]].concat();
        let output = home.run(&args);
        assert!(
            output.contains("pipe cannot be opened: it is not a regular file")
                && output.ends_with("-- exit 4 --\n"),
            "{output}"
        );
    }
}

#[test]
fn empty_file_is_told_as_such() {
    let home = TestHome::new();
    home.write_file("dixit.db", "");
    let output = home.run(&["verify"]);
    assert!(output.contains("dixit.db has nothing in it yet"), "{output}");
    assert!(!home.path().join("dixit.db-wal").exists());
}

#[test]
fn links_out_of_a_directory_are_not_followed() {
    let home = TestHome::new();
    home.write_file("outside/later.txt", LATER);
    home.write_file("in/later.txt", LATER);
    std::os::unix::fs::symlink(home.path().join("outside"), home.path().join("in/link")).unwrap();
    fs::create_dir(home.path().join("in/real")).unwrap();
    std::os::unix::fs::symlink("real", home.path().join("in/inside")).unwrap();
    let output = home.run(&["ingest", "in", "--lang", "en"]);
    assert!(
        output.contains("in/link: not followed, because it leads out of the directory"),
        "{output}"
    );
    assert!(!output.contains("inside"), "{output}");
    assert_eq!(home.json_lines(&["log", "--type", "article.ingested"]).len(), 1);
}

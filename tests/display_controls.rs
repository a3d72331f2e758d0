//! No output has raw what could control the display: escape sequences, bidirectional controls, tags, line separators.
//! One article, its file name and all decisions on it are full of them.

use crate::common::test_home::TestHome;
use dixit::domain::is_display_control;
use serde_json::Value;
use std::process::Output;

/// Of each kind one.
const CONTROLS: &str =
    "\u{1b}[2J\u{7}\u{9b}31m\u{7f}\u{61c}\u{200e}\u{200f}\u{202e}\u{2066}\u{e0041}\u{2028}\u{85}";

/// A home with one article and decisions of each kind, all with [`CONTROLS`].
fn nasty_home() -> TestHome {
    let home = TestHome::new();
    let article = |words: &str, day: &str| {
        serde_json::json!({
            "url": format!("https://courrier.example/{day}"),
            "title": format!("=Une{CONTROLS}| <b>charte</b> [x](javascript:y)\nsuite"),
            "publisher": format!("Le Courrier{CONTROLS}"),
            "author": format!("@Ana{CONTROLS}"),
            "published": day,
            "lang": "fr",
            "text": format!(
                "« {words} », a déclaré jeudi Claire Aubert, ministre du Numérique{CONTROLS}.\n\n\
                 « Le fonds doit être ouvert avant 2028{CONTROLS} », a répondu Omar{CONTROLS}Diallo, député.\n"
            ),
        })
    };
    let words = |number: &str| {
        format!("=Nous publierons{CONTROLS} les {number} règles | de <i>chaque</i> modèle ouvert")
    };
    let lines = format!(
        "{}\n{}\n",
        article(&words("trois"), "2026-03-12"),
        article(&words("quatre"), "2026-03-13")
    );
    home.write_file(
        &format!("in/a\nhint: forged{}.jsonl", CONTROLS.replace('\u{2028}', "")),
        lines,
    );
    check(&home.output(&["ingest", "in"]), &["ingest"]);
    let statements = home.json_lines(&["timeline"]);
    let ids: Vec<&str> = statements.iter().filter_map(|line| line["id"].as_str()).collect();
    let (first, second) = (ids[0], ids[1]);
    let reason = format!("because{CONTROLS}\nhint: forged");
    let actor = format!("eve{CONTROLS}");
    let label = format!("nasty{CONTROLS} topic");
    for args in [
        &["confirm", first][..],
        &["topic", "add", &label, "--term", "fr=règles"],
        &["alias", "Claire Aubert", &format!("La{CONTROLS}ministre")],
        &["tag", first, "own:nasty-topic"],
        &["link", first, second, "replies-to"],
        &["status", first, "adopted"],
        &["correct", second, "--speaker", &format!("Omar{CONTROLS} B")],
        &["identify", "Claire Aubert", "wikidata:Q1"],
    ] {
        let args = [args, &["--reason", &reason, "--actor", &actor]].concat();
        check(&home.output(&args), &args);
    }
    home
}

/// Asserts that neither stream has a display control, apart from line ends, tabs and the styles that dixit sets.
fn check(output: &Output, args: &[&str]) {
    for (bytes, name) in [(&output.stdout, "stdout"), (&output.stderr, "stderr")] {
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mut rest = text.replace("\r\n", "\n");
        if args.contains(&"always") {
            let styles = ["0", "1", "2", "3", "4", "9", "22"].map(str::to_owned);
            let colors = (30..38).chain(90..98).map(|number| number.to_string());
            for style in styles.into_iter().chain(colors) {
                rest = rest.replace(&format!("\u{1b}[{style}m"), "");
            }
        }
        let raw = rest
            .chars()
            .find(|c| is_display_control(*c) && !matches!(c, '\n' | '\t'));
        assert_eq!(raw, None, "{args:?}, {name}: {text:?}");
        assert!(
            name == "stdout" || !text.lines().any(|line| line.starts_with("hint: forged")),
            "{args:?}: {text}"
        );
    }
}

#[test]
fn no_command_prints_display_controls_in_any_format() {
    let home = nasty_home();
    let id = home.json_lines(&["timeline"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let article = home.json_lines(&["articles"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let speaker = home.json_lines(&["speakers"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let commands = [
        "timeline",
        "search règles",
        "search --articles règles",
        "show ID",
        "show ID --history",
        "show ARTICLE",
        "show ARTICLE --history",
        "show SPEAKER",
        "show SPEAKER --history",
        "show own:nasty-topic",
        "speakers",
        "topics",
        "articles",
        "proposals",
        "first règles",
        "silent --act proposal --for 1d",
        "new --since @1",
        "sources ID",
        "similar ID",
        "since ID",
        "replies ID",
        "matrix",
        "check",
        "conflicts",
        "due",
        "changes",
        "review --list",
        "log",
        "verify",
        "topic list",
        "config",
        "feed list",
        "brief",
        "extract in",
        "extract --text in",
        "ingest in",
        "ingest --dry-run in",
        "reread --dry-run",
        "show nobody\u{1b}[2J",
        "timeline --speaker \u{202e}x\u{9b}",
        "--db \u{1b}[2J\u{200f} timeline",
        "\u{1b}[2Jtimeline",
    ];
    let mut succeeded = 0;
    for command in commands {
        let command = command.replace("ARTICLE", &article).replace("SPEAKER", &speaker);
        let command = command.replace("ID", &id);
        for format in ["table", "json", "jsonl", "csv", "md", "csl"] {
            let mut args: Vec<&str> = command.split(' ').collect();
            args.extend([
                "--format",
                format,
                "--color",
                if format == "table" { "always" } else { "never" },
            ]);
            let output = home.output(&args);
            succeeded += usize::from(output.status.success());
            check(&output, &args);
        }
    }
    assert!(succeeded > 120, "only {succeeded} of the commands answered");
}

#[test]
fn json_keeps_what_decisions_contain() {
    let home = nasty_home();
    let log = home.json_lines(&["log"]);
    let actor = format!("eve{CONTROLS}");
    let is_kept = |line: &Value| line["actor"].as_str() == Some(actor.trim());
    assert!(log.iter().any(is_kept), "{log:?}");
}

#[test]
fn csv_and_markdown_disarm_what_articles_contain() {
    let home = nasty_home();
    let csv = home.stdout(&["articles", "--format", "csv"]);
    assert!(csv.contains("'=Une") && !csv.contains(",=Une"), "{csv}");
    let markdown = home.stdout(&["articles", "--format", "md"]);
    assert!(markdown.contains("\\| \\<b\\>charte\\</b\\>"), "{markdown}");
    assert!(markdown.contains("\\[x\\](javascript"), "{markdown}");
    let brief = home.stdout(&["brief", "--speaker", "Claire Aubert", "--format", "md"]);
    assert!(
        !brief.contains("<i>") && !brief.contains("[x](javascript"),
        "{brief}"
    );
}

#[cfg(unix)]
#[test]
fn snapshots_are_neither_written_nor_read_through_links() {
    let home = nasty_home();
    home.stdout(&["snapshot", "kept"]);
    let written = home.read_file("kept/timeline.txt");
    assert!(
        !written.contains(|c| is_display_control(c) && c != '\n'),
        "{written:?}"
    );
    home.write_file(
        "elsewhere/secret.txt",
        "# dixit snapshot of the secrets\n\n\u{1b}[2J\u{202e}\n",
    );
    std::os::unix::fs::symlink("elsewhere", home.path().join("linked")).unwrap();
    for args in [&["snapshot", "linked"][..], &["snapshot", "--check", "linked"]] {
        let shown = home.run(args);
        assert!(
            shown.contains("linked is a symbolic link") && shown.contains("exit 3"),
            "{shown}"
        );
    }
    assert_eq!(
        std::fs::read_dir(home.path().join("elsewhere")).unwrap().count(),
        1
    );
    // A file of somebody else that looks like a snapshot is compared, and what it contains is not obeyed.
    std::fs::copy(
        home.path().join("elsewhere/secret.txt"),
        home.path().join("kept/secret.txt"),
    )
    .unwrap();
    let args = ["snapshot", "--check", "kept", "--color", "always"];
    let output = home.output(&args);
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("-\u{fffd}[2J\u{fffd}"),
        "{output:?}"
    );
    check(&output, &args);
    std::fs::remove_file(home.path().join("kept/topics.txt")).unwrap();
    std::os::unix::fs::symlink("../elsewhere/secret.txt", home.path().join("kept/topics.txt")).unwrap();
    let shown = home.run(&["snapshot", "kept"]);
    assert!(shown.contains("topics.txt is a symbolic link"), "{shown}");
    assert!(home.read_file("elsewhere/secret.txt").ends_with("\u{202e}\n"));
}

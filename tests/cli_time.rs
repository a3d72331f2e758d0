//! Time on the command line: positions, dates, relative dates and ranges.

use crate::common::test_home::TestHome;

#[test]
fn bare_number_is_a_year_and_a_position_starts_with_its_sign() {
    let home = TestHome::with_articles();
    let speakers = |as_of: &str| {
        home.stdout(&["speakers", "--as-of", as_of, "--format", "csv"])
            .lines()
            .count()
    };
    // After the first article, after the second, and at the end of this year.
    assert_eq!(speakers("@2"), 2);
    assert_eq!(speakers("@5"), 3);
    assert_eq!(speakers("2026"), 3);
    for refused in ["5", "1200", "0"] {
        let said = home.run(&["speakers", "--as-of", refused]);
        let expected = format!("{refused} is not a year; write @{refused} for a log position");
        assert!(
            said.contains(&expected) && said.contains("-- exit 2 --"),
            "{said}"
        );
    }
    insta::assert_snapshot!(home.run(&["speakers", "--as-of", "@9"]), @"
    -- stderr --
    error: there is no position @9; the log ends at @5
    -- exit 3 --
    ");
    insta::assert_snapshot!(home.run(&["speakers", "--as-of", "@0"]), @"
    -- stderr --
    error: the log starts at @1; nothing was recorded before
    -- exit 3 --
    ");
}

#[test]
fn as_of_before_the_log_began_shows_nothing() {
    let home = TestHome::with_articles();
    for format in ["table", "json", "csv"] {
        insta::allow_duplicates! {
            insta::assert_snapshot!(home.run(&["timeline", "--as-of", "2025", "--format", format]), @"
            -- stderr --
            error: the log starts on 2026-03-15T08:00:00Z; nothing was recorded by 2025-12-31T23:59:59Z
            hint: to filter by the date when something was said, use --since and --until
            -- exit 3 --
            ");
        }
    }
    let said = home.run(&["log", "--as-of", "yesterday"]);
    assert!(said.contains("the log starts on 2026-03-15T08:00:00Z"), "{said}");
    // A time after the first event is answered without a note on stderr.
    let output = home.output(&["timeline", "--as-of", "2026-03-15T08:00:00Z"]);
    assert!(output.status.success() && output.stderr.is_empty());
}

#[test]
fn future_as_of_states_the_time_of_the_answer() {
    let home = TestHome::with_articles();
    for to_come in ["2027", "today", "tomorrow"] {
        let output = home.output(&["articles", "--as-of", to_come]);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            stderr,
            "note: --as-of is in the future: this is the answer as of 2026-03-15T08:00:00Z, after @5\n",
            "{to_come}"
        );
    }
}

#[test]
fn relative_dates_work_wherever_a_date_does() {
    let home = TestHome::with_articles();
    let rows = |args: &[&str]| {
        let args: Vec<&str> = args.iter().chain(&["--format", "csv"]).copied().collect();
        home.stdout(&args).lines().count() - 1
    };
    // Today is Sunday, 15 March 2026; two statements were made on the 12th, one on the 13th.
    assert_eq!(rows(&["timeline", "--since", "2d"]), 1);
    assert_eq!(rows(&["timeline", "--since", "last thursday"]), 3);
    assert_eq!(rows(&["timeline", "--until", "last-thursday"]), 2);
    assert_eq!(rows(&["timeline", "--until", "last week"]), 0);
    assert_eq!(rows(&["timeline", "--since", "this week"]), 3);
    assert_eq!(rows(&["timeline", "--since", "1m", "--until", "today"]), 3);
    // The articles were published on the 12th and the 14th.
    assert_eq!(rows(&["articles", "--since", "yesterday"]), 1);
    assert_eq!(rows(&["articles", "--until", "yesterday"]), 2);
    assert_eq!(rows(&["articles", "--until", "3d"]), 1);
    // Everything was recorded today.
    assert_eq!(rows(&["log", "--since", "today"]), 5);
    assert_eq!(rows(&["log", "--since", "@3"]), 2);
    assert_eq!(rows(&["log", "--since", "tomorrow"]), 0);
    insta::assert_snapshot!(home.run(&["new", "--since", "tomorrow"]), @"
    -- stderr --
    nothing was recorded since @5
    ");
    insta::assert_snapshot!(home.run(&["timeline", "--since", "@3"]), @"
    -- stderr --
    error: invalid value '@3' for '--since <DATE>': @3 is a log position, not a date (use `--as-of @3` to ask as of that position)

    For more information, try '--help'.
    -- exit 2 --
    ");
}

#[test]
fn publication_day_can_be_relative_to_today() {
    let home = TestHome::new();
    home.write_file(
        "story.txt",
        "“We will publish every audit,” said Nora Lindqvist on Friday.",
    );
    home.stdout(&["ingest", "story.txt", "--published", "yesterday"]);
    assert!(home.stdout(&["articles"]).contains("2026-03-14"));
    let said = home.run(&["ingest", "story.txt", "--published", "last week"]);
    assert!(said.contains("\"last week\" covers more than one day"), "{said}");
    let said = home.run(&["ingest", "story.txt", "--published", "soon"]);
    assert!(said.contains("-- exit 2 --"), "{said}");
}

#[test]
fn new_since_a_time_before_the_log_lists_everything() {
    let home = TestHome::with_articles();
    let said = home.run(&["new", "--since", "2025"]);
    assert!(said.starts_with("since the start of the log\n"), "{said}");
    assert!(
        said.contains("note: the log starts on 2026-03-15T08:00:00Z, so this is the whole log"),
        "{said}"
    );
    assert!(home.run(&["new", "--since", "@3"]).starts_with("since @3\n"));
}

#[test]
fn reversed_range_is_rejected_with_both_ends() {
    let home = TestHome::with_articles();
    insta::assert_snapshot!(home.run(&["timeline", "--since", "2026-05", "--until", "2026-03"]), @"
    -- stderr --
    error: the range is reversed: it begins with 2026-05 and ends with 2026-03
    -- exit 2 --
    ");
    for command in [
        "search règles",
        "articles",
        "silent",
        "due",
        "matrix",
        "review --list",
        "proposals",
        "brief --topic education",
        "first",
    ] {
        let words = command.split(' ').chain(["--since", "today", "--until", "3d"]);
        let said = home.run(&words.collect::<Vec<_>>());
        assert!(
            said.contains("it begins with 2026-03-15 and ends with 2026-03-12")
                && said.contains("-- exit 2 --"),
            "{command}: {said}"
        );
    }
    let said = home.run(&["due", "--after", "2027", "--before", "2026"]);
    assert!(said.contains("it begins with 2027 and ends with 2026"), "{said}");
    // A range from a day to the month that contains it is not reversed.
    home.stdout(&["timeline", "--since", "2026-03-14", "--until", "2026-03"]);
    home.stdout(&["timeline", "--since", "2026-03-12", "--until", "2026-03-12"]);
}

#[test]
fn limit_of_zero_is_rejected() {
    let home = TestHome::with_articles();
    for command in [
        "timeline",
        "search règles",
        "articles",
        "speakers",
        "log",
        "conflicts",
        "similar s6wh",
        "reread",
    ] {
        let limited = |limit: &str| {
            let words: Vec<&str> = command.split(' ').chain(["--limit", limit]).collect();
            home.run(&words)
        };
        let said = limited("0");
        assert!(
            said.contains("0 would show nothing (write 1 or more)") && said.contains("-- exit 2 --"),
            "{command}: {said}"
        );
        assert!(limited("x").contains("\"x\" is not a whole number"), "{command}");
        assert!(!limited("1").contains("-- exit"), "{command}");
    }
}

#[test]
fn decision_is_undone_by_position_with_and_without_sign() {
    let home = TestHome::with_articles();
    home.stdout(&["status", "s6wh", "adopted"]);
    home.stdout(&["confirm", "s6wh"]);
    assert!(home.stdout(&["undo", "@6"]).starts_with("undid @6: "));
    assert!(home.stdout(&["undo", "7"]).starts_with("undid @7: "));
    let said = home.run(&["undo", "s6wh"]);
    assert!(
        said.contains("\"s6wh\" is not a log position (write @1200"),
        "{said}"
    );
    assert!(
        home.stdout(&["log", "--limit", "1"])
            .starts_with("     @9  2026-03-15")
    );
}

#[test]
fn part_of_a_publishers_name_is_enough_if_unique() {
    let home = TestHome::with_articles();
    home.write_file(
        "herald.md",
        "---\npublisher: The Harbour Herald\npublished: 2026-03-14\n---\n\"We will build,\" said Omar Sall.\n",
    );
    home.write_file(
        "post.md",
        "---\npublisher: Post\npublished: 2026-03-14\n---\n\"We will plant trees,\" said Ana Lund.\n",
    );
    home.stdout(&["ingest", "herald.md", "post.md"]);
    let rows = |publisher: &str| {
        let said = home.stdout(&["timeline", "--publisher", publisher, "--format", "csv"]);
        said.lines().count() - 1
    };
    assert_eq!(rows("courrier"), 2);
    assert_eq!(rows("courr lac"), 2);
    assert_eq!(rows("HERALD"), 1);
    // An exact name wins over a longer name that contains it.
    assert_eq!(rows("post"), 1);
    assert_eq!(rows("the harbour post"), 1);
    assert_eq!(
        home.stdout(&["articles", "--publisher", "herald"])
            .lines()
            .count(),
        3
    );
    insta::assert_snapshot!(home.run(&["timeline", "--publisher", "harbour"]), @r#"
    -- stderr --
    error: "harbour" matches 2 publishers
    hint: The Harbour Herald
    hint: The Harbour Post
    -- exit 3 --
    "#);
    // A single letter or the middle of a word does not match.
    for unknown in ["h", "erald", "tribune"] {
        let said = home.run(&["timeline", "--publisher", unknown]);
        assert!(said.contains("there is no publisher"), "{said}");
    }
}

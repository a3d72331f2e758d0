//! Settings from `dixit.toml`, and the origin that `config` reports for each.

use crate::common::output_schema::assert_matches_schema;
use crate::common::test_home::TestHome;

#[test]
fn nearest_config_file_wins_and_command_line_overrides_it() {
    let home = TestHome::with_articles();
    home.write_file(
        ".config/dixit/dixit.toml",
        "actor = \"Bo\"\npager = \"more -d\"\n[filters]\nlang = \"en\"\nlimit = 5\n",
    );
    home.write_file("dixit.toml", "actor = \"Ada\"\n[filters]\nlang = \"fr\"\n");
    insta::assert_snapshot!(home.run(&["config"]), @"
    key            value     from
    ─────────────  ────────  ────────────────────────────────────────
    db             dixit.db  default
    actor          Ada       dixit.toml
    pager          more -d   HOME/.config/dixit/dixit.toml
    filters.lang   fr        dixit.toml
    filters.limit  5         HOME/.config/dixit/dixit.toml
    ");
    let french = home.stdout(&["timeline", "--format", "csv", "-q"]);
    assert_eq!(french.lines().count(), 3, "{french}");
    let english = home.stdout(&["timeline", "--format", "csv", "-q", "--lang", "en"]);
    assert_eq!(english.lines().count(), 2, "{english}");
    let all = home.stdout(&["timeline", "--format", "csv", "--no-config"]);
    assert_eq!(all.lines().count(), 4, "{all}");
    home.stdout(&["confirm", "s6wh"]);
    home.stdout(&["confirm", "scvw", "--actor", "Cy"]);
    let log = home.stdout(&["log", "--since", "@5", "--format", "jsonl"]);
    assert!(
        log.contains("\"actor\":\"Ada\"") && log.contains("\"actor\":\"Cy\""),
        "{log}"
    );
}

#[test]
fn config_filters_are_reported_where_they_apply() {
    let home = TestHome::with_articles();
    home.write_file("dixit.toml", "[filters]\nlang = \"fr\"\n");
    let note =
        "note: filters from the configuration apply: --lang fr (dixit.toml) (--no-config ignores them)";
    for command in [&["timeline"][..], &["search", "audit"], &["matrix"], &["silent"]] {
        assert!(home.run(command).contains(note), "{command:?}");
    }
    // There is no note if the command line sets the filter or the command has no such filter.
    for command in [
        &["timeline", "--lang", "en"][..],
        &["speakers"],
        &["confirm", "s6wh"],
        &["ingest", "articles"],
    ] {
        assert!(
            !home.run(command).contains("from the configuration apply"),
            "{command:?}"
        );
    }
    // `ingest` does not take the `lang` filter as the language of the articles: the English one stays English.
    assert!(
        home.stdout(&["articles", "--format", "csv", "--no-config"])
            .contains(",en,")
    );
}

#[test]
fn config_names_database_and_is_read_from_its_folder() {
    let home = TestHome::with_articles();
    std::fs::create_dir(home.path().join("press")).unwrap();
    std::fs::rename(home.path().join("dixit.db"), home.path().join("press/all.db")).unwrap();
    home.write_file("dixit.toml", "db = \"press/all.db\"\n");
    home.write_file("press/dixit.toml", "actor = \"desk\"\ndb = \"all.db\"\n");
    insta::assert_snapshot!(home.run(&["config"]), @"
    key    value         from
    ─────  ────────────  ────────────────
    db     press/all.db  dixit.toml
    actor  desk          press/dixit.toml
    pager  less          default
    ");
    assert!(home.stdout(&["timeline"]).contains("Claire Aubert"));
    let mut named = home.command(&["config", "--format", "csv"]);
    let named = named.env("DIXIT_DB", "other.db").output().unwrap();
    assert!(String::from_utf8_lossy(&named.stdout).contains("db,other.db,DIXIT_DB"));
    assert!(home.stdout(&["config", "--db", "x.db"]).contains("--db"));
}

#[test]
fn unknown_config_key_is_named() {
    let home = TestHome::with_articles();
    let said = |text: &str| {
        home.write_file("dixit.toml", text);
        home.run(&["timeline", "--limit", "1"])
    };
    insta::assert_snapshot!(said("acter = \"Ada\""), @r#"
    -- stderr --
    error: dixit.toml: unknown key "acter"
    hint: the keys are actor, db, pager (only in your user configuration) and [filters]
    -- exit 3 --
    "#);
    insta::assert_snapshot!(said("[filters]\nlange = \"fr\""), @r#"
    -- stderr --
    error: dixit.toml: unknown key "lange" in [filters]
    hint: the keys are act, lang, limit, min-certainty, publisher, report, since, speaker, topic, until
    -- exit 3 --
    "#);
    insta::assert_snapshot!(said("[filters]\nlang = \"xx\""), @"
    -- stderr --
    error: dixit.toml: invalid value 'xx' for '--lang <LANG>'
    -- exit 3 --
    ");
    insta::assert_snapshot!(said("pager = \"evil\""), @"
    -- stderr --
    error: dixit.toml: pager names a program, which only your user configuration may do
    -- exit 3 --
    ");
    assert!(said("actor = ").contains("error: dixit.toml: TOML parse error"));
    // `--help` and `--no-config` do not read the configuration.
    assert!(home.output(&["--help"]).status.success());
    assert!(home.output(&["timeline", "--no-config"]).status.success());
}

#[test]
fn csv_for_excel_begins_with_a_byte_order_mark() {
    let home = TestHome::with_articles();
    for command in [&["timeline"][..], &["log"], &["status", "s6wh", "open"]] {
        let with = |more: &[&str]| {
            let args: Vec<&str> = command.iter().chain(more).copied().collect();
            home.output(&args)
        };
        assert!(
            with(&["--format", "csv", "--bom"])
                .stdout
                .starts_with(b"\xef\xbb\xbf"),
            "{command:?}"
        );
        assert!(
            !with(&["--format", "csv"]).stdout.starts_with(b"\xef\xbb\xbf"),
            "{command:?}"
        );
        assert_eq!(
            with(&["--format", "json", "--bom"]).status.code(),
            Some(2),
            "{command:?}"
        );
    }
}

#[test]
fn config_matches_its_schema() {
    let home = TestHome::new();
    let json = home.stdout(&["config", "--format", "json", "-q"]);
    assert_matches_schema(&json, "config");
}

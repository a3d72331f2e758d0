//! Settings from `dixit.toml`, and where they are from.

use crate::common::home::Home;

#[test]
fn nearest_file_wins_and_the_command_line_over_it() {
    let home = Home::with_articles();
    home.write(
        ".config/dixit/dixit.toml",
        "actor = \"Bo\"\npager = \"more -d\"\n[filters]\nlang = \"en\"\nlimit = 5\n",
    );
    home.write("dixit.toml", "actor = \"Ada\"\n[filters]\nlang = \"fr\"\n");
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
fn filters_of_the_configuration_are_told_wherever_they_hold() {
    let home = Home::with_articles();
    home.write("dixit.toml", "[filters]\nlang = \"fr\"\n");
    let told =
        "note: filters from the configuration apply: --lang fr (dixit.toml) (--no-config ignores them)";
    for command in [&["timeline"][..], &["search", "audit"], &["matrix"], &["silent"]] {
        assert!(home.run(command).contains(told), "{command:?}");
    }
    // Where the command line sets it, or the command has no such filter, nothing is to be told.
    for command in [
        &["timeline", "--lang", "en"][..],
        &["speakers"],
        &["confirm", "s6wh"],
        &["ingest", "articles"],
    ] {
        assert!(!home.run(command).contains("filtered as"), "{command:?}");
    }
    // The language that articles are recorded in is no filter.
    assert!(
        home.stdout(&["articles", "--format", "csv", "--no-config"])
            .contains(",en,")
    );
}

#[test]
fn database_is_named_and_its_folder_has_settings_too() {
    let home = Home::with_articles();
    std::fs::create_dir(home.path().join("press")).unwrap();
    std::fs::rename(home.path().join("dixit.db"), home.path().join("press/all.db")).unwrap();
    home.write("dixit.toml", "db = \"press/all.db\"\n");
    home.write("press/dixit.toml", "actor = \"desk\"\ndb = \"all.db\"\n");
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
fn unknown_key_is_named() {
    let home = Home::with_articles();
    let said = |text: &str| {
        home.write("dixit.toml", text);
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
    // Help needs no configuration, and --no-config goes by without it.
    assert!(home.output(&["--help"]).status.success());
    assert!(home.output(&["timeline", "--no-config"]).status.success());
}

#[test]
fn csv_for_excel_begins_with_a_byte_order_mark() {
    let home = Home::with_articles();
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
fn settings_keep_their_schema() {
    let home = Home::new();
    let schema =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/schema/output/config.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let json = home.stdout(&["config", "--format", "json", "-q"]);
    assert!(
        validator.is_valid(&serde_json::from_str(&json).unwrap()),
        "{json}"
    );
}

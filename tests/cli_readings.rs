//! Readings by other readers than the extractor: `ingest --readings`, and the filter `--reader`.

use crate::common::test_home::TestHome;
use insta::assert_snapshot;
use std::fs;

const TEXT: &str = "La présidente du port, Odile Carré, a déclaré mercredi que la ville propose une agence des quais.\n\n\
    « Nous n’attendrons pas », a-t-elle dit. Le syndicat des dockers a critiqué le calendrier.\n";

/// A home with one article in `quais.jsonl`, under the id `quais-1`; it is not ingested yet.
fn home_with_article() -> TestHome {
    let home = TestHome::new();
    let article = serde_json::json!({
        "id": "quais-1", "title": "Une agence des quais", "publisher": "La Gazette du Port", "lang": "fr",
        "published": "2026-03-12", "url": "https://gazette.example/quais", "text": TEXT
    });
    home.write_file("quais.jsonl", article.to_string());
    home
}

/// One item of a reading as JSON: the first occurrence of `words` in [`TEXT`], attributed to `reference`.
fn reading_item(words: &str, reference: &str, act: &str, more: &str) -> String {
    let byte = TEXT.find(words).unwrap();
    let start = TEXT[..byte].chars().count();
    let end = start + words.chars().count();
    format!(
        r#"{{"quote":{{"start":{start},"end":{end},"text":"{words}"}},"reference":"{reference}","mode":"indirect","act":"{act}"{more}}}"#
    )
}

fn reading_line(id: &str, reader: &str, items: &[String]) -> String {
    format!(
        "{{\"id\":\"{id}\",\"reader\":\"{reader}\",\"statements\":[{}]}}\n",
        items.join(",")
    )
}

fn agency_item() -> String {
    let side = r#","report":"speech","for":"ville de Port-Neuf","said":"2026-03-11","confidence":0.8"#;
    reading_item(
        "la ville propose une agence des quais",
        "Odile Carré",
        "proposal",
        side,
    )
}

fn calendar_item(reference: &str) -> String {
    reading_item("le calendrier", reference, "position", r#","report":"stance""#)
}

/// The ids of the statements that the command `args` lists.
fn statement_ids(home: &TestHome, args: &[&str]) -> Vec<String> {
    let entries = home.json_lines(args);
    entries
        .iter()
        .map(|entry| entry["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn other_readers_statements_are_kept_separate_and_not_counted_twice() {
    let home = home_with_article();
    home.stdout(&["ingest", "quais.jsonl"]);
    let own = home.stdout(&["timeline", "--format", "json"]);
    let people = home.stdout(&["speakers", "--format", "json"]);
    home.write_file(
        "readings.jsonl",
        reading_line(
            "https://gazette.example/quais?utm_source=x",
            "ada/2026-03",
            &[agency_item(), calendar_item("syndicat des dockers")],
        ),
    );
    assert_snapshot!(home.run(&["ingest", "--readings", "readings.jsonl"]), @"
    read       am2b9gnxd  2 statements       by ada/2026-03 (readings.jsonl:1)
    -- stderr --
    articles: 1 read by other readers; 2 statements recorded
    ");
    assert_eq!(home.stdout(&["timeline", "--format", "json"]), own);
    assert_eq!(home.stdout(&["speakers", "--format", "json"]), people);
    assert_eq!(statement_ids(&home, &["timeline", "--reader", "ada"]).len(), 2);
    assert_eq!(
        home.stdout(&["timeline", "--reader", "dixit-rules", "--format", "json"]),
        own
    );
    assert_snapshot!(home.run(&["timeline", "--reader", "bob"]), @r#"
    -- stderr --
    error: there is no reader "bob"
    -- exit 3 --
    "#);
    // Giving the same reading again records nothing.
    assert_snapshot!(home.run(&["ingest", "--readings", "readings.jsonl"]), @"
    unchanged  am2b9gnxd                     by ada/2026-03 (readings.jsonl:1)
    -- stderr --
    articles: 1 unchanged
    ");
    let id = &statement_ids(&home, &["timeline", "--reader", "ada/2026-03"])[0];
    let shown = home.stdout(&["show", id]);
    for expected in ["read by    ada/2026-03 (given)", "also read  by dixit-rules/"] {
        assert!(shown.contains(expected), "{shown}");
    }
    assert!(home.run(&["similar", id]).contains("hint: add --reader ada"));
    assert!(home.stdout(&["log"]).contains("by ada/2026-03: la ville propose"));
    home.stdout(&["verify"]);
    let article = home.stdout(&["sources", id, "--reader", "ada", "--format", "csv"]);
    assert!(article.contains(",ada/2026-03,"), "{article}");
}

#[test]
fn statement_for_a_side_is_found_under_speaker_and_side() {
    let home = home_with_article();
    home.write_file(
        "readings.jsonl",
        reading_line(
            "quais-1",
            "ada/1",
            &[agency_item(), calendar_item("syndicat des dockers")],
        ),
    );
    home.stdout(&["ingest", "quais.jsonl", "--readings", "readings.jsonl"]);
    let by = |more: &[&str]| statement_ids(&home, &[&["timeline", "--reader", "ada"], more].concat());
    let agency = by(&["--speaker", "odile carre"]);
    assert_eq!(agency.len(), 1);
    assert_eq!(by(&["--speaker", "ville de port-neuf"]), agency);
    assert_eq!(by(&["--report", "speech"]), agency);
    assert_eq!(by(&["--report", "provision"]), [""; 0]);
    assert_eq!(by(&["--report", "stance"]).len(), 1);
    let found = statement_ids(
        &home,
        &["proposals", "--reader", "ada", "--speaker", "ville de Port-Neuf"],
    );
    assert_eq!(found, agency);
    assert_snapshot!(home.stdout(&["speakers", "--reader", "ada", "--format", "csv"]), @r#"
    name,kind,aliases,statements,first,last,id
    Odile Carré,person,"La présidente du port, Odile Carré",1,2026-03-11,2026-03-11,pvekqg94m73ej
    ville de Port-Neuf,unknown,,1,2026-03-11,2026-03-11,pd8a8brcnmt6e
    "#);
    assert_snapshot!(home.stdout(&["timeline", "--reader", "ada", "--speaker", "ville de port-neuf"]), @"
    said        speaker                 words                                  source
    ──────────  ──────────────────────  ─────────────────────────────────────  ────────────────────────
    2026-03-11  Odile Carré             la ville propose une agence des quais  La Gazette du Port,
    proposal    for ville de Port-Neuf                                         2026-03-12
                                                                               s71z099a2
    ");
    // The report (`speech`, `stance` or `provision`) can be corrected, and the correction undone.
    home.stdout(&["correct", &agency[0], "--report", "provision"]);
    assert_eq!(by(&["--report", "provision"]), agency);
    home.stdout(&["undo", "--last"]);
    assert_eq!(by(&["--report", "speech"]), agency);
}

#[test]
fn unproven_statement_is_rejected_and_the_rest_is_recorded() {
    let home = home_with_article();
    let moved = agency_item().replace("\"start\":", "\"start\":1");
    let mumbled = calendar_item("syndicat").replace("position", "mumble");
    let lines = [
        reading_line(
            "quais-1",
            "ada/1",
            &[calendar_item("syndicat des dockers"), moved, mumbled],
        ),
        reading_line("quais-2", "ada/1", &[agency_item()]),
        reading_line("quais-1", "ada", &[agency_item()]),
        reading_line("quais-1", "dixit-rules/9", &[agency_item()]),
        "{\"id\":\"quais-1\",\"statements\":[]}\n".to_owned(),
        "none\n".to_owned(),
    ];
    home.write_file("readings.jsonl", lines.concat());
    assert_snapshot!(home.run(&["ingest", "quais.jsonl", "--readings", "readings.jsonl"]), @r#"
    recorded   am2b9gnxd  3 statements       Une agence des quais
    read       am2b9gnxd  1 statement, 2 refused  by ada/1 (readings.jsonl:1)
    refused                         by ada/1 (readings.jsonl:2)
    refused                         by ada (readings.jsonl:3)
    refused                         by dixit-rules/9 (readings.jsonl:4)
    refused                         readings.jsonl:5
    -- stderr --
    error: readings.jsonl:6: not a reading: expected ident at line 1 column 2 (a reading is {"id": …, "statements": […]}, as `dixit extract` writes it)
    error: readings.jsonl:1: statement 2: quote: no words at 159..96
    error: readings.jsonl:1: statement 3: act: unknown act "mumble" (known: proposal, commitment, call, announcement, position, warning, claim, forecast, denial, expressive)
    error: readings.jsonl:2: there is no article "quais-2", neither in this call nor in the log
    error: readings.jsonl:3: "ada" names no reader (write NAME/VERSION, as in ada/2026-03: letters, digits and - . _ + : @)
    error: readings.jsonl:4: dixit-rules is dixit's own reader: what it reads is recorded by ingesting the article
    error: readings.jsonl:5: the reader is not named (add --reader NAME/VERSION)
    articles: 1 recorded, 1 read by other readers, 4 refused, 1 could not be read; 4 statements recorded, 2 statements refused
    -- exit 3 --
    "#);
    assert_eq!(statement_ids(&home, &["timeline", "--reader", "ada"]).len(), 1);
    assert!(
        home.run(&["ingest", "quais.jsonl", "--reader", "ada/1"])
            .contains("exit 2")
    );
    let output = home.output(&[
        "ingest",
        "quais.jsonl",
        "--readings",
        "readings.jsonl",
        "--format",
        "json",
    ]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report[1]["refused"][1]["statement"], 3);
    assert_eq!(report[1]["reader"], "ada/1");
}

#[test]
fn newer_reader_version_replaces_readings_but_no_decisions() {
    let home = home_with_article();
    let read = |reader: &str, items: &[String]| {
        home.write_file("readings.jsonl", reading_line("quais-1", reader, items));
        home.stdout(&[
            "ingest",
            "quais.jsonl",
            "--readings",
            "readings.jsonl",
            "--format",
            "jsonl",
        ])
    };
    read("ada/1", &[agency_item(), calendar_item("syndicat des dockers")]);
    let first = statement_ids(&home, &["timeline", "--reader", "ada"]);
    home.stdout(&["confirm", &first[0]]);
    // A second reading by the same version adds statements and withdraws none.
    let more = reading_item("Nous n’attendrons pas", "Odile Carré", "commitment", "");
    read("ada/1", std::slice::from_ref(&more));
    assert_eq!(statement_ids(&home, &["timeline", "--reader", "ada"]).len(), 3);
    // The next version reads one of the three: the confirmed one stays, in dispute, and the other is withdrawn.
    read("ada/2", std::slice::from_ref(&more));
    let now = statement_ids(&home, &["timeline", "--reader", "ada"]);
    assert!(now.contains(&first[0]) && now.len() == 2, "{now:?}");
    assert!(home.stdout(&["show", &first[0]]).contains("not read at all"));
    // If one statement is rejected, the reading may be incomplete, so no other is withdrawn.
    let wrong = agency_item().replace("\"start\":", "\"start\":9");
    home.write_file("readings.jsonl", reading_line("quais-1", "ada/3", &[wrong]));
    home.run(&["ingest", "--readings", "readings.jsonl"]);
    assert_eq!(statement_ids(&home, &["timeline", "--reader", "ada"]), now);
}

#[test]
fn revision_moves_remaining_statements_and_withdraws_the_rest() {
    let home = home_with_article();
    home.write_file(
        "readings.jsonl",
        reading_line(
            "quais-1",
            "ada/1",
            &[agency_item(), calendar_item("syndicat des dockers")],
        ),
    );
    home.stdout(&["ingest", "quais.jsonl", "--readings", "readings.jsonl"]);
    let before = statement_ids(&home, &["timeline", "--reader", "ada"]);
    let text = fs::read_to_string(home.path().join("quais.jsonl")).unwrap();
    let revised = text.replace("La présidente", "Mis à jour. La présidente");
    home.write_file("quais.jsonl", revised.replace("le calendrier", "le retard"));
    home.stdout(&["ingest", "quais.jsonl"]);
    let after = statement_ids(&home, &["timeline", "--reader", "ada"]);
    assert_eq!(after, before[..1]);
    assert!(
        home.stdout(&["show", &after[0]])
            .contains("exactly there in the stored text")
    );
    home.stdout(&["verify"]);
}

#[test]
fn offsets_refer_to_the_given_text() {
    let home = home_with_article();
    let text = fs::read_to_string(home.path().join("quais.jsonl")).unwrap();
    home.write_file(
        "quais.jsonl",
        text.replace("\"text\":\"", "\"text\":\"\\r\\n\\r\\n  ")
            .replace("\\n\\n«", "\\r\\n\\r\\n«"),
    );
    let read = home.stdout(&["extract", "quais.jsonl", "--format", "jsonl"]);
    home.write_file("readings.jsonl", &read);
    let args = [
        "ingest",
        "quais.jsonl",
        "--readings",
        "readings.jsonl",
        "--reader",
        "copy/1",
    ];
    home.stdout(&args);
    let own = home.stdout(&["timeline", "--format", "csv"]);
    let copy = home.stdout(&["timeline", "--reader", "copy", "--format", "csv"]);
    assert_eq!(own.lines().count(), copy.lines().count());
    assert!(own.lines().count() > 2, "{own}");
    home.stdout(&["check"]);
}

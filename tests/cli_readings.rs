//! What other readers read in articles: `ingest --readings`, and `--reader`.

use crate::common::home::Home;
use insta::assert_snapshot;
use std::fs;

const TEXT: &str = "La présidente du port, Odile Carré, a déclaré mercredi que la ville propose une agence des quais.\n\n\
    « Nous n’attendrons pas », a-t-elle dit. Le syndicat des dockers a critiqué le calendrier.\n";

/// A home with one article, which has an id of its own where it is given, and what dixit reads in it.
fn home() -> Home {
    let home = Home::new();
    let article = serde_json::json!({
        "id": "quais-1", "title": "Une agence des quais", "publisher": "La Gazette du Port", "lang": "fr",
        "published": "2026-03-12", "url": "https://gazette.example/quais", "text": TEXT
    });
    home.write("quais.jsonl", article.to_string());
    home
}

/// An item of a reading: the words where they first stand, said by somebody.
fn item(words: &str, reference: &str, act: &str, more: &str) -> String {
    let byte = TEXT.find(words).unwrap();
    let start = TEXT[..byte].chars().count();
    let end = start + words.chars().count();
    format!(
        r#"{{"quote":{{"start":{start},"end":{end},"text":"{words}"}},"reference":"{reference}","mode":"indirect","act":"{act}"{more}}}"#
    )
}

fn line(id: &str, reader: &str, items: &[String]) -> String {
    format!(
        "{{\"id\":\"{id}\",\"reader\":\"{reader}\",\"statements\":[{}]}}\n",
        items.join(",")
    )
}

fn agency() -> String {
    let side = r#","report":"speech","for":"ville de Port-Neuf","said":"2026-03-11","confidence":0.8"#;
    item(
        "la ville propose une agence des quais",
        "Odile Carré",
        "proposal",
        side,
    )
}

fn calendar(reference: &str) -> String {
    item("le calendrier", reference, "position", r#","report":"stance""#)
}

fn ids(home: &Home, args: &[&str]) -> Vec<String> {
    let lines = home.stdout(&[args, &["--format", "jsonl"]].concat());
    let ids = lines.lines().map(|line| {
        let entry: serde_json::Value = serde_json::from_str(line).unwrap();
        entry["id"].as_str().unwrap().to_owned()
    });
    ids.collect()
}

#[test]
fn another_readers_statements_stand_beside_ours_and_no_count_has_both() {
    let home = home();
    home.stdout(&["ingest", "quais.jsonl"]);
    let own = home.stdout(&["timeline", "--format", "json"]);
    let people = home.stdout(&["speakers", "--format", "json"]);
    home.write(
        "readings.jsonl",
        line(
            "https://gazette.example/quais?utm_source=x",
            "ada/2026-03",
            &[agency(), calendar("syndicat des dockers")],
        ),
    );
    assert_snapshot!(home.run(&["ingest", "--readings", "readings.jsonl"]), @"
    read       am2b9gnxd  2 statements       by ada/2026-03 (readings.jsonl:1)
    -- stderr --
    articles: 1 read by other readers; 2 statements recorded
    ");
    assert_eq!(home.stdout(&["timeline", "--format", "json"]), own);
    assert_eq!(home.stdout(&["speakers", "--format", "json"]), people);
    assert_eq!(ids(&home, &["timeline", "--reader", "ada"]).len(), 2);
    assert_eq!(
        home.stdout(&["timeline", "--reader", "dixit-rules", "--format", "json"]),
        own
    );
    assert_snapshot!(home.run(&["timeline", "--reader", "bob"]), @r#"
    -- stderr --
    error: there is no reader "bob"
    -- exit 3 --
    "#);
    // Of what was given again, nothing is recorded.
    assert_snapshot!(home.run(&["ingest", "--readings", "readings.jsonl"]), @"
    unchanged  am2b9gnxd                     by ada/2026-03 (readings.jsonl:1)
    -- stderr --
    articles: 1 unchanged
    ");
    let id = &ids(&home, &["timeline", "--reader", "ada/2026-03"])[0];
    let shown = home.stdout(&["show", id]);
    for told in ["read by    ada/2026-03 (given)", "also read  by dixit-rules/"] {
        assert!(shown.contains(told), "{shown}");
    }
    assert!(home.run(&["similar", id]).contains("hint: --reader ada"));
    assert!(home.stdout(&["log"]).contains("by ada/2026-03: la ville propose"));
    home.stdout(&["verify"]);
    let article = home.stdout(&["sources", id, "--reader", "ada", "--format", "csv"]);
    assert!(article.contains(",ada/2026-03,"), "{article}");
}

#[test]
fn what_is_said_for_a_side_is_found_under_the_speaker_and_the_side() {
    let home = home();
    home.write(
        "readings.jsonl",
        line("quais-1", "ada/1", &[agency(), calendar("syndicat des dockers")]),
    );
    home.stdout(&["ingest", "quais.jsonl", "--readings", "readings.jsonl"]);
    let by = |more: &[&str]| ids(&home, &[&["timeline", "--reader", "ada"], more].concat());
    let agency = by(&["--speaker", "odile carre"]);
    assert_eq!(agency.len(), 1);
    assert_eq!(by(&["--speaker", "ville de port-neuf"]), agency);
    assert_eq!(by(&["--report", "speech"]), agency);
    assert_eq!(by(&["--report", "provision"]), [""; 0]);
    assert_eq!(by(&["--report", "stance"]).len(), 1);
    let found = ids(
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
    // What came to be known can be corrected, and undone.
    home.stdout(&["correct", &agency[0], "--report", "provision"]);
    assert_eq!(by(&["--report", "provision"]), agency);
    home.stdout(&["undo", "--last"]);
    assert_eq!(by(&["--report", "speech"]), agency);
}

#[test]
fn what_the_text_does_not_prove_is_refused_by_itself() {
    let home = home();
    let moved = agency().replace("\"start\":", "\"start\":1");
    let mumbled = calendar("syndicat").replace("position", "mumble");
    let lines = [
        line(
            "quais-1",
            "ada/1",
            &[calendar("syndicat des dockers"), moved, mumbled],
        ),
        line("quais-2", "ada/1", &[agency()]),
        line("quais-1", "ada", &[agency()]),
        line("quais-1", "dixit-rules/9", &[agency()]),
        "{\"id\":\"quais-1\",\"statements\":[]}\n".to_owned(),
        "none\n".to_owned(),
    ];
    home.write("readings.jsonl", lines.concat());
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
    error: readings.jsonl:5: nobody tells who reads (--reader NAME/VERSION)
    articles: 1 recorded, 1 read by other readers, 4 refused, 1 could not be read; 4 statements recorded, 2 statements refused
    -- exit 3 --
    "#);
    assert_eq!(ids(&home, &["timeline", "--reader", "ada"]).len(), 1);
    assert!(
        home.run(&["ingest", "quais.jsonl", "--reader", "ada/1"])
            .contains("exit 2")
    );
    let told = home.output(&[
        "ingest",
        "quais.jsonl",
        "--readings",
        "readings.jsonl",
        "--format",
        "json",
    ]);
    let told: serde_json::Value = serde_json::from_slice(&told.stdout).unwrap();
    assert_eq!(told[1]["refused"][1]["statement"], 3);
    assert_eq!(told[1]["reader"], "ada/1");
}

#[test]
fn another_version_takes_the_place_of_the_earlier_one_and_of_no_decision() {
    let home = home();
    let read = |reader: &str, items: &[String]| {
        home.write("readings.jsonl", line("quais-1", reader, items));
        home.stdout(&[
            "ingest",
            "quais.jsonl",
            "--readings",
            "readings.jsonl",
            "--format",
            "jsonl",
        ])
    };
    read("ada/1", &[agency(), calendar("syndicat des dockers")]);
    let first = ids(&home, &["timeline", "--reader", "ada"]);
    home.stdout(&["confirm", &first[0]]);
    // The same version gives more, and takes nothing away.
    let more = item("Nous n’attendrons pas", "Odile Carré", "commitment", "");
    read("ada/1", std::slice::from_ref(&more));
    assert_eq!(ids(&home, &["timeline", "--reader", "ada"]).len(), 3);
    // The next version reads one of three: what was confirmed stays, in dispute, and one is dropped.
    read("ada/2", std::slice::from_ref(&more));
    let now = ids(&home, &["timeline", "--reader", "ada"]);
    assert!(now.contains(&first[0]) && now.len() == 2, "{now:?}");
    assert!(home.stdout(&["show", &first[0]]).contains("not read at all"));
    // Where a statement is refused, nobody knows whether the others are all.
    let wrong = agency().replace("\"start\":", "\"start\":9");
    home.write("readings.jsonl", line("quais-1", "ada/3", &[wrong]));
    home.run(&["ingest", "--readings", "readings.jsonl"]);
    assert_eq!(ids(&home, &["timeline", "--reader", "ada"]), now);
}

#[test]
fn revision_moves_what_still_stands_and_withdraws_what_does_not() {
    let home = home();
    home.write(
        "readings.jsonl",
        line("quais-1", "ada/1", &[agency(), calendar("syndicat des dockers")]),
    );
    home.stdout(&["ingest", "quais.jsonl", "--readings", "readings.jsonl"]);
    let before = ids(&home, &["timeline", "--reader", "ada"]);
    let text = fs::read_to_string(home.path().join("quais.jsonl")).unwrap();
    let revised = text.replace("La présidente", "Mis à jour. La présidente");
    home.write("quais.jsonl", revised.replace("le calendrier", "le retard"));
    home.stdout(&["ingest", "quais.jsonl"]);
    let after = ids(&home, &["timeline", "--reader", "ada"]);
    assert_eq!(after, before[..1]);
    assert!(
        home.stdout(&["show", &after[0]])
            .contains("exactly there in the stored text")
    );
    home.stdout(&["verify"]);
}

#[test]
fn offsets_count_in_the_text_as_given() {
    let home = home();
    let text = fs::read_to_string(home.path().join("quais.jsonl")).unwrap();
    home.write(
        "quais.jsonl",
        text.replace("\"text\":\"", "\"text\":\"\\r\\n\\r\\n  ")
            .replace("\\n\\n«", "\\r\\n\\r\\n«"),
    );
    let read = home.stdout(&["extract", "quais.jsonl", "--format", "jsonl"]);
    home.write("readings.jsonl", &read);
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

//! Input formats and metadata: publication times, keys that crawlers write, e-mails, tables, folders, invalid bytes.

use crate::common::test_home::TestHome;
use serde_json::{Value, json};

/// The date `said` of the one statement in an article with this text and publication time, and whether it is ambiguous.
fn said_and_ambiguity(published: &str, text: &str, more: &[&str]) -> (String, bool) {
    let home = TestHome::new();
    home.write_file(
        "a.jsonl",
        json!({"text": text, "date": published, "lang": lang_of(text)}).to_string(),
    );
    home.stdout(&[&["ingest", "a.jsonl"], more].concat());
    let found = home.json_lines(&["timeline"]);
    assert_eq!(found.len(), 1, "{text}");
    let doubts = found[0]["doubts"].as_array().unwrap();
    (
        found[0]["said"].as_str().unwrap().to_owned(),
        doubts.contains(&json!("date-ambiguous")),
    )
}

fn lang_of(text: &str) -> &'static str {
    match text.chars().next() {
        Some('«') => "fr",
        Some('"') => "en",
        _ => "zh",
    }
}

const THURSDAY: &str =
    "« Le pont ouvrira », a déclaré jeudi Ana Berg, ministre des Transports, devant la presse.";
const YESTERDAY: &str =
    "« Le pont ouvrira », a déclaré hier Ana Berg, ministre des Transports, devant la presse.";
const TWELFTH: &str = "外交部发言人李华12日表示，双方将继续保持沟通。";

#[test]
fn utc_time_is_converted_to_the_publishers_day() {
    let check = |published, text, more: &[&str], expected: (&str, bool)| {
        let (said, doubt) = said_and_ambiguity(published, text, more);
        assert_eq!((said.as_str(), doubt), expected, "{published} {text} {more:?}");
    };
    // Thursday is 12 March.
    check("2026-03-11T23:30:00Z", THURSDAY, &[], ("2026-03-12", false));
    check("2026-03-12T23:30:00Z", THURSDAY, &[], ("2026-03-12", false));
    check("2026-03-11T16:30:00Z", TWELFTH, &[], ("2026-03-12", false));
    check("2026-03-12T16:30:00Z", TWELFTH, &[], ("2026-03-12", false));
    // Only the time zone decides which day "yesterday" is.
    check("2026-03-12T23:30:00Z", YESTERDAY, &[], ("2026-03-12", true));
    check("2026-03-12T21:30:00Z", YESTERDAY, &[], ("2026-03-11", false));
    check(
        "2026-03-12T23:30:00Z",
        YESTERDAY,
        &["--timezone", "America/Toronto"],
        ("2026-03-11", false),
    );
    check("2026-03-13T00:30:00+01:00", YESTERDAY, &[], ("2026-03-12", false));
    check("2026-03-12 23:30:00", YESTERDAY, &[], ("2026-03-11", false));
    // English newspapers are published from Los Angeles to London, so an English text implies no time zone.
    let english = "\"The bridge will open,\" said Ana Berg, the transport minister, yesterday.";
    check("2026-03-12T03:00:00Z", english, &[], ("2026-03-11", true));
    check("2026-03-12T15:00:00Z", english, &[], ("2026-03-11", false));
}

#[test]
fn day_after_publication_is_doubtful() {
    let doubt = |published, text: &str| said_and_ambiguity(published, text, &[]).1;
    assert!(doubt("2026-03-11", THURSDAY));
    assert!(doubt("2026-03-11", TWELFTH));
    assert!(!doubt("2026-03-12", THURSDAY), "the day itself");
    assert!(!doubt("2026-03-13", THURSDAY));
    assert!(
        !doubt("2026-03-11", &THURSDAY.replace("jeudi", "jeudi dernier")),
        "a week ago is said to be so"
    );
    assert!(!doubt("2026-03-11", &THURSDAY.replace("jeudi", "le 5 mars")));
    let later = said_and_ambiguity("2026-03-11", &THURSDAY.replace("jeudi", "le 20 mars 2026"), &[]);
    assert_ne!(later.0, "2026-03-20", "said after it was published");
}

#[test]
fn publication_time_is_shown() {
    let home = TestHome::new();
    home.write_file(
        "a.jsonl",
        json!({"text": THURSDAY, "date": "2026-03-12T23:30:00Z", "lang": "fr"}).to_string(),
    );
    home.stdout(&["ingest", "a.jsonl"]);
    let article = &home.json_lines(&["articles"])[0];
    assert_eq!(
        (
            &article["published"],
            &article["published_at"],
            &article["published_or"]
        ),
        (
            &json!("2026-03-13"),
            &json!("2026-03-12T23:30:00Z"),
            &json!("2026-03-12")
        )
    );
    let shown = home.stdout(&["show", article["id"].as_str().unwrap()]);
    assert!(
        shown.contains("2026-03-13 or 2026-03-12") && shown.contains("2026-03-12T23:30:00Z"),
        "{shown}"
    );
}

#[test]
fn future_and_impossible_dates_are_reported() {
    let home = TestHome::new();
    let line = |date| json!({"text": THURSDAY.replace("pont", date), "date": date, "lang": "fr"}).to_string();
    let all = ["2036-03-11", "2026-02-30", "1970-01-01", "2026-03-15"]
        .map(line)
        .join("\n");
    home.write_file("a.jsonl", all);
    insta::assert_snapshot!(home.run(&["ingest", "a.jsonl"]), @r#"
    recorded   a05dpx969  1 statement        a.jsonl:1
    recorded   apvs066q7  1 statement        a.jsonl:2
    recorded   aqphezjvq  1 statement        a.jsonl:3
    recorded   a8y9pe6bm  1 statement        a.jsonl:4
    -- stderr --
    note: a.jsonl:1: publication date 2036-03-11 is in the future (correct it and ingest the article again)
    note: a.jsonl:2: published not understood and ignored: "2026-02-30"
    note: a.jsonl:3: published not understood and ignored: "1970-01-01"
    articles: 4 recorded; 4 statements recorded
    "#);
}

#[test]
fn crawler_keys_are_read() {
    let text = "« Le pont ouvrira », a dit Ana Berg, ministre des Transports, devant la presse.";
    let home = TestHome::new();
    let crawlers = [
        // newspaper4k
        json!({"text": text, "publish_date": "2026-03-10 08:00:00", "authors": ["A. Un"], "source_url": "https://www.quai.example",
            "title": "Un", "url": "https://quai.example/1", "text_cleaned": "x"}),
        // news-please
        json!({"maintext": text, "date_publish": "2026-03-10 08:00:00", "source_domain": "quai.example", "authors": ["A. Un"],
            "language": "fr", "title": "Un", "url": "https://quai.example/2"}),
        // Media Cloud, with its own text
        json!({"text": text, "publish_date": "2026-03-10", "media_name": "quai.example", "title": "Un", "author": "A. Un",
            "url": "https://quai.example/3"}),
        // fundus
        json!({"plaintext": text, "publishing_date": "2026-03-10 08:00:00+01:00", "publisher": "quai.example", "title": "Un",
            "authors": ["A. Un"], "link": "https://quai.example/4"}),
        // schema.org
        json!({"articleBody": text, "datePublished": "2026-03-10", "headline": "Un", "inLanguage": "fr-FR",
            "publisher": {"@type": "Organization", "name": "quai.example"}, "author": [{"@type": "Person", "name": "A. Un"}],
            "mainEntityOfPage": {"@id": "https://quai.example/5"}}),
        // trafilatura
        json!({"raw_text": text, "date": "2026-03-10", "sitename": null, "hostname": "quai.example", "author": "A. Un",
            "title": "Un", "url": "https://quai.example/6"}),
    ];
    home.write_file("a.jsonl", crawlers.map(|line| line.to_string()).join("\n"));
    home.stdout(&["ingest", "a.jsonl"]);
    let articles = home.json_lines(&["articles"]);
    assert_eq!(articles.len(), 6);
    for (article, number) in articles.iter().zip(1..) {
        let known =
            ["title", "publisher", "author", "published", "lang"].map(|name| article[name].as_str().unwrap());
        assert_eq!(
            known,
            ["Un", "quai.example", "A. Un", "2026-03-10", "fr"],
            "{article}"
        );
        assert_eq!(article["url"], format!("https://quai.example/{number}"));
    }
}

#[test]
fn unknown_key_with_content_is_reported_once_and_can_be_mapped() {
    let home = TestHome::new();
    let story = "Le conseil a voté les travaux de la digue, qui commencent en mai. ".repeat(5);
    let line = |number: u32| json!({"text": format!("Un texte court, le {number}."), "story": story, "head": {"line": "Titre"}, "lang": "fr"});
    home.write_file(
        "a.jsonl",
        format!(
            "{}\n{}\n{}",
            line(1),
            line(2),
            json!({"story": story, "lang": "fr"})
        ),
    );
    insta::assert_snapshot!(home.run(&["ingest", "a.jsonl"]), @r#"
    recorded   a8hz946p4  0 statements       a.jsonl:1
    recorded   a7e53ry58  0 statements       a.jsonl:2
    -- stderr --
    error: a.jsonl:3: no "text" in the object, but a long text under "story" (use it with --map text=story)
    note: a.jsonl:1: unknown key "story" ignored (--map text=story reads it)
    articles: 2 recorded, 1 could not be read
    -- exit 3 --
    "#);
    let other = TestHome::new();
    other.write_file("a.jsonl", line(1).to_string());
    other.stdout(&[
        "ingest",
        "a.jsonl",
        "--map",
        "text=story",
        "--map",
        "title=head.line",
    ]);
    let article = &other.json_lines(&["articles"])[0];
    assert_eq!(article["title"], "Titre");
    assert!(
        other
            .stdout(&["show", article["id"].as_str().unwrap()])
            .contains("qui commencent en mai")
    );
    let refused = other.run(&["ingest", "a.jsonl", "--map", "titel=x"]);
    assert!(
        refused.contains("unknown field \"titel\"") && refused.ends_with("-- exit 2 --\n"),
        "{refused}"
    );
}

#[test]
fn invalid_url_is_rejected() {
    let home = TestHome::new();
    home.write_file("a.txt", THURSDAY);
    insta::assert_snapshot!(home.run(&["ingest", "a.txt", "--url", "not a url"]), @r#"
    -- stderr --
    error: invalid value 'not a url' for '--url <URL>': "not a url" is not a web address (it must begin with https:// or http:// and have no blanks)

    For more information, try '--help'.
    -- exit 2 --
    "#);
}

const MAIL: &str = "\
From: =?utf-8?q?=C3=89lodie_Lund?= <elodie@example.org>
To: desk@example.org
Subject: The dam
Date: Thu, 12 Mar 2026 23:30:00 +0100
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary=\"b1\"

--b1
Content-Type: text/plain; charset=utf-8

\"We will rebuild the dam,\" said Ana Lund, mayor of Port-Neuf, on Thursday.
--b1
Content-Type: text/html; charset=utf-8

<p>\"We will rebuild the dam,\" said Ana Lund, mayor of Port-Neuf, on Thursday.</p>
--b1--
";

#[test]
fn mail_is_read_once_with_sender_date_and_subject() {
    for name in ["mail.eml", "mail.txt", "mail"] {
        let home = TestHome::new();
        home.write_file(name, MAIL);
        home.stdout(&["ingest", name]);
        let article = &home.json_lines(&["articles"])[0];
        assert_eq!(
            [
                &article["title"],
                &article["author"],
                &article["published"],
                &article["published_at"],
                &article["statements"]
            ],
            [
                &json!("The dam"),
                &json!("Élodie Lund"),
                &json!("2026-03-12"),
                &json!("2026-03-12T23:30:00+01:00"),
                &json!(1)
            ],
            "{name}"
        );
    }
    let home = TestHome::new();
    let separator = "From elodie@example.org Thu Mar 12 23:30:00 2026\n";
    let second = MAIL.replace("The dam", "The port").replace("the dam", "the port");
    home.write_file("box", format!("{separator}{MAIL}\n{separator}{second}"));
    home.stdout(&["ingest", "box"]);
    let titles: Vec<Value> = home
        .json_lines(&["articles"])
        .into_iter()
        .map(|article| article["title"].clone())
        .collect();
    assert_eq!(titles, ["The dam", "The port"]);
}

#[test]
fn tables_and_captions_are_rejected_and_a_folders_readme_is_skipped() {
    let home = TestHome::new();
    let captions = "1\n00:00:01,000 --> 00:00:04,000\nBonjour.\n";
    home.write_file("in/a.csv", "title,text\nUn,\"Un, deux.\"\n");
    home.write_file("in/b.txt", "title;text\nUn;Un deux.\n");
    home.write_file("in/c.srt", captions);
    home.write_file("in/d.txt", captions);
    home.write_file("in/e.vtt", "WEBVTT\n\n00:01.000 --> 00:04.000\nBonjour.\n");
    home.write_file(
        "in/README.md",
        "# What is here\n\n\"Everything,\" said Ana Lund.\n",
    );
    home.write_file("in/.hidden.txt", "x");
    home.write_file("in/z.txt", THURSDAY);
    insta::assert_snapshot!(home.run(&["ingest", "in"]), @"
    recorded   aekdqchrc  0 statements       Un
    recorded   ajqc0r6sv  0 statements       Un
    recorded   abgvk7azs  0 statements       in/c.srt
    unchanged  abgvk7azs                     in/d.txt
    unchanged  abgvk7azs                     in/e.vtt
    recorded   a0k706atn  1 statement        in/z.txt
    -- stderr --
    note: in/a.csv:2: language guessed: fr, not certain (--lang sets it)
    note: in/b.txt:2: language guessed: fr, not certain (--lang sets it)
    note: in/c.srt: language guessed: fr, not certain (--lang sets it)
    note: in/d.txt: language guessed: fr, not certain (--lang sets it)
    note: in/e.vtt: language guessed: fr, not certain (--lang sets it)
    note: 2 hidden files or README left out (to include one, give its path)
    articles: 4 recorded, 2 unchanged; 1 statement recorded
    ");
    assert!(
        home.stdout(&["ingest", "in/README.md"]).starts_with("recorded"),
        "it is read where it is named"
    );
}

#[test]
fn two_bytes_in_another_encoding_are_marked_and_the_rest_is_kept() {
    let home = TestHome::new();
    home.write_file("a.txt", [THURSDAY.as_bytes(), b" Fin de l\x92\xe9t"].concat());
    insta::assert_snapshot!(home.run(&["ingest", "a.txt", "--published", "2026-03-13"]), @r#"
    recorded   aex7hr1a6  1 statement        a.txt
    -- stderr --
    note: a.txt: 2 unreadable characters, shown as � in the text
    articles: 1 recorded; 1 statement recorded
    "#);
    let found = home.json_lines(&["timeline"]);
    assert_eq!(found[0]["capacity"], "ministre des Transports");
}

#[test]
fn brief_shared_by_three_publishers_is_one_source() {
    let home = TestHome::new();
    let brief = "« La digue de Port-Neuf tiendra dix ans de plus sans grands travaux », a dit Ana Lund. Le conseil a voté. Il siège en mai.";
    let other = "Omar Sall demande un audit. « La digue de Port-Neuf tiendra dix ans de plus sans grands travaux », avait dit Ana Lund.";
    let line = |publisher: &str, text: &str| {
        json!({"text": text, "publisher": publisher, "date": "2026-03-10", "lang": "fr",
        "url": format!("https://{}.example/1?n={}", publisher.to_lowercase(), text.len())})
        .to_string()
    };
    let all = [
        line("A", brief),
        line("B", brief),
        line("C", brief),
        line("D", other),
    ];
    home.write_file("a.jsonl", all.join("\n"));
    home.stdout(&["ingest", "a.jsonl"]);
    let id = home.json_lines(&["timeline", "--publisher", "B"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for command in ["sources", "similar"] {
        let answer: Value = serde_json::from_str(&home.stdout(&[command, &id, "--format", "json"])).unwrap();
        assert_eq!(
            (&answer["articles"], &answer["independent_sources"]),
            (&json!(4), &json!(2)),
            "{command}"
        );
        assert!(
            home.stdout(&[command, &id])
                .contains("4 articles, 2 independent sources"),
            "{command}"
        );
    }
    // Two different articles of one newspaper are still one source.
    home.write_file(
        "b.jsonl",
        line(
            "D",
            &other.replace("Omar Sall demande un audit", "Rien n’est sûr, dit-on au port"),
        ),
    );
    home.stdout(&["ingest", "b.jsonl"]);
    let answer: Value = serde_json::from_str(&home.stdout(&["sources", &id, "--format", "json"])).unwrap();
    assert_eq!(
        (&answer["articles"], &answer["independent_sources"]),
        (&json!(5), &json!(2))
    );
}

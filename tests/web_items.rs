//! The pages of a statement, an article, a speaker and a topic, as `dixit serve` shows them.

use crate::common::page_server::PageServer;
use crate::common::test_home::{CHARTER, TestHome};

/// The statement of [`CHARTER`] that is quoted second.
const FUNDS: &str = "scvwab5myck1c";

/// The id of the only article with this title.
fn article_id(home: &TestHome, title: &str) -> String {
    let articles = home.json_lines(&["articles"]);
    let found = articles.iter().find(|article| article["title"] == title).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

/// The id of the speaker of this name.
fn speaker_id(home: &TestHome, name: &str) -> String {
    let speakers = home.json_lines(&["speakers"]);
    let found = speakers.iter().find(|speaker| speaker["name"] == name).unwrap();
    found["id"].as_str().unwrap().to_owned()
}

fn examples() -> TestHome {
    let home = TestHome::new();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles");
    home.stdout(&["ingest", articles]);
    home
}

#[test]
fn pages_of_the_examples() {
    let home = examples();
    let pages = PageServer::start(&home, &[]);
    let statement = home.json_lines(&["timeline", "--act", "proposal", "--lang", "fr"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let articles = home.json_lines(&["articles"]);
    let article = articles[0]["id"].as_str().unwrap();
    let speaker = &home.json_lines(&["speakers"])[0];
    let topic = &home.json_lines(&["topics"])[0];
    let (speaker, topic) = (speaker["id"].as_str().unwrap(), topic["id"].as_str().unwrap());
    for (name, path) in [
        ("page_statement", format!("/statement/{statement}")),
        ("page_statement_french", format!("/statement/{statement}?ui=fr")),
        ("page_statement_chinese", format!("/statement/{statement}?ui=zh")),
        ("page_article", format!("/article/{article}")),
        ("page_speaker", format!("/speaker/{speaker}")),
        ("page_topic", format!("/topic/{topic}")),
    ] {
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, pages.text(&path)) });
    }
    for page in ["statement", "article", "speaker", "topic"] {
        for language in ["fr", "zh"] {
            let id = match page {
                "statement" => statement.as_str(),
                "article" => article,
                "speaker" => speaker,
                _ => topic,
            };
            let html = pages.get(&format!("/{page}/{id}?ui={language}")).body;
            assert!(html.contains(&format!("<html lang=\"{language}\">")), "{page}");
            assert!(!html.contains('{'), "{page}: a place is not filled in");
        }
    }
}

#[test]
fn beginning_name_and_other_kind_lead_to_the_address_of_the_thing() {
    let home = TestHome::with_articles();
    let pages = PageServer::start(&home, &[]);
    let aubert = speaker_id(&home, "Claire Aubert");
    for (asked, found) in [
        ("/statement/scvw", format!("/statement/{FUNDS}")),
        (&format!("/article/{FUNDS}"), format!("/statement/{FUNDS}")),
        (
            "/statement/scvw?as-of=%405&ui=fr",
            format!("/statement/{FUNDS}?as-of=%405&ui=fr"),
        ),
        ("/speaker/claire%20aubert", format!("/speaker/{aubert}")),
    ] {
        let page = pages.get(asked);
        assert_eq!(page.header("location"), Some(found.as_str()), "{asked}");
    }
    assert_eq!(pages.get("/statement/szzzzzzzzzzzz").status, 404);
}

#[test]
fn other_forms_are_those_of_the_command_line() {
    let home = TestHome::with_articles();
    let pages = PageServer::start(&home, &[]);
    let path = format!("/statement/{FUNDS}");
    let html = pages.get(&path).body;
    for (form, media_type) in [
        ("json", "application/json"),
        ("csl", "application/vnd.citationstyles.csl+json"),
        ("annotation", "application/ld+json"),
    ] {
        let link = format!("rel=\"alternate\" type=\"{media_type}");
        assert!(
            html.contains(&link) && html.contains(&format!("{path}?format={form}")),
            "{form}"
        );
    }
    let shown = home.stdout(&["show", FUNDS, "--format", "json"]);
    assert_eq!(pages.get(&format!("{path}?format=json")).body, shown);
    let brief = home.stdout(&["brief", "--speaker", "claire aubert", "--format", "csl"]);
    assert_eq!(pages.get(&format!("{path}?format=csl")).body, brief);
    let annotation = pages.get(&format!("{path}?format=annotation")).body;
    let annotation: serde_json::Value = serde_json::from_str(&annotation).unwrap();
    assert_eq!(annotation["id"], format!("urn:dixit:statement:{FUNDS}"));
    assert_eq!(
        annotation["target"][0]["selector"][0]["exact"],
        "Les universités auront leur propre fonds"
    );
    assert_eq!(
        annotation["target"][0]["source"],
        "https://courrier.example/charte"
    );
    assert_eq!(pages.get(&format!("{path}?format=atom")).status, 400);
}

#[test]
fn feed_has_the_statements_by_their_time_of_recording() {
    let home = TestHome::with_articles();
    let pages = PageServer::start(&home, &[]);
    let id = speaker_id(&home, "Claire Aubert");
    let page = pages.get(&format!("/speaker/{id}?format=atom"));
    assert_eq!(
        page.header("content-type"),
        Some("application/atom+xml; charset=utf-8")
    );
    let feed = feed_rs::parser::parse(page.body.as_bytes()).unwrap();
    assert_eq!(feed.id, format!("urn:dixit:speaker:{id}"));
    assert_eq!(feed.entries.len(), 2);
    let newest = &feed.entries[0];
    assert_eq!(newest.id, format!("urn:dixit:statement:{FUNDS}"));
    assert_eq!(newest.updated.unwrap().to_rfc3339(), "2026-03-15T08:00:00+00:00");
    assert!(
        newest.links[0].href.ends_with(&format!("/statement/{FUNDS}")),
        "{newest:?}"
    );
    let topics = home.json_lines(&["topics"]);
    for topic in topics {
        let path = format!("/topic/{}?format=atom", topic["id"].as_str().unwrap());
        let feed = feed_rs::parser::parse(pages.get(&path).body.as_bytes()).unwrap();
        assert!(!feed.entries.is_empty(), "{path}");
    }
}

#[test]
fn hostile_article_is_shown_as_text() {
    let home = TestHome::new();
    home.write_file(
        "hostile.md",
        "---\ntitle: <script>alert(1)</script>\npublisher: \"\\\" onload=\\\"alert(2)\"\n\
         url: javascript:alert(3)\npublished: 2026-03-12\n---\n\
         \"We will publish <b onclick='x'>every</b> audit \u{202e}of a model,\" said Nora Lindqvist, head of the \
         Office for Algorithms, on Friday.\n",
    );
    home.stdout(&["ingest", "hostile.md"]);
    let pages = PageServer::start(&home, &[]);
    let article = home.json_lines(&["articles"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let statement = home.json_lines(&["timeline"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let speaker = speaker_id(&home, "Nora Lindqvist");
    for path in [
        format!("/article/{article}"),
        format!("/statement/{statement}"),
        format!("/speaker/{speaker}"),
    ] {
        let page = pages.get(&path);
        assert!(
            page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
            "{path}"
        );
        for harm in [
            "<script",
            "<b ",
            "\u{202e}",
            "href=\"javascript:",
            " onload=\"alert",
        ] {
            assert!(!page.body.contains(harm), "{path}: {harm:?} in {}", page.body);
        }
    }
    let feed = pages.get(&format!("/speaker/{speaker}?format=atom")).body;
    assert!(
        feed_rs::parser::parse(feed.as_bytes()).is_ok() && !feed.contains('\u{202e}'),
        "{feed}"
    );
}

#[test]
fn statements_are_marked_in_the_text_and_lead_there_and_back() {
    let home = TestHome::with_articles();
    let pages = PageServer::start(&home, &[]);
    let id = article_id(&home, "Une charte pour les modèles ouverts");
    let html = pages.get(&format!("/article/{id}")).body;
    let mark = format!("« <mark id=\"{FUNDS}\">Les universités auront leur propre fonds</mark>");
    assert!(html.contains(&mark), "{html}");
    assert!(html.contains(&format!(
        "<a href=\"/statement/{FUNDS}\" aria-label=\"Statement 2\">2</a>"
    )));
    assert!(html.contains(&format!("<a href=\"#{FUNDS}\">in the text</a>")));
    assert_eq!(html.matches(&format!("id=\"{FUNDS}\"")).count(), 1);
    assert!(html.contains(
        "<a class=\"outgoing\" href=\"https://courrier.example/charte\" rel=\"noopener noreferrer external\">"
    ));
}

#[test]
fn revision_says_which_statements_came_and_went_and_how_the_text_changed() {
    let home = TestHome::with_articles();
    home.write_file(
        "articles/charter.md",
        CHARTER.replace("leur propre fonds", "un fonds commun"),
    );
    home.stdout(&["ingest", "articles/charter.md"]);
    let pages = PageServer::start(&home, &[]);
    let id = article_id(&home, "Une charte pour les modèles ouverts");
    let text = pages.text(&format!("/article/{id}"));
    let start = text.find("Revisions").unwrap();
    let end = start + text[start..].find("Document").unwrap();
    insta::with_settings!({
        snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, { insta::assert_snapshot!("page_article_revised", &text[start..end]) });
    let former = pages.text(&format!("/statement/{FUNDS}"));
    assert!(former.contains("Gone with a revision of its article"), "{former}");
    assert!(former.contains("This is no longer current; its last state is shown."));
    assert!(former.contains("Les universités auront leur propre fonds"));
    let before = pages.text(&format!("/statement/{FUNDS}?as-of=%405"));
    assert!(!before.contains("no longer current"), "{before}");
}

#[test]
fn redacted_article_says_when_and_why_and_has_no_words() {
    let home = TestHome::with_articles();
    let id = article_id(&home, "Une charte pour les modèles ouverts");
    home.stdout(&["redact", &id, "--reason", "a court order", "--yes"]);
    let pages = PageServer::start(&home, &[]);
    let page = pages.get(&format!("/article/{id}"));
    assert_eq!(page.status, 200);
    let text = page.text();
    assert!(
        text.contains("Redacted") && text.contains("a court order") && text.contains("tester"),
        "{text}"
    );
    let statement = pages.get(&format!("/statement/{FUNDS}"));
    for body in [&page.body, &statement.body] {
        assert!(!body.contains("universités"), "{body}");
    }
}

#[test]
fn merged_speaker_leads_to_whom_they_were_merged_into() {
    let home = TestHome::with_articles();
    let lindqvist = speaker_id(&home, "Nora Lindqvist");
    let aubert = speaker_id(&home, "Claire Aubert");
    home.stdout(&["merge", "nora lindqvist", "claire aubert", "--reason", "one pen"]);
    let pages = PageServer::start(&home, &[]);
    let page = pages.get(&format!("/speaker/{lindqvist}"));
    let text = page.text();
    assert!(
        text.contains(&format!(
            "Nora Lindqvist ({lindqvist}) was merged into Claire Aubert."
        )),
        "{text}"
    );
    assert!(text.contains("Reason: one pen"), "{text}");
    assert!(page.body.contains(&format!("href=\"/speaker/{aubert}\"")));
    assert!(
        text.contains("We will publish every audit"),
        "statements of both are listed: {text}"
    );
    assert!(
        !pages
            .text(&format!("/speaker/{aubert}"))
            .contains("was merged into")
    );
}

#[test]
fn review_names_the_person_and_the_page_of_an_earlier_moment_does_not() {
    let home = TestHome::with_articles();
    home.stdout(&["confirm", FUNDS]);
    let pages = PageServer::start(&home, &[]);
    let text = pages.text(&format!("/statement/{FUNDS}"));
    assert!(
        text.contains("Confirmed, by tester, 15 March 2026, 08:00:00 UTC"),
        "{text}"
    );
    let before = pages.text(&format!("/statement/{FUNDS}?as-of=%405"));
    assert!(before.contains("No person has checked this reading."), "{before}");
}

//! One article under several spellings of its web address, in new logs and in a log written by dixit 0.1.0.

use crate::common::{all_events, child_process, open_tracker, temp_database_path};
use dixit::domain::{Document, Lang, Source};
use dixit::tracker::{ArticleChange, ArticleOutcome, Tracker};
use rusqlite::Connection;
use std::path::Path;

const DIKE: &str = "« La digue tiendra », a dit Ana Lund, maire de Port-Neuf. Le conseil a voté les travaux.";
const PORT: &str = "« Le port restera ouvert », a dit Omar Sall, directeur du port. Il parlait mardi.";

/// Spellings of one address.
const ADDRESS_SPELLINGS: [&str; 6] = [
    "https://example.org/digue",
    "https://example.org/digue?utm_source=x",
    "https://www.example.org/digue/",
    "https://example.org/digue/amp",
    "https://EXAMPLE.org/digue#xtor=RSS-1",
    "http://example.org:80/digue?fbclid=q",
];

fn build_document(url: &str, text: &str) -> Document {
    Document {
        source: Source {
            url: Some(url.to_owned()),
            published: "2026-03-10".parse().ok(),
            publisher: Some("Le Phare".into()),
            ..Source::default()
        },
        lang: Lang::Fr,
        text: text.to_owned(),
        provenance: None,
    }
}

fn record_article(tracker: &mut Tracker, document: Document) -> ArticleOutcome {
    tracker
        .record_readings(vec![Tracker::read_document(document)])
        .unwrap()
        .remove(0)
}

/// The URLs of the current articles, in the order of ingestion.
fn current_urls(path: &Path) -> Vec<String> {
    let conn = Connection::open(path).unwrap();
    let mut select = conn
        .prepare(
            "SELECT url FROM article_version WHERE valid_to_pos = 9223372036854775807 ORDER BY ingested_pos",
        )
        .unwrap();
    let urls = select.query_map([], |row| row.get(0)).unwrap();
    urls.collect::<Result<_, _>>().unwrap()
}

#[test]
fn spellings_of_one_address_are_one_article() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    let first = record_article(&mut tracker, build_document(ADDRESS_SPELLINGS[1], DIKE));
    assert_eq!(first.change, ArticleChange::Recorded { statements: 1 });
    for form in ADDRESS_SPELLINGS {
        assert_eq!(
            tracker
                .find_known_article(&build_document(form, DIKE))
                .unwrap()
                .as_ref(),
            Some(&first.article),
            "{form}"
        );
        let again = record_article(&mut tracker, build_document(form, DIKE));
        assert_eq!(
            (&again.article, again.change),
            (&first.article, ArticleChange::Unchanged),
            "{form}"
        );
    }
    // Another text is a revision, and its statements keep their ids.
    let revised = record_article(
        &mut tracker,
        build_document(ADDRESS_SPELLINGS[3], &format!("{DIKE} Fin.")),
    );
    let change = ArticleChange::Revised {
        recorded: 0,
        withdrawn: 0,
    };
    assert_eq!((&revised.article, revised.change), (&first.article, change));
    assert_eq!(
        current_urls(&path),
        [ADDRESS_SPELLINGS[1]],
        "the address is shown as the source gave it first"
    );
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn identifying_parameters_separate_articles() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    for url in [
        "https://example.org/?id=1",
        "https://example.org/?id=2&utm_medium=x",
        "https://example.org/?p=2",
    ] {
        let outcome = record_article(&mut tracker, build_document(url, DIKE));
        assert_eq!(outcome.change, ArticleChange::Recorded { statements: 1 }, "{url}");
    }
    assert_eq!(current_urls(&path).len(), 3);
}

#[test]
fn canonical_address_joins_pages_with_different_addresses() {
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    let with_canonical = |url: &str, canonical: &str| {
        let mut document = build_document(url, DIKE);
        document.source.canonical_url = Some(canonical.to_owned());
        document
    };
    let first = record_article(&mut tracker, build_document("https://example.org/digue", DIKE));
    // The canonical address is new information about the source; the article is the same.
    let other = with_canonical("https://partner.example/x?n=3", "https://example.org/digue");
    assert_eq!(record_article(&mut tracker, other.clone()).article, first.article);
    let again = record_article(&mut tracker, other);
    assert_eq!(
        (again.article, again.change),
        (first.article, ArticleChange::Unchanged)
    );
    assert_eq!(current_urls(&path), ["https://example.org/digue"]);
    // Some sites give their home page as the canonical address of every page; it is ignored.
    for page in ["https://example.org/a", "https://example.org/b"] {
        let outcome = record_article(&mut tracker, with_canonical(page, "https://example.org/"));
        assert_eq!(outcome.change, ArticleChange::Recorded { statements: 1 });
    }
}

#[test]
#[ignore = "run by the next one, as a process"]
fn child_records() {
    let arguments = child_process::arguments_from_parent();
    let mut tracker = open_tracker(Path::new(&arguments[0]));
    for number in 0..40 {
        for form in ADDRESS_SPELLINGS
            .iter()
            .skip(usize::from(arguments[1] == "odd"))
            .step_by(2)
        {
            record_article(
                &mut tracker,
                build_document(&form.replace("digue", &format!("digue-{number}")), DIKE),
            );
        }
    }
}

#[test]
fn processes_that_record_spellings_of_one_address_make_one_article() {
    let (_dir, path) = temp_database_path();
    let start = |forms: &str| {
        let arguments = [path.to_str().unwrap(), forms];
        child_process::ignored_test_command("addresses::child_records", &arguments)
            .spawn()
            .unwrap()
    };
    let mut children = [start("even"), start("odd")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let tracker = open_tracker(&path);
    assert_eq!(current_urls(&path).len(), 40);
    assert_eq!(
        all_events(&tracker).len(),
        80,
        "an article and its statement, forty times"
    );
    assert!(tracker.verify().unwrap().is_sound());
}

/// Writes a log of dixit 0.1.0: `DIKE` twice under two spellings of its address, and `PORT` with a tracking parameter.
fn write_log_of_0_1_0(path: &Path) {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(include_str!("../schema/0001_log.sql"))
        .unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.execute_batch(include_str!("golden/log-0.1.0.sql")).unwrap();
}

#[test]
fn log_of_0_1_0_opens_and_verifies() {
    let (_dir, path) = temp_database_path();
    write_log_of_0_1_0(&path);
    let tracker = open_tracker(&path);
    assert_eq!(all_events(&tracker).len(), 6);
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn article_of_0_1_0_is_recognised_under_any_spelling_of_its_address() {
    let (_dir, path) = temp_database_path();
    write_log_of_0_1_0(&path);
    let mut tracker = open_tracker(&path);
    let mut port = build_document("https://www.example.org/port/?id=7", PORT);
    port.source.published = "2026-03-11".parse().ok();
    let known = tracker
        .find_known_article(&port)
        .unwrap()
        .expect("it is the third article");
    assert_eq!(known.as_str().get(..9), Some("a26fdm9xb"));
    assert_eq!(
        record_article(&mut tracker, port.clone()).change,
        ArticleChange::Unchanged
    );
    port.text.push_str(" « Il grandira », a dit Omar Sall.");
    let revised = record_article(&mut tracker, port);
    assert_eq!(
        (&revised.article, revised.change),
        (
            &known,
            ArticleChange::Revised {
                recorded: 2,
                withdrawn: 0
            }
        )
    );
    let other = build_document("https://example.org/port?id=8", PORT);
    assert_eq!(
        record_article(&mut tracker, other).change,
        ArticleChange::Recorded { statements: 1 }
    );
}

#[test]
fn duplicates_of_0_1_0_stay_and_the_first_takes_new_texts() {
    let (_dir, path) = temp_database_path();
    write_log_of_0_1_0(&path);
    let mut tracker = open_tracker(&path);
    let before = current_urls(&path);
    // Texts already recorded under either duplicate change nothing, so the old files can be ingested again.
    let shorter = DIKE.replace(" les travaux", "");
    for known in [
        build_document("https://www.example.org/digue/?utm_source=y", DIKE),
        build_document("https://example.org/digue", &shorter),
    ] {
        assert_eq!(
            record_article(&mut tracker, known).change,
            ArticleChange::Unchanged
        );
    }
    let revised = record_article(
        &mut tracker,
        build_document("https://example.org/digue", &format!("{DIKE} Fin.")),
    );
    assert_eq!(
        revised.article.as_str().get(..9),
        Some("acdtk1x70"),
        "the first current one"
    );
    assert_eq!(current_urls(&path), before);
    // After the first is withdrawn, the second is the current one and takes the revision.
    tracker.withdraw_article(revised.article, "twice".into()).unwrap();
    let next = record_article(
        &mut tracker,
        build_document("https://www.example.org/digue", &format!("{DIKE} Suite.")),
    );
    assert_eq!(next.article.as_str().get(..9), Some("a03y8z03y"));
    assert!(tracker.verify().unwrap().is_sound());
}

//! One article under many addresses, in new logs and in one that dixit 0.1.0 wrote.

use crate::common::{child, everything, place, tracker};
use dixit::domain::{Document, Lang, Source};
use dixit::tracker::{ArticleChange, ArticleOutcome, Tracker};
use rusqlite::Connection;
use std::path::Path;

const DIKE: &str = "« La digue tiendra », a dit Ana Lund, maire de Port-Neuf. Le conseil a voté les travaux.";
const PORT: &str = "« Le port restera ouvert », a dit Omar Sall, directeur du port. Il parlait mardi.";

/// Forms of one address.
const FORMS: [&str; 6] = [
    "https://example.org/digue",
    "https://example.org/digue?utm_source=x",
    "https://www.example.org/digue/",
    "https://example.org/digue/amp",
    "https://EXAMPLE.org/digue#xtor=RSS-1",
    "http://example.org:80/digue?fbclid=q",
];

fn document(url: &str, text: &str) -> Document {
    Document {
        source: Source {
            url: Some(url.to_owned()),
            published: "2026-03-10".parse().ok(),
            publisher: Some("Le Phare".into()),
            ..Source::default()
        },
        lang: Lang::Fr,
        text: text.to_owned(),
    }
}

fn record(tracker: &mut Tracker, document: Document) -> ArticleOutcome {
    tracker
        .record_readings(vec![Tracker::read_document(document)])
        .unwrap()
        .remove(0)
}

/// How many articles the log has, and the URLs that they show.
fn shown(path: &Path) -> Vec<String> {
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
fn forms_of_one_address_are_one_article() {
    let (_dir, path) = place();
    let mut tracker = tracker(&path);
    let first = record(&mut tracker, document(FORMS[1], DIKE));
    assert_eq!(first.change, ArticleChange::Recorded { statements: 1 });
    for form in FORMS {
        assert_eq!(
            tracker
                .find_known_article(&document(form, DIKE))
                .unwrap()
                .as_ref(),
            Some(&first.article),
            "{form}"
        );
        let again = record(&mut tracker, document(form, DIKE));
        assert_eq!(
            (&again.article, again.change),
            (&first.article, ArticleChange::Unchanged),
            "{form}"
        );
    }
    // Another text is a revision, whose statements have the names that they had.
    let revised = record(&mut tracker, document(FORMS[3], &format!("{DIKE} Fin.")));
    let change = ArticleChange::Revised {
        recorded: 0,
        withdrawn: 0,
    };
    assert_eq!((&revised.article, revised.change), (&first.article, change));
    assert_eq!(
        shown(&path),
        [FORMS[1]],
        "the address is shown as the source gave it first"
    );
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn parameters_that_name_an_article_keep_it_apart() {
    let (_dir, path) = place();
    let mut tracker = tracker(&path);
    for url in [
        "https://example.org/?id=1",
        "https://example.org/?id=2&utm_medium=x",
        "https://example.org/?p=2",
    ] {
        let outcome = record(&mut tracker, document(url, DIKE));
        assert_eq!(outcome.change, ArticleChange::Recorded { statements: 1 }, "{url}");
    }
    assert_eq!(shown(&path).len(), 3);
}

#[test]
fn canonical_address_ties_pages_of_different_addresses() {
    let (_dir, path) = place();
    let mut tracker = tracker(&path);
    let with_canonical = |url: &str, canonical: &str| {
        let mut document = document(url, DIKE);
        document.source.canonical_url = Some(canonical.to_owned());
        document
    };
    let first = record(&mut tracker, document("https://example.org/digue", DIKE));
    // The canonical address is news of the source, the article is the same.
    let other = with_canonical("https://partner.example/x?n=3", "https://example.org/digue");
    assert_eq!(record(&mut tracker, other.clone()).article, first.article);
    let again = record(&mut tracker, other);
    assert_eq!(
        (again.article, again.change),
        (first.article, ArticleChange::Unchanged)
    );
    assert_eq!(shown(&path), ["https://example.org/digue"]);
    // A home page as the canonical address of everything tells nothing.
    for page in ["https://example.org/a", "https://example.org/b"] {
        let outcome = record(&mut tracker, with_canonical(page, "https://example.org/"));
        assert_eq!(outcome.change, ArticleChange::Recorded { statements: 1 });
    }
}

#[test]
#[ignore = "run by the next one, as a process"]
fn child_records() {
    let arguments = child::arguments();
    let mut tracker = tracker(Path::new(&arguments[0]));
    for number in 0..40 {
        for form in FORMS.iter().skip(usize::from(arguments[1] == "odd")).step_by(2) {
            record(
                &mut tracker,
                document(&form.replace("digue", &format!("digue-{number}")), DIKE),
            );
        }
    }
}

#[test]
fn two_processes_that_record_forms_of_one_address_make_one_article() {
    let (_dir, path) = place();
    let start = |forms: &str| {
        let arguments = [path.to_str().unwrap(), forms];
        child::running("addresses::child_records", &arguments)
            .spawn()
            .unwrap()
    };
    let mut children = [start("even"), start("odd")];
    for child in &mut children {
        assert!(child.wait().unwrap().success());
    }
    let tracker = tracker(&path);
    assert_eq!(shown(&path).len(), 40);
    assert_eq!(
        everything(&tracker).len(),
        80,
        "an article and its statement, forty times"
    );
    assert!(tracker.verify().unwrap().is_sound());
}

/// The log that dixit 0.1.0 wrote: the dike under two forms of its address, and the port with a tracking parameter.
fn old_log(path: &Path) {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(include_str!("../schema/0001_log.sql"))
        .unwrap();
    conn.pragma_update(None, "foreign_keys", false).unwrap();
    conn.execute_batch(include_str!("golden/log-0.1.0.sql")).unwrap();
}

#[test]
fn log_of_0_1_0_opens_and_verifies() {
    let (_dir, path) = place();
    old_log(&path);
    let tracker = tracker(&path);
    assert_eq!(everything(&tracker).len(), 6);
    assert!(tracker.verify().unwrap().is_sound());
}

#[test]
fn article_of_0_1_0_is_recognised_under_any_form_of_its_address() {
    let (_dir, path) = place();
    old_log(&path);
    let mut tracker = tracker(&path);
    let mut port = document("https://www.example.org/port/?id=7", PORT);
    port.source.published = "2026-03-11".parse().ok();
    let known = tracker
        .find_known_article(&port)
        .unwrap()
        .expect("it is the third article");
    assert_eq!(known.as_str().get(..9), Some("a26fdm9xb"));
    assert_eq!(
        record(&mut tracker, port.clone()).change,
        ArticleChange::Unchanged
    );
    port.text.push_str(" « Il grandira », a dit Omar Sall.");
    let revised = record(&mut tracker, port);
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
    let other = document("https://example.org/port?id=8", PORT);
    assert_eq!(
        record(&mut tracker, other).change,
        ArticleChange::Recorded { statements: 1 }
    );
}

#[test]
fn articles_of_0_1_0_with_one_address_stay_and_the_first_takes_what_comes_in() {
    let (_dir, path) = place();
    old_log(&path);
    let mut tracker = tracker(&path);
    let before = shown(&path);
    // What is known just so, as either of them, changes nothing: ingesting the old files again is quiet.
    let shorter = DIKE.replace(" les travaux", "");
    for known in [
        document("https://www.example.org/digue/?utm_source=y", DIKE),
        document("https://example.org/digue", &shorter),
    ] {
        assert_eq!(record(&mut tracker, known).change, ArticleChange::Unchanged);
    }
    let revised = record(
        &mut tracker,
        document("https://example.org/digue", &format!("{DIKE} Fin.")),
    );
    assert_eq!(
        revised.article.as_str().get(..9),
        Some("acdtk1x70"),
        "the first that counts"
    );
    assert_eq!(shown(&path), before);
    // The first is withdrawn: the second counts, and takes it.
    tracker.withdraw_article(revised.article, "twice".into()).unwrap();
    let next = record(
        &mut tracker,
        document("https://www.example.org/digue", &format!("{DIKE} Suite.")),
    );
    assert_eq!(next.article.as_str().get(..9), Some("a03y8z03y"));
    assert!(tracker.verify().unwrap().is_sound());
}

//! The statements of a real wire story (about the World AI Conference 2025), as a careful human reads them.
//!
//! The text is under copyright and not in the repository: it is read from `../shared/articles/`, beside the checkout.
//! If it is absent, the tests print a note and pass; in continuous integration (`CI=true`) they fail.

use crate::common::{open_tracker, temp_database_path};
use dixit::domain::{Document, Edtf, Lang, Mode, Statement};
use dixit::ingest::{MetadataOverrides, read_articles};
use dixit::query::StatementFilter;
use dixit::tracker::{ArticleChange, Tracker};
use std::fs;
use std::path::{Path, PathBuf};

const SPEAKER: &str = "Li Qiang";
const SAID: &str = "2025-07-26";
const PUBLISHER: &str = "CGTN Français";
/// Indices of the paragraphs without a statement: the occasion, a document without an author, the agency's credit.
const SILENT: [usize; 3] = [1, 10, 11];

/// The path of the story; `None`, with a note on stderr, if it is absent.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
fn story_path() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/articles/waic-2025.fr.txt");
    if path.exists() {
        return Some(path);
    }
    assert!(
        std::env::var_os("CI").is_none_or(|ci| ci != "true"),
        "{} is absent, and in continuous integration it must be there",
        path.display()
    );
    eprintln!("skipped: {} is absent", path.display());
    None
}

/// The story as `dixit ingest --published 2025-07-27 --publisher …` ingests it.
fn read_story() -> Option<Document> {
    let overrides = MetadataOverrides {
        published: "2025-07-27".parse().ok(),
        publisher: Some(PUBLISHER.to_owned()),
        ..MetadataOverrides::default()
    };
    let paths = [story_path()?];
    let found: Result<Vec<_>, _> = read_articles(&paths, &overrides).collect();
    let [found] = <[_; 1]>::try_from(found.unwrap()).unwrap();
    Some(found.document)
}

fn extract_statements() -> Option<Vec<Statement>> {
    read_story().map(|document| Tracker::read_document(document).statements)
}

/// One line per statement for messages of failed checks: spans and fields, but no words of the story.
fn describe_statements(statements: &[Statement]) -> String {
    let line = |statement: &Statement| {
        let spans: Vec<String> = statement
            .evidence
            .iter()
            .map(|piece| format!("{}..{}", piece.quote.span.start, piece.quote.span.end))
            .collect();
        format!(
            "{} {} {:?} {} points: {}\n",
            spans.join("+"),
            statement.mode,
            statement.speaker.reference,
            statement.said.date,
            statement.points.len()
        )
    };
    statements.iter().map(line).collect()
}

#[test]
fn language_and_agency_are_detected() {
    let Some(document) = read_story() else { return };
    assert_eq!(document.lang, Lang::Fr);
    assert_eq!(document.source.agency.as_deref(), Some("Xinhua"));
}

#[test]
fn at_least_thirteen_statements_of_one_speaker_are_found() {
    let Some(statements) = extract_statements() else {
        return;
    };
    assert!(statements.len() >= 13, "\n{}", describe_statements(&statements));
    for statement in &statements {
        assert_eq!(
            statement.speaker.reference.as_deref(),
            Some(SPEAKER),
            "\n{}",
            describe_statements(std::slice::from_ref(statement))
        );
    }
}

#[test]
fn dates_are_those_of_the_occasion_or_unknown() {
    let Some(statements) = extract_statements() else {
        return;
    };
    let said: Edtf = SAID.parse().unwrap();
    let dated = statements
        .iter()
        .filter(|statement| statement.said.date == said)
        .count();
    assert!(dated >= 1, "\n{}", describe_statements(&statements));
    for statement in &statements {
        let date = &statement.said.date;
        assert!(
            *date == said || *date == Edtf::Unknown,
            "\n{}",
            describe_statements(std::slice::from_ref(statement))
        );
    }
}

#[test]
fn proposal_has_three_points() {
    let Some(statements) = extract_statements() else {
        return;
    };
    let with_points: Vec<&Statement> = statements.iter().filter(|s| !s.points.is_empty()).collect();
    let [proposal] = with_points[..] else {
        panic!(
            "one statement has points, not {}:\n{}",
            with_points.len(),
            describe_statements(&statements)
        );
    };
    let first_words: Vec<&str> = proposal
        .points
        .iter()
        .map(|point| point.text.split([' ', '’']).next().unwrap())
        .collect();
    assert_eq!(first_words, ["plus", "l", "la"]);
    assert_eq!(proposal.act.as_str(), "proposal");
}

#[test]
fn quotation_without_cue_is_attributed_to_the_speaker() {
    let Some(statements) = extract_statements() else {
        return;
    };
    let direct: Vec<&Statement> = statements.iter().filter(|s| s.mode == Mode::Direct).collect();
    let [quotation] = direct[..] else {
        panic!(
            "one statement is direct, not {}:\n{}",
            direct.len(),
            describe_statements(&statements)
        );
    };
    assert!(quotation.cue.is_none());
    assert_eq!(quotation.speaker.reference.as_deref(), Some(SPEAKER));
    let words = quotation.evidence[0].quote.text.split_whitespace();
    assert_eq!(words.count(), 36);
}

#[test]
fn silent_paragraphs_give_no_statement() {
    let (Some(document), Some(statements)) = (read_story(), extract_statements()) else {
        return;
    };
    let mut start = 0;
    let paragraphs = document.text.split('\n').filter_map(|line| {
        let first = start;
        start += u32::try_from(line.chars().count()).unwrap() + 1;
        (!line.is_empty()).then_some((first, start))
    });
    let paragraphs: Vec<(u32, u32)> = paragraphs.collect();
    assert_eq!(paragraphs.len(), 12);
    for (first, past) in SILENT.map(|number| paragraphs[number]) {
        for statement in &statements {
            for piece in &statement.evidence {
                let span = piece.quote.span;
                assert!(
                    span.end <= first || span.start >= past,
                    "\n{}",
                    describe_statements(std::slice::from_ref(statement))
                );
            }
        }
    }
}

#[test]
fn timeline_lists_statements_in_order_with_publisher() {
    let Some(document) = read_story() else { return };
    let (_dir, path) = temp_database_path();
    let mut tracker = open_tracker(&path);
    let outcomes = tracker
        .record_readings(vec![Tracker::read_document(document.clone())])
        .unwrap();
    let ArticleChange::Recorded { statements } = outcomes[0].change else {
        panic!("{:?}", outcomes[0].change);
    };
    for name in ["li qiang", "LI QIANG", "Li"] {
        let question = StatementFilter {
            speaker: Some(name.to_owned()),
            ..StatementFilter::default()
        };
        let entries = tracker.ask(&question).unwrap().0;
        assert_eq!(entries.len(), statements, "by {name:?}");
        // Unknown dates come last.
        let dates: Vec<bool> = entries.iter().map(|entry| entry.said == Edtf::Unknown).collect();
        assert!(dates.is_sorted());
        for entry in &entries {
            assert_eq!(entry.article.publisher.as_deref(), Some(PUBLISHER));
        }
    }
    let again = tracker
        .record_readings(vec![Tracker::read_document(document)])
        .unwrap();
    assert_eq!(again[0].change, ArticleChange::Unchanged);
}

/// No rule, lexicon, example or test was made from the story: no file contains eight consecutive words of it.
#[test]
fn repository_contains_no_words_of_the_story() {
    const ROW: usize = 8;
    let Some(path) = story_path() else { return };
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let story = words(&fs::read_to_string(path).unwrap());
    let rows: std::collections::HashSet<&[String]> = story.windows(ROW).collect();
    let mut files = 0;
    for path in crate::house::repository_files() {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        files += 1;
        let ours = words(&text);
        let taken = ours.windows(ROW).find(|row| rows.contains(row));
        assert!(
            taken.is_none(),
            "{} has words of it: {:?}",
            path.display(),
            taken.map(|row| &row[..3])
        );
        if path.components().any(|part| part.as_os_str() == "lexicon") {
            for name in [SPEAKER, "李强", "CGTN"] {
                assert!(!text.contains(name), "{} names {name}", path.display());
            }
        }
    }
    assert!(files > 200, "only {files} files were found");
}

//! What readers tell that earlier ones did not, how a statement came to be known and for which side, over a log in
//! which persons have decided.

use crate::common::history::{Article, article};
use dixit::domain::{
    Act, ArticleCommand, ArticleState, CorrectionRequest, Document, Event, Reader, Report, Side, Statement,
    StatementCommand, decide, evolve,
};

const WORDS: &str = "la ville propose une taxe";

fn paper() -> Article {
    article("1", "Ana Lund a déclaré que la ville propose une taxe.")
}

/// The statement as an earlier version reads it.
fn earlier() -> Statement {
    paper().says(&[WORDS]).by("Ana Lund").act(Act::Claim).statement
}

/// The same as a later one does.
fn later() -> Statement {
    Statement {
        report: Some(Report::Speech),
        side: Some(Side {
            mention: Some(paper().slice("la ville")),
            reference: "ville".to_owned(),
        }),
        ..earlier()
    }
}

struct Known(ArticleState);

impl Known {
    fn ingested() -> Self {
        let paper = paper();
        let mut known = Self(ArticleState::Absent);
        known.when(ArticleCommand::Ingest {
            document: Document {
                source: paper.source,
                lang: paper.lang,
                text: paper.text,
            },
            statements: vec![earlier()],
            extractor: "dixit-rules/3".to_owned(),
        });
        known
    }

    fn when(&mut self, command: ArticleCommand) -> Vec<Event> {
        let events = decide(&paper().id(), &self.0, command).unwrap();
        for event in &events {
            self.0 = evolve(std::mem::take(&mut self.0), event);
        }
        events
    }

    fn order(&mut self, command: StatementCommand) {
        self.when(ArticleCommand::Decide {
            statement: earlier().id,
            command,
            reason: None,
        });
    }

    /// The types of the events that reading the article again leads to.
    fn reread(&mut self, statement: Statement) -> Vec<&'static str> {
        let events = self.when(ArticleCommand::Reread {
            statements: vec![statement],
            extractor: "dixit-rules/4".to_owned(),
        });
        events.iter().map(Event::type_name).collect()
    }

    fn statement(&self) -> Statement {
        match &self.0 {
            ArticleState::Current(present) => present.corrected_statement(&earlier().id).unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

const RECORDED: [&str; 2] = ["article.reread", "statement.recorded"];
const DISPUTED: [&str; 3] = ["article.reread", "statement.recorded", "statement.disputed"];

#[test]
fn decided_statement_that_only_gains_is_in_no_dispute() {
    let mut known = Known::ingested();
    known.order(StatementCommand::Confirm);
    assert_eq!(known.reread(later()), RECORDED);
    assert_eq!(known.statement(), later());
    assert!(known.reread(later()).is_empty(), "the same again is nothing");
}

#[test]
fn decided_statement_that_is_read_otherwise_is_disputed_and_gains_no_side() {
    let mut known = Known::ingested();
    known.order(StatementCommand::Confirm);
    let otherwise = Statement {
        act: Act::Proposal,
        ..later()
    };
    assert_eq!(known.reread(otherwise), DISPUTED);
    let stands = known.statement();
    assert_eq!(
        (stands.act, stands.report, stands.side),
        (Act::Claim, Some(Report::Speech), None)
    );
}

#[test]
fn report_or_side_that_differs_from_a_decided_one_is_disputed() {
    for otherwise in [
        Statement {
            report: Some(Report::Provision),
            ..later()
        },
        Statement {
            side: None,
            ..later()
        },
    ] {
        let mut known = Known::ingested();
        known.order(StatementCommand::Confirm);
        known.reread(later());
        assert_eq!(known.reread(otherwise), ["article.reread", "statement.disputed"]);
        assert_eq!(known.statement(), later());
    }
}

#[test]
fn dispute_that_was_settled_stays_settled_where_the_reading_only_gains() {
    let otherwise = |statement: Statement| Statement {
        act: Act::Proposal,
        ..statement
    };
    let mut known = Known::ingested();
    known.order(StatementCommand::Confirm);
    assert!(known.reread(otherwise(earlier())).contains(&"statement.disputed"));
    known.order(StatementCommand::Confirm);
    assert_eq!(known.reread(otherwise(later())), RECORDED);
    assert!(known.reread(otherwise(later())).is_empty());
    assert_eq!(known.statement().report, Some(Report::Speech));
    assert_eq!(known.statement().act, Act::Claim);
}

#[test]
fn corrected_report_stays_whatever_is_read() {
    let mut known = Known::ingested();
    known.order(StatementCommand::Correct(CorrectionRequest {
        report: Some(Report::Stance),
        ..CorrectionRequest::default()
    }));
    assert_eq!(known.reread(later()), RECORDED);
    assert_eq!(known.statement().report, Some(Report::Stance));
}

#[test]
fn reading_again_leaves_what_another_reader_read() {
    let mut known = Known::ingested();
    let reader: Reader = "ada/1".parse().unwrap();
    let theirs = Statement {
        reader: Some(reader.clone()),
        ..later()
    };
    let read = known.when(ArticleCommand::ReadBy {
        reader,
        statements: vec![theirs],
        is_complete: true,
    });
    assert_eq!(read.len(), 1);
    assert_ne!(
        read[0].statement_id(),
        Some(&earlier().id),
        "it has an id of its own"
    );
    let events = known.when(ArticleCommand::Reread {
        statements: Vec::new(),
        extractor: "dixit-rules/4".to_owned(),
    });
    let types: Vec<&str> = events.iter().map(Event::type_name).collect();
    assert_eq!(types, ["article.reread", "statement.dropped"]);
    assert_eq!(events[1].statement_id(), Some(&earlier().id));
}

//! Fields that a newer extractor reads and an earlier one did not (`report` and `side`): rereading adds them to
//! statements, also to those on which persons have decided.

use crate::common::history::{Article, article};
use dixit::domain::{
    Act, ArticleCommand, ArticleState, CorrectionRequest, Document, Event, Reader, Report, Side, Statement,
    StatementCommand, decide, evolve,
};

const WORDS: &str = "la ville propose une taxe";

fn example_article() -> Article {
    article("1", "Ana Lund a déclaré que la ville propose une taxe.")
}

/// The statement as the earlier extractor reads it.
fn statement_without_new_fields() -> Statement {
    example_article()
        .says(&[WORDS])
        .speaker("Ana Lund")
        .act(Act::Claim)
        .statement
}

/// The same statement as the newer extractor reads it.
fn statement_with_new_fields() -> Statement {
    Statement {
        report: Some(Report::Speech),
        side: Some(Side {
            mention: Some(example_article().slice("la ville")),
            reference: "ville".to_owned(),
        }),
        ..statement_without_new_fields()
    }
}

/// The state of the example article, folded from the events of its commands.
struct KnownArticle(ArticleState);

impl KnownArticle {
    fn ingested() -> Self {
        let paper = example_article();
        let mut known = Self(ArticleState::Absent);
        known.apply_command(ArticleCommand::Ingest {
            document: Document {
                source: paper.source,
                lang: paper.lang,
                text: paper.text,
                provenance: None,
            },
            statements: vec![statement_without_new_fields()],
            extractor: "dixit-rules/3".to_owned(),
        });
        known
    }

    fn apply_command(&mut self, command: ArticleCommand) -> Vec<Event> {
        let events = decide(&example_article().id(), &self.0, command).unwrap();
        for event in &events {
            self.0 = evolve(std::mem::take(&mut self.0), event);
        }
        events
    }

    fn decide_on_statement(&mut self, command: StatementCommand) {
        self.apply_command(ArticleCommand::Decide {
            statement: statement_without_new_fields().id,
            command,
            reason: None,
        });
    }

    /// Rereads the article with the newer extractor and returns the types of the new events.
    fn reread(&mut self, statement: Statement) -> Vec<&'static str> {
        let events = self.apply_command(ArticleCommand::Reread {
            statements: vec![statement],
            extractor: "dixit-rules/4".to_owned(),
        });
        events.iter().map(Event::type_name).collect()
    }

    fn current_statement(&self) -> Statement {
        match &self.0 {
            ArticleState::Current(present) => present
                .corrected_statement(&statement_without_new_fields().id)
                .unwrap(),
            other => panic!("{other:?}"),
        }
    }
}

const RECORDED: [&str; 2] = ["article.reread", "statement.recorded"];
const DISPUTED: [&str; 3] = ["article.reread", "statement.recorded", "statement.disputed"];

#[test]
fn added_fields_do_not_dispute_a_decided_statement() {
    let mut known = KnownArticle::ingested();
    known.decide_on_statement(StatementCommand::Confirm);
    assert_eq!(known.reread(statement_with_new_fields()), RECORDED);
    assert_eq!(known.current_statement(), statement_with_new_fields());
    assert!(
        known.reread(statement_with_new_fields()).is_empty(),
        "an equal reading appends no event"
    );
}

#[test]
fn different_reading_is_disputed_and_adds_no_side() {
    let mut known = KnownArticle::ingested();
    known.decide_on_statement(StatementCommand::Confirm);
    let changed = Statement {
        act: Act::Proposal,
        ..statement_with_new_fields()
    };
    assert_eq!(known.reread(changed), DISPUTED);
    let current = known.current_statement();
    assert_eq!(
        (current.act, current.report, current.side),
        (Act::Claim, Some(Report::Speech), None)
    );
}

#[test]
fn different_report_or_side_is_disputed() {
    for changed in [
        Statement {
            report: Some(Report::Provision),
            ..statement_with_new_fields()
        },
        Statement {
            side: None,
            ..statement_with_new_fields()
        },
    ] {
        let mut known = KnownArticle::ingested();
        known.decide_on_statement(StatementCommand::Confirm);
        known.reread(statement_with_new_fields());
        assert_eq!(known.reread(changed), ["article.reread", "statement.disputed"]);
        assert_eq!(known.current_statement(), statement_with_new_fields());
    }
}

#[test]
fn settled_dispute_stays_settled_if_fields_are_added() {
    let changed = |statement: Statement| Statement {
        act: Act::Proposal,
        ..statement
    };
    let mut known = KnownArticle::ingested();
    known.decide_on_statement(StatementCommand::Confirm);
    assert!(
        known
            .reread(changed(statement_without_new_fields()))
            .contains(&"statement.disputed")
    );
    known.decide_on_statement(StatementCommand::Confirm);
    assert_eq!(known.reread(changed(statement_with_new_fields())), RECORDED);
    assert!(known.reread(changed(statement_with_new_fields())).is_empty());
    assert_eq!(known.current_statement().report, Some(Report::Speech));
    assert_eq!(known.current_statement().act, Act::Claim);
}

#[test]
fn reread_keeps_corrected_report() {
    let mut known = KnownArticle::ingested();
    known.decide_on_statement(StatementCommand::Correct(CorrectionRequest {
        report: Some(Report::Stance),
        ..CorrectionRequest::default()
    }));
    assert_eq!(known.reread(statement_with_new_fields()), RECORDED);
    assert_eq!(known.current_statement().report, Some(Report::Stance));
}

#[test]
fn reread_keeps_statements_of_other_readers() {
    let mut known = KnownArticle::ingested();
    let reader: Reader = "ada/1".parse().unwrap();
    let reading = Statement {
        reader: Some(reader.clone()),
        ..statement_with_new_fields()
    };
    let read = known.apply_command(ArticleCommand::ReadBy {
        reader,
        statements: vec![reading],
        is_complete: true,
    });
    assert_eq!(read.len(), 1);
    assert_ne!(
        read[0].statement_id(),
        Some(&statement_without_new_fields().id),
        "it has an id of its own"
    );
    let events = known.apply_command(ArticleCommand::Reread {
        statements: Vec::new(),
        extractor: "dixit-rules/4".to_owned(),
    });
    let types: Vec<&str> = events.iter().map(Event::type_name).collect();
    assert_eq!(types, ["article.reread", "statement.dropped"]);
    assert_eq!(events[1].statement_id(), Some(&statement_without_new_fields().id));
}

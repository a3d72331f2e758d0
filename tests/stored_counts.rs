//! The counts that read models store are those of the statements themselves, whatever ended or changed. At the end of
//! the log, questions read the stored counts; as of an earlier position, they count the statements.

use crate::common::history::{Article, History, ReadModels, StatementBuilder, article};
use dixit::domain::{
    Correction, DateRule, Event, Lang, Position, Side, SpeakerKind, StatementDecision, Tag, Topic,
    TopicDecision, TopicId,
};
use dixit::query::{self, SilentQuery, SpeakersQuery, StatementFilter, TopicsQuery};
use std::collections::BTreeMap;

pub(crate) fn council() -> Article {
    article(
        "conseil",
        "Le budget de la santé. Une taxe. L’école ouvre. Un vaccin. Une gare. Un port. Un pont. Un tunnel.",
    )
    .title("Le conseil débat de l’école")
    .published("2026-03-08")
}

fn says<'a>(paper: &'a Article, words: &str, name: &str, date: &str) -> StatementBuilder<'a> {
    paper
        .says(&[words])
        .speaker(name)
        .said(date, DateRule::Vague, None)
}

fn made_for<'a>(mut statement: StatementBuilder<'a>, side: &str) -> StatementBuilder<'a> {
    statement.statement.side = Some(Side {
        mention: None,
        reference: side.to_owned(),
    });
    statement
}

fn topic(label: &str, term: &str, broader: Option<&TopicId>) -> Topic {
    Topic {
        id: format!("own:{label}").parse().unwrap(),
        broader: broader.cloned(),
        labels: BTreeMap::from([(Lang::En, label.to_owned())]),
        terms: BTreeMap::from([(Lang::Fr, vec![term.to_owned()])]),
        uri: None,
    }
}

/// Joint speakers, sides, mergers, corrections, tags, topics and endings, many of which take away the first or the last
/// day of what is counted.
pub(crate) fn eventful_history(paper: &Article) -> History {
    let joint = says(paper, "Une taxe", "Ana Lund et Omar Sall", "2025");
    let first = says(paper, "Le budget de la santé", "Ana Lund", "2024-01-02");
    let last = made_for(says(paper, "Un vaccin", "Ana Lund", "2026-02"), "Ligue verte");
    let of_side = made_for(
        says(paper, "Une gare", "Ligue verte", "2023-05-06"),
        "Ligue verte",
    );
    let minister = says(paper, "Un port", "ministre", "..").kind(SpeakerKind::Person);
    let mut other_reader = says(paper, "Un pont", "Omar Sall", "2020");
    other_reader.statement.reader = Some("other/1".parse().unwrap());
    let moved = Correction {
        said: Some("2025-06-07".parse().unwrap()),
        ..Correction::default()
    };
    let renamed = Correction {
        speaker: Some("Omar Sall".to_owned()),
        ..Correction::default()
    };
    let tunnel = topic("tunnels", "tunnel", None);
    let ports = topic("ports", "port", Some(&tunnel.id));
    let all = [
        joint.clone(),
        first.clone(),
        last.clone(),
        of_side.clone(),
        minister,
    ];
    let mut history = History::default()
        .ingested(paper, &all)
        .recorded(0, &says(paper, "L’école ouvre", "Omar Sall", "2025-12-31"))
        .recorded(0, &says(paper, "Un tunnel", "Ligue verte", "2024-05"))
        .recorded(0, &other_reader)
        .decided(&first, StatementDecision::Corrected(Box::new(moved)))
        .merged("Omar Sall", "Ana Lund")
        .decided(&last, StatementDecision::Corrected(Box::new(renamed)))
        .statement_withdrawn(&of_side);
    for topic in [&tunnel, &ports] {
        history.push(Event::TopicDecided {
            topic: topic.id.clone(),
            decision: TopicDecision::Defined(Box::new(topic.clone())),
            reason: None,
        });
    }
    history = history
        .decided(&joint, StatementDecision::Tagged(tunnel.id.clone(), Tag::About))
        .statement_withdrawn(&joint)
        .statement_withdrawn(&first);
    history.push(Event::TopicDecided {
        topic: tunnel.id,
        decision: TopicDecision::Retired,
        reason: None,
    });
    history.article_withdrawn(paper)
}

/// The answers of the questions that read stored counts.
fn answers(models: &ReadModels) -> String {
    let named = models.ask(&SpeakersQuery::default());
    let unnamed = models.ask(&SpeakersQuery {
        unnamed: true,
        ..SpeakersQuery::default()
    });
    let two = models.ask(&SpeakersQuery {
        limit: Some(2),
        ..SpeakersQuery::default()
    });
    assert_eq!(two.0, named.0[..named.0.len().min(2)]);
    let topics = models.ask(&TopicsQuery { all: true });
    let silent = models.ask(&SilentQuery {
        within: StatementFilter::default(),
        days: 0,
    });
    format!("{named:#?}\n{unnamed:#?}\n{topics:#?}\n{silent:#?}")
}

#[test]
fn stored_counts_are_those_of_the_statements() {
    let paper = council();
    let events = eventful_history(&paper).0;
    let later = ReadModels::empty();
    later.apply_events(&events);
    let models = ReadModels::empty();
    let mut looked_up = 0;
    for event in &events[..events.len() - 1] {
        models.apply_events(std::slice::from_ref(event));
        let position = event.position;
        query::set_as_of(&later.0, Some(position)).unwrap();
        assert_eq!(
            answers(&models),
            answers(&later),
            "as of {position}: {:?}",
            event.event
        );
        let inexact = "SELECT (SELECT count(*) FROM speaker_count WHERE at_first_day = 0 OR at_last_day = 0)
                           + (SELECT count(*) FROM topics_count WHERE at_first_day = 0 OR at_last_day = 0)";
        looked_up += models
            .0
            .query_row(inexact, [], |row| row.get::<_, i64>(0))
            .unwrap();
    }
    assert!(looked_up > 0, "no first or last day had to be looked up");
    query::set_as_of(&later.0, None).unwrap();
    let counted: i64 = later
        .0
        .query_row(
            "SELECT (SELECT count(*) FROM speaker_count) + (SELECT count(*) FROM side_count)
                 + (SELECT count(*) FROM topics_count) + (SELECT count(*) FROM article_topic_count)",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(counted, 0, "of a withdrawn article");
}

#[test]
fn another_reader_is_counted_by_its_statements() {
    let paper = council();
    let models = ReadModels::empty();
    let mut events = eventful_history(&paper).0;
    events.pop();
    models.apply_events(&events);
    let ask = || {
        let speakers = models.ask(&SpeakersQuery::default()).0.into_iter();
        speakers
            .map(|line| format!("{} {}", line.name, line.statements))
            .collect::<Vec<_>>()
    };
    let own = ask();
    query::set_as_of_for_reader(&models.0, None, "other").unwrap();
    insta::assert_snapshot!(ask().join(", "), @"Omar Sall 1");
    assert_ne!(ask(), own);
    query::set_as_of(&models.0, Some(Position::new(u64::MAX))).unwrap();
    assert_eq!(ask(), own, "a position after the end of the log");
}

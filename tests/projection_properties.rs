//! Properties of random histories of events: read models folded in batches equal those of a rebuild, and both agree
//! with the fold of the domain.

use crate::common::history::{Article, History, ReadModels, StatementBuilder, article};
use dixit::domain::{
    Act, ArticleId, ArticleState, DateRule, Event, SpeakerId, Statement, StatementId, evolve,
};
use dixit::projection::{self, digest_read_models};
use dixit::query::{ArticlesQuery, SearchQuery, SpeakersQuery, StatementFilter};
use proptest::prelude::*;
use std::collections::BTreeMap;

const TEXT: &str =
    "Le budget de la santé, une taxe, 人工智能治理, l’école, le climat et l’IA. Anne Roy, Mme Roy, Li, 李强";
const WORDS: [&str; 5] = [
    "budget de la santé",
    "une taxe",
    "人工智能治理",
    "l’école",
    "le climat et l’IA",
];
const SPEAKERS: [Option<(&str, &str)>; 5] = [
    None,
    Some(("Anne Roy", "Anne Roy")),
    Some(("ANNE ROY", "Mme Roy")),
    Some(("李强", "李强")),
    Some(("Li", "Li")),
];
const TITLES: [&str; 3] = ["Une taxe sur le climat", "L’école d’abord", "Sans sujet"];
const DATES: [&str; 4] = ["2026-01-02", "2026-01~", "2025", ".."];

/// One event on one of three articles. The numbers are indices into the constants above.
#[derive(Debug, Clone)]
enum Step {
    Ingest {
        article: usize,
        title: usize,
        day: u32,
    },
    Revise {
        article: usize,
        title: usize,
        day: u32,
    },
    Withdraw {
        article: usize,
    },
    Record {
        article: usize,
        words: usize,
        speaker: usize,
        date: usize,
        act: usize,
    },
    WithdrawStatement {
        article: usize,
        words: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    let (article, words) = (0..3_usize, 0..WORDS.len());
    prop_oneof![
        2 => (article.clone(), 0..TITLES.len(), 1..28_u32)
            .prop_map(|(article, title, day)| Step::Ingest { article, title, day }),
        2 => (article.clone(), 0..TITLES.len(), 1..28_u32)
            .prop_map(|(article, title, day)| Step::Revise { article, title, day }),
        1 => article.clone().prop_map(|article| Step::Withdraw { article }),
        8 => (article.clone(), words.clone(), 0..SPEAKERS.len(), 0..DATES.len(), 0..Act::ALL.len())
            .prop_map(|(article, words, speaker, date, act)| Step::Record { article, words, speaker, date, act }),
        3 => (article, words).prop_map(|(article, words)| Step::WithdrawStatement { article, words }),
    ]
}

fn build_article(number: usize, title: usize, day: u32) -> Article {
    article(&number.to_string(), TEXT)
        .title(TITLES[title])
        .published(&format!("2026-02-{day:02}"))
}

fn build_statement(
    paper: &Article,
    words: usize,
    speaker: usize,
    date: usize,
    act: usize,
) -> StatementBuilder<'_> {
    let mut saying = paper
        .says(&[WORDS[words]])
        .said(DATES[date], DateRule::Absolute, None);
    saying.statement.act = Act::ALL[act];
    match SPEAKERS[speaker] {
        Some((reference, mention)) => saying.speaker(reference).mention(mention),
        None => saying,
    }
}

fn history_of(steps: &[Step]) -> History {
    steps
        .iter()
        .fold(History::default(), |history, step| match *step {
            Step::Ingest { article, title, day } => {
                history.ingested(&build_article(article, title, day), &[])
            }
            Step::Revise { article, title, day } => history.revised(&build_article(article, title, day), 1),
            Step::Withdraw { article } => history.article_withdrawn(&build_article(article, 0, 1)),
            Step::Record {
                article,
                words,
                speaker,
                date,
                act,
            } => history.recorded(
                0,
                &build_statement(&build_article(article, 0, 1), words, speaker, date, act),
            ),
            Step::WithdrawStatement { article, words } => {
                history.statement_withdrawn(&build_statement(&build_article(article, 0, 1), words, 0, 0, 0))
            }
        })
}

/// The current statements according to the fold of the domain.
fn current_statements(history: &History) -> BTreeMap<StatementId, Statement> {
    let mut states: BTreeMap<ArticleId, ArticleState> = BTreeMap::new();
    for recorded in &history.0 {
        let dixit::domain::StreamId::Article(id) = recorded.event.stream() else {
            continue;
        };
        // Statements of a withdrawn article are not current, and a revision does not bring them back.
        let state = states.remove(&id).unwrap_or_default();
        states.insert(id, evolve(state, &recorded.event));
    }
    let present = states.into_values().filter_map(|state| match state {
        ArticleState::Current(present) => Some(present.statements),
        _ => None,
    });
    present.flatten().collect()
}

fn check_against_the_domain(models: &ReadModels, history: &History) {
    let counting = current_statements(history);
    let entries = models.ask(&StatementFilter::default()).0;
    let listed: BTreeMap<_, _> = entries.iter().map(|entry| (entry.id.clone(), entry)).collect();
    assert_eq!(entries.len(), counting.len());
    for (id, statement) in &counting {
        let entry = listed[id];
        assert_eq!(entry.words, statement.words());
        assert_eq!(entry.said, statement.said.date);
        assert_eq!(entry.act, statement.act);
        let speaker = statement.speaker.reference.as_deref().map(SpeakerId::from_name);
        assert_eq!(
            entry.speaker.as_ref().map(|speaker| &speaker.id),
            speaker.as_ref()
        );
    }
    let mut counts: BTreeMap<SpeakerId, u64> = BTreeMap::new();
    for reference in counting
        .values()
        .filter_map(|statement| statement.speaker.reference.as_deref())
    {
        *counts.entry(SpeakerId::from_name(reference)).or_default() += 1;
    }
    let speakers = models.ask(&SpeakersQuery::default()).0;
    let listed: BTreeMap<_, _> = speakers
        .into_iter()
        .map(|line| (line.id, line.statements))
        .collect();
    assert_eq!(listed, counts);
    for words in WORDS {
        let hits = models
            .ask(&SearchQuery {
                query: format!("\"{words}\""),
                within: StatementFilter::default(),
            })
            .0;
        let saying = counting
            .values()
            .filter(|statement| statement.words() == words)
            .count();
        assert_eq!(hits.len(), saying, "{words}");
    }
    check_topics(models, history);
}

/// Checks that the entries equal those of new read models that were given only the current statements.
fn check_topics(models: &ReadModels, history: &History) {
    let counting = current_statements(history);
    let entries = models.ask(&StatementFilter::default()).0;
    let articles = models.ask(&ArticlesQuery::default()).0;
    let mut fresh = History::default();
    for line in &articles {
        let known = (0..3)
            .map(|number| build_article(number, 0, 1))
            .find(|paper| paper.id() == line.id)
            .unwrap();
        let mut known = known.title(line.title.as_deref().unwrap());
        known.source.published = line.published;
        fresh = fresh.ingested(&known, &[]);
        for entry in entries.iter().filter(|entry| entry.article.id == line.id) {
            fresh.push(Event::StatementRecorded {
                article: line.id.clone(),
                revision: 0,
                statement: Box::new(counting[&entry.id].clone()),
            });
        }
    }
    let order = |entry: &dixit::query::StatementEntry| (entry.said.earliest(), entry.id.clone());
    let mut refolded = fresh.to_read_models().ask(&StatementFilter::default()).0;
    let mut entries = entries;
    for entry in entries.iter_mut().chain(&mut refolded) {
        // The spelling of a shared speaker depends on which statement was recorded first.
        entry.speaker = None;
    }
    entries.sort_by_key(order);
    refolded.sort_by_key(order);
    assert_eq!(entries, refolded);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn folding_in_batches_equals_folding_at_once(
        steps in prop::collection::vec(step(), 1..40),
        batch in 1..9_usize,
    ) {
        let history = history_of(&steps);
        let models = ReadModels::empty();
        for events in history.0.chunks(batch) {
            models.apply_events(events);
        }
        let rebuilt = history.to_read_models();
        prop_assert_eq!(digest_read_models(&models.0).unwrap(), digest_read_models(&rebuilt.0).unwrap());
        projection::reset(&models.0).unwrap();
        models.apply_events(&history.0);
        prop_assert_eq!(digest_read_models(&models.0).unwrap(), digest_read_models(&rebuilt.0).unwrap());
        check_against_the_domain(&models, &history);
    }
}

#[test]
fn changed_row_changes_its_digest() {
    let history = history_of(&[
        Step::Ingest {
            article: 0,
            title: 0,
            day: 1,
        },
        Step::Record {
            article: 0,
            words: 0,
            speaker: 2,
            date: 0,
            act: 0,
        },
        Step::Record {
            article: 0,
            words: 2,
            speaker: 3,
            date: 1,
            act: 1,
        },
    ]);
    let before = digest_read_models(&history.to_read_models().0).unwrap();
    for (change, name) in [
        ("UPDATE article_version SET title = title || ' '", "articles"),
        (
            "UPDATE reading_profile SET mode = 'direct', report = 'x'",
            "timeline",
        ),
        (
            "UPDATE speaker_name_version SET use_count = 9 WHERE source = 'pinyin'",
            "speakers",
        ),
        (
            "UPDATE statement_version SET said_to = said_to + 1 WHERE speaker IS NOT NULL",
            "timeline",
        ),
        ("DELETE FROM statement_topic WHERE basis = 'title'", "topics"),
        ("INSERT INTO point VALUES (99, 1, 1, 2, 'x')", "points"),
        ("UPDATE speaker_count SET statements = statements + 1", "counts"),
        (
            "INSERT INTO statement_search(rowid, words, han) VALUES (99, 'x', '')",
            "search",
        ),
    ] {
        let models = history.to_read_models();
        assert!(models.0.execute(change, []).unwrap() > 0, "{change}");
        let after = digest_read_models(&models.0).unwrap();
        let changed: Vec<_> = before
            .iter()
            .zip(&after)
            .filter(|(before, after)| before != after)
            .map(|(digest, _)| digest.name)
            .collect();
        assert_eq!(changed, [name], "{change}");
    }
}

#[test]
fn stale_read_models_are_named() {
    let history = history_of(&[Step::Ingest {
        article: 0,
        title: 0,
        day: 1,
    }]);
    let models = history.to_read_models();
    assert!(projection::stale_projections(&models.0).unwrap().is_empty());
    assert_eq!(
        projection::folded_position(&models.0).unwrap(),
        history.0[0].position
    );
    models
        .0
        .execute(
            "UPDATE checkpoint SET code_version = '0' WHERE name = 'topics'",
            [],
        )
        .unwrap();
    assert_eq!(projection::prepare(&models.0).unwrap(), ["topics"]);
    assert_eq!(
        models.ask(&ArticlesQuery::default()).0.len(),
        1,
        "nothing is thrown away before the rebuild"
    );
    let empty = rusqlite::Connection::open_in_memory().unwrap();
    assert_eq!(projection::stale_projections(&empty).unwrap().len(), 19);
    assert_eq!(
        projection::folded_position(&empty).unwrap(),
        dixit::domain::Position::START
    );
}

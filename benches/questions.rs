//! Measures each question on an archive with 100,000 statements. Where a question can end early, it shows 50 lines.
//!
//! ```sh
//! cargo bench --bench questions
//! cargo bench --bench questions -- conflicts
//! ```
//!
//! The archive is the diverse one of `examples/bench`. It is made once, in `target/tmp`, which takes minutes, and again
//! when its generator or the extractor changes.
#![expect(
    clippy::expect_used,
    reason = "a bench without its archive has nothing to measure"
)]

#[path = "../examples/bench/archive_files.rs"]
#[expect(dead_code, reason = "the benches use a part of it")]
mod archive_files;
#[path = "../examples/bench/generator/mod.rs"]
#[expect(dead_code, reason = "the benches use the diverse archive")]
mod generator;
#[path = "../examples/bench/log_rows.rs"]
#[expect(dead_code, reason = "the questions append nothing")]
mod log_rows;
#[path = "../examples/bench/subjects.rs"]
#[expect(dead_code, reason = "bare SQLite is asked with the speaker's name")]
mod subjects;

use archive_files::{ArchiveFiles, open};
use divan::Bencher;
use dixit::domain::{Act, Position};
use dixit::query::{
    ArticleSearchQuery, ArticlesQuery, BriefQuery, ChangesQuery, CheckQuery, ConflictsQuery, DueQuery,
    FirstQuery, MatrixPeriod, MatrixQuery, NewRecordsQuery, ProposalsQuery, Query, RepliesQuery, ReviewQuery,
    SearchQuery, ShowQuery, SilentQuery, SimilarQuery, SinceQuery, SourcesQuery, SpeakersQuery,
    StatementFilter, TopicsQuery,
};
use dixit::tracker::Tracker;
use generator::Archive;
use std::hint::black_box;
use std::path::Path;
use subjects::Subjects;

/// Number of articles of the archive: together they have about 100,000 statements.
const ARTICLES: usize = 8_500;
/// Lines that a question shows.
const LIMIT: usize = 50;

/// A question: its name, and how it is asked.
type Question = (&'static str, fn(&Tracker, &Subjects));

const QUESTIONS: [Question; 27] = [
    ("timeline_speaker", |tracker, about| {
        ask(tracker, &by_speaker(about));
    }),
    ("timeline_topic", |tracker, about| ask(tracker, &on_topic(about))),
    ("timeline_day", |tracker, about| {
        let day = about.day.parse().ok();
        ask(
            tracker,
            &StatementFilter {
                since: day,
                until: day,
                ..limited()
            },
        );
    }),
    ("timeline_as_of", |tracker, about| {
        tracker
            .set_as_of(Some(Position::new(about.position)))
            .expect("a position");
        ask(tracker, &limited());
        tracker.set_as_of(None).expect("the present");
    }),
    ("timeline_all", |tracker, _| {
        ask(tracker, &StatementFilter::default());
    }),
    ("search", |tracker, about| {
        let query = about.two_words.clone();
        ask(
            tracker,
            &SearchQuery {
                query,
                within: limited(),
            },
        );
    }),
    ("search_articles", |tracker, about| {
        let query = about.two_words.clone();
        ask(
            tracker,
            &ArticleSearchQuery {
                query,
                limit: Some(LIMIT),
                ..Default::default()
            },
        );
    }),
    ("show", |tracker, about| {
        let id = about.statement.clone();
        ask(tracker, &ShowQuery { id, around: 200 });
    }),
    ("similar", |tracker, about| {
        let id = about.statement.clone();
        ask(
            tracker,
            &SimilarQuery {
                id,
                limit: Some(LIMIT),
                ..Default::default()
            },
        );
    }),
    ("sources", |tracker, about| {
        let id = about.statement.clone();
        ask(tracker, &SourcesQuery { id });
    }),
    ("since", |tracker, about| {
        let id = about.statement.clone();
        ask(
            tracker,
            &SinceQuery {
                id,
                is_chronological: false,
                limit: Some(LIMIT),
            },
        );
    }),
    ("replies", |tracker, about| {
        let id = about.statement.clone();
        let limit = Some(LIMIT);
        ask(tracker, &RepliesQuery { id, limit });
    }),
    ("check", |tracker, about| {
        let ids = vec![about.statement.clone()];
        ask(tracker, &CheckQuery { ids });
    }),
    ("conflicts", |tracker, _| {
        ask(tracker, &ConflictsQuery { within: limited() });
    }),
    ("proposals", |tracker, _| {
        let within = limited();
        ask(
            tracker,
            &ProposalsQuery {
                within,
                ..Default::default()
            },
        );
    }),
    ("due", |tracker, _| {
        let (within, today) = (limited(), "2026-03-12".parse().ok());
        ask(
            tracker,
            &DueQuery {
                within,
                today,
                ..Default::default()
            },
        );
    }),
    ("silent", |tracker, _| {
        let within = StatementFilter {
            act: Some(Act::Proposal),
            ..limited()
        };
        ask(tracker, &SilentQuery { within, days: 365 });
    }),
    ("changes", |tracker, about| {
        let within = by_speaker(about);
        ask(
            tracker,
            &ChangesQuery {
                within,
                ..Default::default()
            },
        );
    }),
    ("first_text", |tracker, about| {
        let (within, text) = (limited(), Some(about.words.clone()));
        ask(tracker, &FirstQuery { within, text });
    }),
    ("first_topic", |tracker, about| {
        let within = on_topic(about);
        ask(tracker, &FirstQuery { within, text: None });
    }),
    ("brief", |tracker, about| {
        ask(
            tracker,
            &BriefQuery {
                within: on_topic(about),
            },
        );
    }),
    ("matrix", |tracker, _| {
        ask(
            tracker,
            &MatrixQuery {
                within: limited(),
                by: MatrixPeriod::default(),
            },
        );
    }),
    ("new", |tracker, about| {
        let since = Position::new(about.position);
        ask(
            tracker,
            &NewRecordsQuery {
                since,
                ..Default::default()
            },
        );
    }),
    ("topics", |tracker, _| ask(tracker, &TopicsQuery::default())),
    ("articles", |tracker, _| {
        ask(
            tracker,
            &ArticlesQuery {
                limit: Some(LIMIT),
                ..Default::default()
            },
        );
    }),
    ("speakers", |tracker, _| {
        ask(
            tracker,
            &SpeakersQuery {
                limit: Some(LIMIT),
                ..Default::default()
            },
        );
    }),
    ("review", |tracker, _| {
        let within = limited();
        ask(
            tracker,
            &ReviewQuery {
                within,
                ..Default::default()
            },
        );
    }),
];

fn main() {
    divan::main();
}

#[divan::bench(args = QUESTIONS.map(|(name, _)| name), sample_count = 20, sample_size = 1, max_time = 5)]
fn question(bencher: Bencher<'_, '_>, name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let archive = ArchiveFiles::prepare(folder, Archive::Diverse, ARTICLES).expect("an archive");
    let tracker = open(&archive.database()).expect("a tracker");
    let subjects = Subjects::find(&tracker).expect("an archive with statements");
    let ask = QUESTIONS
        .iter()
        .find(|(question, _)| *question == name)
        .expect("a question")
        .1;
    bencher.bench_local(|| ask(&tracker, &subjects));
}

fn ask<Q: Query>(tracker: &Tracker, question: &Q) {
    black_box(tracker.ask(question).expect("an answer"));
}

fn limited() -> StatementFilter {
    StatementFilter {
        limit: Some(LIMIT),
        ..StatementFilter::default()
    }
}

fn by_speaker(about: &Subjects) -> StatementFilter {
    StatementFilter {
        speaker: Some(about.speaker.clone()),
        ..limited()
    }
}

fn on_topic(about: &Subjects) -> StatementFilter {
    StatementFilter {
        topic: Some(about.topic.clone()),
        ..limited()
    }
}

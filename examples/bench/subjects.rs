//! What questions are asked about: the speaker and the topic with most statements, and one statement.

use crate::log_rows::BenchResult;
use dixit::domain::Lang;
use dixit::query::{SpeakersQuery, StatementFilter, TopicsQuery};
use dixit::tracker::Tracker;

/// Shortest word that is searched for, in letters.
const WORD_LETTERS_MIN: usize = 7;

/// What questions are asked about.
#[derive(Debug, Clone)]
pub(crate) struct Subjects {
    /// The id of the speaker.
    pub(crate) speaker: String,
    /// The speaker's name.
    pub(crate) name: String,
    /// The id of the topic.
    pub(crate) topic: String,
    /// A day on which something was said.
    pub(crate) day: String,
    /// The id of a statement about the topic.
    pub(crate) statement: String,
    /// Its words.
    pub(crate) words: String,
    /// Two of its longer words.
    pub(crate) two_words: String,
    /// The position before the last 500 events.
    pub(crate) position: u64,
}

impl Subjects {
    /// Finds them in the archive.
    pub(crate) fn find(tracker: &Tracker) -> BenchResult<Self> {
        let speakers = tracker.ask(&SpeakersQuery {
            limit: Some(1),
            ..SpeakersQuery::default()
        })?;
        let speaker = speakers.0.first().ok_or("the archive has no speakers")?;
        let topics = tracker.ask(&TopicsQuery::default())?;
        let topic = topics.0.iter().max_by_key(|topic| topic.statements);
        let topic = topic.ok_or("the archive has no topics")?;
        let about = tracker.ask(&StatementFilter {
            topic: Some(topic.id.clone()),
            lang: Some(Lang::Fr),
            limit: Some(200),
            ..StatementFilter::default()
        })?;
        let dated = about
            .0
            .iter()
            .filter(|statement| is_day(&statement.said.to_string()));
        let statement = dated.max_by_key(|statement| statement.words.len());
        let statement = statement.ok_or("no statement of the archive has a day")?;
        let letters = |word: &&str| word.chars().count() >= WORD_LETTERS_MIN;
        let words = statement
            .words
            .split(|c: char| !c.is_alphabetic())
            .filter(letters);
        let head = tracker.head()?.ok_or("the archive is empty")?;
        Ok(Self {
            speaker: speaker.id.to_string(),
            name: speaker.name.clone(),
            topic: topic.id.clone(),
            day: statement.said.to_string().trim_end_matches('~').to_owned(),
            statement: statement.id.to_string(),
            words: statement.words.clone(),
            two_words: words.take(2).collect::<Vec<_>>().join(" "),
            position: head.position.number().saturating_sub(500),
        })
    }
}

/// Whether an EDTF date is a day, known or approximate.
fn is_day(date: &str) -> bool {
    date.trim_end_matches('~').len() == "2026-03-12".len() && !date.contains('/')
}

//! The questions that are measured, as command lines.

use crate::subjects::Subjects;

/// What a question is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Peer {
    /// One look-up in an index.
    IndexedQuery,
    /// One look-up in a full-text index.
    TextSearch,
}

/// A question.
pub(crate) struct Question {
    pub(crate) name: &'static str,
    pub(crate) arguments: Vec<String>,
    pub(crate) peer: Peer,
}

/// The questions about `subjects`. Where a question can end early, it shows 50 lines.
pub(crate) fn list_questions(subjects: &Subjects) -> Vec<Question> {
    let Subjects {
        speaker,
        topic,
        day,
        statement,
        words,
        two_words,
        position,
        ..
    } = subjects;
    let position = format!("@{position}");
    let one_word = two_words.split(' ').next().unwrap_or_default();
    let indexed: [(&'static str, &[&str]); 26] = [
        (
            "timeline of a speaker",
            &["timeline", "--speaker", speaker, "--limit", "50"],
        ),
        (
            "timeline of a topic",
            &["timeline", "--topic", topic, "--limit", "50"],
        ),
        (
            "timeline of a day",
            &["timeline", "--since", day, "--until", day, "--limit", "50"],
        ),
        (
            "timeline as of a position",
            &["--as-of", &position, "timeline", "--limit", "50"],
        ),
        ("timeline, all", &["--format", "jsonl", "timeline"]),
        ("show", &["show", statement]),
        ("similar", &["similar", statement]),
        ("sources", &["sources", statement]),
        ("since", &["since", statement]),
        ("check", &["check", statement]),
        ("conflicts", &["conflicts", "--limit", "50"]),
        ("proposals", &["proposals", "--limit", "50"]),
        ("proposals, all", &["proposals"]),
        ("due", &["due", "--act", "any", "--limit", "50"]),
        ("silent", &["silent", "--for", "365d", "--limit", "50"]),
        ("changes of a speaker", &["changes", "--speaker", speaker]),
        ("first with words", &["first", "--text", words, "--limit", "50"]),
        ("first on a topic", &["first", "--topic", topic, "--limit", "50"]),
        ("brief on a topic", &["brief", "--topic", topic, "--limit", "50"]),
        ("matrix", &["matrix", "--limit", "50"]),
        ("new, 500 events", &["new", "--since", &position]),
        ("topics", &["topics"]),
        ("speakers", &["speakers", "--limit", "50"]),
        ("articles", &["articles", "--limit", "50"]),
        ("review", &["review", "--list", "--limit", "50"]),
        ("log", &["log", "--limit", "50"]),
    ];
    let searches: [(&'static str, &[&str]); 3] = [
        ("search for a word", &["search", one_word, "--limit", "50"]),
        ("search for two words", &["search", two_words, "--limit", "50"]),
        (
            "search in articles",
            &["search", "--in", "articles", two_words, "--limit", "50"],
        ),
    ];
    let of = |peer| {
        move |(name, arguments): (&'static str, &[&str])| Question {
            name,
            arguments: arguments.iter().map(|&argument| argument.to_owned()).collect(),
            peer,
        }
    };
    let indexed = indexed.into_iter().map(of(Peer::IndexedQuery));
    indexed
        .chain(searches.into_iter().map(of(Peer::TextSearch)))
        .collect()
}

//! Detects the signs of one reading: what speaks against it, and what makes an error costly.

use super::copies::CopyComparison;
use super::expected_harm::{self, ExpectedHarm, Sign};
use super::open_readings::OpenReading;
use crate::domain::{Act, Doubt, Mode, fold, is_han};
use crate::query::{QueryError, days, sql};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The word lists that the signs need, from `words.json`.
#[derive(Debug, Deserialize)]
struct SignWords {
    /// Pronouns and the like, which refer to a speaker without a name.
    pronouns: Vec<String>,
    /// Words that introduce somebody whose identity the article withholds: "a", "un".
    indefinite: Vec<String>,
    /// The surnames of most Chinese names, one character each.
    surnames: String,
}

/// Statements with fewer letters are very short; a Han character counts as three letters.
const SHORT_LETTERS_MIN: usize = 45;
/// A name with more words is probably a description.
const NAME_WORDS_MAX: usize = 4;
/// Longest Chinese name of a person, in characters.
const HAN_NAME_CHARS_MAX: usize = 4;
/// A pronoun is far from its antecedent if more characters lie between them.
const PRONOUN_DISTANCE_CHARS_MAX: usize = 400;

/// The rules that are signs of doubt.
const RULES_WITH_SIGN: [(&str, Sign); 3] = [
    ("participle", expected_harm::PARTICIPLE),
    ("shared-subject", expected_harm::SHARED_SUBJECT),
    ("source", expected_harm::SOURCE_PHRASE),
];

/// Detects the signs of readings. Keeps the text of the last article, because readings come article by article.
pub(super) struct SignDetector<'a> {
    conn: &'a Connection,
    /// The pronouns, folded.
    pronouns: BTreeSet<String>,
    surnames: BTreeSet<char>,
    indefinite: BTreeSet<String>,
    text: Option<(i64, Option<String>)>,
}

impl<'a> SignDetector<'a> {
    /// A detector that loads texts of articles through `conn`.
    pub(super) fn new(conn: &'a Connection) -> Result<Self, QueryError> {
        let words: SignWords = sql::parse_json(include_str!("words.json"), "the words of review")?;
        let pronouns = words.pronouns.iter().map(|word| fold(word)).collect();
        Ok(Self {
            conn,
            pronouns,
            surnames: words.surnames.chars().collect(),
            indefinite: words.indefinite.into_iter().collect(),
            text: None,
        })
    }

    /// Adds the signs of `reading` to `harm`, except those that need other speakers or copies of the article.
    pub(super) fn detect(
        &mut self,
        reading: &OpenReading,
        mut harm: ExpectedHarm,
    ) -> Result<ExpectedHarm, QueryError> {
        harm.add_certainty(reading.confidence);
        if let Some(dispute) = &reading.dispute {
            harm.add_doubt(expected_harm::DISPUTE, dispute);
        }
        add_reader_doubts(&mut harm, reading);
        add_name_signs(&mut harm, reading, &self.surnames);
        self.add_mention_signs(&mut harm, reading)?;
        add_word_signs(&mut harm, reading);
        add_rule_signs(&mut harm, reading)?;
        add_costs(&mut harm, reading);
        Ok(harm)
    }

    /// Adds the signs in the mention of the speaker.
    fn add_mention_signs(
        &mut self,
        harm: &mut ExpectedHarm,
        reading: &OpenReading,
    ) -> Result<(), QueryError> {
        let Some(reference) = &reading.reference else {
            return Ok(());
        };
        let folded = reading.mention.as_deref().map(fold).unwrap_or_default();
        if is_role(reference) {
            // "A minister said": the article withholds the name, so the speaker is not one that it names elsewhere.
            let first = folded.split(|c: char| !c.is_alphanumeric()).next();
            let unnamed = first.is_some_and(|first| self.indefinite.contains(first));
            let sign = if unnamed {
                expected_harm::UNNAMED
            } else {
                expected_harm::BARE_ROLE
            };
            harm.add_doubt(sign, reference);
        }
        let Some(mention) = &reading.mention else {
            return Ok(());
        };
        if !self.pronouns.contains(&folded) {
            let apart = name_parts(&folded).is_disjoint(&name_parts(&fold(reference)));
            harm.add_doubt_if(apart, expected_harm::OTHER_NAME, mention);
            return Ok(());
        }
        harm.add_doubt(expected_harm::PRONOUN, mention);
        harm.add_doubt_if(reading.kind != "person", expected_harm::PRONOUN_OF_THING, mention);
        if let Some(start) = reading.mention_start
            && let Some(between) = self.characters_between(reading.text, reference, start as usize)?
        {
            harm.add_doubt_if(
                between > PRONOUN_DISTANCE_CHARS_MAX,
                expected_harm::PRONOUN_FAR,
                &between.to_string(),
            );
        }
        Ok(())
    }

    /// Number of characters between the last word of `name` and the position `at`; `None` if the text was redacted or
    /// does not contain the name before `at`.
    fn characters_between(&mut self, text: i64, name: &str, at: usize) -> Result<Option<usize>, QueryError> {
        if self.text.as_ref().is_none_or(|(known, _)| *known != text) {
            let content = self
                .conn
                .prepare_cached("SELECT content FROM article_text WHERE text_pos = ?1")?
                .query_row([text], |row| row.get(0))
                .optional()?;
            self.text = Some((text, content.flatten()));
        }
        let Some((_, Some(content))) = &self.text else {
            return Ok(None);
        };
        let end = content
            .char_indices()
            .nth(at)
            .map_or(content.len(), |(byte, _)| byte);
        let word = name.split_whitespace().last().unwrap_or(name);
        Ok(content[..end]
            .rfind(word)
            .map(|found| content[found + word.len()..end].chars().count()))
    }
}

/// Adds the doubts of the reader.
fn add_reader_doubts(harm: &mut ExpectedHarm, reading: &OpenReading) {
    let mention = reading.mention.as_deref().unwrap_or_default();
    for doubt in reading
        .doubts
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
    {
        let (sign, what) = match doubt {
            Doubt::SpeakerUnknown => (expected_harm::SPEAKER_UNKNOWN, ""),
            Doubt::SpeakerAmbiguous => (expected_harm::SPEAKER_AMBIGUOUS, mention),
            Doubt::SpeakerCarried => (expected_harm::SPEAKER_CARRIED, ""),
            Doubt::DateApproximate => (expected_harm::DATE_APPROXIMATE, ""),
            Doubt::DateUnresolved => (expected_harm::DATE_UNRESOLVED, ""),
            Doubt::DateAmbiguous => (expected_harm::DATE_AMBIGUOUS, ""),
            Doubt::QuoteUnclosed => (expected_harm::QUOTE_UNCLOSED, ""),
            Doubt::CueWeak => (
                expected_harm::CUE_WEAK,
                reading.cue.as_deref().unwrap_or_default(),
            ),
        };
        harm.add_doubt(sign, what);
    }
    let after = reading.published_day < days::UNKNOWN_DAY
        && reading.said_from < days::UNKNOWN_DAY
        && reading.said_from > reading.published_day;
    harm.add_doubt_if(after, expected_harm::AFTER_PUBLICATION, &reading.said);
}

/// Adds the signs in the name of the speaker.
fn add_name_signs(harm: &mut ExpectedHarm, reading: &OpenReading, surnames: &BTreeSet<char>) {
    let Some(name) = &reading.reference else {
        return;
    };
    let words = name.split_whitespace().count();
    let han = name.chars().any(is_han);
    let surname = name.chars().next().is_some_and(|first| surnames.contains(&first));
    if reading.kind == "unknown" {
        let like_a_person = if han {
            surname && name.chars().count() <= HAN_NAME_CHARS_MAX
        } else {
            is_full_name(name)
        };
        let sign = if like_a_person {
            expected_harm::KIND_UNTOLD
        } else {
            expected_harm::KIND_UNKNOWN
        };
        harm.add_doubt(sign, name);
    }
    // Transcribed foreign names have a dot between their parts and do not begin with a Chinese surname.
    let no_surname = reading.kind == "person" && han && !surname && !name.contains('·');
    harm.add_doubt_if(no_surname, expected_harm::NO_SURNAME, name);
    harm.add_doubt_if(reading.kind == "document", expected_harm::DOCUMENT, name);
    harm.add_doubt_if(
        name.chars().any(char::is_numeric),
        expected_harm::FIGURES_IN_NAME,
        name,
    );
    harm.add_doubt_if(words > NAME_WORDS_MAX, expected_harm::LONG_NAME, name);
    let one_word = reading.kind == "person" && words == 1 && !han && !is_role(name);
    harm.add_doubt_if(one_word, expected_harm::ONE_WORD_NAME, name);
    harm.add_doubt_if(reading.is_lone, expected_harm::LONE, "");
}

/// Adds the signs in the statement's words.
fn add_word_signs(harm: &mut ExpectedHarm, reading: &OpenReading) {
    let words = &reading.words;
    let letters: usize = words.chars().map(|c| if is_han(c) { 3 } else { 1 }).sum();
    harm.add_doubt_if(letters < SHORT_LETTERS_MIN, expected_harm::SHORT, "");
    harm.add_doubt_if(reading.mode == Mode::Indirect, expected_harm::INDIRECT, "");
    harm.add_doubt_if(words.contains(['?', '？']), expected_harm::QUESTION, "");
    let title = reading.title.as_deref().map(fold).unwrap_or_default();
    let folded = fold(words);
    harm.add_doubt_if(
        !folded.is_empty() && title.contains(&folded),
        expected_harm::HEADLINE,
        "",
    );
}

/// Adds the signs in the rules that produced the reading.
fn add_rule_signs(harm: &mut ExpectedHarm, reading: &OpenReading) -> Result<(), QueryError> {
    // To parse the rules of each reading takes longer than all its signs.
    if !RULES_WITH_SIGN
        .iter()
        .any(|(rule, _)| reading.rules.contains(rule))
    {
        return Ok(());
    }
    let rules: Vec<String> = sql::parse_json(&reading.rules, "the rules of a reading")?;
    for (rule, sign) in RULES_WITH_SIGN {
        harm.add_doubt_if(rules.iter().any(|known| known == rule), sign, "");
    }
    Ok(())
}

/// Adds what makes an error costly.
fn add_costs(harm: &mut ExpectedHarm, reading: &OpenReading) {
    let person = reading.kind == "person" && reading.reference.is_some();
    harm.add_cost_if(person, expected_harm::NAMED_PERSON);
    harm.add_cost_if(reading.reference.is_none(), expected_harm::NOBODY_NAMED);
    harm.add_cost_if(reading.mode == Mode::Direct, expected_harm::QUOTED);
    let binding = matches!(reading.act, Act::Proposal | Act::Commitment | Act::Denial);
    harm.add_cost_if(binding, expected_harm::BINDING);
    let weighty = matches!(
        reading.act,
        Act::Announcement | Act::Call | Act::Warning | Act::Position
    );
    harm.add_cost_if(weighty, expected_harm::WEIGHTY);
}

/// Adds the signs found in copies of the article; `other` are the names of the other speakers there.
pub(super) fn add_copy_signs(harm: &mut ExpectedHarm, compared: &CopyComparison, other: &[String]) {
    harm.add_doubt_if(
        !other.is_empty(),
        expected_harm::COPIES_DISAGREE,
        &other.join(", "),
    );
    let acts: Vec<&str> = compared.acts.iter().copied().collect();
    harm.add_doubt_if(
        !acts.is_empty(),
        expected_harm::COPIES_DIFFER_IN_ACT,
        &acts.join(", "),
    );
}

/// Whether it is a role or description rather than a name: those begin with a lower-case letter.
fn is_role(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a name has two or three words that all begin with a capital, as names of persons do.
fn is_full_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    words.clone().all(capital) && (2..=3).contains(&words.by_ref().count())
}

/// The parts by which names are compared: their words of more than two letters, and their Han characters.
fn name_parts(folded: &str) -> BTreeSet<String> {
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2 && !word.chars().any(is_han))
        .map(str::to_owned);
    words
        .chain(folded.chars().filter(|c| is_han(*c)).map(String::from))
        .collect()
}

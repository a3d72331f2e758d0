//! What speaks against one reading, and what it would cost if it were wrong.

use super::copies::Compared;
use super::harm::{self, Harm};
use super::reading::Reading;
use crate::domain::{Act, Doubt, Mode, fold, is_han};
use crate::query::{QueryError, days, row};
use rusqlite::{Connection, OptionalExtension};
use serde::Deserialize;
use std::collections::BTreeSet;

/// The words by which signs are seen.
#[derive(Debug, Deserialize)]
struct Words {
    /// What stands for a speaker without naming anybody.
    pronouns: Vec<String>,
    /// What stands before a description of somebody who is not meant to be known.
    indefinite: Vec<String>,
    /// The first characters of most Chinese names of people.
    surnames: String,
}

/// What of a statement's detail is looked at.
#[derive(Debug, Deserialize)]
struct Detail {
    rules: Vec<String>,
    mention: Option<(u32, u32, String)>,
}

/// Fewer letters than this are very few words; a Han character counts as three.
const SHORT_LETTERS: usize = 45;
/// A name of more words than this is rather a description.
const NAME_WORDS_MAX: usize = 4;
/// A Chinese name of a person has no more characters.
const HAN_NAME_MAX: usize = 4;
/// A pronoun is far from its antecedent when more characters than this lie between them.
const FAR_CHARS: usize = 400;

/// Tells the signs of readings; keeps the text of the article that it looked into last.
pub(super) struct Reader<'a> {
    conn: &'a Connection,
    /// What stands for a speaker without naming anybody, folded.
    pronouns: BTreeSet<String>,
    surnames: BTreeSet<char>,
    indefinite: BTreeSet<String>,
    text: Option<(i64, Option<String>)>,
}

impl<'a> Reader<'a> {
    /// A reader of signs, which looks into texts through `conn`.
    pub(super) fn new(conn: &'a Connection) -> Result<Self, QueryError> {
        let words: Words = row::parse_json(include_str!("words.json"), "the words of review")?;
        let pronouns = words.pronouns.iter().map(|word| fold(word)).collect();
        Ok(Self {
            conn,
            pronouns,
            surnames: words.surnames.chars().collect(),
            indefinite: words.indefinite.into_iter().collect(),
            text: None,
        })
    }

    /// What speaks against `reading` and what it would cost, but for what is seen beside other speakers.
    pub(super) fn harm(&mut self, reading: &Reading) -> Result<Harm, QueryError> {
        let detail: Detail = row::parse_json(&reading.detail, "the detail of a statement")?;
        let mut harm = Harm::default();
        harm.certainty(reading.confidence);
        if let Some(dispute) = &reading.dispute {
            harm.doubt(harm::DISPUTE, dispute);
        }
        doubts(&mut harm, reading);
        name(&mut harm, reading, &self.surnames);
        self.naming(&mut harm, reading, &detail)?;
        words(&mut harm, reading);
        rules(&mut harm, &detail);
        costs(&mut harm, reading);
        Ok(harm)
    }

    /// Signs in how the article names the speaker at that place.
    fn naming(&mut self, harm: &mut Harm, reading: &Reading, detail: &Detail) -> Result<(), QueryError> {
        let Some(reference) = &reading.reference else {
            return Ok(());
        };
        let folded = reading.mention.as_deref().map(fold).unwrap_or_default();
        if is_role(reference) {
            // "A minister said": whoever writes so does not mean one whom the article names elsewhere.
            let first = folded.split(|c: char| !c.is_alphanumeric()).next();
            let unnamed = first.is_some_and(|first| self.indefinite.contains(first));
            let sign = if unnamed { harm::UNNAMED } else { harm::BARE_ROLE };
            harm.doubt(sign, reference);
        }
        let Some(mention) = &reading.mention else {
            return Ok(());
        };
        if !self.pronouns.contains(&folded) {
            let apart = parts(&folded).is_disjoint(&parts(&fold(reference)));
            harm.doubt_if(apart, harm::OTHER_NAME, mention);
            return Ok(());
        }
        harm.doubt(harm::PRONOUN, mention);
        harm.doubt_if(reading.kind != "person", harm::PRONOUN_OF_THING, mention);
        if let Some((start, ..)) = detail.mention
            && let Some(between) = self.distance(reading.text, reference, start as usize)?
        {
            harm.doubt_if(between > FAR_CHARS, harm::PRONOUN_FAR, &between.to_string());
        }
        Ok(())
    }

    /// How many characters lie between the last word of `name` and what stands at `at`; `None` where the text is
    /// gone or does not have it.
    fn distance(&mut self, text: i64, name: &str, at: usize) -> Result<Option<usize>, QueryError> {
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

/// What the reader itself doubts.
fn doubts(harm: &mut Harm, reading: &Reading) {
    let mention = reading.mention.as_deref().unwrap_or_default();
    for doubt in reading
        .doubts
        .split_whitespace()
        .filter_map(|word| word.parse().ok())
    {
        let (sign, what) = match doubt {
            Doubt::SpeakerUnknown => (harm::SPEAKER_UNKNOWN, ""),
            Doubt::SpeakerAmbiguous => (harm::SPEAKER_AMBIGUOUS, mention),
            Doubt::SpeakerCarried => (harm::SPEAKER_CARRIED, ""),
            Doubt::DateApproximate => (harm::DATE_APPROXIMATE, ""),
            Doubt::DateUnresolved => (harm::DATE_UNRESOLVED, ""),
            Doubt::DateAmbiguous => (harm::DATE_AMBIGUOUS, ""),
            Doubt::QuoteUnclosed => (harm::QUOTE_UNCLOSED, ""),
            Doubt::CueWeak => (harm::CUE_WEAK, reading.cue.as_deref().unwrap_or_default()),
        };
        harm.doubt(sign, what);
    }
    let after = reading.published_day < days::UNKNOWN_DAY
        && reading.said_from < days::UNKNOWN_DAY
        && reading.said_from > reading.published_day;
    harm.doubt_if(after, harm::AFTER_PUBLICATION, &reading.said);
}

/// Signs in the name of the speaker.
fn name(harm: &mut Harm, reading: &Reading, surnames: &BTreeSet<char>) {
    let Some(name) = &reading.reference else {
        return;
    };
    let words = name.split_whitespace().count();
    let han = name.chars().any(is_han);
    let surname = name.chars().next().is_some_and(|first| surnames.contains(&first));
    if reading.kind == "unknown" {
        let like_a_person = if han {
            surname && name.chars().count() <= HAN_NAME_MAX
        } else {
            is_full_name(name)
        };
        let sign = if like_a_person {
            harm::KIND_UNTOLD
        } else {
            harm::KIND_UNKNOWN
        };
        harm.doubt(sign, name);
    }
    // Names of foreigners have a dot between their parts, and need no surname.
    let no_surname = reading.kind == "person" && han && !surname && !name.contains('·');
    harm.doubt_if(no_surname, harm::NO_SURNAME, name);
    harm.doubt_if(reading.kind == "document", harm::DOCUMENT, name);
    harm.doubt_if(name.chars().any(char::is_numeric), harm::FIGURES_IN_NAME, name);
    harm.doubt_if(words > NAME_WORDS_MAX, harm::LONG_NAME, name);
    let one_word = reading.kind == "person" && words == 1 && !han && !is_role(name);
    harm.doubt_if(one_word, harm::ONE_WORD_NAME, name);
    harm.doubt_if(reading.by_speaker == 1, harm::LONE, "");
}

/// Signs in the words.
fn words(harm: &mut Harm, reading: &Reading) {
    let words = &reading.words;
    let letters: usize = words.chars().map(|c| if is_han(c) { 3 } else { 1 }).sum();
    harm.doubt_if(letters < SHORT_LETTERS, harm::SHORT, "");
    harm.doubt_if(reading.mode == Mode::Indirect, harm::INDIRECT, "");
    harm.doubt_if(words.contains(['?', '？']), harm::QUESTION, "");
    let title = reading.title.as_deref().map(fold).unwrap_or_default();
    let folded = fold(words);
    harm.doubt_if(!folded.is_empty() && title.contains(&folded), harm::HEADLINE, "");
}

/// Signs in the rules by which it was read.
fn rules(harm: &mut Harm, detail: &Detail) {
    let by = |rule: &str| detail.rules.iter().any(|known| known == rule);
    harm.doubt_if(by("participle"), harm::PARTICIPLE, "");
    harm.doubt_if(by("shared-subject"), harm::SHARED_SUBJECT, "");
    harm.doubt_if(by("source"), harm::SOURCE_PHRASE, "");
}

/// What a false line would cost.
fn costs(harm: &mut Harm, reading: &Reading) {
    let person = reading.kind == "person" && reading.reference.is_some();
    harm.cost_if(person, harm::NAMED_PERSON, "");
    harm.cost_if(reading.reference.is_none(), harm::NOBODY_NAMED, "");
    harm.cost_if(reading.mode == Mode::Direct, harm::QUOTED, "");
    let act = format!("a {}", reading.act);
    let binding = matches!(reading.act, Act::Proposal | Act::Commitment | Act::Denial);
    harm.cost_if(binding, harm::BINDING, &act);
    let weighty = matches!(
        reading.act,
        Act::Announcement | Act::Call | Act::Warning | Act::Position
    );
    harm.cost_if(
        weighty,
        harm::WEIGHTY,
        &act.replace("a announcement", "an announcement"),
    );
}

/// Adds what the copies of its article say of the same words; `other` are the names of other speakers.
pub(super) fn beside_copies(harm: &mut Harm, compared: &Compared, other: &[String]) {
    harm.doubt_if(!other.is_empty(), harm::COPIES_DISAGREE, &other.join(", "));
    let acts: Vec<&str> = compared.acts.iter().copied().collect();
    harm.doubt_if(!acts.is_empty(), harm::COPIES_DIFFER_IN_ACT, &acts.join(", "));
}

/// Whether it is a role or description rather than a name: those begin with a small letter.
fn is_role(name: &str) -> bool {
    name.chars().next().is_some_and(char::is_lowercase)
}

/// Whether a name has two or three words that all begin with a capital, as names of people do.
fn is_full_name(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    words.clone().all(capital) && (2..=3).contains(&words.by_ref().count())
}

/// What two names can share: their words of more than two letters, or their Han characters.
fn parts(folded: &str) -> BTreeSet<String> {
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 2 && !word.chars().any(is_han))
        .map(str::to_owned);
    words
        .chain(folded.chars().filter(|c| is_han(*c)).map(String::from))
        .collect()
}

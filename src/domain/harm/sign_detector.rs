//! Detects the signs of one reading: what speaks against it, and what makes an error costly.

use super::expected_harm::ExpectedHarm;
use super::signs::{self, DoubtSign};
use crate::domain::{Act, Doubt, Mode, SpeakerKind, fold, is_han};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Pronouns and the like, which refer to a speaker without a name.
const PRONOUNS: &[&str] = &[
    "il",
    "elle",
    "ils",
    "elles",
    "lui",
    "on",
    "celui-ci",
    "celle-ci",
    "ceux-ci",
    "celles-ci",
    "ce dernier",
    "cette dernière",
    "ces derniers",
    "ces dernières",
    "l'intéressé",
    "l'intéressée",
    "he",
    "she",
    "it",
    "they",
    "him",
    "her",
    "them",
    "we",
    "i",
    "who",
    "this",
    "the latter",
    "the former",
    "他",
    "她",
    "它",
    "他们",
    "她们",
    "它们",
    "其",
    "双方",
    "后者",
    "前者",
];
/// Words that introduce somebody whose identity the article withholds: "a", "un".
const INDEFINITE: &[&str] = &[
    "un",
    "une",
    "des",
    "plusieurs",
    "certains",
    "certaines",
    "quelques",
    "a",
    "an",
    "some",
    "several",
];
/// The surnames of most Chinese names, one character each.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤习温岳翟耿华毕鲁柳焦樊施殷傅古申张陳劉楊黃趙吳孫馬鄭謝許馮鄧蕭呂盧鐘譚陸範葉蘇龍賀顧龔萬錢嚴湯華畢魯欧歐司诸諸";

/// The word lists, ready for look-ups.
struct SignWords {
    /// The pronouns, folded.
    pronouns: BTreeSet<String>,
    surnames: BTreeSet<char>,
}

static SIGN_WORDS: LazyLock<SignWords> = LazyLock::new(|| SignWords {
    pronouns: PRONOUNS.iter().map(|word| fold(word)).collect(),
    surnames: SURNAMES.chars().collect(),
});

/// Statements with fewer letters are very short; a Han character counts as three letters.
const SHORT_LETTERS_MIN: usize = 45;
/// A name with more words is probably a description.
const NAME_WORDS_MAX: usize = 4;
/// Longest Chinese name of a person, in characters.
const HAN_NAME_CHARS_MAX: usize = 4;
/// A pronoun is far from its antecedent if more characters lie between them.
const PRONOUN_DISTANCE_CHARS_MAX: usize = 400;
/// The day of an unknown date, which no known day comes after.
const UNKNOWN_DAY: i64 = i32::MAX as i64;

/// The rules that are signs of doubt.
pub const RULES_WITH_SIGN: [(&str, DoubtSign); 3] = [
    ("participle", signs::PARTICIPLE),
    ("shared-subject", signs::SHARED_SUBJECT),
    ("source", signs::SOURCE_PHRASE),
];

/// What the signs of a reading are found in. Days count from 0001-01-01 = 1; an unknown one is 2147483647.
#[derive(Debug, Clone, Copy)]
pub struct ReadingFeatures<'a> {
    /// The certainty of the reader, in per cent.
    pub certainty_percent: i64,
    /// What a newer reading says in contrast to what a person decided.
    pub dispute: Option<&'a str>,
    /// What the reader doubts.
    pub doubts: &'a [Doubt],
    /// The cue.
    pub cue: Option<&'a str>,
    /// How the article names the speaker at this place.
    pub mention: Option<&'a str>,
    /// The speaker's name, as the reader gives it.
    pub reference: Option<&'a str>,
    /// The kind of speaker.
    pub kind: SpeakerKind,
    /// Whether the article has no other statement by this speaker.
    pub is_lone: bool,
    /// The act.
    pub act: Act,
    /// The mode.
    pub mode: Mode,
    /// The statement's words.
    pub words: &'a str,
    /// The words, folded.
    pub folded_words: &'a str,
    /// The headline of its article.
    pub title: Option<&'a str>,
    /// The date of utterance, as EDTF.
    pub said: &'a str,
    /// The first day on which it may have been said.
    pub said_from: i64,
    /// The day of publication.
    pub published_day: i64,
    /// The rules that produced the reading.
    pub rules: &'a [String],
}

/// Adds the signs of a reading to `harm`, except those that need other speakers or copies of the article.
///
/// Where the mention is a pronoun, `characters_between` is asked how many characters lie between the last word of the
/// name and the pronoun; see [`characters_between`].
pub fn detect_signs<E>(
    reading: &ReadingFeatures<'_>,
    harm: &mut ExpectedHarm,
    characters_between: impl FnOnce(&str) -> Result<Option<usize>, E>,
) -> Result<(), E> {
    harm.add_certainty(reading.certainty_percent);
    if let Some(dispute) = reading.dispute {
        harm.add_doubt(signs::DISPUTE, dispute);
    }
    add_reader_doubts(harm, reading);
    add_name_signs(harm, reading, &SIGN_WORDS.surnames);
    add_mention_signs(harm, reading, characters_between)?;
    add_word_signs(harm, reading);
    for (rule, sign) in RULES_WITH_SIGN {
        harm.add_doubt_if(reading.rules.iter().any(|known| known == rule), sign, "");
    }
    add_costs(harm, reading);
    Ok(())
}

/// Adds the signs in the mention of the speaker.
fn add_mention_signs<E>(
    harm: &mut ExpectedHarm,
    reading: &ReadingFeatures<'_>,
    characters_between: impl FnOnce(&str) -> Result<Option<usize>, E>,
) -> Result<(), E> {
    let Some(reference) = reading.reference else {
        return Ok(());
    };
    let folded = reading.mention.map(fold).unwrap_or_default();
    if is_role(reference) {
        // "A minister said": the article withholds the name, so the speaker is not one that it names elsewhere.
        let first = folded.split(|c: char| !c.is_alphanumeric()).next();
        let unnamed = first.is_some_and(|first| INDEFINITE.contains(&first));
        let sign = if unnamed { signs::UNNAMED } else { signs::BARE_ROLE };
        harm.add_doubt(sign, reference);
    }
    let Some(mention) = reading.mention else {
        return Ok(());
    };
    if !SIGN_WORDS.pronouns.contains(&folded) {
        let apart = name_parts(&folded).is_disjoint(&name_parts(&fold(reference)));
        harm.add_doubt_if(apart, signs::OTHER_NAME, mention);
        return Ok(());
    }
    harm.add_doubt(signs::PRONOUN, mention);
    harm.add_doubt_if(
        reading.kind != SpeakerKind::Person,
        signs::PRONOUN_OF_THING,
        mention,
    );
    if let Some(between) = characters_between(reference)? {
        harm.add_doubt_if(is_far(between), signs::PRONOUN_FAR, &between.to_string());
    }
    Ok(())
}

/// Whether a pronoun is far from its antecedent, with so many characters between them.
pub const fn is_far(characters_between: usize) -> bool {
    characters_between > PRONOUN_DISTANCE_CHARS_MAX
}

/// Number of characters between the last word of `name` and the position `at` in a text; `None` if the text does not
/// contain the name before `at`.
pub fn characters_between(text: &str, name: &str, at: usize) -> Option<usize> {
    let end = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
    let word = name.split_whitespace().last().unwrap_or(name);
    text[..end]
        .rfind(word)
        .map(|found| text[found + word.len()..end].chars().count())
}

/// Adds the doubts of the reader.
fn add_reader_doubts(harm: &mut ExpectedHarm, reading: &ReadingFeatures<'_>) {
    let mention = reading.mention.unwrap_or_default();
    for doubt in reading.doubts {
        let (sign, what) = match doubt {
            Doubt::SpeakerUnknown => (signs::SPEAKER_UNKNOWN, ""),
            Doubt::SpeakerAmbiguous => (signs::SPEAKER_AMBIGUOUS, mention),
            Doubt::SpeakerCarried => (signs::SPEAKER_CARRIED, ""),
            Doubt::DateApproximate => (signs::DATE_APPROXIMATE, ""),
            Doubt::DateUnresolved => (signs::DATE_UNRESOLVED, ""),
            Doubt::DateAmbiguous => (signs::DATE_AMBIGUOUS, ""),
            Doubt::QuoteUnclosed => (signs::QUOTE_UNCLOSED, ""),
            Doubt::CueWeak => (signs::CUE_WEAK, reading.cue.unwrap_or_default()),
        };
        harm.add_doubt(sign, what);
    }
    let after = reading.published_day < UNKNOWN_DAY
        && reading.said_from < UNKNOWN_DAY
        && reading.said_from > reading.published_day;
    harm.add_doubt_if(after, signs::AFTER_PUBLICATION, reading.said);
}

/// Adds the signs in the name of the speaker.
fn add_name_signs(harm: &mut ExpectedHarm, reading: &ReadingFeatures<'_>, surnames: &BTreeSet<char>) {
    let Some(name) = reading.reference else {
        return;
    };
    let words = name.split_whitespace().count();
    let han = name.chars().any(is_han);
    let surname = name.chars().next().is_some_and(|first| surnames.contains(&first));
    if reading.kind == SpeakerKind::Unknown {
        let like_a_person = if han {
            surname && name.chars().count() <= HAN_NAME_CHARS_MAX
        } else {
            is_full_name(name)
        };
        let sign = if like_a_person {
            signs::KIND_UNTOLD
        } else {
            signs::KIND_UNKNOWN
        };
        harm.add_doubt(sign, name);
    }
    // Transcribed foreign names have a dot between their parts and do not begin with a Chinese surname.
    let no_surname = reading.kind == SpeakerKind::Person && han && !surname && !name.contains('·');
    harm.add_doubt_if(no_surname, signs::NO_SURNAME, name);
    harm.add_doubt_if(reading.kind == SpeakerKind::Document, signs::DOCUMENT, name);
    harm.add_doubt_if(name.chars().any(char::is_numeric), signs::FIGURES_IN_NAME, name);
    harm.add_doubt_if(words > NAME_WORDS_MAX, signs::LONG_NAME, name);
    let one_word = reading.kind == SpeakerKind::Person && words == 1 && !han && !is_role(name);
    harm.add_doubt_if(one_word, signs::ONE_WORD_NAME, name);
    harm.add_doubt_if(reading.is_lone, signs::LONE, "");
}

/// Adds the signs in the statement's words.
fn add_word_signs(harm: &mut ExpectedHarm, reading: &ReadingFeatures<'_>) {
    let words = reading.words;
    let letters: usize = words.chars().map(|c| if is_han(c) { 3 } else { 1 }).sum();
    harm.add_doubt_if(letters < SHORT_LETTERS_MIN, signs::SHORT, "");
    harm.add_doubt_if(reading.mode == Mode::Indirect, signs::INDIRECT, "");
    harm.add_doubt_if(words.contains(['?', '？']), signs::QUESTION, "");
    let in_title = reading
        .title
        .is_some_and(|title| is_in_headline(reading.folded_words, &fold(title)));
    harm.add_doubt_if(in_title, signs::HEADLINE, "");
}

/// Whether the headline has the words of a statement; both are folded.
pub fn is_in_headline(folded_words: &str, folded_title: &str) -> bool {
    !folded_words.is_empty() && folded_title.contains(folded_words)
}

/// Adds what makes an error costly: that a person is named or quoted word for word, or that what is said is easily held
/// against somebody or often cited. Less harm is done where nobody is named.
fn add_costs(harm: &mut ExpectedHarm, reading: &ReadingFeatures<'_>) {
    let person = reading.kind == SpeakerKind::Person && reading.reference.is_some();
    harm.add_cost_if(person, signs::NAMED_PERSON_COST);
    harm.add_cost_if(reading.reference.is_none(), signs::NOBODY_NAMED_COST);
    harm.add_cost_if(reading.mode == Mode::Direct, signs::QUOTED_COST);
    let binding = matches!(reading.act, Act::Proposal | Act::Commitment | Act::Denial);
    harm.add_cost_if(binding, signs::BINDING_COST);
    let weighty = matches!(
        reading.act,
        Act::Announcement | Act::Call | Act::Warning | Act::Position
    );
    harm.add_cost_if(weighty, signs::WEIGHTY_COST);
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

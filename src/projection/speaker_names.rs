//! The names that a mention in an article gives a speaker.

use super::ProjectionError;
use super::descriptions::description_words;
use crate::domain::{SpeakerKind, fold, fold_word, is_han, pinyin_name};
use std::borrow::Cow;

/// A name of a speaker, and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SpeakerName<'a> {
    /// `reference`, `mention`, `pinyin`, `namesake` or `description`.
    pub(super) source: &'static str,
    /// The name.
    pub(super) name: Cow<'a, str>,
    /// The kind of speaker for a reference or a description, else empty.
    pub(super) kind: &'a str,
}

impl<'a> SpeakerName<'a> {
    /// The name of a body that every article means by it.
    pub(super) fn of_body(name: &'a str, kind: &'a str) -> Self {
        Self {
            source: "reference",
            name: name.into(),
            kind,
        }
    }

    /// The name of a person who spoke together with others.
    pub(super) fn of_part(name: &'a str) -> Self {
        Self {
            source: "reference",
            name: name.into(),
            kind: SpeakerKind::Person.as_str(),
        }
    }
}

/// How an article names a speaker, in one statement.
#[derive(Debug, Clone, Copy)]
pub(super) struct SpeakerMention<'a> {
    /// The fullest name in the article, or the description.
    pub(super) reference: &'a str,
    /// The reference, or the name that a person gave to a namesake.
    pub(super) named_as: &'a str,
    /// Kind of speaker.
    pub(super) kind: SpeakerKind,
    /// How the article names the speaker at this place.
    pub(super) mention: Option<&'a str>,
}

/// The names that a mention gives the speaker.
///
/// - A description: only that, and it is no name to find a speaker by.
/// - A namesake whom a person separated: the own name, and the common name that articles use.
/// - Else: the reference; the mention, where it is a name; the pinyin of a Chinese name.
pub(super) fn names_from_mention<'a>(
    naming: &SpeakerMention<'a>,
) -> Result<Vec<SpeakerName<'a>>, ProjectionError> {
    let SpeakerMention {
        reference,
        named_as,
        kind,
        mention,
    } = *naming;
    let name_from = |source, name: &'a str, kind| SpeakerName {
        source,
        name: name.into(),
        kind,
    };
    if named_as != reference {
        return Ok(vec![
            name_from("reference", named_as, kind.as_str()),
            name_from("namesake", reference, ""),
        ]);
    }
    if description_words()?.describes(reference, kind) {
        return Ok(vec![name_from("description", reference, kind.as_str())]);
    }
    let mut names = vec![name_from("reference", reference, kind.as_str())];
    let mention = mention.filter(|mention| *mention != reference && is_name_of(mention, reference));
    names.extend(mention.map(|mention| name_from("mention", mention, "")));
    names.extend(pinyin_name(reference).map(|pinyin| SpeakerName {
        source: "pinyin",
        name: pinyin.into(),
        kind: "",
    }));
    Ok(names)
}

/// Whether `mention` is a name of the speaker and not a description or pronoun: it shares a capitalised word or a
/// Chinese character with the reference ("M. Tavernoz", "Li", "李"), or is made of the initials of its words ("OMS").
/// "Il", "la ministre" and "le Premier ministre" are no names.
fn is_name_of(mention: &str, reference: &str) -> bool {
    if mention.chars().any(|c| is_han(c) && reference.contains(c)) {
        return true;
    }
    let names: Vec<Cow<'_, str>> = capitalised_words(reference).collect();
    capitalised_words(mention).any(|word| word.chars().nth(1).is_some() && names.contains(&word))
        || is_acronym_of(mention, reference)
}

/// The words of a text that begin with a capital letter, folded.
fn capitalised_words(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.starts_with(|c: char| c.is_uppercase() && !is_han(c)))
        .map(fold_word)
}

/// Whether `mention` is in capitals that are the initials of the words, or of the long words, of `reference`.
fn is_acronym_of(mention: &str, reference: &str) -> bool {
    let short = fold_word(mention.rsplit(['\'', '’', ' ']).next().unwrap_or_default());
    let capital = mention
        .chars()
        .rev()
        .take(short.chars().count())
        .all(char::is_uppercase);
    if !capital || short.len() <= 1 {
        return false;
    }
    let reference = fold(reference);
    let are_initials = |shortest: usize| {
        let words = reference.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| word.chars().count() >= shortest)
            .filter_map(|word| word.chars().next())
            .eq(short.chars())
    };
    [1, 3, 4].into_iter().any(are_initials)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn naming<'a>(reference: &'a str, mention: &'a str) -> SpeakerMention<'a> {
        SpeakerMention {
            reference,
            named_as: reference,
            kind: SpeakerKind::Person,
            mention: Some(mention),
        }
    }

    #[test]
    fn description_and_namesake_get_their_own_source() {
        let sources = |named_as: &str, reference: &str| -> Vec<&str> {
            let naming = SpeakerMention {
                named_as,
                ..naming(reference, "M. Martin")
            };
            names_from_mention(&naming)
                .unwrap()
                .iter()
                .map(|name| name.source)
                .collect()
        };
        assert_eq!(sources("ministre", "ministre"), ["description"]);
        assert_eq!(sources("Jean Martin", "Jean Martin"), ["reference", "mention"]);
        assert_eq!(
            sources("Jean Martin (député)", "Jean Martin"),
            ["reference", "namesake"]
        );
    }

    #[test]
    fn mention_is_name_if_it_shares_a_word() {
        let given = |mention, reference| names_from_mention(&naming(reference, mention)).unwrap().len() > 1;
        for (mention, reference) in [
            ("M. Tavernoz", "Julien Tavernoz"),
            ("Le premier ministre chinois Li Qiang", "Li Qiang"),
            ("Li", "Li Qiang"),
            ("l’OMS", "Organisation mondiale de la santé"),
            ("la Commission", "Commission européenne"),
        ] {
            assert!(given(mention, reference), "{mention}");
        }
        for (mention, reference) in [
            ("Il", "Ilham Tohti"),
            ("a-t-elle", "Élise Le Goff"),
            ("la ministre", "Clarisse Aubrelac"),
            ("Le Premier ministre", "Li Qiang"),
            ("Li Qiang", "Li Qiang"),
        ] {
            assert!(!given(mention, reference), "{mention}");
        }
    }

    #[test]
    fn chinese_mention_is_name_if_it_shares_character() {
        let sources = |mention| -> Vec<&str> {
            names_from_mention(&naming("李强", mention))
                .unwrap()
                .iter()
                .map(|name| name.source)
                .collect()
        };
        assert_eq!(sources("李强总理"), ["reference", "mention", "pinyin"]);
        assert_eq!(sources("他"), ["reference", "pinyin"]);
    }
}

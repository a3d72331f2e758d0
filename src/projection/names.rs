//! Which names a reading gives a speaker.

use crate::domain::{fold, is_han, pinyin_name};
use std::borrow::Cow;

/// A name of a speaker, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// `reference`, `mention` or `pinyin`.
    pub(super) source: &'static str,
    /// The name.
    pub(super) name: Cow<'a, str>,
    /// The kind of speaker for a reference, else empty.
    pub(super) kind: &'a str,
}

/// The names that one reading gives: its reference; the mention, where it is a name; the pinyin of a Han name.
pub(super) fn names<'a>(reference: &'a str, kind: &'a str, mention: Option<&'a str>) -> Vec<Named<'a>> {
    let mut names = vec![Named {
        source: "reference",
        name: reference.into(),
        kind,
    }];
    let mention = mention.filter(|mention| *mention != reference && is_name_of(mention, reference));
    names.extend(mention.map(|mention| Named {
        source: "mention",
        name: mention.into(),
        kind: "",
    }));
    names.extend(pinyin_name(reference).map(|pinyin| Named {
        source: "pinyin",
        name: pinyin.into(),
        kind: "",
    }));
    names
}

/// Whether `mention` names the speaker rather than describing it or standing in for it: it shares a capitalised
/// word or a Han character with the reference ("M. Tavernoz", "Li", "李"), or is made of the initials of its
/// words ("OMS"). "Il", "la ministre" and "le Premier ministre" are none.
fn is_name_of(mention: &str, reference: &str) -> bool {
    let words = |text: &'_ str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| {
                word.chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() && !is_han(c))
            })
            .map(fold)
            .collect()
    };
    if mention.chars().any(|c| is_han(c) && reference.contains(c)) {
        return true;
    }
    let names = words(reference);
    words(mention)
        .iter()
        .any(|word| word.chars().count() > 1 && names.contains(word))
        || is_acronym_of(mention, reference)
}

/// Whether `mention` is written in capitals that begin the long words of `reference`.
fn is_acronym_of(mention: &str, reference: &str) -> bool {
    let short = fold(mention.rsplit(['\'', '’', ' ']).next().unwrap_or_default());
    let capital = mention
        .chars()
        .rev()
        .take(short.chars().count())
        .all(char::is_uppercase);
    let initials = |shortest: usize| -> String {
        fold(reference)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.chars().count() >= shortest)
            .filter_map(|word| word.chars().next())
            .collect()
    };
    capital && short.len() > 1 && [1, 3, 4].into_iter().any(|shortest| initials(shortest) == short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mention_is_a_name_when_it_shares_one() {
        let given = |mention, reference| names(reference, "person", Some(mention)).len() > 1;
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
    fn a_chinese_mention_is_a_name_when_it_shares_a_character() {
        let sources = |mention| -> Vec<&str> {
            names("李强", "person", Some(mention))
                .iter()
                .map(|name| name.source)
                .collect()
        };
        assert_eq!(sources("李强总理"), ["reference", "mention", "pinyin"]);
        assert_eq!(sources("他"), ["reference", "pinyin"]);
    }
}

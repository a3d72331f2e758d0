//! Which names a reading gives a speaker.

use crate::domain::{fold, is_han};
use pinyin::ToPinyin;
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

/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 12] = [
    "欧阳", "司马", "诸葛", "上官", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯",
];

/// Characters that are read otherwise as surnames.
const SURNAME_READINGS: [(char, &str); 10] = [
    ('单', "shan"),
    ('曾', "zeng"),
    ('解', "xie"),
    ('仇', "qiu"),
    ('查', "zha"),
    ('朴', "piao"),
    ('区', "ou"),
    ('盖', "ge"),
    ('覃', "qin"),
    ('召', "shao"),
];

/// How a Han name is written in Latin letters, surname first: "li qiang" for 李强. `None` for what is longer
/// than a name or has other characters.
pub(super) fn pinyin_name(name: &str) -> Option<String> {
    let count = name.chars().count();
    if !(2..=4).contains(&count) || !name.chars().all(is_han) {
        return None;
    }
    let surname = if count > 2 && DOUBLE_SURNAMES.iter().any(|double| name.starts_with(double)) {
        2
    } else {
        1
    };
    let mut latin = String::new();
    for (i, c) in name.chars().enumerate() {
        if i == surname {
            latin.push(' ');
        }
        let special = SURNAME_READINGS
            .iter()
            .find(|(han, _)| i == 0 && surname == 1 && *han == c);
        latin.push_str(match special {
            Some((_, reading)) => reading,
            None => c.to_pinyin()?.plain(),
        });
    }
    Some(latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_name_is_written_surname_first() {
        let cases = [
            "李强",
            "毛宁",
            "习近平",
            "欧阳明月",
            "曾荫权",
            "吕岩",
            "国家数据局长",
            "Li",
        ];
        let latin: Vec<_> = cases
            .iter()
            .map(|name| pinyin_name(name).unwrap_or_default())
            .collect();
        insta::assert_snapshot!(latin.join(", "), @"li qiang, mao ning, xi jinping, ouyang mingyue, zeng yinquan, lü yan, , ");
    }

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

//! Finds the stance of a statement.

use super::stance::Stance;
use super::stance_words::{StanceWords, StanceWordsFile};
use crate::domain::Lang;
use crate::projection::token::Token;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static WORDS: LazyLock<Result<BTreeMap<String, StanceWords>, String>> = LazyLock::new(|| {
    let files: BTreeMap<String, StanceWordsFile> =
        toml::from_str(include_str!("stances.toml")).map_err(|error| error.to_string())?;
    Ok(files
        .into_iter()
        .map(|(lang, file)| (lang, StanceWords::new(file)))
        .collect())
});

/// The stance of a statement's words, whose tokens are `tokens`, and the words that decide it: the cue where it decides
/// alone ("condemned"), else the first of the words that have the stance, with their negation. `None` where words
/// disagree or none has a stance.
pub(in crate::projection) fn find_stance(
    lang: Lang,
    words: &str,
    tokens: &[Token<'_>],
    cue_lemma: Option<&str>,
) -> Option<(Stance, String)> {
    let known = WORDS.as_ref().ok()?.get(lang.as_str())?;
    if let Some((stance, cue)) = cue_lemma.and_then(|cue| Some((known.cue_stance(cue)?, cue))) {
        return Some((stance, cue.to_owned()));
    }
    let mut sides = known.find_stances(tokens).into_iter();
    let (stance, found) = sides.next()?;
    if sides.any(|(other, _)| other != stance) {
        return None;
    }
    let (start, end) = (tokens[found.start].start, tokens[found.end - 1].end);
    Some((stance, words[start..end].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::tests::cue_lemmas;
    use crate::projection::token::tokens;

    fn stance_of(lang: Lang, words: &str) -> String {
        match find_stance(lang, words, &tokens(words), None) {
            Some((stance, word)) => format!("{stance:?}: {word}"),
            None => "-".to_owned(),
        }
    }

    fn all(lang: Lang, words: &[&str]) -> String {
        let lines: Vec<String> = words.iter().map(|words| stance_of(lang, words)).collect();
        lines.join("\n")
    }

    #[test]
    fn word_lists_are_consistent() {
        let words = WORDS.as_ref().unwrap();
        assert!(
            Lang::EXTRACTED
                .iter()
                .all(|lang| words.contains_key(lang.as_str()))
        );
        for (lang, words) in words {
            let both: Vec<_> = words.cues_for.intersection(&words.cues_against).collect();
            assert!(both.is_empty(), "{lang}: {both:?}");
        }
    }

    #[test]
    fn extractor_knows_every_cue() {
        for lang in Lang::EXTRACTED {
            let known = cue_lemmas(lang);
            let words = &WORDS.as_ref().unwrap()[lang.as_str()];
            let mut cues = words.cues_for.iter().chain(&words.cues_against);
            let unknown: Vec<_> = cues.by_ref().filter(|cue| !known.contains(*cue)).collect();
            assert!(unknown.is_empty(), "{lang}: {unknown:?}");
        }
    }

    #[test]
    fn french_words_have_expected_stance() {
        insta::assert_snapshot!(all(Lang::Fr, &[
            "Cette loi est une avancée",
            "Ce texte est dangereux et injuste",
            "Cela ne suffit pas.",
            "Ça suffit pas",
            "ce n’est pas une solution",
            "Ce n'est pas une menace",
            "nous n’approuvons pas ce texte",
            "ce n'est pas seulement utile",
            "on ne peut que saluer, une bonne nouvelle",
            "C’est une avancée, mais un risque pour l’emploi",
            "il faut réduire les risques",
            "Le texte a été présenté lundi",
            "Cela coûte : c'est une usine à gaz",
            "« scandaleux »",
            "Une honte pour la République, sans rien d'autre à en dire",
            "la menace plane sur les côtes depuis deux ans",
            "nous soutenons la réforme",
            "les élus que soutiennent les maires de la région",
            "cela ne doit pas mettre en danger les emplois",
        ]), @"
        For: avancée
        Against: dangereux
        Against: ne suffit pas
        Against: suffit pas
        Against: n’est pas une solution
        For: n'est pas une menace
        Against: n’approuvons pas
        For: utile
        For: bonne nouvelle
        -
        -
        -
        Against: usine à gaz
        Against: scandaleux
        Against: honte
        -
        For: soutenons
        -
        -
        ");
    }

    #[test]
    fn english_words_have_expected_stance() {
        insta::assert_snapshot!(all(Lang::En, &[
            "This is a step forward",
            "That is not enough",
            "It’s a disaster",
            "We don't support this bill",
            "This isn't dangerous",
            "not only useful, it is essential",
            "a success, but a costly mistake",
            "We must reduce the risk",
            "It is far from satisfactory",
            "a complete disaster",
            "They oppose the bill",
            "the threat that the plan of the ministry answers",
        ]), @"
        For: step forward
        Against: not enough
        Against: disaster
        Against: don't support
        For: isn't dangerous
        For: essential
        -
        -
        Against: far from satisfactory
        Against: disaster
        Against: oppose
        -
        ");
    }

    #[test]
    fn chinese_words_have_expected_stance() {
        insta::assert_snapshot!(all(Lang::Zh, &[
            "这一做法不可接受",
            "我们支持这项决议",
            "我们不支持这项决议",
            "此时不宜加息",
            "不得不支持",
            "有利于地区稳定",
            "要避免风险",
            "既有机遇，也有风险",
            "這是錯誤的",
            "中方坚决反对这种做法",
            "讨论十分积极",
            "非法移民问题每年都有",
        ]), @"
        Against: 不可接受
        For: 支持
        Against: 不支持
        Against: 不宜
        -
        For: 有利于
        -
        -
        Against: 錯誤
        Against: 坚决反对
        For: 积极
        -
        ");
    }

    #[test]
    fn some_cues_decide_alone() {
        let words = "un danger, une avancée";
        let of = |lang, cue| find_stance(lang, words, &tokens(words), Some(cue)).map(|(stance, _)| stance);
        assert_eq!(of(Lang::Fr, "saluer"), Some(Stance::For));
        assert_eq!(of(Lang::Fr, "s'opposer"), Some(Stance::Against));
        assert_eq!(of(Lang::En, "welcome"), Some(Stance::For));
        assert_eq!(of(Lang::En, "reject"), Some(Stance::Against));
        assert_eq!(of(Lang::Zh, "反对"), Some(Stance::Against));
        assert_eq!(of(Lang::Zh, "支持"), Some(Stance::For));
        assert_eq!(of(Lang::Fr, "dire"), None);
        assert_eq!(of(Lang::Und, "saluer"), None);
    }
}

//! The cues by which a speaker answers another.

use crate::domain::Lang;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The lemmas of `replies.toml`, by language.
#[derive(Deserialize)]
struct ReplyLemmas {
    fr: BTreeSet<String>,
    en: BTreeSet<String>,
    zh: BTreeSet<String>,
}

impl ReplyLemmas {
    fn lemmas(&self, lang: Lang) -> Option<&BTreeSet<String>> {
        match lang {
            Lang::Fr => Some(&self.fr),
            Lang::En => Some(&self.en),
            Lang::Zh => Some(&self.zh),
            Lang::Und => None,
        }
    }
}

static REPLY_LEMMAS: LazyLock<Result<ReplyLemmas, String>> =
    LazyLock::new(|| toml::from_str(include_str!("replies.toml")).map_err(|error| error.to_string()));

/// Whether a statement with this cue answers another speaker: "répondre", "hit back", "回应".
pub(super) fn is_reply_cue(lang: Lang, cue_lemma: &str) -> bool {
    let replies = REPLY_LEMMAS
        .as_ref()
        .ok()
        .and_then(|replies| replies.lemmas(lang));
    replies.is_some_and(|lemmas| lemmas.contains(cue_lemma))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::tests::cue_lemmas;

    #[test]
    fn extractor_knows_every_lemma() {
        for lang in Lang::EXTRACTED {
            let known = cue_lemmas(lang);
            let lemmas = REPLY_LEMMAS.as_ref().unwrap().lemmas(lang).unwrap();
            let unknown: Vec<_> = lemmas.difference(&known).collect();
            assert!(unknown.is_empty(), "{lang}: {unknown:?}");
        }
    }

    #[test]
    fn only_listed_cues_are_replies() {
        let all = |lang, lemmas: &[&str]| lemmas.iter().all(|lemma| is_reply_cue(lang, lemma));
        assert!(all(Lang::Fr, &["répondre", "rétorquer", "répliquer", "réagir"]));
        assert!(all(
            Lang::En,
            &["respond", "reply", "retort", "counter", "rebut", "hit back"]
        ));
        assert!(all(Lang::Zh, &["回应", "回應", "反驳", "答复"]));
        assert!(!is_reply_cue(Lang::Fr, "dire") && !is_reply_cue(Lang::En, "répondre"));
        assert!(!is_reply_cue(Lang::Und, "répondre"));
    }
}

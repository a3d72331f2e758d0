use crate::domain::Lang;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The lemmas of the file, by language.
#[derive(Deserialize)]
struct Replies {
    fr: BTreeSet<String>,
    en: BTreeSet<String>,
    zh: BTreeSet<String>,
}

impl Replies {
    fn lemmas(&self, lang: Lang) -> Option<&BTreeSet<String>> {
        match lang {
            Lang::Fr => Some(&self.fr),
            Lang::En => Some(&self.en),
            Lang::Zh => Some(&self.zh),
            Lang::Und => None,
        }
    }
}

static REPLIES: LazyLock<Result<Replies, String>> =
    LazyLock::new(|| toml::from_str(include_str!("replies.toml")).map_err(|error| error.to_string()));

/// Whether a speaker whose words have this cue answers another: "répondre", "hit back", "回应".
pub(super) fn is_reply(lang: Lang, cue_lemma: &str) -> bool {
    let replies = REPLIES.as_ref().ok().and_then(|replies| replies.lemmas(lang));
    replies.is_some_and(|lemmas| lemmas.contains(cue_lemma))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::projection::tests::cue_lemmas;

    #[test]
    fn the_extractor_knows_every_lemma() {
        for lang in Lang::READ {
            let known = cue_lemmas(lang);
            let lemmas = REPLIES.as_ref().unwrap().lemmas(lang).unwrap();
            let unknown: Vec<_> = lemmas.difference(&known).collect();
            assert!(unknown.is_empty(), "{lang}: {unknown:?}");
        }
    }

    #[test]
    fn some_cues_answer_and_most_do_not() {
        let all = |lang, lemmas: &[&str]| lemmas.iter().all(|lemma| is_reply(lang, lemma));
        assert!(all(Lang::Fr, &["répondre", "rétorquer", "répliquer", "réagir"]));
        assert!(all(
            Lang::En,
            &["respond", "reply", "retort", "counter", "rebut", "hit back"]
        ));
        assert!(all(Lang::Zh, &["回应", "回應", "反驳", "答复"]));
        assert!(!is_reply(Lang::Fr, "dire") && !is_reply(Lang::En, "répondre"));
        assert!(!is_reply(Lang::Und, "répondre"));
    }
}

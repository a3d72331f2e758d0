//! What tests of several read models share.

use crate::domain::Lang;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Lexicon {
    cue: Vec<Cue>,
}

#[derive(Deserialize)]
struct Cue {
    lemma: String,
}

/// The lemmas of the extractor's cues: rules about cues may name no others.
pub(super) fn cue_lemmas(lang: Lang) -> BTreeSet<String> {
    let source = match lang {
        Lang::Fr => include_str!("../extract/lexicon/fr.toml"),
        Lang::En => include_str!("../extract/lexicon/en.toml"),
        Lang::Zh => include_str!("../extract/lexicon/zh.toml"),
        Lang::Und => "cue = []",
    };
    let lexicon: Lexicon = toml::from_str(source).unwrap();
    lexicon.cue.into_iter().map(|cue| cue.lemma).collect()
}

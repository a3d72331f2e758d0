//! Helpers shared by the tests of several projections.

use crate::domain::Lang;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Lexicon {
    #[serde(default)]
    cue: Vec<Cue>,
    #[serde(default)]
    cue_group: Vec<CueGroup>,
}

#[derive(Deserialize)]
struct Cue {
    lemma: String,
}

#[derive(Deserialize)]
struct CueGroup {
    lemmas: Vec<String>,
}

/// The lemmas of the extractor's cues. A word list of cues may contain no others.
pub(super) fn cue_lemmas(lang: Lang) -> BTreeSet<String> {
    let source = match lang {
        Lang::Fr => include_str!("../extract/lexicon/fr.toml"),
        Lang::En => include_str!("../extract/lexicon/en.toml"),
        Lang::Zh => include_str!("../extract/lexicon/zh.toml"),
        Lang::Und => "",
    };
    let lexicon: Lexicon = toml::from_str(source).unwrap();
    let cues = lexicon.cue.into_iter().map(|cue| cue.lemma);
    let groups = lexicon.cue_group.into_iter().flat_map(|group| group.lemmas);
    cues.chain(groups).collect()
}

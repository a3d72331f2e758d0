//! Where the words of a hit match: found in the stored words themselves, for the index keeps no text.

use super::Highlight;
use super::units::{Unit, units};
use super::wanted::{Term, Wanted};
use crate::domain::Lang;
use crate::domain::similarity::inflection_stem;

/// Where `words`, which are in the language `lang`, have what is wanted, in order, without overlap.
pub(super) fn of(words: &str, lang: Lang, wanted: &Wanted) -> Vec<Highlight> {
    in_units(&units(words), lang, wanted)
}

/// The same, in a text whose units are known.
pub(super) fn in_units(text: &[Unit], lang: Lang, wanted: &Wanted) -> Vec<Highlight> {
    let mut marks: Vec<Highlight> = Vec::new();
    for term in wanted.all.iter().flatten() {
        let found = (0..text.len()).filter_map(|at| matched(&text[at..], lang, term));
        marks.extend(found);
    }
    marks.sort_by_key(|mark| (mark.start, mark.end));
    marks.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    marks
}

/// The stretch that `term` covers where it stands at the beginning of `text`.
pub(super) fn matched(text: &[Unit], lang: Lang, term: &Term) -> Option<Highlight> {
    let (first, last) = (text.first()?, term.units.len() - 1);
    let there = text.get(..=last)?;
    for (i, (unit, wanted)) in there.iter().zip(&term.units).enumerate() {
        let begins = term.prefix && i == last && unit.text.starts_with(&wanted.text);
        let is_form = || term.inflected && is_form(lang, &unit.text, &wanted.text);
        if unit.text != wanted.text && !begins && !is_form() {
            return None;
        }
        // Han characters that were typed side by side must stand so.
        let joined = |units: &[Unit]| units[i - 1].end == units[i].start;
        if i > 0 && unit.han && there[i - 1].han && joined(&term.units) != joined(there) {
            return None;
        }
    }
    Some(Highlight {
        start: first.start,
        end: there[last].end,
    })
}

/// Whether two words are forms of one.
fn is_form(lang: Lang, word: &str, other: &str) -> bool {
    word.as_bytes().first() == other.as_bytes().first()
        && inflection_stem(lang, word) == inflection_stem(lang, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words with marks in brackets.
    fn marked(words: &str, query: &str) -> String {
        let mut shown = String::new();
        let marks = of(words, Lang::Fr, &Wanted::read(query));
        for (i, c) in (0_u32..).zip(words.chars()) {
            if marks.iter().any(|mark| mark.start == i) {
                shown.push('[');
            }
            shown.push(c);
            if marks.iter().any(|mark| mark.end == i + 1) {
                shown.push(']');
            }
        }
        shown
    }

    #[test]
    fn marks_stand_in_the_stored_words() {
        insta::assert_snapshot!(marked("L’État protège les États", "etat"), @"L’[État] protège les [États]");
        insta::assert_snapshot!(marked("L’État protège les États", "\"etat\""), @"L’[État] protège les États");
        insta::assert_snapshot!(marked("L’État protège les États", "etat*"), @"L’[État] protège les [États]");
        insta::assert_snapshot!(marked("un bien public, public", "\"bien public\""), @"un [bien public], public");
        insta::assert_snapshot!(marked("发展人工智能，人工。智能", "人工智能"), @"发展[人工智能]，人工。智能");
        insta::assert_snapshot!(marked("中国人", "中国 国人"), @"[中国人]");
        insta::assert_snapshot!(marked("a b", "-a b"), @"a [b]");
    }
}

use super::Note;
use crate::domain::Lang;

/// What UTF-8 looks like that was decoded as Windows-1252, and what decoders leave of bytes that they cannot read.
const SIGNS: [&str; 36] = [
    "Ã©",
    "Ã¨",
    "Ãª",
    "Ã«",
    "Ã§",
    "Ã´",
    "Ã®",
    "Ã¯",
    "Ã¢",
    "Ã»",
    "Ã¹",
    "Ã¼",
    "Ã¶",
    "Ã±",
    "Ã‰",
    "Ã€",
    "Ã\u{a0}",
    "Ã ",
    "Â«",
    "Â»",
    "Â°",
    "Â\u{a0}",
    "Å“",
    "â€™",
    "â€œ",
    "â€\u{9d}",
    "â€“",
    "â€”",
    "â€¦",
    "â‚¬",
    "ï¿½",
    "ã€",
    "ï¼",
    "锟斤拷",
    "烫烫烫",
    "屯屯屯",
];
/// The characters that the signs begin with.
const LEADS: [char; 9] = ['Ã', 'Â', 'Å', 'â', 'ï', 'ã', '锟', '烫', '屯'];
/// How many characters around a sign are shown.
const SAMPLE_BEFORE: usize = 8;
const SAMPLE: usize = 20;

/// The note on text that was decoded wrongly, if there is any.
pub(super) fn note(text: &str, lang: Lang) -> Option<Note> {
    let signs = |at: usize| SIGNS.iter().any(|sign| text[at..].starts_with(sign));
    if let Some((at, _)) = text.match_indices(LEADS).find(|(at, _)| signs(*at)) {
        return Some(sample(text, at));
    }
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let is_latin = |c: char| ('\u{a1}'..='\u{ff}').contains(&c);
    let garbled = lang == Lang::Zh && !text.contains(is_han) && text.contains(is_latin);
    garbled.then(|| sample(text, 0))
}

fn sample(text: &str, at: usize) -> Note {
    let before = text[..at].char_indices().rev().nth(SAMPLE_BEFORE - 1);
    let start = before.map_or(0, |(at, _)| at);
    Note::Misdecoded {
        sample: text[start..].chars().take(SAMPLE).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_was_decoded_wrongly_is_told() {
        for text in [
            "Il a dÃ©clarÃ© oui",
            "It wasnâ€™t so",
            "Â« Oui Â»",
            "锟斤拷",
            "caf\u{e9} ï¿½",
        ] {
            assert!(note(text, Lang::Fr).is_some(), "{text}");
        }
        for text in ["la rue de l'Âtre", "pâte, île, « Ça », SÃO TOMÉ", "锟", ""] {
            assert_eq!(note(text, Lang::Fr), None, "{text}");
        }
        assert!(note("ÖÐÎÄ", Lang::Zh).is_some());
        assert_eq!(note("中文 é", Lang::Zh), None);
    }
}

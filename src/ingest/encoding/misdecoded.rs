use crate::domain::Lang;
use crate::ingest::note::IngestNote;

/// What UTF-8 looks like after it was decoded as Windows-1252 ("dÃ©clarÃ©"), and what decoders put in the place of
/// bytes that they cannot read.
const MISDECODED_SEQUENCES: [&str; 36] = [
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
/// The first characters of these sequences.
const FIRST_CHARACTERS: [char; 9] = ['Ã', 'Â', 'Å', 'â', 'ï', 'ã', '锟', '烫', '屯'];
/// Number of characters shown in a note: before such a sequence, and in all.
const SAMPLE_CHARACTERS_BEFORE: usize = 8;
const SAMPLE_CHARACTERS: usize = 20;

/// A note on text that was decoded wrongly before it was given to dixit, if there is any.
pub(crate) fn misdecoding_note(text: &str, lang: Lang) -> Option<IngestNote> {
    let begins_sequence = |at: usize| {
        MISDECODED_SEQUENCES
            .iter()
            .any(|sequence| text[at..].starts_with(sequence))
    };
    if let Some((at, _)) = text
        .match_indices(FIRST_CHARACTERS)
        .find(|(at, _)| begins_sequence(*at))
    {
        return Some(sample(text, at));
    }
    let is_han = |c: char| ('\u{3400}'..='\u{9fff}').contains(&c);
    let is_latin = |c: char| ('\u{a1}'..='\u{ff}').contains(&c);
    let is_garbled_chinese = lang == Lang::Zh && !text.contains(is_han) && text.contains(is_latin);
    is_garbled_chinese.then(|| sample(text, 0))
}

/// The note on the sequence at byte `at`, with the words around it.
fn sample(text: &str, at: usize) -> IngestNote {
    let before = text[..at].char_indices().rev().nth(SAMPLE_CHARACTERS_BEFORE - 1);
    let start = before.map_or(0, |(at, _)| at);
    IngestNote::Misdecoded {
        sample: text[start..].chars().take(SAMPLE_CHARACTERS).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrongly_decoded_text_gets_a_note() {
        for text in [
            "Il a dÃ©clarÃ© oui",
            "It wasnâ€™t so",
            "Â« Oui Â»",
            "锟斤拷",
            "caf\u{e9} ï¿½",
        ] {
            assert!(misdecoding_note(text, Lang::Fr).is_some(), "{text}");
        }
        for text in ["la rue de l'Âtre", "pâte, île, « Ça », SÃO TOMÉ", "锟", ""] {
            assert_eq!(misdecoding_note(text, Lang::Fr), None, "{text}");
        }
        assert!(misdecoding_note("ÖÐÎÄ", Lang::Zh).is_some());
        assert_eq!(misdecoding_note("中文 é", Lang::Zh), None);
    }
}

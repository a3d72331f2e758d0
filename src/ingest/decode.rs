use super::Note;
use crate::domain::Lang;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

/// Of this many characters, one may be a control character or unreadable; with more it is no text.
const CHARACTERS_PER_NOISE: usize = 50;
/// A text this short may hold a stray control character.
const NOISE_ALWAYS_ALLOWED: usize = 2;

/// Bytes that are text in no known encoding.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Noise;

/// The text that `bytes` hold: UTF-8 where they are that, else what the detector says; `hint` is the language
/// that the user gave.
pub(super) fn decode(bytes: Vec<u8>, hint: Option<Lang>) -> Result<(String, Vec<Note>), Noise> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Vec::new())),
        Err(error) => error.into_bytes(),
    };
    let (text, mut notes) = if is_broken_utf8(&bytes) {
        (String::from_utf8_lossy(&bytes).into_owned(), Vec::new())
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        // A top-level domain stands for the language: it settles close calls.
        let domain: Option<&[u8]> = match hint {
            Some(Lang::Fr) => Some(b"fr"),
            Some(Lang::Zh) => Some(b"cn"),
            Some(Lang::En | Lang::Und) | None => None,
        };
        let encoding = detector.guess(domain, Utf8Detection::Deny);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let note = Note::Decoded {
            encoding: encoding.name(),
        };
        (text.into_owned(), vec![note])
    };
    if is_noise(&text) {
        return Err(Noise);
    }
    notes.extend(damage(&text));
    Ok((text, notes))
}

/// The note on what is unreadable in `text`, if anything is.
pub(super) fn damage(text: &str) -> Option<Note> {
    let characters = text.matches(char::REPLACEMENT_CHARACTER).count();
    (characters > 0).then_some(Note::Damaged { characters })
}

/// Whether `bytes` are UTF-8 with accidents, such as a character cut at the end or a few bytes in another encoding.
///
/// More characters of several bytes that are right than places that are wrong: in another encoding, next to none are
/// right in French, and about one in eight in Chinese.
fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > broken
}

/// Whether `text` has more control and unreadable characters than any text.
pub(super) fn is_noise(text: &str) -> bool {
    let is_odd = |c: char| {
        c == char::REPLACEMENT_CHARACTER
            || (c.is_control() && !matches!(c, '\t'..='\r' | '\u{1b}' | '\u{85}'))
    };
    let (mut all, mut odd) = (0, 0);
    for c in text.chars() {
        all += 1;
        odd += usize::from(is_odd(c));
    }
    odd > NOISE_ALWAYS_ALLOWED && odd * CHARACTERS_PER_NOISE > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{BIG5, GB18030, WINDOWS_1252};
    use proptest::prelude::*;

    const FRENCH: &str =
        "La ministre a déclaré jeudi à l’Assemblée que « rien n’était décidé » : l’été sera long.";
    const CHINESE: &str = "外交部发言人星期三表示，双方将继续保持沟通，推动人工智能治理合作取得进展。";
    const TRADITIONAL: &str = "外交部發言人星期三表示，雙方將繼續保持溝通，推動人工智慧治理合作取得進展。";

    fn check(text: &str, encoding: &'static encoding_rs::Encoding, guessed: &'static str) {
        let bytes = encoding.encode(text).0.into_owned();
        let note = Note::Decoded { encoding: guessed };
        assert_eq!(decode(bytes, None), Ok((text.to_owned(), vec![note])));
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        check(FRENCH, WINDOWS_1252, "windows-1252");
        check(CHINESE, GB18030, "GBK");
        check(TRADITIONAL, BIG5, "Big5");
    }

    #[test]
    fn a_character_cut_at_the_end_does_not_make_it_another_encoding() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.pop();
        let (text, notes) = decode(bytes, None).unwrap();
        assert!(
            text.starts_with("外交部发言人") && text.ends_with("进展\u{fffd}"),
            "{text}"
        );
        assert_eq!(notes, [Note::Damaged { characters: 1 }]);
    }

    #[test]
    fn two_bytes_of_another_encoding_do_not_spoil_a_short_text() {
        let bytes = [
            "La ministre a déclaré que « rien n’était décidé ». ".as_bytes(),
            b"\xe9t\xe9",
        ];
        let (text, notes) = decode(bytes.concat(), None).unwrap();
        assert_eq!(
            text,
            "La ministre a déclaré que « rien n’était décidé ». \u{fffd}t\u{fffd}"
        );
        assert_eq!(notes, [Note::Damaged { characters: 2 }]);
        // Two places that are right and one that is wrong.
        let (text, _) = decode([&b"\xe9"[..], "été".as_bytes()].concat(), None).unwrap();
        assert_eq!(text, "\u{fffd}été");
    }

    #[test]
    fn noise_is_no_text() {
        let noise: Vec<u8> = (0..4096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert_eq!(decode(noise, None), Err(Noise));
    }

    proptest! {
        #[test]
        fn every_utf8_text_comes_back(text in any::<String>()) {
            prop_assert_eq!(decode(text.clone().into_bytes(), None), Ok((text, Vec::new())));
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for hint in [None, Some(Lang::Fr), Some(Lang::Zh)] {
                let _ = decode(bytes.clone(), hint);
            }
        }
    }
}

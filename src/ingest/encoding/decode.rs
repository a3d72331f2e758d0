use crate::domain::Lang;
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use crate::ingest::note::IngestNote;
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// One control or unreadable character is allowed per this many characters. Bytes with more of them are not text.
const CHARACTERS_PER_NOISE_MIN: usize = 50;
/// This many control or unreadable characters are allowed in any text, however short.
const NOISE_CHARACTERS_ALLOWED: usize = 2;

/// The bytes are not text in any known encoding.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct NotTextError;

/// The error for bytes at `location` that are not text.
pub(crate) fn not_text(location: &InputLocation) -> IngestError {
    IngestError::NotText {
        location: location.clone(),
        looks_like: "binary data",
    }
}

/// The text in `bytes`, with notes on what was assumed: as UTF-8 if they are that, else in the encoding that the
/// detector guesses. `hint` is the language that the user gave.
pub(crate) fn decode_text(
    bytes: Vec<u8>,
    hint: Option<Lang>,
) -> Result<(String, Vec<IngestNote>), NotTextError> {
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok((text, Vec::new())),
        Err(error) => error.into_bytes(),
    };
    let (text, mut notes) = if is_damaged_utf8(&bytes) {
        (String::from_utf8_lossy(&bytes).into_owned(), Vec::new())
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(&bytes, true);
        // The detector takes a top-level domain as a hint of the language. It decides close calls.
        let domain: Option<&[u8]> = match hint {
            Some(Lang::Fr) => Some(b"fr"),
            Some(Lang::Zh) => Some(b"cn"),
            Some(Lang::En | Lang::Und) | None => None,
        };
        let encoding = detector.guess(domain, Utf8Detection::Deny);
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        let note = IngestNote::EncodingGuessed {
            encoding: encoding.name(),
        };
        (text.into_owned(), vec![note])
    };
    if is_binary_noise(&text) {
        return Err(NotTextError);
    }
    notes.extend(damage_note(&text));
    Ok((text, notes))
}

#[cfg(feature = "pages")]
/// As [`decode_text`], for bytes that are declared to be in one of the encodings with these labels, the surest first. A
/// declaration that the bytes contradict is not believed.
pub(crate) fn decode_declared(
    bytes: Vec<u8>,
    labels: &[&str],
    hint: Option<Lang>,
) -> Result<(String, Vec<IngestNote>), NotTextError> {
    if str::from_utf8(&bytes).is_err() && !is_damaged_utf8(&bytes) {
        let declared = labels
            .iter()
            .filter_map(|label| Encoding::for_label(label.trim().as_bytes()));
        for encoding in declared {
            let (text, has_errors) = encoding.decode_without_bom_handling(&bytes);
            if !has_errors && !is_binary_noise(&text) {
                return Ok((text.into_owned(), Vec::new()));
            }
        }
    }
    decode_text(bytes, hint)
}

/// A note on the unreadable characters (`U+FFFD`) in `text`, if there are any.
pub(crate) fn damage_note(text: &str) -> Option<IngestNote> {
    let characters = text.matches(char::REPLACEMENT_CHARACTER).count();
    (characters > 0).then_some(IngestNote::UnreadableCharacters { characters })
}

/// Whether `bytes` are UTF-8 with a little damage, such as a character cut at the end or a few bytes in another
/// encoding.
///
/// That is so if there are more valid multi-byte characters than invalid sequences. In a text in another encoding, next
/// to no sequence is valid UTF-8 by chance in French, and about one in eight in Chinese.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    valid > invalid
}

/// Whether `text` has more control and unreadable characters than real text has.
pub(crate) fn is_binary_noise(text: &str) -> bool {
    let is_odd = |c: char| {
        c == char::REPLACEMENT_CHARACTER
            || (c.is_control() && !matches!(c, '\t'..='\r' | '\u{1b}' | '\u{85}'))
    };
    let (mut all, mut odd) = (0, 0);
    for c in text.chars() {
        all += 1;
        odd += usize::from(is_odd(c));
    }
    odd > NOISE_CHARACTERS_ALLOWED && odd * CHARACTERS_PER_NOISE_MIN > all
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

    fn check(text: &str, encoding: &'static Encoding, guessed: &'static str) {
        let bytes = encoding.encode(text).0.into_owned();
        let note = IngestNote::EncodingGuessed { encoding: guessed };
        assert_eq!(decode_text(bytes, None), Ok((text.to_owned(), vec![note])));
    }

    #[test]
    fn legacy_encodings_are_guessed() {
        check(FRENCH, WINDOWS_1252, "windows-1252");
        check(CHINESE, GB18030, "GBK");
        check(TRADITIONAL, BIG5, "Big5");
    }

    #[test]
    fn declared_encoding_is_believed_unless_the_bytes_contradict_it() {
        let declared = |text: &str, encoding: &'static Encoding, labels: &[&str]| {
            decode_declared(encoding.encode(text).0.into_owned(), labels, None).map(|(text, _)| text)
        };
        assert_eq!(
            declared("déjà", WINDOWS_1252, &["iso-8859-1"]).as_deref(),
            Ok("déjà")
        );
        assert_eq!(
            declared(CHINESE, GB18030, &["utf-8", "gb2312"]).as_deref(),
            Ok(CHINESE)
        );
        assert_eq!(
            declared(FRENCH, encoding_rs::UTF_8, &["iso-8859-1"]).as_deref(),
            Ok(FRENCH)
        );
        assert_eq!(
            declared(TRADITIONAL, BIG5, &["no-such"]).as_deref(),
            Ok(TRADITIONAL)
        );
    }

    #[test]
    fn utf8_with_cut_last_character_stays_utf8() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes.pop();
        let (text, notes) = decode_text(bytes, None).unwrap();
        assert!(
            text.starts_with("外交部发言人") && text.ends_with("进展\u{fffd}"),
            "{text}"
        );
        assert_eq!(notes, [IngestNote::UnreadableCharacters { characters: 1 }]);
    }

    #[test]
    fn utf8_with_few_foreign_bytes_stays_utf8() {
        let bytes = [
            "La ministre a déclaré que « rien n’était décidé ». ".as_bytes(),
            b"\xe9t\xe9",
        ];
        let (text, notes) = decode_text(bytes.concat(), None).unwrap();
        assert_eq!(
            text,
            "La ministre a déclaré que « rien n’était décidé ». \u{fffd}t\u{fffd}"
        );
        assert_eq!(notes, [IngestNote::UnreadableCharacters { characters: 2 }]);
        // Two valid characters and one invalid byte.
        let (text, _) = decode_text([&b"\xe9"[..], "été".as_bytes()].concat(), None).unwrap();
        assert_eq!(text, "\u{fffd}été");
    }

    #[test]
    fn random_bytes_are_not_text() {
        let noise: Vec<u8> = (0..4096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert_eq!(decode_text(noise, None), Err(NotTextError));
    }

    proptest! {
        #[test]
        fn utf8_text_is_unchanged(text in any::<String>()) {
            prop_assert_eq!(decode_text(text.clone().into_bytes(), None), Ok((text, Vec::new())));
        }

        #[test]
        fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for hint in [None, Some(Lang::Fr), Some(Lang::Zh)] {
                let _ = decode_text(bytes.clone(), hint);
            }
        }
    }
}

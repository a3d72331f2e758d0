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

/// Maximum number of bytes that a file which was cut inside a character has of that character.
const CUT_BYTES_MAX: usize = 3;

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
        Ok(text) => {
            let notes = damage_note(&text).into_iter().collect();
            return Ok((text, notes));
        }
        Err(error) => error.into_bytes(),
    };
    let (text, mut notes) = if is_damaged_utf8(&bytes) {
        (String::from_utf8_lossy(&bytes).into_owned(), Vec::new())
    } else {
        let (encoding, text) = guess_encoding(&bytes, hint);
        let note = IngestNote::EncodingGuessed {
            encoding: encoding.name(),
        };
        (text, vec![note])
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
            if let Some(text) = (1..=CUT_BYTES_MAX).find_map(|cut| decode_cut(&bytes, cut, encoding)) {
                let notes = damage_note(&text).into_iter().collect();
                return Ok((text, notes));
            }
        }
    }
    decode_text(bytes, hint)
}

/// The encoding that the detector guesses, and the text in it.
///
/// The detector takes a file that was cut inside its last character for one in an encoding of single bytes. So such a
/// file is also looked at without its last bytes.
fn guess_encoding(bytes: &[u8], hint: Option<Lang>) -> (&'static Encoding, String) {
    let guess = |bytes: &[u8]| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        // The detector takes a top-level domain as a hint of the language. It decides close calls.
        let domain: Option<&[u8]> = match hint {
            Some(Lang::Fr) => Some(b"fr"),
            Some(Lang::Zh) => Some(b"cn"),
            Some(Lang::En | Lang::Und) | None => None,
        };
        detector.guess(domain, Utf8Detection::Deny)
    };
    let encoding = guess(bytes);
    let cut = (1..=CUT_BYTES_MAX)
        .filter(|_| encoding.is_single_byte())
        .find_map(|cut| {
            let start = bytes.len().checked_sub(cut)?;
            if bytes[start].is_ascii() {
                return None;
            }
            let whole = guess(&bytes[..start]);
            Some((whole, decode_cut(bytes, cut, whole)?))
        });
    cut.unwrap_or_else(|| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        (encoding, text.into_owned())
    })
}

/// The text in `bytes`, if all but the last `cut` are valid in `encoding` and those are the beginning of a character of
/// several bytes, which becomes `U+FFFD`.
fn decode_cut(bytes: &[u8], cut: usize, encoding: &'static Encoding) -> Option<String> {
    let start = bytes.len().checked_sub(cut)?;
    if encoding.is_single_byte() || bytes[start].is_ascii() {
        return None;
    }
    let (text, has_errors) = encoding.decode_without_bom_handling(&bytes[..start]);
    // What begins a character gives no output before its last byte.
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut tail = String::with_capacity(16);
    let (_, _, is_damaged) = decoder.decode_to_string(&bytes[start..], &mut tail, false);
    let is_beginning = tail.is_empty() && !is_damaged;
    (!has_errors && is_beginning).then(|| format!("{text}\u{fffd}"))
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
    valid > invalid || (invalid == 1 && is_cut_utf8(bytes))
}

/// Whether `bytes` are ASCII and end inside a character of UTF-8: with the first byte of a Latin letter, which alone
/// would be a capital after a small letter, or with several bytes, which would be signs in an odd row.
fn is_cut_utf8(bytes: &[u8]) -> bool {
    let Err(error) = str::from_utf8(bytes) else {
        return false;
    };
    let (start, tail) = bytes.split_at(error.valid_up_to());
    let is_latin = matches!(tail, [0xc3 | 0xc5]) && start.last().is_some_and(u8::is_ascii_lowercase);
    error.error_len().is_none() && (is_latin || tail.len() > 1)
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
    fn text_cut_inside_a_character_keeps_its_encoding() {
        let japanese =
            "外務省の報道官は水曜日、双方が対話を続け、人工知能の統治に関する協力を進めると述べた。";
        let korean = "외교부 대변인은 수요일 양측이 소통을 유지하고 인공지능 협력을 추진할 것이라고 밝혔다다";
        for (text, encoding) in [
            (CHINESE, GB18030),
            (TRADITIONAL, BIG5),
            (japanese, encoding_rs::SHIFT_JIS),
            (japanese, encoding_rs::EUC_JP),
            (korean, encoding_rs::EUC_KR),
        ] {
            let text = format!("{text}\n").repeat(3);
            let text = text.trim_end();
            let mut bytes = encoding.encode(text).0.into_owned();
            let whole = decode_text(bytes.clone(), None).unwrap();
            assert_eq!(whole.0, text);
            bytes.pop();
            let (cut, notes) = decode_text(bytes, None).unwrap();
            let kept = text.chars().take(text.chars().count() - 1);
            assert_eq!(
                cut,
                kept.chain(['\u{fffd}']).collect::<String>(),
                "{}",
                encoding.name()
            );
            assert_eq!(notes[0], whole.1[0]);
            assert_eq!(notes[1], IngestNote::UnreadableCharacters { characters: 1 });
        }
        // A character of four bytes, of which one, two or three are there.
        let four = GB18030.encode(&format!("{CHINESE}{CHINESE}㐀")).0.into_owned();
        for cut in 1..=3 {
            let (text, notes) = decode_text(four[..four.len() - cut].to_vec(), None).unwrap();
            assert!(
                text.starts_with("外交部") && text.ends_with('\u{fffd}'),
                "{cut}: {text}"
            );
            assert_eq!(notes.len(), 2, "{notes:?}");
        }
    }

    #[test]
    fn text_in_single_bytes_is_not_taken_for_cut() {
        for text in [
            "Il a déclaré que tout est décidé",
            "Le préfet a tout nié",
            "dossier clôturé",
            "C’est ainsi que l’on a procédé à l’été",
            "publié",
            "PUBLIÉ À",
        ] {
            let bytes = WINDOWS_1252.encode(text).0.into_owned();
            for hint in [None, Some(Lang::Fr)] {
                assert_eq!(decode_text(bytes.clone(), hint).unwrap().0, text);
            }
        }
        // ASCII and the first byte of an accented letter, or two of three bytes of a quotation mark.
        for bytes in [&b"La ministre a parl\xc3"[..], b"C\xe2\x80"] {
            let (text, notes) = decode_text(bytes.to_vec(), None).unwrap();
            assert!(text.ends_with('\u{fffd}'), "{text}");
            assert_eq!(notes, [IngestNote::UnreadableCharacters { characters: 1 }]);
        }
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
            let notes = damage_note(&text).into_iter().collect();
            prop_assert_eq!(decode_text(text.clone().into_bytes(), None), Ok((text, notes)));
        }

        #[test]
        fn decoding_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for hint in [None, Some(Lang::Fr), Some(Lang::Zh)] {
                let _ = decode_text(bytes.clone(), hint);
            }
        }
    }
}

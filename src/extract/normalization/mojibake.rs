//! Repairs UTF-8 text that was decoded as Windows-1252 ("dÃ©clarÃ©"): recovers its bytes and decodes them as UTF-8.

use super::mapped_char::MappedChar;

/// The characters of Windows-1252 at the place of the control characters U+0080 to U+009F.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '\u{2018}', '\u{2019}', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character that a control character stands for, where Windows-1252 was decoded as Latin-1.
pub(super) fn decode_control(c: char) -> char {
    (c as usize)
        .checked_sub(0x80)
        .and_then(|n| WINDOWS_1252.get(n))
        .copied()
        .unwrap_or(c)
}

/// Repairs wrongly decoded characters, including those decoded wrongly twice.
pub(super) fn repair(chars: &mut Vec<MappedChar>) {
    for _ in 0..2 {
        if !chars
            .iter()
            .any(|l| matches!(l.c, 'Â' | 'Ã' | 'Å' | 'â' | 'ä'..='ï' | 'ð'))
        {
            return;
        }
        let Some(repaired) = repair_once(chars) else {
            return;
        };
        *chars = repaired;
    }
}

/// Repairs one level of wrong decoding; `None` if there is nothing to repair.
fn repair_once(chars: &[MappedChar]) -> Option<Vec<MappedChar>> {
    let mut at = (0..chars.len()).find(|at| decode_mojibake(&chars[*at..], false).is_some())?;
    let mut out = Vec::with_capacity(chars.len());
    out.extend_from_slice(&chars[..at]);
    let mut changed = false;
    let mut in_run = false;
    while at < chars.len() {
        if let Some((c, length)) = decode_mojibake(&chars[at..], in_run) {
            out.push(MappedChar::spanning(c, chars[at], chars[at + length - 1]));
            at += length;
            in_run = is_three_byte_script(c);
            changed = true;
        } else {
            out.push(chars[at]);
            at += 1;
            in_run = false;
        }
    }
    // "à" is "Ã" and a no-break space, which many programs turn into an ordinary one
    if changed {
        for at in 1..out.len() {
            let (lead, blank) = (out[at - 1], out[at]);
            let after_word = at >= 2 && out[at - 2].c.is_alphanumeric();
            if lead.c == 'Ã' && blank.c == ' ' && !after_word {
                out[at - 1].c = 'à';
            }
        }
    }
    changed.then_some(out)
}

/// Whether the character belongs to East Asian scripts, whose characters take three bytes in UTF-8.
fn is_three_byte_script(c: char) -> bool {
    ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c)
}

/// Returns the character whose bytes the text begins with, and the number of characters they were decoded as.
///
/// Only sequences that no real text has are repaired. Accented capitals and marks that do stand side by side ("É»")
/// stay.
fn decode_mojibake(chars: &[MappedChar], in_run: bool) -> Option<(char, usize)> {
    let lead = chars.first()?.c;
    let second = chars.get(1).map(|l| l.c);
    match lead {
        'Â' | 'Ã' => decode_utf8(chars, 2),
        'Å' => decode_utf8(chars, 2).filter(|(c, _)| matches!(c, 'œ' | 'Œ' | 'š' | 'Š' | 'ž' | 'Ž' | 'ł')),
        'â' if matches!(second, Some('€' | '\u{80}')) => Some(decode_utf8(chars, 3).unwrap_or(('”', 2))),
        'â' if matches!(second, Some('‚' | '„' | '†')) => decode_utf8(chars, 3),
        'ï' if matches!(second, Some('¬' | '»' | '¿')) => decode_utf8(chars, 3),
        'ð' if matches!(second, Some('Ÿ' | '\u{9f}')) => decode_utf8(chars, 4),
        'ã'..='é' | 'ï' => {
            let (c, length) = decode_utf8(chars, 3).filter(|(c, _)| is_three_byte_script(*c))?;
            let followed =
                || decode_utf8(&chars[length..], 3).is_some_and(|(next, _)| is_three_byte_script(next));
            (in_run || followed()).then_some((c, length))
        }
        _ => None,
    }
}

/// Decodes the first `length` characters, taken as Windows-1252 bytes, as one UTF-8 character.
fn decode_utf8(chars: &[MappedChar], length: usize) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    for (byte, mapped) in bytes.iter_mut().zip(chars.get(..length)?) {
        *byte = windows_byte(mapped.c)?;
    }
    let text = std::str::from_utf8(&bytes[..length]).ok()?;
    let c = text.chars().next().filter(|c| c.len_utf8() == length)?;
    Some((c, length))
}

/// The Windows-1252 byte of the character.
fn windows_byte(c: char) -> Option<u8> {
    if let Some(n) = WINDOWS_1252.iter().position(|w| *w == c) {
        return u8::try_from(0x80 + n).ok();
    }
    u8::try_from(u32::from(c)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expect: &str) {
        let mut chars = MappedChar::from_text(given);
        repair(&mut chars);
        assert_eq!(chars.iter().map(|l| l.c).collect::<String>(), expect);
    }

    #[test]
    fn utf8_decoded_as_windows_1252_is_repaired() {
        check("Il a dÃ©clarÃ© Ã la radio", "Il a déclaré à la radio");
        check("Il a dÃ©clarÃ© Ã\u{a0} la radio", "Il a déclaré à la radio");
        check("Â«\u{a0}Oui Â», lâ€™Ã©tÃ©", "«\u{a0}Oui », l\u{2019}été");
        check("â€œYesâ€\u{9d} and â€œnoâ€, she said", "“Yes” and “no”, she said");
        check("ä¸\u{ad}æ–‡", "中文");
        check("dÃƒÂ©clarÃƒÂ©", "déclaré");
    }

    #[test]
    fn real_letter_sequences_are_not_repaired() {
        for text in [
            "la rue de l'Âtre",
            "« Le café\u{a0}» et « CAFÉ»",
            "São Tomé, SÃO TOMÉ",
            "Åse, pâte",
            "l'île »",
        ] {
            check(text, text);
        }
    }
}

//! Text in UTF-8 that was decoded as Windows-1252, "dÃ©clarÃ©": its bytes are found again and decoded as what they are.

use super::mapped_char::Letter;

/// What Windows-1252 has in place of the control characters U+0080 to U+009F.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '\u{2018}', '\u{2019}', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The character that a control character stands for where Windows-1252 was taken for Latin-1.
pub(super) fn of_control(c: char) -> char {
    (c as usize)
        .checked_sub(0x80)
        .and_then(|n| WINDOWS.get(n))
        .copied()
        .unwrap_or(c)
}

/// The letters with what was wrongly decoded put right; text that was wrongly decoded twice included.
pub(super) fn repair(letters: &mut Vec<Letter>) {
    for _ in 0..2 {
        if !letters
            .iter()
            .any(|l| matches!(l.c, 'Â' | 'Ã' | 'Å' | 'â' | 'ä'..='ï' | 'ð'))
        {
            return;
        }
        let Some(repaired) = repaired(letters) else { return };
        *letters = repaired;
    }
}

fn repaired(letters: &[Letter]) -> Option<Vec<Letter>> {
    let mut at = (0..letters.len()).find(|at| sequence(&letters[*at..], false).is_some())?;
    let mut out = Vec::with_capacity(letters.len());
    out.extend_from_slice(&letters[..at]);
    let mut changed = false;
    let mut in_run = false;
    while at < letters.len() {
        if let Some((c, length)) = sequence(&letters[at..], in_run) {
            out.push(Letter::for_all(c, letters[at], letters[at + length - 1]));
            at += length;
            in_run = is_wide(c);
            changed = true;
        } else {
            out.push(letters[at]);
            at += 1;
            in_run = false;
        }
    }
    // "à" is "Ã" and a blank, which many programs make an ordinary one
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

/// Whether the character is one of a script whose every character was three bytes.
fn is_wide(c: char) -> bool {
    ('\u{3000}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ffef}').contains(&c)
}

/// The character whose bytes the letters begin with, and how many letters it takes, where no text could have them.
/// Accented capitals and marks that do stand side by side ("É»") are left alone.
fn sequence(letters: &[Letter], in_run: bool) -> Option<(char, usize)> {
    let lead = letters.first()?.c;
    let second = letters.get(1).map(|l| l.c);
    match lead {
        'Â' | 'Ã' => decoded(letters, 2),
        'Å' => decoded(letters, 2).filter(|(c, _)| matches!(c, 'œ' | 'Œ' | 'š' | 'Š' | 'ž' | 'Ž' | 'ł')),
        'â' if matches!(second, Some('€' | '\u{80}')) => Some(decoded(letters, 3).unwrap_or(('”', 2))),
        'â' if matches!(second, Some('‚' | '„' | '†')) => decoded(letters, 3),
        'ï' if matches!(second, Some('¬' | '»' | '¿')) => decoded(letters, 3),
        'ð' if matches!(second, Some('Ÿ' | '\u{9f}')) => decoded(letters, 4),
        'ã'..='é' | 'ï' => {
            let (c, length) = decoded(letters, 3).filter(|(c, _)| is_wide(*c))?;
            let followed = || decoded(&letters[length..], 3).is_some_and(|(next, _)| is_wide(next));
            (in_run || followed()).then_some((c, length))
        }
        _ => None,
    }
}

fn decoded(letters: &[Letter], length: usize) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    for (byte, letter) in bytes.iter_mut().zip(letters.get(..length)?) {
        *byte = windows_byte(letter.c)?;
    }
    let text = std::str::from_utf8(&bytes[..length]).ok()?;
    let c = text.chars().next().filter(|c| c.len_utf8() == length)?;
    Some((c, length))
}

fn windows_byte(c: char) -> Option<u8> {
    if let Some(n) = WINDOWS.iter().position(|w| *w == c) {
        return u8::try_from(0x80 + n).ok();
    }
    u8::try_from(u32::from(c)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(given: &str, expect: &str) {
        let mut letters = Letter::of_text(given);
        repair(&mut letters);
        assert_eq!(letters.iter().map(|l| l.c).collect::<String>(), expect);
    }

    #[test]
    fn utf8_taken_for_windows_1252_is_put_right() {
        check("Il a dÃ©clarÃ© Ã la radio", "Il a déclaré à la radio");
        check("Il a dÃ©clarÃ© Ã\u{a0} la radio", "Il a déclaré à la radio");
        check("Â«\u{a0}Oui Â», lâ€™Ã©tÃ©", "«\u{a0}Oui », l\u{2019}été");
        check("â€œYesâ€\u{9d} and â€œnoâ€, she said", "“Yes” and “no”, she said");
        check("ä¸\u{ad}æ–‡", "中文");
        check("dÃƒÂ©clarÃƒÂ©", "déclaré");
    }

    #[test]
    fn letters_that_may_stand_side_by_side_are_left_alone() {
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

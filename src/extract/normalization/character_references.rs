//! Decodes character references of HTML: "&eacute;", "&#8217;", "&#x2019;".

use unicode_normalization::UnicodeNormalization;

/// Maximum length of a reference, in bytes.
const REFERENCE_BYTES_MAX: usize = 12;

/// Named references other than letters with an accent.
const NAMED_CHARS: [(&str, char); 44] = [
    ("nbsp", '\u{a0}'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsquo", '\u{2018}'),
    ("rsquo", '\u{2019}'),
    ("sbquo", '‚'),
    ("quot", '"'),
    ("apos", '\''),
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("minus", '−'),
    ("shy", '\u{ad}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("frac12", '½'),
    ("times", '×'),
    ("szlig", 'ß'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
];

/// The accents at the end of a name, as combining marks.
const ACCENTS: [(&str, char); 8] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circ", '\u{302}'),
    ("uml", '\u{308}'),
    ("tilde", '\u{303}'),
    ("cedil", '\u{327}'),
    ("ring", '\u{30a}'),
    ("caron", '\u{30c}'),
];

/// Returns the character of the reference at the start of `text` and its length in bytes. "&amp;nbsp;", which was
/// escaped twice, is one reference.
pub(super) fn decode_reference(text: &str) -> Option<(char, usize)> {
    if let Some(rest) = text.strip_prefix("&amp;")
        && let Some((c, length)) = decode_single_reference(rest, 0)
    {
        return Some((c, "&amp;".len() + length));
    }
    decode_single_reference(text, 1)
}

/// Decodes a reference that was escaped once. `from` is the length of the ampersand: 0 if it was removed already.
fn decode_single_reference(text: &str, from: usize) -> Option<(char, usize)> {
    let rest = text.get(from..)?;
    let end = rest.bytes().take(REFERENCE_BYTES_MAX).position(|b| b == b';')?;
    let name = &rest[..end];
    Some((char_by_name(name)?, from + end + 1))
}

fn char_by_name(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|c| *c != '\0');
    }
    if let Some((_, c)) = NAMED_CHARS.iter().find(|(named, _)| *named == name) {
        return Some(*c);
    }
    let mapped = name.chars().next().filter(char::is_ascii_alphabetic)?;
    let (_, accent) = ACCENTS.iter().find(|(accent, _)| name[1..] == **accent)?;
    let mut composed = [mapped, *accent].into_iter().nfc();
    composed.next().filter(|_| composed.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_decoded_by_name_and_number() {
        let given = [
            "&eacute;",
            "&Ccedil;",
            "&laquo;",
            "&#8217;",
            "&#x2019;",
            "&amp;nbsp;",
        ];
        let read: String = given
            .iter()
            .filter_map(|g| decode_reference(g))
            .map(|(c, _)| c)
            .collect();
        assert_eq!(read, "éÇ«\u{2019}\u{2019}\u{a0}");
        assert_eq!(decode_reference("&nbsp;!"), Some(('\u{a0}', 6)));
        for none in ["& co;", "&eacute", "&xyz;", "&#0;", "&"] {
            assert_eq!(decode_reference(none), None, "{none}");
        }
    }
}

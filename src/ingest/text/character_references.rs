//! Character references of HTML and XML, decoded.

use quick_xml::escape::resolve_html5_entity;

/// Maximum length of an entity's name.
const ENTITY_BYTES_MAX: usize = 32;

/// `text` with its character references as characters. What is none stays: "R&D", "&nosuch;".
pub(crate) fn decode_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let name_end = from.bytes().take(ENTITY_BYTES_MAX).position(|byte| byte == b';');
        let decoded = name_end.and_then(|end| Some((decode_reference(from.get(1..end)?)?, end)));
        if let Some((decoded, end)) = decoded {
            out.push_str(&decoded);
            rest = &from[end + 1..];
        } else {
            out.push('&');
            rest = &from[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The character with this name or number.
fn decode_reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return resolve_html5_entity(name).map(str::to_owned);
    };
    let hexadecimal = number.strip_prefix(['x', 'X']);
    let code = hexadecimal.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16));
    char::from_u32(code.ok()?).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_references_are_decoded() {
        assert_eq!(
            decode_references("R&D &amp; &eacute;t&#233; &#x4e2d;&nosuch; &#xffffffff; &"),
            "R&D & été 中&nosuch; &#xffffffff; &"
        );
    }
}

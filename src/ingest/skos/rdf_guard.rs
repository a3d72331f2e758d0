//! Checks what the RDF parsers do not check themselves, before they run: nesting and sizes that would exhaust the
//! stack, the memory or the time, and files that were cut off.

use std::collections::HashMap;

/// Maximum nesting depth of JSON objects. The parser recurses once per level and uses up to 80 KB of stack for each.
const OBJECT_DEPTH_MAX: usize = 20;
/// Maximum nesting depth of JSON arrays.
const ARRAY_DEPTH_MAX: usize = 100;
/// Maximum nesting depth of XML elements. The parser keeps each element in memory until it ends.
const ELEMENT_DEPTH_MAX: usize = 500;
/// Maximum length of a tag, in bytes. The parser compares each attribute with all others of its tag.
const TAG_BYTES_MAX: usize = 16 << 10;
/// Maximum length of the value of an entity, in bytes. A file can refer to it in every word.
const ENTITY_BYTES_MAX: usize = 256;
/// Maximum number of bytes that all references to entities stand for.
const EXPANSION_BYTES_MAX: usize = 64 << 20;

/// A line, counted from 1, and the problem there.
type LineProblem = (u64, String);

/// Checks that JSON is not nested too deeply.
pub(crate) fn check_json(text: &[u8]) -> Result<(), LineProblem> {
    let (mut objects, mut arrays) = (0_usize, 0_usize);
    let (mut is_string, mut is_escaped) = (false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_string => is_escaped = true,
            b'"' => is_string = !is_string,
            _ if is_string => {}
            b'{' => objects += 1,
            b'}' => objects = objects.saturating_sub(1),
            b'[' => arrays += 1,
            b']' => arrays = arrays.saturating_sub(1),
            _ => {}
        }
        if objects > OBJECT_DEPTH_MAX || arrays > ARRAY_DEPTH_MAX {
            let problem = "nested too deeply";
            return Err((line_number(text, at), problem.to_owned()));
        }
    }
    Ok(())
}

/// Checks that XML has tags and entities of limited size, limited nesting, and no unclosed elements.
pub(crate) fn check_xml(text: &[u8]) -> Result<(), LineProblem> {
    let (mut at, mut open) = (0, 0_usize);
    while let Some(start) = find(text, at, b"<") {
        let rest = &text[start..];
        let cut_off = || {
            (
                line_number(text, start),
                "cut off inside the tag, comment or declaration that begins here".to_owned(),
            )
        };
        let skipped = [
            (&b"<!--"[..], &b"-->"[..]),
            (b"<![CDATA[", b"]]>"),
            (b"<?", b"?>"),
        ];
        if let Some((begin, end)) = skipped.iter().find(|(begin, _)| rest.starts_with(begin)) {
            at = find(text, start + begin.len(), end).ok_or_else(cut_off)? + end.len();
            continue;
        }
        let is_doctype = rest.starts_with(b"<!");
        let end = start
            + if is_doctype {
                doctype_end(rest)
            } else {
                tag_end(rest)
            }
            .ok_or_else(cut_off)?;
        let tag = &text[start..end];
        if is_doctype {
            check_entities(tag, text).map_err(|problem| (line_number(text, start), problem))?;
        } else if tag.len() > TAG_BYTES_MAX {
            let problem = format!("a tag has more than {TAG_BYTES_MAX} bytes");
            return Err((line_number(text, start), problem));
        } else if tag.starts_with(b"</") {
            open = open.saturating_sub(1);
        } else if !tag.ends_with(b"/>") {
            open += 1;
            if open > ELEMENT_DEPTH_MAX {
                return Err((line_number(text, start), "nested too deeply".to_owned()));
            }
        }
        at = end;
    }
    if open > 0 {
        return Err((
            line_number(text, text.len()),
            format!("cut off: number of unclosed elements: {open}"),
        ));
    }
    Ok(())
}

/// The end of the tag that `text` begins with: after the first `>` outside quotes.
fn tag_end(text: &[u8]) -> Option<usize> {
    let mut quote = None;
    let end = text.iter().position(|byte| {
        match quote {
            Some(open) if open == *byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(*byte),
            _ => {}
        }
        quote.is_none() && *byte == b'>'
    });
    end.map(|at| at + 1)
}

/// The end of the document type that `text` begins with: after the `>` that closes everything opened in it.
fn doctype_end(text: &[u8]) -> Option<usize> {
    let mut open = 0_usize;
    let end = text.iter().position(|byte| {
        match byte {
            b'<' => open += 1,
            b'>' => open = open.saturating_sub(1),
            _ => {}
        }
        open == 0
    });
    end.map(|at| at + 1)
}

/// Checks that the entities of a document type are short, do not refer to others and do not make `text` much longer:
/// such entities can grow without end.
fn check_entities(doctype: &[u8], text: &[u8]) -> Result<(), String> {
    let doctype = String::from_utf8_lossy(doctype);
    let mut lengths = HashMap::new();
    for entity in doctype.split("<!ENTITY").skip(1) {
        let name = entity.split_whitespace().next().unwrap_or_default();
        let quote = entity.chars().find(|c| matches!(c, '"' | '\''));
        let value = quote
            .and_then(|quote| entity.split(quote).nth(1))
            .unwrap_or_default();
        if value.len() > ENTITY_BYTES_MAX || value.replace("&#", "").contains('&') {
            return Err(format!(
                "entity {name:?} is longer than {ENTITY_BYTES_MAX} bytes or refers to others"
            ));
        }
        lengths.insert(name.as_bytes(), value.len());
    }
    let references = text.split(|byte| *byte == b'&').skip(1);
    let names = references.filter_map(|reference| reference.split(|byte| *byte == b';').next());
    let expanded: usize = names.filter_map(|name| lengths.get(name)).sum();
    if expanded > EXPANSION_BYTES_MAX {
        let megabytes = EXPANSION_BYTES_MAX >> 20;
        return Err(format!(
            "its entities stand for more than {megabytes} MiB of text"
        ));
    }
    Ok(())
}

/// The offset of the first `needle` at or after `start`.
fn find(text: &[u8], start: usize, needle: &[u8]) -> Option<usize> {
    let rest = text.get(start..)?;
    let found = rest.windows(needle.len()).position(|window| window == needle);
    found.map(|at| start + at)
}

/// The line of the byte at `at`, counted from 1.
fn line_number(text: &[u8], at: usize) -> u64 {
    let feeds = text[..at].iter().filter(|byte| **byte == b'\n');
    1 + feeds.count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deeply_nested_json_is_refused() {
        for (open, depth) in [("[", 100), ("{\"a\":", 20)] {
            assert_eq!(check_json(format!("\n{}", open.repeat(depth)).as_bytes()), Ok(()));
            assert_eq!(
                check_json(format!("\n{}", open.repeat(depth + 1)).as_bytes())
                    .unwrap_err()
                    .0,
                2
            );
        }
        assert_eq!(
            check_json(format!("\"\\\"{}\"", "[".repeat(200)).as_bytes()),
            Ok(())
        );
        assert_eq!(check_json("{},".repeat(200).as_bytes()), Ok(()));
    }

    #[test]
    fn unclosed_or_oversized_xml_is_refused() {
        let check = |text: &str, problem: &str| {
            let found = check_xml(text.as_bytes())
                .map_or_else(|(line, problem)| format!("{line}: {problem}"), |()| String::new());
            assert_eq!(found, problem, "{text}");
        };
        check(
            "<?xml version='1.0'?>\n<!-- <a> -->\n<a b='>'><c/><![CDATA[ <d> ]]></a>\n",
            "",
        );
        check(
            "<!DOCTYPE a [\n<!ENTITY b \"http://c/\">\n<!ENTITY d \"&#38;\">\n]>\n<a>&b;</a>",
            "",
        );
        check("<a>\n<b>\n</b>\n", "4: cut off: number of unclosed elements: 1");
        check(
            "<a>\n<b c='",
            "2: cut off inside the tag, comment or declaration that begins here",
        );
        check(
            "<a>\n<!-- ",
            "2: cut off inside the tag, comment or declaration that begins here",
        );
        check(
            &format!("<a>\n<b{}/></a>", " c='d'".repeat(3000)),
            "2: a tag has more than 16384 bytes",
        );
        check(&format!("{}{}", "<a>\n".repeat(500), "</a>".repeat(500)), "");
        check(&"<a>\n".repeat(501), "501: nested too deeply");
        check(
            "<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;\">]><a/>",
            "1: entity \"c\" is longer than 256 bytes or refers to others",
        );
        check(
            "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;'>]><a/>",
            "1: entity \"c\" is longer than 256 bytes or refers to others",
        );
        let long = "x".repeat(256);
        check(
            &format!(
                "<!DOCTYPE a [<!ENTITY b '{long}'>]><a>{}</a>",
                "&b;".repeat((1 << 18) + 1)
            ),
            "1: its entities stand for more than 64 MiB of text",
        );
        check("", "");
    }
}

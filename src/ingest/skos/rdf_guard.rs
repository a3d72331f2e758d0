//! What the readers of RDF do not look at themselves, looked at before they begin: nesting and sizes that fill the
//! stack, the memory or the day, and files that were cut off.

/// How deep objects of JSON may nest: their reader calls itself once a level, and takes up to 80 KB of the stack then.
const OBJECT_DEPTH_MAX: usize = 20;
/// How deep arrays of JSON may nest.
const ARRAY_DEPTH_MAX: usize = 100;
/// How deep elements of XML may nest: what an element says is kept until it ends.
const ELEMENT_DEPTH_MAX: usize = 500;
/// How long a tag may be: each attribute is compared with all others of its tag.
const TAG_BYTES_MAX: usize = 16 << 10;
/// How long what an entity stands for may be: it can be named in every word of a file.
const ENTITY_BYTES_MAX: usize = 256;

/// A line, from 1, and what is wrong there.
type Problem = (u64, String);

/// Whether JSON nests no deeper than it may.
pub(crate) fn json(text: &[u8]) -> Result<(), Problem> {
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
            let problem = "nests too deep";
            return Err((line(text, at), problem.to_owned()));
        }
    }
    Ok(())
}

/// Whether XML has only tags and entities of a reasonable size, and as many ends of elements as beginnings.
pub(crate) fn xml(text: &[u8]) -> Result<(), Problem> {
    let (mut at, mut open) = (0, 0_usize);
    while let Some(start) = find(text, at, b"<") {
        let rest = &text[start..];
        let cut_off = || (line(text, start), "is cut off in what begins here".to_owned());
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
            entities(tag).map_err(|problem| (line(text, start), problem))?;
        } else if tag.len() > TAG_BYTES_MAX {
            let problem = format!("has a tag of more than {TAG_BYTES_MAX} bytes");
            return Err((line(text, start), problem));
        } else if tag.starts_with(b"</") {
            open = open.saturating_sub(1);
        } else if !tag.ends_with(b"/>") {
            open += 1;
            if open > ELEMENT_DEPTH_MAX {
                return Err((line(text, start), "nests too deep".to_owned()));
            }
        }
        at = end;
    }
    if open > 0 {
        return Err((
            line(text, text.len()),
            format!("is cut off: {open} open elements"),
        ));
    }
    Ok(())
}

/// Where the tag ends that `text` begins with: behind the first `>` outside of quotes.
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

/// Where the document type ends that `text` begins with: behind its last `>`, when all that it opened is closed.
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

/// Whether the entities of a document type are short and stand for no others: those that do can grow without end.
fn entities(doctype: &[u8]) -> Result<(), String> {
    let doctype = String::from_utf8_lossy(doctype);
    for entity in doctype.split("<!ENTITY").skip(1) {
        let value = entity.split('"').nth(1).unwrap_or_default();
        if value.len() > ENTITY_BYTES_MAX || value.replace("&#", "").contains('&') {
            let name = entity.split_whitespace().next().unwrap_or_default();
            return Err(format!(
                "the entity {name:?} is longer than {ENTITY_BYTES_MAX} bytes or stands for others"
            ));
        }
    }
    Ok(())
}

/// Where `what` is, from `start` on.
fn find(text: &[u8], start: usize, what: &[u8]) -> Option<usize> {
    let rest = text.get(start..)?;
    let found = rest.windows(what.len()).position(|window| window == what);
    found.map(|at| start + at)
}

/// The line that the byte at `at` is on, from 1.
fn line(text: &[u8], at: usize) -> u64 {
    let feeds = text[..at].iter().filter(|byte| **byte == b'\n');
    1 + feeds.count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_not_too_deep() {
        for (open, depth) in [("[", 100), ("{\"a\":", 20)] {
            assert_eq!(json(format!("\n{}", open.repeat(depth)).as_bytes()), Ok(()));
            assert_eq!(
                json(format!("\n{}", open.repeat(depth + 1)).as_bytes())
                    .unwrap_err()
                    .0,
                2
            );
        }
        assert_eq!(json(format!("\"\\\"{}\"", "[".repeat(200)).as_bytes()), Ok(()));
        assert_eq!(json("{},".repeat(200).as_bytes()), Ok(()));
    }

    #[test]
    fn xml_is_whole_and_its_tags_are_reasonable() {
        let check = |text: &str, problem: &str| {
            let found = xml(text.as_bytes())
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
        check("<a>\n<b>\n</b>\n", "4: is cut off: 1 open elements");
        check("<a>\n<b c='", "2: is cut off in what begins here");
        check("<a>\n<!-- ", "2: is cut off in what begins here");
        check(
            &format!("<a>\n<b{}/></a>", " c='d'".repeat(3000)),
            "2: has a tag of more than 16384 bytes",
        );
        check(&format!("{}{}", "<a>\n".repeat(500), "</a>".repeat(500)), "");
        check(&"<a>\n".repeat(501), "501: nests too deep");
        check(
            "<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;\">]><a/>",
            "1: the entity \"c\" is longer than 256 bytes or stands for others",
        );
        check("", "");
    }
}

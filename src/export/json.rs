use crate::domain::is_display_control;
use serde::Serialize;
use serde_json::ser::Formatter;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes `answer` as JSON, indented, with a line feed at the end.
pub fn write_json(answer: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    serde_json::to_writer_pretty(ControlEscaper(&mut *out), answer)?;
    out.write_all(b"\n")
}

/// Writes each item of `answer`, which must serialise as a list, as JSON on a line of its own.
pub fn write_jsonl(answer: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let out = ControlEscaper(out);
    let mut serializer = serde_json::Serializer::with_formatter(out, JsonLinesFormatter { depth: 0 });
    Ok(answer.serialize(&mut serializer)?)
}

/// Writes `answer` as JSON on one line.
pub fn write_jsonl_line(answer: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    serde_json::to_writer(ControlEscaper(&mut *out), answer)?;
    out.write_all(b"\n")
}

/// Formats `item` as JSON on one line, without a line feed.
pub fn format_json(item: &impl Serialize) -> serde_json::Result<String> {
    Ok(escape_controls(serde_json::to_string(item)?))
}

/// `json` with the display controls of its strings as `\u` escapes, which have the same value.
pub(super) fn escape_controls(json: String) -> String {
    if !json.contains(is_escaped) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_escaped(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Whether a character becomes an escape: a display control that JSON would have raw. Those of ASCII are escaped in
/// strings already, so that the others are the line feeds between values.
fn is_escaped(c: char) -> bool {
    c > '~' && is_display_control(c)
}

/// Escapes the display controls in the JSON that passes. Characters come whole: a serializer writes strings in slices.
#[derive(Debug)]
pub struct ControlEscaper<W>(pub W);

impl<W: Write> Write for ControlEscaper<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match std::str::from_utf8(bytes) {
            Ok(text) if text.contains(is_escaped) => {
                self.0.write_all(escape_controls(text.to_owned()).as_bytes())?;
                Ok(bytes.len())
            }
            _ => self.0.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Omits the brackets and commas of the outermost list and ends each of its items with a line feed.
struct JsonLinesFormatter {
    depth: u32,
}

impl Formatter for JsonLinesFormatter {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth += 1;
        if self.depth > 1 {
            out.write_all(b"[")
        } else {
            Ok(())
        }
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.depth -= 1;
        if self.depth > 0 {
            out.write_all(b"]")
        } else {
            Ok(())
        }
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if self.depth > 1 && !first {
            out.write_all(b",")
        } else {
            Ok(())
        }
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        if self.depth == 1 {
            out.write_all(b"\n")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn each_item_is_on_its_own_line() {
        let mut out = Vec::new();
        write_jsonl(&json!([{ "a": [1, [2, 3]] }, [], 4]), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "{\"a\":[1,[2,3]]}\n[]\n4\n");
        let mut empty = Vec::new();
        write_jsonl(&json!([]), &mut empty).unwrap();
        assert!(empty.is_empty());
    }

    #[test]
    fn display_controls_are_escaped_and_keep_their_value() {
        let item = json!({ "a\u{202e}": "\u{1b}\u{7f}\u{9b}\u{200e}\u{2028}\u{e0041}\n é" });
        let text = format_json(&item).unwrap();
        assert_eq!(
            text,
            r#"{"a\u202e":"\u001b\u007f\u009b\u200e\u2028\udb40\udc41\n é"}"#
        );
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), item);
        let written = |write: &dyn Fn(&mut Vec<u8>) -> io::Result<()>| {
            let mut out = Vec::new();
            write(&mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(written(&|out| write_jsonl_line(&item, out)), format!("{text}\n"));
        assert_eq!(written(&|out| write_jsonl(&[&item], out)), format!("{text}\n"));
        assert!(!written(&|out| write_json(&item, out)).contains(is_escaped));
    }
}

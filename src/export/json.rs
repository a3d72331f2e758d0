use serde::Serialize;
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes `answer` as JSON, indented, with a line feed at the end.
pub fn write_json(answer: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, answer)?;
    out.write_all(b"\n")
}

/// Writes each item of `answer`, which must serialise as a list, as JSON on a line of its own.
pub fn write_jsonl(answer: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, JsonLinesFormatter { depth: 0 });
    Ok(answer.serialize(&mut serializer)?)
}

/// Writes `answer` as JSON on one line.
pub fn write_jsonl_line(answer: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    serde_json::to_writer(&mut *out, answer)?;
    out.write_all(b"\n")
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
}

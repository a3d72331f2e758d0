use serde::Serialize;
use serde::ser::{SerializeSeq as _, Serializer as _};
use serde_json::ser::{Formatter, PrettyFormatter};
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

/// Writes what [`write_json`] writes for a list, item by item, so that the list need not be in memory. `items` calls
/// its argument with each of them. If it fails before the first, nothing is written.
pub fn write_json_items<T: Serialize>(
    out: &mut (impl Write + ?Sized),
    items: impl FnOnce(&mut dyn FnMut(&T) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<()> {
    write_items(out, PrettyFormatter::new(), items)?;
    out.write_all(b"\n")
}

/// Writes what [`write_jsonl`] writes for a list, item by item, as [`write_json_items`] does.
pub fn write_jsonl_items<T: Serialize>(
    out: &mut (impl Write + ?Sized),
    items: impl FnOnce(&mut dyn FnMut(&T) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<()> {
    write_items(out, JsonLinesFormatter { depth: 0 }, items)
}

fn write_items<T: Serialize>(
    out: &mut (impl Write + ?Sized),
    formatter: impl Formatter,
    items: impl FnOnce(&mut dyn FnMut(&T) -> io::Result<()>) -> io::Result<()>,
) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, formatter);
    let mut unused = Some(&mut serializer);
    let mut list = None;
    items(&mut |item| {
        if let Some(serializer) = unused.take() {
            list = Some(serializer.serialize_seq(None)?);
        }
        list.as_mut()
            .map_or(Ok(()), |list| Ok(list.serialize_element(item)?))
    })?;
    if let Some(serializer) = unused {
        list = Some(serializer.serialize_seq(None)?);
    }
    list.map_or(Ok(()), |list| Ok(list.end()?))
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

    #[test]
    fn items_are_written_as_the_list_is() {
        for list in [json!([]), json!([{ "a": [1, [2, 3]] }, [], 4])] {
            let items = list.as_array().unwrap();
            let (mut whole, mut one_by_one) = (Vec::new(), Vec::new());
            write_json(&list, &mut whole).unwrap();
            write_jsonl(&list, &mut whole).unwrap();
            write_json_items(&mut one_by_one, |write| items.iter().try_for_each(&mut *write)).unwrap();
            write_jsonl_items(&mut one_by_one, |write| items.iter().try_for_each(&mut *write)).unwrap();
            assert_eq!(
                String::from_utf8(one_by_one).unwrap(),
                String::from_utf8(whole).unwrap()
            );
        }
        let mut out = Vec::new();
        let failed = write_json_items::<u8>(&mut out, |_| Err(io::ErrorKind::Other.into()));
        assert!(failed.is_err() && out.is_empty());
    }
}

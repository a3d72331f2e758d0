//! Brings fonts of a PDF document into the form that the reader of text understands, without changing what they show.

use super::streams;
use encoding_rs::Encoding;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream};
use std::collections::HashMap;
use std::fmt::Write;

/// Maximum size of a table of characters and of a font file, unpacked.
const TABLE_BYTES_MAX: usize = 4 << 20;
const FONT_FILE_BYTES_MAX: usize = 32 << 20;
/// Maximum number of glyphs of a font.
const GLYPHS_MAX: i64 = 65_536;
/// Named encodings of Chinese, Japanese and Korean fonts: what their names begin with, and the encoding of their codes.
const NAMED_ENCODINGS: [(&[u8], &Encoding); 12] = [
    (b"GBK", encoding_rs::GBK),
    (b"GB-EUC", encoding_rs::GBK),
    (b"GBpc-EUC", encoding_rs::GBK),
    (b"ETen-B5", encoding_rs::BIG5),
    (b"B5pc", encoding_rs::BIG5),
    (b"HKscs-B5", encoding_rs::BIG5),
    (b"90ms-RKSJ", encoding_rs::SHIFT_JIS),
    (b"90pv-RKSJ", encoding_rs::SHIFT_JIS),
    (b"90msp-RKSJ", encoding_rs::SHIFT_JIS),
    (b"EUC-", encoding_rs::EUC_JP),
    (b"KSC-EUC", encoding_rs::EUC_KR),
    (b"KSCms-UHC", encoding_rs::EUC_KR),
];

/// The fonts repaired so far.
#[derive(Default)]
pub(super) struct FontRepair {
    known: HashMap<ObjectId, Option<Object>>,
}

impl FontRepair {
    /// A reference to a copy of `font` that the reader of text understands; `None` if it cannot be used.
    pub(super) fn repaired(&mut self, document: &mut Document, font: &Object) -> Option<Object> {
        let id = font.as_reference().ok();
        if let Some(known) = id.and_then(|id| self.known.get(&id)) {
            return known.clone();
        }
        let (_, value) = document.dereference(font).ok()?;
        let repaired = value.as_dict().ok().cloned().and_then(|mut font| {
            repair(document, &mut font)?;
            Some(Object::Reference(document.add_object(font)))
        });
        if let Some(id) = id {
            self.known.insert(id, repaired.clone());
        }
        repaired
    }
}

fn repair(document: &mut Document, font: &mut Dictionary) -> Option<()> {
    repair_table(document, font, b"ToUnicode");
    repair_descriptor(document, font);
    if font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0") {
        repair_composite(document, font)?;
    }
    Some(())
}

/// Unpacks the table of characters under `key`. A name says nothing that the reader of text knows, and is removed.
fn repair_table(document: &mut Document, font: &mut Dictionary, key: &[u8]) {
    let table = font
        .get(key)
        .ok()
        .and_then(|table| document.dereference(table).ok());
    let plain = match table {
        Some((_, Object::Stream(stream))) => streams::unpacked_stream(document, stream, TABLE_BYTES_MAX),
        _ => None,
    };
    match plain {
        Some(plain) => {
            let plain = document.add_object(plain);
            font.set(key, plain);
        }
        None => {
            font.remove(key);
        }
    }
}

/// Unpacks the font file; one that is too large is left out.
fn repair_descriptor(document: &mut Document, font: &mut Dictionary) {
    let Some(mut descriptor) = dictionary_under(document, font, b"FontDescriptor") else {
        return;
    };
    for key in [&b"FontFile"[..], b"FontFile2", b"FontFile3"] {
        let file = descriptor
            .get(key)
            .ok()
            .and_then(|file| document.dereference(file).ok());
        let Some((_, Object::Stream(stream))) = file else {
            continue;
        };
        match streams::unpacked_stream(document, stream, FONT_FILE_BYTES_MAX) {
            Some(plain) => {
                let plain = document.add_object(plain);
                descriptor.set(key, plain);
            }
            None => {
                descriptor.remove(key);
            }
        }
    }
    font.set("FontDescriptor", descriptor);
}

/// A composite font has its widths in a font below it, and may name its encoding.
fn repair_composite(document: &mut Document, font: &mut Dictionary) -> Option<()> {
    let (_, descendants) = document.dereference(font.get(b"DescendantFonts").ok()?).ok()?;
    let descendant = descendants.as_array().ok()?.first()?.clone();
    let (_, descendant) = document.dereference(&descendant).ok()?;
    let mut descendant = descendant.as_dict().ok()?.clone();
    repair_descriptor(document, &mut descendant);
    if descendant.get(b"FontDescriptor").is_err() {
        descendant.set("FontDescriptor", Dictionary::new());
    }
    let default_width = descendant.get(b"DW").ok().and_then(whole_number).unwrap_or(1000);
    descendant.set("DW", default_width);
    let widths = listed_widths(document, &descendant);
    descendant.set("W", widths);
    let encoding = font.get(b"Encoding").ok().cloned()?;
    let (_, encoding) = document.dereference(&encoding).ok()?;
    match encoding.clone() {
        Object::Name(name) => name_encoding(document, font, &name),
        Object::Stream(stream) => {
            let plain = streams::unpacked_stream(document, &stream, TABLE_BYTES_MAX)?;
            let plain = document.add_object(plain);
            font.set("Encoding", plain);
        }
        _ => return None,
    }
    font.set("DescendantFonts", vec![Object::Dictionary(descendant)]);
    Some(())
}

/// Replaces the encoding `name` by a table, if the reader of text does not know it.
fn name_encoding(document: &mut Document, font: &mut Dictionary, name: &[u8]) {
    let mut set = |key: &str, table: String| {
        let table = document.add_object(Stream::new(Dictionary::new(), table.into_bytes()));
        font.set(key, table);
    };
    if name.starts_with(b"Uni") {
        set("ToUnicode", unicode_table());
    } else if let Some((_, encoding)) = NAMED_ENCODINGS.iter().find(|(start, _)| name.starts_with(start)) {
        let (codes, characters) = legacy_tables(encoding);
        set("Encoding", codes);
        set("ToUnicode", characters);
        return;
    }
    font.set("Encoding", Object::Name(b"Identity-H".to_vec()));
}

/// The table of characters of an encoding whose codes are UTF-16.
fn unicode_table() -> String {
    let mut table = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n".to_owned();
    // A range may not go beyond its last byte.
    let highs: Vec<u32> = (0..=0xFF).filter(|high| !(0xD8..=0xDF).contains(high)).collect();
    for block in highs.chunks(100) {
        let _ = writeln!(table, "{} beginbfrange", block.len());
        for high in block {
            let _ = writeln!(table, "<{high:02X}00> <{high:02X}FF> <{high:02X}00>");
        }
        table.push_str("endbfrange\n");
    }
    table
}

/// The tables of codes and of characters of an encoding with codes of one and two bytes.
fn legacy_tables(encoding: &'static Encoding) -> (String, String) {
    let decode = |bytes: &[u8]| {
        let (text, is_broken) = encoding.decode_without_bom_handling(bytes);
        let mut characters = text.chars();
        let single = characters
            .next()
            .filter(|_| !is_broken && characters.next().is_none());
        single.filter(|c| !c.is_control())
    };
    let mut characters = Vec::new();
    for code in 0x20..=0xFF_u16 {
        if let Ok(byte) = u8::try_from(code)
            && let Some(c) = decode(&[byte])
        {
            characters.push((format!("{code:02X}"), c));
        }
    }
    for code in 0x8100..=0xFEFF_u16 {
        if let Some(c) = decode(&code.to_be_bytes()) {
            characters.push((format!("{code:04X}"), c));
        }
    }
    let codes = "2 begincodespacerange\n<00> <80>\n<8140> <FEFF>\nendcodespacerange\n\
                 2 begincidrange\n<00> <80> 0\n<8140> <FEFF> 0\nendcidrange\n";
    let mut table = "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n".to_owned();
    for block in characters.chunks(100) {
        let _ = writeln!(table, "{} beginbfchar", block.len());
        for (code, c) in block {
            let mut units = [0; 2];
            let units = c
                .encode_utf16(&mut units)
                .iter()
                .map(|unit| format!("{unit:04X}"));
            let _ = writeln!(table, "<{code}> <{}>", units.collect::<String>());
        }
        table.push_str("endbfchar\n");
    }
    (codes.to_owned(), table)
}

/// The widths of a font below a composite one, each range of equal widths as a list: the reader of text takes the first
/// number of a range for its end and its width.
fn listed_widths(document: &Document, descendant: &Dictionary) -> Vec<Object> {
    let widths = descendant
        .get(b"W")
        .ok()
        .and_then(|widths| document.dereference(widths).ok());
    let Some((_, Object::Array(widths))) = widths else {
        return Vec::new();
    };
    let mut listed = Vec::new();
    let mut total = 0;
    let mut widths = widths
        .iter()
        .filter_map(|value| Some(document.dereference(value).ok()?.1));
    while let Some(first) = widths.next() {
        let (Some(first), Some(second)) = (whole_number(first), widths.next()) else {
            break;
        };
        let list = if let Object::Array(list) = second {
            let list = list
                .iter()
                .filter_map(|value| Some(document.dereference(value).ok()?.1));
            list.filter_map(whole_number).map(Object::Integer).collect()
        } else {
            let (Some(last), Some(width)) = (whole_number(second), widths.next().and_then(whole_number))
            else {
                break;
            };
            let count = (last.saturating_sub(first).saturating_add(1)).clamp(0, GLYPHS_MAX);
            vec![Object::Integer(width); usize::try_from(count).unwrap_or_default()]
        };
        total += list.len();
        if total > usize::try_from(2 * GLYPHS_MAX).unwrap_or_default() {
            break;
        }
        listed.extend([Object::Integer(first), Object::Array(list)]);
    }
    listed
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "widths are small, and a saturated one is as wrong as the given"
)]
fn whole_number(object: &Object) -> Option<i64> {
    match object {
        Object::Integer(number) => Some(*number),
        Object::Real(number) => Some(number.round() as i64),
        _ => None,
    }
}

fn dictionary_under(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<Dictionary> {
    let (_, value) = document.dereference(dictionary.get(key).ok()?).ok()?;
    value.as_dict().ok().cloned()
}

//! The stored form of what a reading is judged by without other readings: a short record for each version of a
//! statement, in blocks.
//!
//! The projection writes them (`src/projection/reading_records.rs`). A question that judges every reading of an archive
//! reads these blocks and not the long rows of statements.

use super::sign_set::{SIGN_SET_BYTES, SignSet};
use crate::domain::Act;
use crate::domain::similarity::hash_text;
use crate::domain::varint::{push_signed, push_varint, take_signed, take_varint};
use thiserror::Error;

/// What is stored of one version of a statement, as its reader read it or a person corrected it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadingRecord {
    /// `statement_version.row`.
    pub row: i64,
    /// What is so of the version.
    pub flags: RecordFlags,
    /// The act.
    pub act: Act,
    /// The certainty of the reader, in per cent.
    pub certainty_percent: u8,
    /// What is added to the base cost of an error, in per cent.
    pub cost_points: i8,
    /// The signs that follow from the reading, its headline and the text of its article.
    pub signs: SignSet,
    /// `article_version.ingested_pos`.
    pub article: i64,
    /// The position of the event that recorded the reading.
    pub recorded_pos: i64,
    /// The day of publication.
    pub published_day: i64,
    /// The first possible day of utterance.
    pub said_from: i64,
    /// `speaker.row`.
    pub speaker: Option<i64>,
    /// `statement_version.wording_row`.
    pub wording: i64,
    /// The hash of the folded words.
    pub words_hash: u64,
    /// The hash of the description in lower case, where the reference describes; otherwise 0.
    pub description_hash: u64,
}

/// What is so of a version of a statement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RecordFlags(u8);

impl RecordFlags {
    /// No person confirmed or corrected it.
    pub const UNDECIDED: Self = Self(1);
    /// A person confirmed it.
    pub const CONFIRMED: Self = Self(1 << 1);
    /// The reference describes instead of naming.
    pub const DESCRIBED: Self = Self(1 << 2);
    /// It has a reference.
    pub const HAS_REFERENCE: Self = Self(1 << 3);
    /// Its signs are no set, because the reader gave a doubt twice: it has to be judged by its row.
    pub const IRREGULAR: Self = Self(1 << 4);

    /// Adds `flag` if `so`.
    #[must_use = "the flags themselves stay as they are"]
    pub const fn with(self, flag: Self, so: bool) -> Self {
        if so { Self(self.0 | flag.0) } else { self }
    }

    /// Whether it has `flag`.
    pub const fn has(self, flag: Self) -> bool {
        self.0 & flag.0 != 0
    }
}

/// Number of rows in a block.
const BLOCK_ROWS: i64 = 1024;

/// Number of the block that has the record of a row.
pub const fn record_block(row: i64) -> i64 {
    (row - 1) / BLOCK_ROWS
}

/// The first row of a block.
pub const fn first_row_of_block(block: i64) -> i64 {
    block * BLOCK_ROWS + 1
}

/// The hash of a text, as records have it.
pub fn record_hash(text: &str) -> u64 {
    hash_text(text)
}

/// A block of records ends inside one, or a number in it is impossible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a block of records of readings is damaged")]
pub struct DamagedRecord;

/// The article and the day of publication of the record before: most records share them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Before {
    article: i64,
    published_day: i64,
}

/// Appends `record` to a block whose last record is `before`.
pub fn encode_record(block: &mut Vec<u8>, before: Option<&ReadingRecord>, record: &ReadingRecord) {
    let before = before.map_or_else(Before::default, Before::from_record);
    let act = Act::ALL.iter().position(|act| *act == record.act);
    block.extend([
        record.flags.0,
        act.and_then(|act| u8::try_from(act).ok()).unwrap_or(u8::MAX),
        record.certainty_percent,
        record.cost_points.cast_unsigned(),
    ]);
    block.extend(record.signs.to_bytes());
    block.extend(record.words_hash.to_le_bytes());
    push_signed(block, record.article.wrapping_sub(before.article));
    push_signed(block, record.recorded_pos.wrapping_sub(record.article));
    push_signed(block, record.published_day.wrapping_sub(before.published_day));
    push_signed(block, record.said_from.wrapping_sub(record.published_day));
    push_varint(block, record.speaker.unwrap_or_default().cast_unsigned());
    push_signed(block, record.row.wrapping_sub(record.wording));
    if record.flags.has(RecordFlags::DESCRIBED) {
        block.extend(record.description_hash.to_le_bytes());
    }
}

/// Decodes a block and calls `visit` with each record, in the order of rows, the first of which is `first_row`.
pub fn decode_records(
    mut block: &[u8],
    first_row: i64,
    mut visit: impl FnMut(ReadingRecord),
) -> Result<(), DamagedRecord> {
    let (mut row, mut before) = (first_row, Before::default());
    while !block.is_empty() {
        let record = take_record(&mut block, row, before).ok_or(DamagedRecord)?;
        before = Before::from_record(&record);
        row += 1;
        visit(record);
    }
    Ok(())
}

impl Before {
    const fn from_record(record: &ReadingRecord) -> Self {
        Self {
            article: record.article,
            published_day: record.published_day,
        }
    }
}

fn take_record(block: &mut &[u8], row: i64, before: Before) -> Option<ReadingRecord> {
    let [flags, act, certainty_percent, cost] = take_bytes(block)?;
    let flags = RecordFlags(flags);
    let signs = SignSet::from_bytes(take_bytes::<SIGN_SET_BYTES>(block)?);
    let words_hash = u64::from_le_bytes(take_bytes(block)?);
    let article = take_signed(block)?.wrapping_add(before.article);
    let recorded_pos = take_signed(block)?.wrapping_add(article);
    let published_day = take_signed(block)?.wrapping_add(before.published_day);
    let said_from = take_signed(block)?.wrapping_add(published_day);
    let speaker = take_varint(block)?.cast_signed();
    let wording = row.wrapping_sub(take_signed(block)?);
    let description_hash = if flags.has(RecordFlags::DESCRIBED) {
        u64::from_le_bytes(take_bytes(block)?)
    } else {
        0
    };
    Some(ReadingRecord {
        row,
        flags,
        act: *Act::ALL.get(usize::from(act))?,
        certainty_percent,
        cost_points: cost.cast_signed(),
        signs,
        article,
        recorded_pos,
        published_day,
        said_from,
        speaker: (speaker != 0).then_some(speaker),
        wording,
        words_hash,
        description_hash,
    })
}

/// Takes bytes off the front of `block`; `None` where there are fewer.
fn take_bytes<const N: usize>(block: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, rest) = block.split_first_chunk()?;
    *block = rest;
    Some(*taken)
}

impl ReadingRecord {
    /// Points of doubt by its certainty and its signs.
    pub fn doubt_points(&self) -> i64 {
        100 - i64::from(self.certainty_percent) + self.signs.points()
    }

    /// The cost of an error, in per cent of the base cost.
    pub fn cost_percent(&self) -> i64 {
        100 + i64::from(self.cost_points)
    }
}

#[cfg(test)]
mod tests {
    use super::super::signs::{DATE_APPROXIMATE, PRONOUN};
    use super::*;

    fn record(row: i64) -> ReadingRecord {
        let described = row % 2 == 0;
        let mut signs = SignSet::of(PRONOUN);
        signs.insert(DATE_APPROXIMATE);
        ReadingRecord {
            row,
            flags: RecordFlags::UNDECIDED.with(RecordFlags::DESCRIBED, described),
            act: Act::Warning,
            certainty_percent: 81,
            cost_points: -10,
            signs,
            article: 40 + row / 3,
            recorded_pos: 39 + row,
            published_day: if row == 4 { i64::from(i32::MAX) } else { 736_000 },
            said_from: 735_999 + row,
            speaker: (row > 1).then_some(row),
            wording: row - row % 3,
            words_hash: 77 + row.cast_unsigned(),
            description_hash: if described { 5 } else { 0 },
        }
    }

    #[test]
    fn records_are_read_as_written() {
        let written: Vec<_> = (1..=6).map(record).collect();
        let mut block = Vec::new();
        for (number, one) in written.iter().enumerate() {
            let before = number.checked_sub(1).map(|number| &written[number]);
            encode_record(&mut block, before, one);
        }
        let mut read = Vec::new();
        decode_records(&block, 1, |record| read.push(record)).unwrap();
        assert_eq!(read, written);
        assert!(decode_records(&block[..block.len() - 1], 1, |_| {}).is_err());
    }
}

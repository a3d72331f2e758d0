//! The block of records of readings that is being filled.

use super::ProjectionError;
use crate::domain::harm::{ReadingRecord, decode_records, encode_record, record_block};
use rusqlite::{Connection, OptionalExtension, params};

/// The last block of records. It waits in memory until the end of the transaction.
#[derive(Debug, Default)]
pub(super) struct RecordBlock {
    /// Number of the block; `None` until one is loaded or begun.
    number: Option<i64>,
    content: Vec<u8>,
    /// The last record in it.
    last: Option<ReadingRecord>,
    is_changed: bool,
}

impl RecordBlock {
    /// Adds the record of the next row.
    pub(super) fn add(&mut self, conn: &Connection, record: ReadingRecord) -> Result<(), ProjectionError> {
        let number = record_block(record.row);
        if self.number != Some(number) {
            self.write(conn)?;
            self.load(conn, number)?;
        }
        encode_record(&mut self.content, self.last.as_ref(), &record);
        self.last = Some(record);
        self.is_changed = true;
        Ok(())
    }

    fn load(&mut self, conn: &Connection, number: i64) -> Result<(), ProjectionError> {
        let stored = conn
            .prepare_cached("SELECT content FROM reading_record_block WHERE block = ?1")?
            .query_row([number], |row| row.get(0))
            .optional()?;
        self.number = Some(number);
        self.content = stored.unwrap_or_default();
        self.last = None;
        decode_records(&self.content, 0, |record| self.last = Some(record))
            .map_err(|_| ProjectionError::Damaged("a block of records of readings"))
    }

    /// Stores the block, if records were added to it.
    pub(super) fn write(&mut self, conn: &Connection) -> Result<(), ProjectionError> {
        if let (true, Some(number)) = (self.is_changed, self.number) {
            conn.prepare_cached(
                "INSERT OR REPLACE INTO reading_record_block(block, content) VALUES (?1, ?2)",
            )?
            .execute(params![number, self.content])?;
            self.is_changed = false;
        }
        Ok(())
    }
}

//! Rows in the binary form of COPY: one message to the server for thousands of rows.

use super::OriginError;

/// Signature, flags and length of the extension of the header.
const HEADER: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// What ends the rows: a row of -1 columns.
const TRAILER: [u8; 2] = (-1_i16).to_be_bytes();

/// Rows of one table, encoded.
#[derive(Debug)]
pub(super) struct CopyRows {
    bytes: Vec<u8>,
    rows: u64,
}

/// A value of a column.
#[derive(Debug, Clone, Copy)]
pub(super) enum CopyValue<'a> {
    /// NULL.
    Null,
    /// `bigint`.
    Number(i64),
    /// `bytea`, or `text` in UTF-8.
    Bytes(&'a [u8]),
}

impl CopyRows {
    /// No rows yet.
    pub(super) fn new() -> Self {
        Self {
            bytes: HEADER.to_vec(),
            rows: 0,
        }
    }

    /// Adds a row.
    pub(super) fn push(&mut self, values: &[CopyValue<'_>]) -> Result<(), OriginError> {
        let columns = i16::try_from(values.len()).map_err(|_| too_large(values.len()))?;
        self.bytes.extend(columns.to_be_bytes());
        for value in values {
            let number;
            let bytes = match value {
                CopyValue::Null => {
                    self.bytes.extend((-1_i32).to_be_bytes());
                    continue;
                }
                CopyValue::Number(value) => {
                    number = value.to_be_bytes();
                    &number[..]
                }
                CopyValue::Bytes(bytes) => bytes,
            };
            let length = i32::try_from(bytes.len()).map_err(|_| too_large(bytes.len()))?;
            self.bytes.extend(length.to_be_bytes());
            self.bytes.extend(bytes);
        }
        self.rows += 1;
        Ok(())
    }

    /// Number of rows.
    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    /// Everything to be sent.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(TRAILER);
        self.bytes
    }
}

fn too_large(size: usize) -> OriginError {
    OriginError::Other(format!("a value of {size} bytes is larger than it can store"))
}

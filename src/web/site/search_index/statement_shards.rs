//! The files of statements, as the list of results shows them.

use super::number_list::NumberList;
use super::searched_statement::SearchedStatement;
use super::shard_file::{WriteSiteFile, write_shard};

use std::io;

/// Number of statements in a file. A page of results may need one file for each, so they are short.
const STATEMENTS_MAX: usize = 64;
/// Length in bytes of the statements of a file from which no more are added.
const FILE_BYTES_MAX: usize = 32 << 10;

/// The fields of a statement in the order in which the script reads them; the last are the flags, `|`, and the status.
type Fields = [String; 11];

/// Collects statements and writes a file when there are enough for one.
#[derive(Debug, Default)]
pub(super) struct StatementShards {
    /// The statements of the next file.
    waiting: Vec<Fields>,
    waiting_bytes: usize,
    /// The number of the first statement of each file.
    pub(super) first_numbers: NumberList,
    /// Number of statements.
    pub(super) count: u32,
    /// Number of files that were written.
    files: u32,
}

impl StatementShards {
    /// Adds a statement and returns its number.
    pub(super) fn add(
        &mut self,
        statement: &SearchedStatement<'_>,
        write: &mut WriteSiteFile<'_>,
    ) -> io::Result<u32> {
        let fields = fields(statement);
        let bytes: usize = fields.iter().map(String::len).sum();
        let is_full = self.waiting.len() >= STATEMENTS_MAX || self.waiting_bytes + bytes > FILE_BYTES_MAX;
        if is_full {
            self.write_waiting(write)?;
        }
        let number = self.count;
        if self.waiting.is_empty() {
            self.first_numbers.add(number);
        }
        self.count += 1;
        self.waiting_bytes += bytes;
        self.waiting.push(fields);
        Ok(number)
    }

    /// Writes the last file.
    pub(super) fn write_waiting(&mut self, write: &mut WriteSiteFile<'_>) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        write_shard(&format!("s{}", self.files), &self.waiting, write)?;
        self.files += 1;
        self.waiting.clear();
        self.waiting_bytes = 0;
        Ok(())
    }
}

fn fields(statement: &SearchedStatement<'_>) -> Fields {
    let SearchedStatement {
        path,
        words,
        lang,
        speaker,
        act,
        said,
        title,
        publisher,
        published,
        certainty,
        flags,
        status,
    } = *statement;
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let flags: Vec<&str> = flags.iter().map(|flag| flag.as_str()).collect();
    [
        path.to_owned(),
        words.to_owned(),
        lang.as_str().to_owned(),
        text(speaker),
        act.as_str().to_owned(),
        if said.earliest().is_some() {
            said.to_string()
        } else {
            String::new()
        },
        text(title),
        text(publisher),
        published.map_or(String::new(), |day| day.to_string()),
        format!("{:.0}", certainty * 100.0),
        [
            flags.join(" ").as_str(),
            status.map_or("", |status| status.as_str()),
        ]
        .join("|"),
    ]
}

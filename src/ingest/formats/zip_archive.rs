//! ZIP archives: their members in the order of their names, each unpacked in memory and never on disk.

use super::archive_member::{ArchiveMember, MEMBER_BYTES_MAX};
use super::zip_kind::{ZipKind, detect_zip_kind, is_zip};
use crate::ingest::error::IngestError;
use crate::ingest::input_location::InputLocation;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use zip::ZipReadOptions;
use zip::read::{Config, ZipFileEntry};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;

/// Maximum number of members of an archive.
const MEMBERS_MAX: usize = 100_000;
/// Maximum size, in bytes, of the list of members.
const DIRECTORY_BYTES_MAX: u64 = 64 << 20;
/// Maximum size, in bytes, of all members of an archive, unpacked.
const ALL_BYTES_MAX: u64 = 8 << 30;
/// Maximum ratio of the unpacked to the packed size. Text has 3 to 10, text that repeats itself a hundred; the method
/// itself ends at a thousand.
const RATIO_MAX: u64 = 250;
/// A member may be this large, in bytes, whatever its ratio.
const BYTES_OF_ANY_RATIO: u64 = 1 << 20;

/// A member that is refused because it is larger than its packed size makes plausible.
const MEMBER_BOMB: &str = "zip bomb: it unpacks to far more than a document of its packed size has";
/// What to do with a member that cannot be unpacked here.
const UNPACK_YOURSELF: &str = "unpack the archive yourself, and give the files that you trust";

/// The members of a ZIP archive. An archive that is a member of it is unpacked too, one in that is not. An error stands
/// for one member; the iteration continues after it, except after one of the whole archive.
pub(crate) struct ZipMembers<R> {
    reader: R,
    location: InputLocation,
    /// The members that are left, the last one first.
    entries: Vec<ZipFileEntry<'static>>,
    /// Maximum size of a member, in bytes.
    member_bytes_max: u64,
    /// Number of bytes that may still be unpacked.
    budget: u64,
    /// Name of the archive that this one is a member of, and `: `.
    name_prefix: String,
    /// The member that is being read, if it is an archive.
    inner: Option<Box<ZipMembers<Cursor<Vec<u8>>>>>,
}

impl<R: Read + Seek> ZipMembers<R> {
    /// Reads the list of members of the archive in `reader`. `location` is that of the archive.
    pub(crate) fn open(reader: R, location: InputLocation) -> Result<Self, IngestError> {
        Self::open_within(reader, location, ALL_BYTES_MAX, String::new())
    }

    fn open_within(
        mut reader: R,
        location: InputLocation,
        budget: u64,
        name_prefix: String,
    ) -> Result<Self, IngestError> {
        let read = reader
            .seek(SeekFrom::End(0))
            .map_err(ZipError::from)
            .and_then(|bytes| Ok((bytes, list_members(&mut reader)?)));
        let (bytes, mut entries) = read.map_err(|error| archive_error(error, &location))?;
        if entries.is_empty() {
            return Err(unusable(
                &location,
                "the archive has no files",
                "put the articles into it",
            ));
        }
        entries.retain(is_document);
        entries.sort_by(|a, b| b.name_raw().cmp(a.name_raw()));
        let plausible = bytes.saturating_mul(RATIO_MAX).max(MEMBER_BYTES_MAX);
        Ok(Self {
            reader,
            location,
            entries,
            member_bytes_max: MEMBER_BYTES_MAX,
            budget: budget.min(plausible),
            name_prefix,
            inner: None,
        })
    }

    /// Unpacks a member. `None` if it is an archive itself, whose members come next.
    fn unpack(&mut self, entry: ZipFileEntry<'_>) -> Result<Option<ArchiveMember>, IngestError> {
        let name = format!("{}{}", self.name_prefix, member_name(&entry));
        // The location of an inner archive has the name of that already.
        let location = self.location.with_member(&member_name(&entry));
        if entry.encrypted() {
            let advice = "unpack the archive with its password, and give the files";
            return Err(unusable(&location, "encrypted", advice));
        }
        let bytes = self.read_entry(entry, &location)?;
        if is_zip(&bytes) && detect_zip_kind(Cursor::new(&bytes)) == Some(ZipKind::Archive) {
            if !self.name_prefix.is_empty() {
                let problem = "an archive in an archive in an archive";
                return Err(unusable(&location, problem, UNPACK_YOURSELF));
            }
            let prefix = format!("{name}: ");
            let inner = ZipMembers::open_within(Cursor::new(bytes), location, self.budget, prefix)?;
            self.inner = Some(Box::new(inner));
            return Ok(None);
        }
        Ok(Some(ArchiveMember {
            name,
            bytes,
            ..ArchiveMember::default()
        }))
    }

    fn read_entry(
        &mut self,
        entry: ZipFileEntry<'_>,
        location: &InputLocation,
    ) -> Result<Vec<u8>, IngestError> {
        let plausible = entry
            .compressed_size()
            .saturating_mul(RATIO_MAX)
            .max(BYTES_OF_ANY_RATIO);
        let limit = plausible.min(self.member_bytes_max).min(self.budget);
        let mut bytes = Vec::new();
        let read = entry
            .with_reader(&mut self.reader, ZipReadOptions::new())
            .and_then(|file| Ok(file.take(limit + 1).read_to_end(&mut bytes)?));
        let count = bytes.len() as u64;
        self.budget = self.budget.saturating_sub(count);
        if count > limit {
            return Err(if self.budget == 0 {
                self.entries.clear();
                let problem =
                    "zip bomb: its files are too large for an archive of its size; the rest is not read";
                unusable(&self.location, problem, UNPACK_YOURSELF)
            } else if count > plausible {
                unusable(location, MEMBER_BOMB, UNPACK_YOURSELF)
            } else {
                let problem = format!("larger than {} MiB", self.member_bytes_max >> 20);
                unusable(
                    location,
                    problem,
                    "unpack the archive, and give this file by itself",
                )
            });
        }
        match read {
            Ok(_) => Ok(bytes),
            Err(error) => Err(member_error(error, location)),
        }
    }

    /// The next member of the inner archive. `None` after its last.
    fn next_inner(&mut self) -> Option<Result<ArchiveMember, IngestError>> {
        let inner = self.inner.as_mut()?;
        let before = inner.budget;
        let next = inner.next();
        self.budget = self.budget.saturating_sub(before - inner.budget);
        if next.is_none() {
            self.inner = None;
        }
        next
    }
}

impl<R: Read + Seek> Iterator for ZipMembers<R> {
    type Item = Result<ArchiveMember, IngestError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(next) = self.next_inner() {
                return Some(next);
            }
            let entry = self.entries.pop()?;
            if let Some(member) = self.unpack(entry).transpose() {
                return Some(member);
            }
        }
    }
}

/// The entries of the central directory, in its order. Two may have the same name.
fn list_members(reader: impl Read + Seek) -> Result<Vec<ZipFileEntry<'static>>, ZipError> {
    let mut archive = ZipIterable::try_new(reader, Config::default())?;
    if archive.len() > MEMBERS_MAX {
        return Err(ZipError::UnsupportedArchive("more than 100,000 files"));
    }
    let mut entries: Vec<ZipFileEntry<'_>> = Vec::new();
    for entry in archive.files()? {
        let entry = entry?;
        let first = entries.first().unwrap_or(&entry).central_header_start();
        if entry.central_header_start() - first > DIRECTORY_BYTES_MAX {
            return Err(ZipError::UnsupportedArchive(
                "a list of files of more than 64 MiB",
            ));
        }
        entries.push(entry);
    }
    Ok(entries)
}

/// Whether a member can be a document: no directory, link, hidden file or part of a Macintosh file.
fn is_document(entry: &ZipFileEntry<'_>) -> bool {
    let name = entry.name_raw();
    let mut parts = name.split(|byte| matches!(byte, b'/' | b'\\'));
    let is_hidden =
        |part: &[u8]| part == b"__MACOSX" || part.starts_with(b".") && part != b"." && part != b"..";
    entry.is_file() && !name.ends_with(b"\\") && !parts.any(is_hidden)
}

/// The name of a member, for people: control characters are escaped.
fn member_name(entry: &ZipFileEntry<'_>) -> String {
    let name = std::str::from_utf8(entry.name_raw())
        .map(str::to_owned)
        .or_else(|_| entry.name().map(std::borrow::Cow::into_owned))
        .unwrap_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned());
    if name.contains(char::is_control) {
        return name.escape_debug().to_string();
    }
    name
}

fn unusable(location: &InputLocation, problem: impl Into<String>, advice: &'static str) -> IngestError {
    IngestError::Unusable {
        location: location.clone(),
        problem: problem.into(),
        advice,
    }
}

/// The error of an archive whose list of members cannot be read.
fn archive_error(error: ZipError, location: &InputLocation) -> IngestError {
    match error {
        ZipError::Io(source) if !is_broken_data(&source) => IngestError::Unreadable {
            location: location.clone(),
            source,
        },
        ZipError::UnsupportedArchive(problem) => unusable(
            location,
            format!("ZIP archive not supported: {problem}"),
            UNPACK_YOURSELF,
        ),
        _ => {
            let problem = "broken ZIP archive: its list of files is missing or damaged";
            unusable(location, problem, "get the archive again; it may be cut off")
        }
    }
}

/// The error of a member that cannot be unpacked.
fn member_error(error: ZipError, location: &InputLocation) -> IngestError {
    match error {
        ZipError::Io(source) if !is_broken_data(&source) => IngestError::Unreadable {
            location: location.clone(),
            source,
        },
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            let problem = "packed by a method that is not supported";
            unusable(location, problem, "unpack the archive, and give the files")
        }
        _ => unusable(location, "damaged in the archive", "get the archive again"),
    }
}

/// Whether `error` is one of the data, not of the file or stream that they are read from.
fn is_broken_data(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidData, InvalidInput, Other, UnexpectedEof};
    matches!(error.kind(), InvalidData | InvalidInput | UnexpectedEof | Other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::input_location::InputOrigin;
    use proptest::prelude::*;
    use std::io::Write;
    use zip::write::{SimpleFileOptions, ZipWriter};

    /// Python's zipfile wrote these: files in folders, hidden ones, names that leave the folder, and an archive.
    const FOLDERS: &[u8] = include_bytes!("../../../tests/data/documents/folders.zip");
    /// Info-ZIP 3.0 wrote these (`zip -P secret`): one file is encrypted, one is not.
    const ENCRYPTED: &[u8] = include_bytes!("../../../tests/data/documents/encrypted.zip");

    fn location() -> InputLocation {
        InputLocation::from_origin(InputOrigin::Stdin)
    }

    /// A line for each member: its name and size, or the error.
    fn read(archive: &[u8]) -> String {
        match ZipMembers::open(Cursor::new(archive), location()) {
            Ok(members) => show(members),
            Err(error) => error.to_string(),
        }
    }

    fn show(members: impl Iterator<Item = Result<ArchiveMember, IngestError>>) -> String {
        let line = |member: Result<ArchiveMember, IngestError>| match member {
            Ok(member) => format!("{} {}", member.name, member.bytes.len()),
            Err(error) => error.to_string(),
        };
        members.map(line).collect::<Vec<_>>().join("\n")
    }

    fn pack(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn members_come_in_the_order_of_their_names() {
        insta::assert_snapshot!(read(FOLDERS), @"
        ../../etc/outside.txt 23
        /absolute.txt 14
        older.zip: speech.txt 52
        press/a.html 26
        press/b.txt 56
        press/été.txt 21
        ");
    }

    #[test]
    fn encrypted_member_is_one_error() {
        insta::assert_snapshot!(read(ENCRYPTED), @"
        open.txt 27
        standard input: secret.txt: encrypted (unpack the archive with its password, and give the files)
        ");
    }

    #[test]
    fn archive_is_unpacked_one_level_deep() {
        let deepest = pack(&[("c.txt", b"C.")]);
        let inner = pack(&[("b.txt", b"B."), ("deepest.zip", &deepest)]);
        let document = pack(&[("word/document.xml", b"<w/>")]);
        let outer = pack(&[("inner.zip", &inner), ("d.docx", &document), ("z.txt", b"Z.")]);
        insta::assert_snapshot!(read(&outer), @"
        d.docx 138
        inner.zip: b.txt 2
        standard input: inner.zip: deepest.zip: an archive in an archive in an archive (unpack the archive yourself, and give the files that you trust)
        z.txt 2
        ");
    }

    #[test]
    fn zip_bomb_is_refused_and_what_is_beside_it_is_read() {
        let zeros = vec![0; 3 << 19];
        let packed = pack(&[("a.txt", b"A."), ("bomb", &zeros), ("c.txt", b"C.")]);
        insta::assert_snapshot!(read(&packed), @"
        a.txt 2
        standard input: bomb: zip bomb: it unpacks to far more than a document of its packed size has (unpack the archive yourself, and give the files that you trust)
        c.txt 2
        ");
    }

    #[test]
    fn archive_that_exceeds_its_budget_ends() {
        let packed = pack(&[("a", &[0; 900]), ("b", &[0; 900]), ("c", &[0; 900])]);
        let mut members = ZipMembers::open(Cursor::new(packed), location()).unwrap();
        members.budget = 1000;
        insta::assert_snapshot!(show(members), @"
        a 900
        standard input: zip bomb: its files are too large for an archive of its size; the rest is not read (unpack the archive yourself, and give the files that you trust)
        ");
    }

    #[test]
    fn member_larger_than_the_limit_is_refused() {
        // Letters that hardly repeat: what repeats looks like a bomb.
        let mut seed = 1_u32;
        let letter = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            b'0' + (seed >> 27) as u8
        };
        let large: Vec<u8> = std::iter::repeat_with(letter).take((1 << 20) + 1).collect();
        let packed = pack(&[("large.jsonl", &large), ("small.txt", b"S.")]);
        let mut members = ZipMembers::open(Cursor::new(packed), location()).unwrap();
        members.member_bytes_max = 1 << 20;
        insta::assert_snapshot!(show(members), @"
        standard input: large.jsonl: larger than 1 MiB (unpack the archive, and give this file by itself)
        small.txt 2
        ");
    }

    #[test]
    fn broken_archive_is_one_error() {
        let packed = pack(&[("a.txt", b"A. said no."), ("b.txt", b"B. said yes.")]);
        insta::assert_snapshot!(read(&packed[..packed.len() - 30]), @"standard input: broken ZIP archive: its list of files is missing or damaged (get the archive again; it may be cut off)");
        insta::assert_snapshot!(read(&pack(&[])), @"standard input: the archive has no files (put the articles into it)");
        let mut damaged = packed.clone();
        let content = damaged
            .windows(4)
            .position(|window| window == b"said")
            .unwrap_or(40);
        damaged[content] ^= 0xff;
        insta::assert_snapshot!(read(&damaged), @"
        standard input: a.txt: damaged in the archive (get the archive again)
        b.txt 12
        ");
    }

    proptest! {
        #[test]
        fn cut_or_changed_archive_never_panics(at in 0..FOLDERS.len(), byte in any::<u8>()) {
            read(&FOLDERS[..at]);
            read(&FOLDERS[at..]);
            let mut changed = FOLDERS.to_vec();
            changed[at] = byte;
            read(&changed);
        }
    }
}

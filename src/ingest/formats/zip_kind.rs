//! What a ZIP file is: an archive, or a document that is packed as one.

use std::io::{Read, Seek};
use zip::ZipReadOptions;
use zip::read::Config;
use zip::result::ZipResult;
use zip::unstable::read::ZipIterable;

/// Maximum number of members looked at to find out what a ZIP file is. Documents have their main part among the first.
const MEMBERS_EXAMINED_MAX: usize = 2000;
/// Maximum length, in bytes, of the media type in the member `mimetype`.
const MEDIA_TYPE_BYTES_MAX: u64 = 128;

/// What a ZIP file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ZipKind {
    /// A text of Word and its like.
    Docx,
    /// A text in `OpenDocument` format.
    Odt,
    /// An electronic book.
    Epub,
    /// A document that is not prose, as in "a spreadsheet".
    OtherDocument(&'static str),
    /// An archive of files.
    Archive,
}

/// Whether what begins with `head` is a ZIP file, perhaps an empty one.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

/// What the ZIP file in `reader` is, by the names in its central directory and by its member `mimetype`. `None` if it
/// has no central directory that can be read: it is cut off or broken.
pub(crate) fn detect_zip_kind(reader: impl Read + Seek) -> Option<ZipKind> {
    let mut archive = ZipIterable::try_new(reader, Config::default()).ok()?;
    let files = archive.files().ok()?;
    let mut media_type = None;
    for _ in 0..MEMBERS_EXAMINED_MAX {
        let Some(entry) = files.next() else { break };
        let Ok(entry) = entry else { break };
        match entry.name_raw() {
            b"word/document.xml" => return Some(ZipKind::Docx),
            b"xl/workbook.xml" | b"xl/workbook.bin" => return Some(ZipKind::OtherDocument("a spreadsheet")),
            b"ppt/presentation.xml" => return Some(ZipKind::OtherDocument("a presentation")),
            b"META-INF/container.xml" if media_type.is_none() => media_type = Some(ZipKind::Epub),
            b"mimetype" => {
                let mut text = Vec::new();
                let read: ZipResult<_> = entry
                    .with_reader(files.reader_mut(), ZipReadOptions::new())
                    .and_then(|file| Ok(file.take(MEDIA_TYPE_BYTES_MAX).read_to_end(&mut text)?));
                media_type = read.ok().and_then(|_| kind_of_media_type(&text)).or(media_type);
            }
            _ => {}
        }
    }
    Some(media_type.unwrap_or(ZipKind::Archive))
}

fn kind_of_media_type(media_type: &[u8]) -> Option<ZipKind> {
    let media_type = String::from_utf8_lossy(media_type);
    let media_type = media_type.trim_start_matches('\u{feff}').trim();
    if media_type == "application/epub+zip" {
        return Some(ZipKind::Epub);
    }
    let open = media_type.strip_prefix("application/vnd.oasis.opendocument.")?;
    Some(match open.trim_end_matches("-template") {
        "text" => ZipKind::Odt,
        "spreadsheet" => ZipKind::OtherDocument("a spreadsheet"),
        "presentation" => ZipKind::OtherDocument("a presentation"),
        _ => ZipKind::OtherDocument("an office document without text"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn pack(members: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in members {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn documents_are_told_from_archives() {
        let check = |members: &[(&str, &str)], kind| {
            let packed = pack(members);
            assert!(is_zip(&packed));
            assert_eq!(detect_zip_kind(Cursor::new(packed)), kind, "{members:?}");
        };
        check(
            &[("[Content_Types].xml", ""), ("word/document.xml", "")],
            Some(ZipKind::Docx),
        );
        check(
            &[
                ("mimetype", "application/vnd.oasis.opendocument.text"),
                ("content.xml", ""),
            ],
            Some(ZipKind::Odt),
        );
        check(
            &[("mimetype", "application/epub+zip\n"), ("a.xhtml", "")],
            Some(ZipKind::Epub),
        );
        check(&[("META-INF/container.xml", "<container/>")], Some(ZipKind::Epub));
        check(
            &[("xl/workbook.xml", "")],
            Some(ZipKind::OtherDocument("a spreadsheet")),
        );
        check(
            &[("a/word/document.xml", ""), ("mimetype.txt", "")],
            Some(ZipKind::Archive),
        );
        check(&[("mimetype", "text/plain")], Some(ZipKind::Archive));
        check(&[], Some(ZipKind::Archive));
        assert_eq!(detect_zip_kind(Cursor::new(b"PK\x03\x04 and no more")), None);
        assert!(!is_zip(b"PK, said the minister"));
    }
}

//! Finds the articles in one input, whatever its format: cuts streams, opens archives, and leaves documents to be read.

use super::error::IngestError;
use super::found_article::{ArticleContent, FoundArticle};
use super::input::Input;
use super::input_format::InputFormat;
use super::input_location::InputLocation;
use super::limits::{ARCHIVE_BYTES_MAX, ARTICLE_BYTES_MAX, DEPTH_MAX, DOCUMENT_BYTES_MAX};
use super::metadata_overrides::MetadataOverrides;
use super::note::IngestNote;
use crate::domain::DocumentHash;
use crate::ingest::encoding::decode;
use crate::ingest::encoding::opened_stream::{ByteStream, OpenedStream, open_stream};
use crate::ingest::formats::archive_member::ArchiveMember;
use crate::ingest::formats::csv_table::CsvRows;
use crate::ingest::formats::detection::{self, Detected};
use crate::ingest::formats::feed::{Feed, parse_feed};
use crate::ingest::formats::json_values::JsonValues;
use crate::ingest::formats::mail::Mails;
use crate::ingest::formats::newsml::parse_newsml;
use crate::ingest::formats::non_blank_lines::NonBlankLines;
use crate::ingest::formats::not_prose::NotProse;
use crate::ingest::formats::parsed_article::ParsedArticle;
use crate::ingest::formats::tei::parse_tei;
use crate::ingest::formats::warc::WarcMembers;
use crate::ingest::formats::zip_archive::ZipMembers;
use crate::ingest::formats::zip_kind::{ZipKind, detect_zip_kind};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::iter;

/// The articles in one input.
pub(super) type ArticleIterator<'a> =
    Box<dyn Iterator<Item = Result<FoundArticle<'a>, IngestError>> + Send + 'a>;

/// The articles in `input`; one error if it cannot be opened.
pub(super) fn find_in<'a>(input: Input<'a>, overrides: &'a MetadataOverrides) -> ArticleIterator<'a> {
    open(input, overrides).unwrap_or_else(|error| Box::new(iter::once(Err(error))))
}

fn open<'a>(
    mut input: Input<'a>,
    overrides: &'a MetadataOverrides,
) -> Result<ArticleIterator<'a>, IngestError> {
    let head = input.peek()?;
    let given = overrides.input_format.filter(|_| input.depth == 0);
    let Some(format) = given.or_else(|| detection::detect_binary(&head)) else {
        return find_in_text(input, None, overrides);
    };
    if input.depth > DEPTH_MAX {
        return Err(IngestError::Unusable {
            location: input.location,
            problem: "an archive in too many archives".to_owned(),
            advice: "unpack it yourself, and give the files that you trust",
        });
    }
    match format {
        InputFormat::Gzip => {
            input.name.set_extension("");
            find_in_gzip(input, overrides)
        }
        InputFormat::Warc => {
            let (location, depth) = (input.location.clone(), input.depth);
            let members = WarcMembers::open(input.stream, location.clone())?;
            Ok(find_in_members(members, location, depth, overrides))
        }
        InputFormat::Zip => find_in_zip(input, overrides),
        InputFormat::Pdf
        | InputFormat::Docx
        | InputFormat::Odt
        | InputFormat::Epub
        | InputFormat::WebArchive => Ok(find_document(input, format, overrides, Vec::new())),
        text => find_in_text(input, Some(text), overrides),
    }
}

/// The articles in what `input` unpacks to.
fn find_in_gzip<'a>(
    input: Input<'a>,
    overrides: &'a MetadataOverrides,
) -> Result<ArticleIterator<'a>, IngestError> {
    let stream: ByteStream<'a> = Box::new(MultiGzDecoder::new(input.stream));
    open(
        Input {
            stream,
            size: None,
            file: None,
            depth: input.depth + 1,
            ..input
        },
        overrides,
    )
}

/// The articles in a ZIP archive, or the one of an office document, which is such an archive too.
fn find_in_zip<'a>(
    input: Input<'a>,
    overrides: &'a MetadataOverrides,
) -> Result<ArticleIterator<'a>, IngestError> {
    let (location, fetched, depth) = (input.location.clone(), input.fetched.clone(), input.depth);
    if let Some(path) = &input.file {
        let mut file = File::open(path).map_err(|source| input.unreadable(source))?;
        return Ok(match office_format(&mut file, &location)? {
            Some(format) => find_document(input, format, overrides, Vec::new()),
            None => find_in_members(
                ZipMembers::open(file, location.clone())?,
                location,
                depth,
                overrides,
            ),
        });
    }
    let limit = if depth == 0 {
        ARCHIVE_BYTES_MAX
    } else {
        DOCUMENT_BYTES_MAX
    };
    let mut bytes = Cursor::new(input.read_whole(limit)?);
    Ok(match office_format(&mut bytes, &location)? {
        Some(format) => {
            let content = ArticleContent::Document(format, bytes.into_inner());
            let found = FoundArticle::new(content, location, fetched, overrides, Vec::new());
            Box::new(iter::once(Ok(found)))
        }
        None => find_in_members(
            ZipMembers::open(bytes, location.clone())?,
            location,
            depth,
            overrides,
        ),
    })
}

/// The format of the office document that the ZIP archive at `location` is; `None` if it is an archive of files.
fn office_format(
    archive: impl Read + Seek,
    location: &InputLocation,
) -> Result<Option<InputFormat>, IngestError> {
    match detect_zip_kind(archive) {
        Some(ZipKind::Docx) => Ok(Some(InputFormat::Docx)),
        Some(ZipKind::Odt) => Ok(Some(InputFormat::Odt)),
        Some(ZipKind::Epub) => Ok(Some(InputFormat::Epub)),
        Some(ZipKind::OtherDocument(looks_like)) => Err(IngestError::NotText {
            location: location.clone(),
            looks_like,
        }),
        Some(ZipKind::Archive) | None => Ok(None),
    }
}

/// The articles in the members of the archive at `location`, which is in `depth` archives.
fn find_in_members<'a>(
    members: impl Iterator<Item = Result<ArchiveMember, IngestError>> + Send + 'a,
    location: InputLocation,
    depth: usize,
    overrides: &'a MetadataOverrides,
) -> ArticleIterator<'a> {
    Box::new(members.flat_map(move |member| match member {
        Ok(member) => find_in(Input::from_member(member, &location, depth), overrides),
        Err(error) => Box::new(iter::once(Err(error))),
    }))
}

/// The one article of a document.
fn find_document<'a>(
    input: Input<'a>,
    format: InputFormat,
    overrides: &'a MetadataOverrides,
    notes: Vec<IngestNote>,
) -> ArticleIterator<'a> {
    let limit = if matches!(format, InputFormat::Text | InputFormat::Markdown) {
        ARTICLE_BYTES_MAX
    } else {
        DOCUMENT_BYTES_MAX
    };
    Box::new(iter::once_with(move || {
        let (location, fetched) = (input.location.clone(), input.fetched.clone());
        let content = ArticleContent::Document(format, input.read_whole(limit)?);
        Ok(FoundArticle::new(content, location, fetched, overrides, notes))
    }))
}

/// The articles in a text, of the format `given` or that of its first bytes.
fn find_in_text<'a>(
    input: Input<'a>,
    given: Option<InputFormat>,
    overrides: &'a MetadataOverrides,
) -> Result<ArticleIterator<'a>, IngestError> {
    let location = input.location.clone();
    let unreadable = |source| IngestError::Unreadable {
        location: location.clone(),
        source,
    };
    let OpenedStream {
        stream,
        head,
        notes,
        binary_kind,
    } = open_stream(input.stream).map_err(unreadable)?;
    let input = Input { stream, ..input };
    let format = match given.map_or_else(|| detection::detect_text(&input.name, &head), Detected::Format) {
        Detected::Format(format) => format,
        Detected::NotProse(NotProse { looks_like, advice }) => {
            return Err(IngestError::NotProse {
                location,
                looks_like,
                advice,
            });
        }
    };
    if let (Some(looks_like), InputFormat::Text) = (binary_kind, format) {
        return Err(IngestError::NotText { location, looks_like });
    }
    match format {
        InputFormat::Feed | InputFormat::NewsMl | InputFormat::Tei => find_items(input, format, overrides),
        InputFormat::JsonLines | InputFormat::Json | InputFormat::Mail | InputFormat::Csv => {
            cut_stream(input, &head, format, overrides, notes)
        }
        document => Ok(find_document(input, document, overrides, notes)),
    }
}

/// The articles in a stream that begins with `head` and is read piece by piece.
fn cut_stream<'a>(
    input: Input<'a>,
    head: &[u8],
    format: InputFormat,
    overrides: &'a MetadataOverrides,
    notes: Vec<IngestNote>,
) -> Result<ArticleIterator<'a>, IngestError> {
    let Input {
        stream,
        location,
        fetched,
        ..
    } = input;
    let found = move |content, location| {
        FoundArticle::new(content, location, fetched.clone(), overrides, notes.clone())
    };
    let document = move |format, bytes| ArticleContent::Document(format, bytes);
    Ok(match format {
        InputFormat::Csv => {
            let rows = CsvRows::new(stream, head, location.clone(), overrides)?;
            Box::new(rows.map(move |row| {
                row.map(|(line, row)| found(ArticleContent::Fields(row), location.with_line(line)))
            }))
        }
        InputFormat::Mail => Box::new(Mails::new(stream, head, location).map(move |mail| {
            mail.map(|(mail, location)| found(document(InputFormat::Mail, mail), location))
        })),
        InputFormat::Json => Box::new(JsonValues::new(stream, location).map(move |value| {
            value.map(|(object, location)| found(document(InputFormat::Json, object), location))
        })),
        _ => Box::new(NonBlankLines::new(stream, location).map(move |line| {
            line.map(|(object, location)| found(document(InputFormat::Json, object), location))
        })),
    })
}

/// The articles in a document that holds several.
fn find_items<'a>(
    input: Input<'a>,
    format: InputFormat,
    overrides: &'a MetadataOverrides,
) -> Result<ArticleIterator<'a>, IngestError> {
    let (location, fetched) = (input.location.clone(), input.fetched.clone());
    let bytes = input.read_whole(DOCUMENT_BYTES_MAX)?;
    let document = DocumentHash::of(&bytes);
    let mut notes = Vec::new();
    let mut decode = |bytes| {
        let (text, decoded) =
            decode::decode_text(bytes, overrides.lang).map_err(|_| decode::not_text(&location))?;
        notes = decoded;
        Ok::<_, IngestError>(text)
    };
    let items: Vec<Result<(ParsedArticle, InputLocation), IngestError>> = match format {
        InputFormat::Feed => entries_of_feed(parse_feed(&bytes, &location)?, &location).collect(),
        InputFormat::NewsMl => {
            let items = parse_newsml(&decode(bytes)?, &location)?;
            let items = items.into_iter().map(|item| {
                let id = item.id.as_deref();
                let location = id.map_or_else(|| location.clone(), |id| location.with_member(id));
                Ok((item.into_article(&location)?, location))
            });
            items.collect()
        }
        _ => {
            let sittings = parse_tei(&decode(bytes)?, &location)?;
            let sittings = sittings
                .into_iter()
                .map(|sitting| Ok((sitting, location.clone())));
            sittings.collect()
        }
    };
    Ok(Box::new(items.into_iter().map(move |item| {
        item.map(|(parsed, location)| {
            let content = ArticleContent::Item(document, format, Box::new(parsed));
            FoundArticle::new(content, location, fetched.clone(), overrides, notes.clone())
        })
    })))
}

/// The entries of a feed that are articles by themselves; each of the others is an error.
fn entries_of_feed(
    mut feed: Feed,
    location: &InputLocation,
) -> impl Iterator<Item = Result<(ParsedArticle, InputLocation), IngestError>> + use<> {
    let entries = std::mem::take(&mut feed.entries);
    let location = location.clone();
    entries.into_iter().map(move |entry| {
        let location = location.with_member(entry.label());
        match entry.into_article(&feed) {
            Some(parsed) => Ok((parsed, location)),
            None => Err(IngestError::Unusable {
                location,
                problem: "the feed has only the beginning of this article".to_owned(),
                advice: "dixit pull fetches the pages of a feed's entries",
            }),
        }
    })
}

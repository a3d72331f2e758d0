use super::error::IngestError;
use super::file_walk::{self, FileWalk, InputFile};
use super::found_article::{ArticleContent, FoundArticle};
use super::ingested_article::IngestedArticle;
use super::input_location::{InputLocation, InputOrigin};
use super::limits::ARTICLE_BYTES_MAX;
use super::metadata_overrides::MetadataOverrides;
use super::raw_article::RawArticle;
use crate::ingest::encoding::opened_stream::{ByteStream, OpenedStream, open_stream};
use crate::ingest::formats::article_format::ArticleFormat;
use crate::ingest::formats::json_values::JsonValues;
use crate::ingest::formats::mail::Mails;
use crate::ingest::formats::non_blank_lines::NonBlankLines;
use crate::ingest::formats::not_prose::NotProse;
use std::io::Read;
use std::iter;
use std::path::PathBuf;

/// The articles at `paths`, found and not read yet, in the order given; a directory is walked in the order of its
/// names.
///
/// `overrides` win over what an article says about itself. An error stands for one file, line or mail; the iteration
/// continues after it.
pub fn find_articles<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<FoundArticle<'a>, IngestError>> + Send + 'a {
    paths
        .iter()
        .flat_map(|path| FileWalk::starting_at(path))
        .flat_map(|file| articles_of_file(file, overrides))
}

/// The articles in a stream, found and not read yet.
pub fn find_articles_in_stream<'a>(
    reader: impl Read + Send + 'a,
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<FoundArticle<'a>, IngestError>> + Send + 'a {
    articles_of_stream(Box::new(reader), overrides)
}

/// The articles at `paths`, read one after the other. See [`find_articles`].
pub fn read_articles<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<IngestedArticle, IngestError>> + Send + 'a {
    find_articles(paths, overrides).map(|found| found.and_then(FoundArticle::read))
}

/// The files at and below `paths` that [`find_articles`] opens, in its order.
pub fn find_files(paths: &[PathBuf]) -> impl Iterator<Item = Result<PathBuf, IngestError>> {
    let files = paths.iter().flat_map(|path| FileWalk::starting_at(path));
    files.map(|file| file.map(|file| file.path))
}

/// Number of directory entries at and below `paths` that [`read_articles`] skips: hidden ones, and files named README.
/// A path given by name is read whatever its name.
pub fn count_skipped_entries(paths: &[PathBuf]) -> usize {
    let directories = paths.iter().filter(|path| path.is_dir());
    directories.map(|path| file_walk::count_skipped(path)).sum()
}

/// The articles in a stream: JSON values, mails, or else one text, as Markdown if it has front matter.
///
/// ```
/// use dixit::ingest::{MetadataOverrides, read_articles_from_stream};
/// let text = "---\ndate: 2025-07-26\n---\nLa ministre a **promis** une loi.\n\n(Avec AFP)\n";
/// let overrides = MetadataOverrides::default();
/// for article in read_articles_from_stream(text.as_bytes(), &overrides) {
///     let document = article?.document;
///     assert_eq!(document.text, "La ministre a promis une loi.\n\n(Avec AFP)");
///     assert_eq!(document.source.agency.as_deref(), Some("AFP"));
/// }
/// # Ok::<(), dixit::ingest::IngestError>(())
/// ```
pub fn read_articles_from_stream<'a>(
    reader: impl Read + Send + 'a,
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<IngestedArticle, IngestError>> + Send + 'a {
    find_articles_in_stream(reader, overrides).map(|found| found.and_then(FoundArticle::read))
}

/// As [`read_articles`], but each text is exactly as given, for readers that count positions in it.
pub fn read_raw_articles<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<RawArticle, IngestError>> + Send + 'a {
    find_articles(paths, overrides).map(|found| found.and_then(FoundArticle::read_raw))
}

/// As [`read_articles_from_stream`], but each text is exactly as given.
pub fn read_raw_articles_from_stream<'a>(
    reader: impl Read + Send + 'a,
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<RawArticle, IngestError>> + Send + 'a {
    find_articles_in_stream(reader, overrides).map(|found| found.and_then(FoundArticle::read_raw))
}

/// The articles of one file or stream.
type ArticleIterator<'a> = Box<dyn Iterator<Item = Result<FoundArticle<'a>, IngestError>> + Send + 'a>;

/// The articles in `file`; one error if it cannot be opened.
fn articles_of_file(
    file: Result<InputFile, IngestError>,
    overrides: &MetadataOverrides,
) -> ArticleIterator<'_> {
    let opened = file.and_then(|file| {
        let unreadable = |source| IngestError::Unreadable {
            location: InputLocation::from_path(&file.path),
            source,
        };
        let stream = std::fs::File::open(&file.path).map_err(unreadable)?;
        let opened = open_stream(Box::new(stream)).map_err(unreadable)?;
        Ok((file, opened))
    });
    match opened {
        Ok((file, opened)) => {
            let format = ArticleFormat::detect(&file.path, &opened.head);
            let location = InputLocation::from_path(file.path);
            articles_of_opened(opened, format, location, file.bytes, overrides)
        }
        Err(error) => Box::new(iter::once(Err(error))),
    }
}

/// The articles in `stream`. Its first bytes determine its format.
fn articles_of_stream<'a>(stream: ByteStream<'a>, overrides: &'a MetadataOverrides) -> ArticleIterator<'a> {
    let location = InputLocation::from_origin(InputOrigin::Stdin);
    match open_stream(stream) {
        Ok(opened) => {
            let format = ArticleFormat::from_head(&opened.head);
            articles_of_opened(opened, format, location, None, overrides)
        }
        Err(source) => Box::new(iter::once(Err(IngestError::Unreadable { location, source }))),
    }
}

/// The articles in `opened`, which has this `format` and, if it is a file, this `size` in bytes.
fn articles_of_opened<'a>(
    opened: OpenedStream<'a>,
    format: ArticleFormat,
    location: InputLocation,
    size: Option<u64>,
    overrides: &'a MetadataOverrides,
) -> ArticleIterator<'a> {
    if let Some(looks_like) = opened.binary_kind {
        return Box::new(iter::once(Err(IngestError::NotText { location, looks_like })));
    }
    let OpenedStream {
        stream, head, notes, ..
    } = opened;
    let found = move |content, location| FoundArticle::new(content, location, None, overrides, notes.clone());
    match format {
        ArticleFormat::JsonLines => {
            let lines = NonBlankLines::new(stream, location);
            Box::new(lines.map(move |line| {
                line.map(|(object, location)| found(ArticleContent::JsonObject(object), location))
            }))
        }
        ArticleFormat::JsonValues => {
            let values = JsonValues::new(stream, location);
            Box::new(values.map(move |value| {
                value.map(|(object, location)| found(ArticleContent::JsonObject(object), location))
            }))
        }
        ArticleFormat::Mail => {
            let mails = Mails::new(stream, &head, location);
            Box::new(
                mails.map(move |mail| {
                    mail.map(|(mail, location)| found(ArticleContent::Mail(mail), location))
                }),
            )
        }
        ArticleFormat::NotProse(NotProse { looks_like, advice }) => {
            let error = IngestError::NotProse {
                location,
                looks_like,
                advice,
            };
            Box::new(iter::once(Err(error)))
        }
        ArticleFormat::Plain | ArticleFormat::Markdown => Box::new(iter::once_with(move || {
            let content = read_whole(stream, &location, size)?;
            let content = if format == ArticleFormat::Markdown {
                ArticleContent::Markdown(content)
            } else {
                ArticleContent::Plain(content)
            };
            Ok(found(content, location))
        })),
    }
}

/// All bytes of `stream`, which is one article of this `size` in bytes, if that is known.
fn read_whole(
    stream: ByteStream<'_>,
    location: &InputLocation,
    size: Option<u64>,
) -> Result<Vec<u8>, IngestError> {
    let too_large = |bytes| IngestError::TooLarge {
        location: location.clone(),
        bytes,
    };
    if size.is_some_and(|bytes| bytes > ARTICLE_BYTES_MAX) {
        return Err(too_large(size));
    }
    let mut content = Vec::new();
    let read = stream.take(ARTICLE_BYTES_MAX + 1).read_to_end(&mut content);
    if let Err(source) = read {
        let location = location.clone();
        return Err(IngestError::Unreadable { location, source });
    }
    if content.len() as u64 > ARTICLE_BYTES_MAX {
        return Err(too_large(None));
    }
    Ok(content)
}

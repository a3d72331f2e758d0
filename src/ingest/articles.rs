use super::error::IngestError;
use super::file_walk::{self, FileWalk, InputFile};
use super::finding::{self, ArticleIterator};
use super::found_article::FoundArticle;
use super::ingested_article::IngestedArticle;
use super::input::{FetchedDocument, Input};
use super::metadata_overrides::MetadataOverrides;
use super::raw_article::RawArticle;
use std::io::Read;
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
    finding::find_in(Input::from_stream(Box::new(reader)), overrides)
}

/// The articles in a document from the web, found and not read yet.
pub fn find_articles_in_fetched(
    document: FetchedDocument,
    overrides: &MetadataOverrides,
) -> impl Iterator<Item = Result<FoundArticle<'_>, IngestError>> + Send + '_ {
    finding::find_in(Input::from_fetched(document), overrides)
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

/// The articles in `file`.
fn articles_of_file(
    file: Result<InputFile, IngestError>,
    overrides: &MetadataOverrides,
) -> ArticleIterator<'_> {
    match file.and_then(|file| Input::from_file(file.path, file.bytes)) {
        Ok(input) => finding::find_in(input, overrides),
        Err(error) => Box::new(std::iter::once(Err(error))),
    }
}

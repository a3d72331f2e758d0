//! The articles that the command line names: paths in the given order, and `-` for standard input.

use crate::ingest::{self, IngestError, IngestedArticle, MetadataOverrides, RawArticle};
use std::path::{Path, PathBuf};
use std::{io, slice};

/// Reads the articles at `paths`, decoded and normalised.
pub(crate) fn read_documents<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<IngestedArticle, IngestError>> + 'a {
    paths.iter().flat_map(move |path| -> Box<dyn Iterator<Item = _>> {
        if is_stdin(path) {
            Box::new(ingest::read_articles_from_stream(io::stdin(), overrides))
        } else {
            Box::new(ingest::read_articles(slice::from_ref(path), overrides))
        }
    })
}

/// Reads the articles at `paths`, with their text exactly as given.
pub(crate) fn read_raw_articles<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<RawArticle, IngestError>> + 'a {
    paths.iter().flat_map(move |path| -> Box<dyn Iterator<Item = _>> {
        if is_stdin(path) {
            Box::new(ingest::read_raw_articles_from_stream(io::stdin(), overrides))
        } else {
            Box::new(ingest::read_raw_articles(slice::from_ref(path), overrides))
        }
    })
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether the options fit only one article: two articles with one URL would be an article and its revision.
pub(crate) const fn describes_one_article(overrides: &MetadataOverrides) -> bool {
    overrides.url.is_some() || overrides.title.is_some()
}

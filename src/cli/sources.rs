//! The articles that a command line names: paths, and `-` for standard input, in the order given.

use crate::ingest::{self, IngestError, IngestedArticle, MetadataOverrides, RawArticle};
use std::io;
use std::path::{Path, PathBuf};
use std::slice;

/// The articles at `paths`, decoded and normalised.
pub(crate) fn documents<'a>(
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

/// The articles at `paths`, each with its text exactly as given.
pub(crate) fn raw<'a>(
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

/// Whether what the flags say can be true of one article only: two articles of one URL would be one article
/// and its revision.
pub(crate) const fn is_about_one(overrides: &MetadataOverrides) -> bool {
    overrides.url.is_some() || overrides.title.is_some()
}

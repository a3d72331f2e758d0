//! The articles that the command line names: paths in the given order, and `-` for standard input.

use crate::ingest::{self, FoundArticle, IngestError, MetadataOverrides};
use std::path::{Path, PathBuf};
use std::{io, slice};

/// Finds the articles at `paths`; reading them is left to the caller's threads.
pub(crate) fn find_articles<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
) -> impl Iterator<Item = Result<FoundArticle<'a>, IngestError>> + 'a {
    paths.iter().flat_map(move |path| -> Box<dyn Iterator<Item = _>> {
        if is_stdin(path) {
            Box::new(ingest::find_articles_in_stream(io::stdin(), overrides))
        } else {
            Box::new(ingest::find_articles(slice::from_ref(path), overrides))
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

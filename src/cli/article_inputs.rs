//! The articles that the command line names: paths in the given order, `-` for standard input, and web addresses.

use super::error::CliError;
use super::web_documents::WebDocuments;
use crate::fetch::is_web_address;
use crate::ingest::{self, FoundArticle, IngestError, MetadataOverrides};
use std::path::{Path, PathBuf};
use std::{io, slice};

/// Finds the articles at `path`, which is no web address; reading them is left to the caller's threads.
pub(crate) fn find_articles_at<'a>(
    path: &'a PathBuf,
    overrides: &'a MetadataOverrides,
) -> Box<dyn Iterator<Item = Result<FoundArticle<'a>, IngestError>> + 'a> {
    if path.as_os_str() == "-" {
        Box::new(ingest::find_articles_in_stream(io::stdin(), overrides))
    } else {
        Box::new(ingest::find_articles(slice::from_ref(path), overrides))
    }
}

/// Finds the articles at `paths`, with `web` those at web addresses too.
pub(crate) fn find_articles<'a>(
    paths: &'a [PathBuf],
    overrides: &'a MetadataOverrides,
    web: Option<&'a WebDocuments>,
) -> impl Iterator<Item = Result<FoundArticle<'a>, CliError>> + 'a {
    paths
        .iter()
        .flat_map(move |path| -> Box<dyn Iterator<Item = _> + 'a> {
            match (web_address(path), web) {
                (Some(address), Some(web)) => Box::new(web.find_articles(address, overrides).into_iter()),
                _ => Box::new(find_articles_at(path, overrides).map(|found| found.map_err(CliError::input))),
            }
        })
}

/// The web address that `path` is meant as, if it is.
pub(crate) fn web_address(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| is_web_address(text))
}

/// Whether the options fit only one article: two articles with one URL would be an article and its revision.
pub(crate) const fn describes_one_article(overrides: &MetadataOverrides) -> bool {
    overrides.url.is_some() || overrides.title.is_some()
}

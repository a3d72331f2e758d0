//! Writes all pages into a folder.

use super::search_files::write_search_index;
use crate::domain::Timestamp;
use crate::tracker::Tracker;
use crate::web::address::{Address, Listing, Page};
use crate::web::assets::ASSETS;
use crate::web::error::WebError;
use crate::web::language::InterfaceLanguage;
use crate::web::links::{Links, language_folder, published_file};
use crate::web::renderer::render;
use crate::web::view::View;
use std::fs;
use std::path::{Path, PathBuf};

/// What is published where.
#[derive(Debug, Clone)]
pub struct PublishOptions {
    /// The folder.
    pub folder: PathBuf,
    /// The languages of the interface: the pages of the first are at the root, those of the others in a folder each.
    pub languages: Vec<InterfaceLanguage>,
}

/// What was published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PublishReport {
    /// Number of files of the site.
    pub files: u64,
    /// Number of files that were written, because they were not there or had another content.
    pub written: u64,
}

/// Writes all pages.
pub fn publish(tracker: &Tracker, options: &PublishOptions) -> Result<PublishReport, WebError> {
    let mut report = PublishReport::default();
    let root_language = options
        .languages
        .first()
        .copied()
        .unwrap_or(InterfaceLanguage::English);
    for asset in ASSETS {
        write(
            &options.folder.join("assets").join(asset.name),
            asset.content.as_bytes(),
            &mut report,
        )?;
    }
    for language in &options.languages {
        for page in [
            Page::Home,
            Page::Listing(Listing::Timeline),
            Page::Listing(Listing::Search),
        ] {
            let address = Address::plain(page);
            let Some(file) = published_file(&address) else {
                continue;
            };
            let from = format!("{}{file}", language_folder(*language, root_language));
            let links = Links::Published {
                from: from.clone(),
                root_language,
                languages: options.languages.clone(),
            };
            let view = View::new(tracker, &address, (*language, links), Timestamp::from_micros(0))?;
            write(&options.folder.join(from), &render(&view)?.body, &mut report)?;
        }
    }
    write_search_index(tracker, &mut |path, content| {
        write(&options.folder.join(path), content, &mut report)
    })?;
    Ok(report)
}

fn write(path: &Path, content: &[u8], report: &mut PublishReport) -> Result<(), WebError> {
    report.files += 1;
    if fs::read(path).is_ok_and(|known| known == content) {
        return Ok(());
    }
    let failed = |source| WebError::Io {
        what: format!("cannot write {}", path.display()),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    fs::write(path, content).map_err(failed)?;
    report.written += 1;
    Ok(())
}

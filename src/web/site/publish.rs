//! Renders the first page, the lists, and whatever they lead to.

use super::crawl::crawl;
use super::search_files::write_search_index;
use super::site_folder::SiteFolder;
use crate::domain::Timestamp;
use crate::tracker::Tracker;
use crate::web::address::{Address, Listing, Page};
use crate::web::assets::ASSETS;
use crate::web::error::WebError;
use crate::web::language::InterfaceLanguage;
use crate::web::links::Links;
use crate::web::renderer::render;
use crate::web::site_links::{SiteLinks, Target};
use crate::web::view::{Moment, View};
use std::path::{Path, PathBuf};
use std::thread;

/// What is published where.
#[derive(Debug, Clone)]
pub struct PublishOptions {
    /// The folder.
    pub folder: PathBuf,
    /// The languages of the interface: the pages of the first are at the root, those of the others in a folder each.
    pub languages: Vec<InterfaceLanguage>,
}

/// What was published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishReport {
    /// Number of files of the site.
    pub files: u64,
    /// Number of files that were written, because they were not there or had another content.
    pub written: u64,
    /// Number of files that were removed, because no page leads to them any more.
    pub removed: u64,
}

/// Writes all pages of the database at `db`, as of its last event, whatever is recorded meanwhile. The same log gives
/// the same files.
///
/// Calls `on_page` with the number of files so far, and stops where it returns `false`.
pub fn publish(
    db: &Path,
    options: &PublishOptions,
    on_page: &(dyn Fn(usize) -> bool + Sync),
) -> Result<PublishReport, WebError> {
    let folder = SiteFolder::open(&options.folder)?;
    let tracker = Tracker::open_read_only(db)?;
    let head = tracker.head()?;
    // The day of the last event, not of this run: what is due when, and what is new, must not depend on the clock.
    let moment = Moment {
        now: head
            .as_ref()
            .map_or(Timestamp::from_micros(0), |head| head.recorded_at),
        end: head.map(|head| head.position),
    };
    for asset in ASSETS {
        folder.write(&format!("assets/{}", asset.name), asset.content.as_bytes())?;
    }
    tracker.set_as_of(moment.end)?;
    write_search_index(&tracker, &mut |file, content| folder.write(file, content))?;
    let mut trackers = vec![tracker];
    for _ in 1..thread::available_parallelism().map_or(2, usize::from) {
        trackers.push(Tracker::open_read_only(db)?);
    }
    let writer = SiteWriter {
        folder: &folder,
        languages: &options.languages,
        moment,
        on_page,
    };
    let visitors = trackers
        .into_iter()
        .map(|tracker| move |target: Target| writer.write(&tracker, &target))
        .collect();
    crawl(first_targets(&options.languages), visitors)?;
    let changes = folder.finish()?;
    Ok(PublishReport {
        files: changes.files,
        written: changes.written,
        removed: changes.removed,
    })
}

/// The pages that a site has in any case, in each language.
fn first_targets(languages: &[InterfaceLanguage]) -> Vec<Target> {
    let lists = Listing::ALL.map(Page::Listing);
    let pages = [Page::Home, Page::About].into_iter().chain(lists);
    pages
        .flat_map(|page| {
            languages.iter().map(move |language| Target {
                address: Address::plain(page.clone()),
                language: *language,
                form: None,
            })
        })
        .collect()
}

/// What all threads need.
#[derive(Clone, Copy)]
struct SiteWriter<'a> {
    folder: &'a SiteFolder,
    languages: &'a [InterfaceLanguage],
    moment: Moment,
    on_page: &'a (dyn Fn(usize) -> bool + Sync),
}

impl SiteWriter<'_> {
    /// Writes one file, and returns where its links lead.
    fn write(&self, tracker: &Tracker, target: &Target) -> Result<Vec<Target>, WebError> {
        let Some(file) = target.file(self.languages) else {
            return Ok(Vec::new());
        };
        if !(self.on_page)(self.folder.count()) {
            return Err(WebError::Stopped);
        }
        let address = match target.form {
            Some(form) => target.address.with("format", Some(form.as_str())),
            None => target.address.clone(),
        };
        let links = Links::Published(SiteLinks::new(file.clone(), self.languages.to_vec()));
        let view = View::new(tracker, &address, (target.language, links), self.moment)?;
        self.folder.write(&file, &render(&view)?.body)?;
        Ok(match &view.links {
            Links::Published(site) => site.take_found(),
            Links::Served => Vec::new(),
        })
    }
}

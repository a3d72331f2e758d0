//! Threads that render pages, each with its own connection to the database.

use super::page_cache::{PageCache, Validity};
use super::reply::Reply;
use crate::domain::Timestamp;
use crate::tracker::Tracker;
use crate::web::address::{Address, Page};
use crate::web::error::WebError;
use crate::web::error_page;
use crate::web::language::InterfaceLanguage;
use crate::web::layout::render_document;
use crate::web::links::{Links, served};
use crate::web::renderer::{HTML, render};
use crate::web::view::{Moment, View};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use tokio::sync::oneshot;

/// Number of requests that may wait for a thread.
const WAITING_MAX: usize = 256;

/// A page to be rendered.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) address: Result<Address, WebError>,
    pub(super) language: InterfaceLanguage,
    pub(super) now: Timestamp,
    /// Becomes true when nobody waits for the page any more.
    pub(super) is_stopped: Arc<AtomicBool>,
    pub(super) reply: oneshot::Sender<Reply>,
}

/// The threads; they end when this is dropped.
#[derive(Debug, Clone)]
pub(super) struct Workers {
    jobs: SyncSender<Job>,
}

impl Workers {
    /// Starts `count` threads, each of which opens the database at `path`.
    pub(super) fn start(path: &Path, count: usize) -> Result<Self, WebError> {
        let (jobs, waiting) = sync_channel::<Job>(WAITING_MAX);
        let waiting = Arc::new(Mutex::new(waiting));
        let cache = Arc::new(PageCache::default());
        for number in 0..count.max(1) {
            let mut tracker = Tracker::open_read_only(path)?;
            let (waiting, cache) = (waiting.clone(), cache.clone());
            thread::Builder::new()
                .name(format!("page {number}"))
                .spawn(move || work(&mut tracker, &waiting, &cache))
                .map_err(|source| WebError::Io {
                    what: "no thread can be started".to_owned(),
                    source,
                })?;
        }
        Ok(Self { jobs })
    }

    /// Has `job` done by the next free thread.
    pub(super) fn submit(&self, job: Job) -> Result<(), WebError> {
        self.jobs.try_send(job).map_err(|error| match error {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => WebError::Busy,
        })
    }
}

/// Does jobs until there will be none.
fn work(tracker: &mut Tracker, waiting: &Mutex<Receiver<Job>>, cache: &PageCache) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        if job.is_stopped.load(Ordering::Relaxed) {
            continue;
        }
        let address = match tracker.stop_questions_when(Some(job.is_stopped)) {
            Ok(()) => job.address,
            Err(error) => Err(error.into()),
        };
        // A page that fails must not take the thread with it: the next one has nothing to do with it. Without a reply,
        // whoever asked hears that there is none.
        let answer = AssertUnwindSafe(|| answer(tracker, cache, address, (job.language, job.now)));
        let Ok(reply) = catch_unwind(answer) else {
            continue;
        };
        // Whoever asked may have gone away.
        let _ = job.reply.send(reply);
    }
}

/// The page with this address: as it was rendered before, or rendered now.
fn answer(
    tracker: &Tracker,
    cache: &PageCache,
    address: Result<Address, WebError>,
    (language, now): (InterfaceLanguage, Timestamp),
) -> Reply {
    let found = address.and_then(|address| {
        let key = format!("{} {}", language.as_str(), served(&address));
        let end = tracker.head()?.map(|head| head.position);
        let validity = Validity::new(end, now);
        if let Some(reply) = cache.get(&key, validity) {
            return Ok(reply);
        }
        let view = View::new(
            tracker,
            &address,
            (language, Links::Served),
            // A page asks several questions: all answers are of one moment, whatever is recorded meanwhile.
            Moment { now, end },
        )?;
        let rendered = render(&view)?;
        let reply = Reply {
            status: 200,
            media_type: rendered.media_type,
            body: rendered.body.into(),
            location: rendered.canonical.as_ref().map(served),
        };
        cache.put(key, validity, &reply);
        Ok(reply)
    });
    found.unwrap_or_else(|error| Reply {
        status: error.status(),
        media_type: HTML,
        body: error_document(tracker, &error, language, now).into(),
        location: None,
    })
}

/// The page about `error`.
fn error_document(
    tracker: &Tracker,
    error: &WebError,
    language: InterfaceLanguage,
    now: Timestamp,
) -> String {
    let address = Address::plain(Page::Home);
    match View::new(
        tracker,
        &address,
        (language, Links::Served),
        Moment { now, end: None },
    ) {
        Ok(view) => render_document(&view, &error_page::render(&view, error)),
        // Where not even this can be read, the words are all there is.
        Err(_) => error.to_string(),
    }
}

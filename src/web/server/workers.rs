//! Threads that render pages, each with its own connection to the database.

use crate::domain::Timestamp;
use crate::tracker::Tracker;
use crate::web::address::{Address, Page};
use crate::web::error::WebError;
use crate::web::error_page;
use crate::web::language::InterfaceLanguage;
use crate::web::layout::render_document;
use crate::web::links::Links;
use crate::web::renderer::{HTML, Rendered, render};
use crate::web::view::{Moment, View};
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

/// A rendered page with its status code.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) rendered: Rendered,
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
        for number in 0..count.max(1) {
            let mut tracker = Tracker::open_read_only(path)?;
            let waiting = waiting.clone();
            thread::Builder::new()
                .name(format!("page {number}"))
                .spawn(move || work(&mut tracker, &waiting))
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
fn work(tracker: &mut Tracker, waiting: &Mutex<Receiver<Job>>) {
    loop {
        let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        if job.is_stopped.load(Ordering::Relaxed) {
            continue;
        }
        let reply = match tracker.stop_questions_when(Some(job.is_stopped)) {
            Ok(()) => answer(tracker, job.address, job.language, job.now),
            Err(error) => answer(tracker, Err(error.into()), job.language, job.now),
        };
        // Whoever asked may have gone away.
        let _ = job.reply.send(reply);
    }
}

/// Renders a page, or the page that says why there is none.
fn answer(
    tracker: &Tracker,
    address: Result<Address, WebError>,
    language: InterfaceLanguage,
    now: Timestamp,
) -> Reply {
    let rendered = address.and_then(|address| {
        let view = View::new(
            tracker,
            &address,
            (language, Links::Served),
            Moment { now, end: None },
        )?;
        render(&view)
    });
    match rendered {
        Ok(rendered) => Reply {
            status: 200,
            rendered,
        },
        Err(error) => Reply {
            status: error.status(),
            rendered: Rendered {
                media_type: HTML,
                body: error_document(tracker, &error, language, now).into_bytes(),
                canonical: None,
            },
        },
    }
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

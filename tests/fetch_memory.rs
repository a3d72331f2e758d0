//! The fetch memory: what was fetched, how feeds did, and what happens with a file that is not one.

use dixit::fetch::{FeedState, FetchError, FetchMemory, Fetched, Validators};
use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, SystemTime};
use tempfile::TempDir;

const HOUR: Duration = Duration::from_secs(3600);
const FEED: &str = "https://news.example/feed.xml";

/// The path of a memory that does not exist yet.
fn memory_path() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("fetch.db");
    (dir, path)
}

fn noon() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_773_316_800)
}

fn fetched(etag: Option<&str>) -> Fetched {
    Fetched {
        requested: "https://news.example/1".into(),
        address: "https://news.example/one".into(),
        redirects: Vec::new(),
        status: 200,
        media_type: None,
        charset: None,
        body: Vec::new(),
        sha256: "e3b0".into(),
        validators: Validators {
            etag: etag.map(Into::into),
            last_modified: None,
        },
        fetched_at: noon(),
    }
}

#[test]
fn validators_stay_until_the_page_is_forgotten() {
    let (_dir, path) = memory_path();
    let memory = FetchMemory::open(&path).unwrap();
    let address = "https://news.example/1";
    assert!(memory.validators(address).unwrap().is_empty());
    memory.remember(address, &fetched(Some("\"1\""))).unwrap();
    memory.remember("https://news.example/2", &fetched(None)).unwrap();
    drop(memory);
    let memory = FetchMemory::open(&path).unwrap();
    assert_eq!(memory.validators(address).unwrap().etag.as_deref(), Some("\"1\""));
    assert_eq!(memory.sha256(address).unwrap().as_deref(), Some("e3b0"));
    memory.remember(address, &fetched(None)).unwrap();
    assert!(memory.validators(address).unwrap().is_empty());
    memory.forget(address).unwrap();
    assert_eq!(memory.sha256(address).unwrap(), None);
}

#[test]
fn failing_feed_is_asked_less_and_less_until_it_succeeds() {
    let (_dir, path) = memory_path();
    let memory = FetchMemory::open(&path).unwrap();
    let mut pauses = Vec::new();
    for _ in 0..10 {
        let next = memory.feed_failed(FEED, "no answer", noon(), None).unwrap();
        pauses.push(next.duration_since(noon()).unwrap().as_secs() / 3600);
    }
    assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]);
    let state = memory.feed_state(FEED).unwrap();
    assert_eq!(
        (state.failures, state.last_error.as_deref()),
        (10, Some("no answer"))
    );
    assert_eq!(state.next_try, Some(noon() + 168 * HOUR));
    memory.feed_succeeded(FEED, noon() + HOUR).unwrap();
    let state = memory.feed_state(FEED).unwrap();
    let recovered = FeedState {
        last_success: Some(noon() + HOUR),
        ..FeedState::default()
    };
    assert_eq!(state, recovered);
    memory
        .feed_failed(FEED, "again", noon() + 2 * HOUR, None)
        .unwrap();
    let state = memory.feed_state(FEED).unwrap();
    assert_eq!((state.failures, state.last_success), (1, Some(noon() + HOUR)));
    memory.forget_feed(FEED).unwrap();
    assert_eq!(memory.feed_state(FEED).unwrap(), FeedState::default());
}

#[test]
fn feed_is_not_asked_before_the_time_that_it_gives() {
    let (_dir, path) = memory_path();
    let memory = FetchMemory::open(&path).unwrap();
    let failed = |wait| memory.feed_failed(FEED, "busy", noon(), Some(wait)).unwrap();
    assert_eq!(failed(5 * HOUR), noon() + 5 * HOUR);
    assert_eq!(failed(HOUR / 2), noon() + 2 * HOUR);
    assert_eq!(failed(10_000 * HOUR), noon() + 168 * HOUR);
}

#[test]
fn claimed_feed_is_free_again_after_its_result_or_its_time() {
    let (_dir, path) = memory_path();
    let (here, there) = (
        FetchMemory::open(&path).unwrap(),
        FetchMemory::open(&path).unwrap(),
    );
    let claim = |memory: &FetchMemory, now| memory.claim_feed(FEED, now, now + HOUR).unwrap();
    assert!(claim(&here, noon()));
    assert!(!claim(&there, noon() + HOUR / 2));
    assert_eq!(there.feed_state(FEED).unwrap().claimed_until, Some(noon() + HOUR));
    // Its process has died.
    assert!(claim(&there, noon() + HOUR));
    there.release_feed(FEED).unwrap();
    assert!(claim(&here, noon()));
    here.feed_failed(FEED, "no answer", noon(), None).unwrap();
    assert!(claim(&there, noon()));
    there.feed_succeeded(FEED, noon()).unwrap();
    assert!(claim(&here, noon()));
}

#[test]
fn each_feed_is_claimed_once_however_many_ask_at_once() {
    let (_dir, path) = memory_path();
    let claims: Vec<usize> = thread::scope(|scope| {
        let claim_all = || {
            // Also opening a file that does not exist yet is safe at the same time.
            let memory = FetchMemory::open(&path).unwrap();
            let feeds = (0..20).map(|number| format!("https://news.example/{number}"));
            feeds
                .filter(|feed| memory.claim_feed(feed, noon(), noon() + HOUR).unwrap())
                .count()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(claim_all)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(claims.iter().sum::<usize>(), 20);
}

#[test]
fn file_of_another_program_is_refused_and_not_changed() {
    let (_dir, path) = memory_path();
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("CREATE TABLE note (text TEXT)").unwrap();
    drop(conn);
    let before = fs::read(&path).unwrap();
    let error = FetchMemory::open(&path).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!(
            "{}: is not dixit's fetch memory (choose another path)",
            path.display()
        )
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    fs::write(
        &path,
        "not a database, but a text that is long enough to be taken for one".repeat(20),
    )
    .unwrap();
    let error = FetchMemory::open(&path).unwrap_err();
    assert!(matches!(error, FetchError::MemoryForeign { .. }), "{error}");
}

#[test]
fn newer_damaged_or_unreachable_file_is_explained() {
    let (dir, path) = memory_path();
    drop(FetchMemory::open(&path).unwrap());
    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(conn);
    let error = FetchMemory::open(&path).unwrap_err();
    assert!(
        matches!(
            error,
            FetchError::MemoryNewer {
                found: 99,
                known: 1,
                ..
            }
        ),
        "{error}"
    );

    let conn = rusqlite::Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA user_version = 1; PRAGMA journal_mode = DELETE")
        .unwrap();
    drop(conn);
    let mut bytes = fs::read(&path).unwrap();
    bytes[4096..].fill(0x55);
    fs::write(&path, bytes).unwrap();
    let error = FetchMemory::open(&path)
        .and_then(|memory| memory.feed_failed(FEED, "no answer", noon(), None))
        .unwrap_err();
    assert!(error.to_string().contains("is damaged"), "{error}");
    assert!(error.to_string().contains("(delete the file"), "{error}");

    let error = FetchMemory::open(dir.path()).unwrap_err();
    assert!(matches!(error, FetchError::MemoryAccess { .. }), "{error}");
    let error = FetchMemory::open(&dir.path().join("missing/fetch.db")).unwrap_err();
    assert!(matches!(error, FetchError::MemoryAccess { .. }), "{error}");
}

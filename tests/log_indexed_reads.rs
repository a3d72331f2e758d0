//! What is read by indexes that only a file has.

use crate::common::{append_events, article_readings, event_metadata, temp_database_path};
use dixit::domain::Event;
use dixit::log::{AccessMode, ExpectedVersion, open, read_latest};

#[test]
fn latest_event_of_given_types_is_found() {
    let (_dir, path) = temp_database_path();
    let mut conn = open(&path, AccessMode::ReadWrite).unwrap();
    let events = article_readings::ingestion_events(article_readings::two_statement_reading(0));
    let of = events[0].stream();
    append_events(&mut conn, ExpectedVersion::NoStream, events, &event_metadata()).unwrap();
    let found = read_latest(&conn, &of, &Event::CONTENT_TYPES).unwrap();
    assert_eq!(found.map(|recorded| recorded.version), Some(1));
    assert_eq!(read_latest(&conn, &of, &["article.withdrawn"]).unwrap(), None);
}

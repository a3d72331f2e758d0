//! Atom feeds of the latest statements, read back by a feed reader.

use dixit::domain::Timestamp;
use dixit::export::{AtomEntry, AtomFeed, write_atom};

#[test]
fn feed_has_what_atom_requires() {
    let at = Timestamp::from_micros(1_773_302_400_000_000);
    let feed = AtomFeed {
        id: "urn:dixit:speaker:p1".to_owned(),
        title: "Ada & <Bob>".to_owned(),
        page: Some("/speaker/p1?a=1&b=2".to_owned()),
        updated: at,
        entries: vec![AtomEntry {
            id: "urn:dixit:statement:s1".to_owned(),
            title: "Ada: claim".to_owned(),
            page: None,
            updated: at,
            author: "Ada".to_owned(),
            category: "claim".to_owned(),
            content: "oui".to_owned(),
            lang: "fr".to_owned(),
        }],
    };
    let mut out = Vec::new();
    write_atom(&feed, &mut out).unwrap();
    let parsed = feed_rs::parser::parse(out.as_slice()).unwrap();
    assert_eq!(parsed.id, "urn:dixit:speaker:p1");
    assert_eq!(parsed.title.unwrap().content, "Ada & <Bob>");
    assert!(parsed.updated.is_some());
    let entry = &parsed.entries[0];
    assert_eq!(entry.id, "urn:dixit:statement:s1");
    assert_eq!(entry.authors[0].name.as_deref(), Some("Ada"));
    assert_eq!(entry.content.as_ref().unwrap().body.as_deref(), Some("oui"));
}

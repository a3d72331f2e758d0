use super::{Listing, cell};
use crate::query::{Entries, Entry, Hits};

/// What of a statement stands in columns.
const COLUMNS: &[&str] = &[
    "said",
    "speaker",
    "capacity",
    "act",
    "mode",
    "words",
    "points",
    "cue",
    "event",
    "place",
    "topics",
    "title",
    "publisher",
    "published",
    "url",
    "lang",
    "confidence",
    "doubts",
    "statement",
    "speaker_id",
    "article",
];

fn row(entry: &Entry) -> Vec<String> {
    let Entry { speaker, article, .. } = entry;
    let doubts: Vec<&str> = entry.doubts.iter().map(|doubt| doubt.as_str()).collect();
    // Without a name, how the article names whoever speaks is better than nothing.
    let name = speaker
        .as_ref()
        .map(|speaker| &speaker.name)
        .or(entry.mention.as_ref());
    vec![
        entry.said.to_string(),
        cell(name),
        cell(entry.capacity.as_ref()),
        entry.act.to_string(),
        entry.mode.to_string(),
        entry.words.clone(),
        entry.points.join("; "),
        cell(entry.cue.as_ref()),
        cell(entry.event.as_ref()),
        cell(entry.place.as_ref()),
        entry.topics.join("; "),
        cell(article.title.as_ref()),
        cell(article.publisher.as_ref()),
        cell(article.published.as_ref()),
        cell(article.url.as_ref()),
        article.lang.to_string(),
        format!("{:.2}", entry.confidence),
        doubts.join("; "),
        entry.id.to_string(),
        cell(speaker.as_ref().map(|speaker| &speaker.id)),
        article.id.to_string(),
    ]
}

impl Listing for Entries {
    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(row).collect()
    }
}

impl Listing for Hits {
    fn columns(&self) -> &'static [&'static str] {
        COLUMNS
    }

    fn rows(&self) -> Vec<Vec<String>> {
        self.0.iter().map(|hit| row(&hit.entry)).collect()
    }
}

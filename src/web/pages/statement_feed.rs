//! A feed of the statements about a topic or by a speaker that were recorded last.

use crate::domain::Timestamp;
use crate::export::{AtomEntry, AtomFeed, write_atom};
use crate::query::{RecordedStatement, RecordedStatementsQuery, StatementFilter};
use crate::web::address::{Address, ItemKind, Page};
use crate::web::error::WebError;
use crate::web::forms;
use crate::web::view::View;

/// Number of entries.
const ENTRIES: usize = 50;

/// The feed of the thing of this kind with this id and name: the statements that pass a filter.
pub(super) fn write_feed(
    view: &View<'_>,
    (kind, id, name): (ItemKind, &str, &str),
    within: StatementFilter,
) -> Result<Vec<u8>, WebError> {
    let found = view.ask(&RecordedStatementsQuery {
        within: StatementFilter {
            limit: Some(ENTRIES),
            ..within
        },
    })?;
    let newest = found.first().map(|newest| newest.recorded_at);
    // Without entries, nothing changed since the record began.
    let updated = match newest {
        Some(at) => at,
        None => view
            .tracker()
            .first_recorded_at()?
            .unwrap_or(Timestamp::from_micros(0)),
    };
    let feed = AtomFeed {
        id: format!("urn:dixit:{}:{id}", kind.as_str()),
        title: view.phrases.item.feed.replace("{name}", name),
        page: view.link_to(&Address::plain(Page::Item(kind, id.to_owned()))),
        updated,
        entries: found.iter().map(|recorded| entry(view, recorded)).collect(),
    };
    forms::write(view, |out| write_atom(&feed, out))
}

fn entry(view: &View<'_>, recorded: &RecordedStatement) -> AtomEntry {
    let RecordedStatement { entry, recorded_at } = recorded;
    let line = &view.phrases.statement_line;
    let speaker = entry.speaker_or_mention().unwrap_or(&line.unknown_speaker);
    let said = view.language.date(entry.said);
    let said = said.unwrap_or_else(|| line.unknown_date.clone());
    let heading = &view.phrases.item.statement.heading;
    let heading = heading
        .replace("{act}", view.act(entry.act))
        .replace("{speaker}", speaker);
    AtomEntry {
        id: format!("urn:dixit:statement:{}", entry.id),
        title: format!("{heading} ({said})"),
        page: view.link(Page::Item(ItemKind::Statement, entry.id.to_string())),
        updated: *recorded_at,
        author: speaker.to_owned(),
        category: entry.act.to_string(),
        content: entry.words.clone(),
        lang: entry.article.lang.to_string(),
    }
}

//! `/changes`: what a speaker says in one period and the next.

use crate::query::{
    ChangesQuery, Period, PeriodComparison, PeriodLength, RewordedStatement, StatementEntry, StatementFilter,
    UnrepeatedPromise,
};
use crate::web::address::{Listing, Page};
use crate::web::components::{ListRows, ListWindow, PAGE_ROWS, list_page, statement_line};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::language::{Counted, word};
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = &view.phrases.lists.changes;
    if view.parameter("speaker").is_none() {
        let speakers = view.link(Page::Listing(Listing::Speakers));
        let list = html! {
            p.notice {
                (phrases.needs_speaker)
                @if let Some(href) = speakers { " " a href=(href) { (phrases.choose_speaker) } }
            }
        };
        return list_page(view, Listing::Changes, true, &list);
    }
    let window = ListWindow::of(view, Listing::Changes)?;
    let periods = view.ask(&read_question(view)?)?.0;
    let mut rows: Vec<Row<'_>> = periods.iter().flat_map(rows_of).collect();
    let has_more = rows.len() > window.skip() + PAGE_ROWS;
    rows = rows.into_iter().skip(window.skip()).take(PAGE_ROWS).collect();
    let rows = ListRows::of_sorted_query(rows, has_more);
    let list = html! {
        @if periods.is_empty() { p.none { (phrases.too_few_periods) } }
        (render_rows(view, &rows.rows)?)
    };
    list_page(view, Listing::Changes, false, &window.frame(view, &rows, &list)?)
}

/// The answer as `dixit changes` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    forms::write_list(view, &view.ask(&read_question(view)?)?, form)
}

fn read_question(view: &View<'_>) -> Result<ChangesQuery, WebError> {
    let speaker = view.parameter("speaker").map(str::to_owned);
    if speaker.is_none() {
        return Err(WebError::parameter("speaker", "name a speaker"));
    }
    let by = view.read_parameter("by", |text| {
        PeriodLength::from_word(text).ok_or("write year, quarter or month")
    })?;
    let from = view.word_parameter::<Period>("from")?;
    let to = view.word_parameter::<Period>("to")?;
    if from.is_some() != to.is_some() {
        return Err(WebError::parameter("from", "give both from and to, or neither"));
    }
    let (before, after) = (view.range_end("before")?, view.range_start("after")?);
    let ways = [by.is_some(), from.is_some(), before.is_some() || after.is_some()];
    if ways.into_iter().filter(|is_given| *is_given).count() > 1 {
        return Err(WebError::parameter(
            "by",
            "give a length, two periods, or the dates before and after",
        ));
    }
    Ok(ChangesQuery {
        within: StatementFilter {
            speaker,
            ..view.statement_filter(None)?
        },
        by,
        between: from.zip(to),
        before,
        after,
    })
}

/// A row of a comparison.
struct Row<'a> {
    period: &'a PeriodComparison,
    /// What became of the statement from one period to the next, as the name of a class.
    kind: &'static str,
    content: RowContent<'a>,
}

/// What a row shows.
enum RowContent<'a> {
    /// Only the counts of the two periods.
    Counts,
    /// A statement of one period.
    One(&'a StatementEntry),
    /// A promise that was not repeated.
    Promise(&'a UnrepeatedPromise),
    /// A statement of each period.
    Pair(&'a RewordedStatement),
}

/// The rows of two periods; one without a statement if there are no changes.
fn rows_of(period: &PeriodComparison) -> Vec<Row<'_>> {
    let row = |kind, content| Row {
        period,
        kind,
        content,
    };
    let new = period.new.iter().map(|entry| row("new", RowContent::One(entry)));
    let changed = period
        .changed
        .iter()
        .map(|pair| row("changed", RowContent::Pair(pair)));
    let dropped = period
        .dropped
        .iter()
        .map(|entry| row("dropped", RowContent::One(entry)));
    let promises = period
        .not_repeated
        .iter()
        .map(|promise| row("not-repeated", RowContent::Promise(promise)));
    let reworded = period
        .reworded
        .iter()
        .map(|pair| row("reworded", RowContent::Pair(pair)));
    let rows: Vec<_> = new
        .chain(changed)
        .chain(dropped)
        .chain(promises)
        .chain(reworded)
        .collect();
    if rows.is_empty() {
        return vec![row("", RowContent::Counts)];
    }
    rows
}

/// The rows below a heading for each pair of periods, and one for each kind of change.
fn render_rows(view: &View<'_>, rows: &[Row<'_>]) -> Result<Markup, WebError> {
    let mut sections = Vec::new();
    let is_same_period = |a: &Row<'_>, b: &Row<'_>| std::ptr::eq(a.period, b.period);
    for of_period in rows.chunk_by(is_same_period) {
        let Some(first) = of_period.first() else { continue };
        let mut kinds = Vec::new();
        for of_kind in of_period.chunk_by(|a, b| a.kind == b.kind) {
            let items = of_kind
                .iter()
                .map(|row| render_row(view, row))
                .collect::<Result<Vec<_>, _>>()?;
            kinds.push((of_kind.first().map_or("", |row| row.kind), items));
        }
        sections.push(html! {
            section.periods {
                h2 { (first.period.from) " → " (first.period.to) }
                p.counts { (counts(view, first.period)) }
                @for (kind, items) in &kinds {
                    @if let Some(heading) = heading(view, first.period, kind) {
                        h3 { (heading) }
                        ol.statements.changes data-change=(kind) { @for item in items { li { (item) } } }
                    }
                }
            }
        });
    }
    Ok(html! { @for section in &sections { (section) } })
}

/// How many statements changed in which way.
fn counts(view: &View<'_>, period: &PeriodComparison) -> String {
    let phrases = &view.phrases.lists.changes;
    let mut counts = vec![
        (&phrases.new, period.new.len() as u64),
        (&phrases.changed, period.changed.len() as u64),
        (&phrases.dropped, period.dropped.len() as u64),
        (&phrases.not_repeated, period.not_repeated.len() as u64),
        (&phrases.reworded, period.reworded.len() as u64),
        (&phrases.kept, period.kept),
    ];
    if period.unplaced > 0 {
        counts.push((&phrases.unplaced, period.unplaced));
    }
    let counts = counts
        .into_iter()
        .map(|(phrase, count)| view.count(phrase, count));
    view.language.enumerate(&counts.collect::<Vec<_>>())
}

/// The heading of the statements that changed in one way; `None` if none did.
fn heading(view: &View<'_>, period: &PeriodComparison, kind: &str) -> Option<String> {
    let phrases = &view.phrases.lists.changes;
    let (phrase, count): (&Counted, usize) = match kind {
        "new" => (&phrases.new, period.new.len()),
        "changed" => (&phrases.changed, period.changed.len()),
        "dropped" => (&phrases.dropped, period.dropped.len()),
        "not-repeated" => (&phrases.not_repeated, period.not_repeated.len()),
        "reworded" => (&phrases.reworded, period.reworded.len()),
        _ => return None,
    };
    Some(view.count(phrase, count as u64))
}

fn render_row(view: &View<'_>, row: &Row<'_>) -> Result<Markup, WebError> {
    let phrases = &view.phrases.lists.changes;
    match row.content {
        RowContent::Counts => Ok(html! {}),
        RowContent::One(entry) => statement_line(view, entry, &html! {}),
        RowContent::Promise(promise) => {
            let due = promise.due.and_then(|due| view.language.date(due));
            let notes = due.map(|due| html! { ul.notes { li { (phrases.due.replace("{date}", &due)) } } });
            statement_line(view, &promise.entry, &notes.unwrap_or_default())
        }
        RowContent::Pair(pair) => {
            let notes = html! { ul.notes { li { (explain(view, pair)) } } };
            Ok(html! {
                p.pair-side { (phrases.before) }
                (statement_line(view, &pair.before, &html! {})?)
                p.pair-side { (phrases.after) }
                (statement_line(view, &pair.after, &notes)?)
            })
        }
    }
}

/// What differs in a pair, and what both statements share.
fn explain(view: &View<'_>, pair: &RewordedStatement) -> String {
    let phrases = &view.phrases.lists.changes;
    let mut parts = Vec::new();
    match pair.differs {
        Some("rounding") => parts.push(phrases.perhaps_rounded.clone()),
        Some(differs) => {
            let differs = word(&view.phrases.lists.difference, differs);
            parts.push(phrases.differs.replace("{differs}", differs));
        }
        None if pair.percent.is_none() => parts.push(phrases.only_words.clone()),
        None => {}
    }
    if let Some(percent) = pair.percent {
        let shared = phrases.shared.replace("{percent}", &percent.to_string());
        parts.push(shared.replace("{words}", &view.language.list_words(&pair.shared)));
    }
    view.language.enumerate(&parts)
}

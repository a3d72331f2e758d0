//! The chart of statements over time by act, and its numbers as a table; beside them, where it is known, how many
//! articles were read at all.

use crate::domain::Act;
use crate::export::{ChartLabels, write_timeline_chart};
use crate::query::{
    ArticleCoverage, PeriodCount, PeriodUnit, StatementFilter, TimelineCounts, TimelineCountsQuery,
    TimelineStep,
};
use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeMap;

/// Number of articles of a period, and of those about the topic.
type Articles = (u64, u64);

/// The chart of the statements that pass a filter, with its table, below the heading `title`.
pub(in crate::web) fn timeline_chart(
    view: &View<'_>,
    title: &str,
    within: StatementFilter,
    coverage: Option<&ArticleCoverage>,
) -> Result<Markup, WebError> {
    let counts = view.ask(&TimelineCountsQuery {
        within,
        by: TimelineStep::Auto,
    })?;
    Ok(timeline_chart_of(view, title, &counts, coverage))
}

/// The chart of `counts`, with its table, below the heading `title`.
pub(in crate::web) fn timeline_chart_of(
    view: &View<'_>,
    title: &str,
    counts: &TimelineCounts,
    coverage: Option<&ArticleCoverage>,
) -> Markup {
    let phrases = &view.phrases.item.chart;
    html! {
        section.over-time {
            h2 { (title) }
            figure.chart {
                div.chart-box role="group" tabindex="0" aria-label=(phrases.title) { (draw(view, counts)) }
            }
            details.numbers {
                summary { (phrases.numbers) }
                @if coverage.is_some() { p { (phrases.coverage_note) } }
                (table(view, counts, coverage))
            }
        }
    }
}

/// The chart as SVG. Its writer escapes the words.
fn draw(view: &View<'_>, counts: &TimelineCounts) -> Markup {
    let phrases = &view.phrases.item.chart;
    let note = match counts.undated.statements {
        0 => String::new(),
        undated => view.count(&phrases.undated, undated),
    };
    let labels = ChartLabels {
        id: "over-time",
        title: &phrases.title,
        description: &phrases.description,
        note: &note,
        empty: &phrases.empty,
        act: &|act| view.act(act).to_owned(),
        period: &|period| view.period(period),
        number: &|number| view.number(number),
        is_standalone: false,
    };
    let mut svg = Vec::new();
    // Writing to memory does not fail.
    let _ = write_timeline_chart(counts, &labels, &mut svg);
    PreEscaped(String::from_utf8(svg).unwrap_or_default())
}

/// The numbers, a row for each period that has statements or, where `coverage` is known, articles.
fn table(view: &View<'_>, counts: &TimelineCounts, coverage: Option<&ArticleCoverage>) -> Markup {
    let phrases = &view.phrases.item.chart;
    let all = counts.periods.iter().chain([&counts.undated]);
    let has_act = |act: &&Act| all.clone().any(|period| statements_with(period, **act) > 0);
    let acts: Vec<Act> = Act::ALL.iter().filter(has_act).copied().collect();
    let mut rows: BTreeMap<String, (Option<&PeriodCount>, Articles)> = BTreeMap::new();
    for month in coverage.iter().flat_map(|coverage| &coverage.months) {
        let period = match counts.by {
            PeriodUnit::Month => month.month.as_str(),
            PeriodUnit::Year => month.month.split('-').next().unwrap_or_default(),
        };
        let (_, articles) = rows.entry(period.to_owned()).or_default();
        articles.0 += month.articles;
        articles.1 += month.about_topic.unwrap_or_default();
    }
    for period in &counts.periods {
        rows.entry(period.period.clone()).or_default().0 = Some(period);
    }
    let undated = coverage.map_or((0, 0), |coverage| {
        let of = &coverage.undated;
        (of.articles, of.about_topic.unwrap_or_default())
    });
    html! {
        section.scroll aria-label=(phrases.numbers) tabindex="0" {
            table {
                caption.hidden { (phrases.title) }
                thead {
                    tr {
                        th scope="col" { (phrases.period) }
                        @for act in &acts { th.number scope="col" { (view.act(*act)) } }
                        th.number scope="col" { (phrases.total) }
                        @if coverage.is_some() {
                            th.number scope="col" { (phrases.articles) }
                            th.number scope="col" { (phrases.articles_about) }
                        }
                    }
                }
                tbody {
                    @for (period, (count, articles)) in &rows {
                        (row(view, &view.period(period), *count, (&acts, coverage.map(|_| *articles))))
                    }
                    @if counts.undated.statements > 0 {
                        (row(view, &phrases.no_date, Some(&counts.undated), (&acts, coverage.map(|_| undated))))
                    }
                }
            }
        }
    }
}

fn row(
    view: &View<'_>,
    name: &str,
    count: Option<&PeriodCount>,
    (acts, articles): (&[Act], Option<Articles>),
) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            @for act in acts {
                td.number { (view.number(count.map_or(0, |count| statements_with(count, *act)))) }
            }
            td.number { (view.number(count.map_or(0, |count| count.statements))) }
            @if let Some((read, about)) = articles {
                td.number { (view.number(read)) }
                td.number { (view.number(about)) }
            }
        }
    }
}

fn statements_with(period: &PeriodCount, act: Act) -> u64 {
    let of = period.acts.iter().find(|count| count.act == act);
    of.map_or(0, |count| count.statements)
}

//! The chart of statements by period and act, with the same numbers as a table.

use crate::domain::Act;
use crate::export::{ChartLabels, write_timeline_chart};
use crate::query::TimelineCounts;
use crate::web::error::WebError;
use crate::web::view::View;
use maud::{Markup, PreEscaped, html};

/// The figure. `id` tells it from other figures of the page, `title` is its caption.
pub(in crate::web) fn timeline_figure(
    view: &View<'_>,
    id: &str,
    title: &str,
    counts: &TimelineCounts,
) -> Result<Markup, WebError> {
    let phrases = &view.phrases.chart;
    let note = match counts.undated.statements {
        0 => String::new(),
        undated => view.count(&phrases.undated, undated),
    };
    let mut svg = Vec::new();
    let labels = ChartLabels {
        id,
        title,
        description: &phrases.timeline,
        note: &note,
        empty: &view.phrases.statement_line.none,
        act: &|act| view.act(act).to_owned(),
        period: &|period| view.period(period),
        number: &|number| view.number(number),
        is_standalone: false,
    };
    write_timeline_chart(counts, &labels, &mut svg).map_err(|source| WebError::Io {
        what: "the chart cannot be drawn".to_owned(),
        source,
    })?;
    let svg = String::from_utf8_lossy(&svg).into_owned();
    let acts: Vec<Act> = Act::ALL
        .iter()
        .copied()
        .filter(|act| {
            let mut all = counts.periods.iter().chain([&counts.undated]);
            all.any(|period| period.acts.iter().any(|count| count.act == *act))
        })
        .collect();
    Ok(html! {
        figure.chart {
            figcaption { (title) }
            // On a narrow screen the chart keeps a size at which it can be read, and scrolls.
            div.chart-box role="group" tabindex="0" aria-label=(title) { (PreEscaped(svg)) }
            details {
                summary { (phrases.as_table) }
                div.table-box role="region" tabindex="0" aria-label=(title) {
                    table {
                        caption { (title) }
                        thead {
                            tr {
                                th scope="col" { (phrases.period) }
                                @for act in &acts { th.number scope="col" { (view.act(*act)) } }
                                th.number scope="col" { (phrases.total) }
                            }
                        }
                        tbody {
                            @for period in counts.periods.iter().chain([&counts.undated]) {
                                @if period.statements > 0 {
                                    tr {
                                        th scope="row" { (view.period(&period.period)) }
                                        @for act in &acts {
                                            td.number {
                                                @for count in &period.acts {
                                                    @if count.act == *act { (view.number(count.statements)) }
                                                }
                                            }
                                        }
                                        td.number { (view.number(period.statements)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

//! `/matrix`: who spoke how often about what.

use crate::export::{ChartLabels, HeatMatrix, HeatPanel, write_heat_matrix};
use crate::query::{MatrixPeriod, MatrixQuery, MatrixTable, MatrixTablesQuery, TopicLabelsQuery};
use crate::web::address::{Address, Listing, Page};
use crate::web::error::WebError;
use crate::web::form::Form;
use crate::web::forms;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, PreEscaped, html};
use std::collections::HashMap;

/// Maximum number of speakers, and of topics, that a period shows.
const SPEAKERS_MAX: usize = 20;
const TOPICS_MAX: usize = 8;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = view.listing_phrases(Listing::Matrix)?;
    let mut tables = view.ask(&MatrixTablesQuery {
        counts: question(view)?,
        speakers: SPEAKERS_MAX,
        topics: TOPICS_MAX,
    })?;
    translate_topics(view, &mut tables)?;
    let mut forms = Form::OF_LISTS.to_vec();
    forms.push(Form::Svg);
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms,
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) " " (view.phrases.catalogue.matrix_cut) }
            @if tables.is_empty() { p.none { (view.phrases.statement_line.none) } }
            @for table in &tables {
                section {
                    h2 { (period(view, &table.period)) }
                    figure.chart {
                        div.chart-box role="group" tabindex="0" aria-label=(period(view, &table.period)) {
                            (PreEscaped(draw(view, std::slice::from_ref(table), false)?))
                        }
                    }
                    details {
                        summary { (view.phrases.chart.as_table) }
                        (table_of(view, table))
                    }
                }
            }
        },
    })
}

/// The answer as `dixit matrix` prints it.
pub(in crate::web) fn write_form(view: &View<'_>, form: Form) -> Result<Vec<u8>, WebError> {
    let counts = question(view)?;
    if form != Form::Svg {
        return forms::write_list(view, &view.ask(&counts)?, form);
    }
    let mut tables = view.ask(&MatrixTablesQuery {
        counts,
        speakers: SPEAKERS_MAX,
        topics: TOPICS_MAX,
    })?;
    translate_topics(view, &mut tables)?;
    Ok(draw(view, &tables, true)?.into_bytes())
}

fn question(view: &View<'_>) -> Result<MatrixQuery, WebError> {
    let by = view.read_parameter("by", |text| match text {
        "year" => Ok(MatrixPeriod::Year),
        "month" => Ok(MatrixPeriod::Month),
        "all" => Ok(MatrixPeriod::All),
        other => Err(format!("{other:?} is no period (known: year, month, all)")),
    })?;
    Ok(MatrixQuery {
        within: view.statement_filter(None)?,
        by: by.unwrap_or_default(),
    })
}

/// Puts the labels of the language of the interface in the place of the English ones.
fn translate_topics(view: &View<'_>, tables: &mut [MatrixTable]) -> Result<(), WebError> {
    let labels = view.ask(&TopicLabelsQuery)?;
    let by_english: HashMap<&str, &str> = labels
        .values()
        .map(|labels| (labels.en.as_str(), view.label_of(labels)))
        .collect();
    for (topic, _) in tables.iter_mut().flat_map(|table| &mut table.topics) {
        if let Some(label) = by_english.get(topic.as_str()) {
            (*label).clone_into(topic);
        }
    }
    Ok(())
}

fn period(view: &View<'_>, period: &str) -> String {
    match (period, view.parameter("by")) {
        ("..", Some("all")) => view.phrases.catalogue.all_time.clone(),
        (period, _) => view.period(period),
    }
}

fn draw(view: &View<'_>, tables: &[MatrixTable], is_standalone: bool) -> Result<String, WebError> {
    let heading = |table: &MatrixTable| {
        if is_standalone {
            period(view, &table.period)
        } else {
            String::new()
        }
    };
    let matrix = HeatMatrix {
        panels: tables
            .iter()
            .map(|table| HeatPanel::from_table(table, heading(table)))
            .collect(),
    };
    let id = tables
        .first()
        .map_or_else(String::new, |table| format!("matrix-{}", table.period));
    let labels = ChartLabels {
        id: &id,
        title: &view.listing_phrases(Listing::Matrix)?.title,
        description: &view.phrases.chart.matrix,
        note: "",
        empty: &view.phrases.statement_line.none,
        act: &|act| view.act(act).to_owned(),
        period: &|period| view.period(period),
        number: &|number| view.number(number),
        is_standalone,
    };
    let mut svg = Vec::new();
    write_heat_matrix(&matrix, &labels, &mut svg).map_err(|source| WebError::Io {
        what: "the chart cannot be drawn".to_owned(),
        source,
    })?;
    Ok(String::from_utf8_lossy(&svg).into_owned())
}

fn table_of(view: &View<'_>, table: &MatrixTable) -> Markup {
    let period = period(view, &table.period);
    html! {
        section.table-box tabindex="0" aria-label=(period) {
            table.matrix {
                caption { (period) }
                thead {
                    tr {
                        th scope="col" { (view.phrases.catalogue.name) }
                        @for (topic, _) in &table.topics { th.number scope="col" { (topic) } }
                    }
                }
                tbody {
                    @for (speaker, counts) in &table.speakers {
                        tr {
                            th scope="row" { (speaker) }
                            @for ((topic, _), count) in table.topics.iter().zip(counts) {
                                td.number { (cell(view, (speaker, topic, &table.period), *count)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A count with a link to the statements that it counts.
fn cell(view: &View<'_>, (speaker, topic, period): (&str, &str, &str), count: u64) -> Markup {
    let dates = (period != "..").then_some(period);
    let mut address = Address::plain(Page::Listing(Listing::Timeline))
        .with("speaker", Some(speaker))
        .with("topic", Some(topic));
    for name in [
        "act",
        "lang",
        "publisher",
        "report",
        "min-certainty",
        "reviewed",
        "unreviewed",
    ] {
        if let Some(value) = view.parameter(name) {
            address = address.with(name, Some(value));
        }
    }
    let address = address.with("since", dates).with("until", dates);
    html! {
        @if count > 0 {
            @if let Some(href) = view.link_to(&address) {
                a href=(href) { (view.number(count)) }
            } @else { (view.number(count)) }
        }
    }
}

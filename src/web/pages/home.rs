//! `/`: what is here.

use crate::domain::{Act, Edtf};
use crate::query::{
    ArticleCoverage, CoverageGap, CoverageMonth, CoverageQuery, DueQuery, StatementFilter,
    StatementPageQuery, TimelineCountsQuery,
};
use crate::web::address::{Address, Listing, Page};
use crate::web::components::{deadline, statement_line, statement_list, timeline_chart_of};
use crate::web::error::WebError;
use crate::web::language::word;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Number of statements, proposals and deadlines that the page shows.
const LATEST: usize = 8;
const PROPOSALS: usize = 5;
const DEADLINES: usize = 5;

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let site = &view.phrases.site;
    let phrases = &view.phrases.start;
    let counts = view.ask(&TimelineCountsQuery::default())?;
    let coverage = view.ask(&CoverageQuery::default())?;
    let statements = counts
        .periods
        .iter()
        .chain([&counts.undated])
        .map(|period| period.statements)
        .sum();
    let articles = coverage
        .months
        .iter()
        .chain([&coverage.undated])
        .map(|month| month.articles)
        .sum();
    Ok(PageContent {
        title: site.home.clone(),
        description: Some(site.tagline.clone()),
        forms: Vec::new(),
        canonical: None,
        body: html! {
            h1 { (site.tagline) }
            p.totals {
                strong { (view.count(&phrases.statements, statements)) } " · "
                strong { (view.count(&phrases.articles, articles)) }
            }
            @if articles == 0 { p.none { (phrases.empty) } } @else {
                div.columns {
                    section {
                        h2 { (phrases.latest) }
                        (latest(view, None, LATEST)?)
                        (more(view, Listing::Timeline, &phrases.all_statements))
                    }
                    section {
                        h2 { (phrases.due) }
                        (deadlines(view)?)
                        (more(view, Listing::Due, &phrases.all_due))
                        h2 { (phrases.proposals) }
                        (latest(view, Some(Act::Proposal), PROPOSALS)?)
                        (more(view, Listing::Proposals, &phrases.all_proposals))
                    }
                }
                section {
                    h2 { (phrases.coverage) }
                    p.intro { (phrases.coverage_intro) }
                    (timeline_chart_of(view, &phrases.by_month, &counts, None))
                    (coverage_table(view, &coverage))
                }
            }
        },
    })
}

/// The latest statements, or those with one act.
fn latest(view: &View<'_>, act: Option<Act>, size: usize) -> Result<Markup, WebError> {
    let page = view.ask(&StatementPageQuery {
        within: StatementFilter {
            act,
            ..StatementFilter::default()
        },
        newest_first: true,
        skip: 0,
        size,
    })?;
    statement_list(view, &page.statements)
}

/// What is due next.
fn deadlines(view: &View<'_>) -> Result<Markup, WebError> {
    let today = view.today();
    let due = view.ask(&DueQuery {
        within: StatementFilter {
            limit: Some(DEADLINES),
            ..StatementFilter::default()
        },
        after: Some(Edtf::day(today)),
        today: Some(today),
        ..DueQuery::default()
    })?;
    let lines = due
        .0
        .iter()
        .map(|line| statement_line(view, &line.entry, &deadline(view, line)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        @if lines.is_empty() { p.none { (view.phrases.start.no_due) } }
        @else { ol.statements { @for line in &lines { li { (line) } } } }
    })
}

fn more(view: &View<'_>, listing: Listing, label: &str) -> Markup {
    html! {
        @if let Some(href) = view.link(Page::Listing(listing)) { p.more { a href=(href) { (label) } } }
    }
}

/// Articles by month, the latest first, with the months that have none.
fn coverage_table(view: &View<'_>, coverage: &ArticleCoverage) -> Markup {
    let phrases = &view.phrases.start;
    let words = &view.phrases.catalogue;
    let articles = coverage
        .months
        .iter()
        .map(|month| (month.month.as_str(), Some(month)));
    let gaps = coverage.gaps.iter().map(|gap| (gap.first.as_str(), None));
    let rows: BTreeMap<&str, Option<&CoverageMonth>> = articles.chain(gaps).collect();
    let names: BTreeMap<&str, String> = coverage
        .gaps
        .iter()
        .map(|gap| (gap.first.as_str(), gap_name(view, gap)))
        .collect();
    html! {
        @if !names.is_empty() {
            p.gaps {
                (phrases.gaps) " "
                @for (at, name) in names.values().enumerate() { @if at > 0 { ", " } (name) }
            }
        }
        details {
            summary { (phrases.articles_by_month) }
            section.table-box tabindex="0" aria-label=(phrases.articles_by_month) {
                table.coverage {
                    caption { (phrases.articles_by_month) }
                    thead {
                        tr {
                            th scope="col" { (phrases.month) }
                            th.number scope="col" { (phrases.article_count) }
                            th scope="col" { (words.lang) }
                        }
                    }
                    tbody {
                        @for (month, count) in rows.iter().rev() { (coverage_row(view, month, *count, &names)) }
                    }
                }
            }
        }
    }
}

/// The months of a gap.
fn gap_name(view: &View<'_>, gap: &CoverageGap) -> String {
    let (first, last) = (view.period(&gap.first), view.period(&gap.last));
    if first == last {
        first
    } else {
        format!("{first} – {last}")
    }
}

fn coverage_row(
    view: &View<'_>,
    month: &str,
    count: Option<&CoverageMonth>,
    gaps: &BTreeMap<&str, String>,
) -> Markup {
    html! {
        tr {
            @if let Some(count) = count {
                th scope="row" { (month_link(view, month)) }
                td.number { (view.number(count.articles)) }
                td {
                    @for (at, of) in count.languages.iter().enumerate() {
                        @if at > 0 { " · " }
                        (word(&view.phrases.vocabulary.lang, of.lang.as_str())) " " (view.number(of.articles))
                    }
                }
            } @else {
                th scope="row" { @if let Some(name) = gaps.get(month) { (name) } }
                td.number { (view.phrases.start.no_article) }
                td {}
            }
        }
    }
}

/// The month, with a link to what was said in it.
fn month_link(view: &View<'_>, month: &str) -> Markup {
    let address = Address::plain(Page::Listing(Listing::Timeline))
        .with("since", Some(month))
        .with("until", Some(month));
    html! {
        @if let Some(href) = view.link_to(&address) { a href=(href) { (view.period(month)) } }
        @else { (view.period(month)) }
    }
}

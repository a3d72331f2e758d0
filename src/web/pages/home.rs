//! `/`: what is here.

use crate::domain::{Act, Edtf};
use crate::query::{
    ArticleCoverage, CoverageMonth, CoverageQuery, DueQuery, DueStatement, StatementFilter,
    StatementPageQuery, TimelineCounts, TimelineCountsQuery, TimelineStep,
};
use crate::web::address::{Address, Listing, Page};
use crate::web::components::{statement_line, statement_list, timeline_chart};
use crate::web::error::WebError;
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
    let counts = view.ask(&TimelineCountsQuery {
        within: StatementFilter::default(),
        by: TimelineStep::Month,
    })?;
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
                    (timeline_chart(view, &phrases.by_month, StatementFilter::default(), None)?)
                    (coverage_table(view, &coverage, &counts))
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
        .map(|line| statement_line(view, &line.entry, &deadline_note(view, line)))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(html! {
        @if lines.is_empty() { p.none { (view.phrases.start.no_due) } }
        @else { ol.statements { @for line in &lines { li { (line) } } } }
    })
}

fn deadline_note(view: &View<'_>, line: &DueStatement) -> Markup {
    let due = view.period(&line.due);
    html! {
        p.note {
            (view.phrases.start.due_by.replace("{due}", &due))
            " " q lang=(line.entry.article.lang) { (line.deadline) }
        }
    }
}

fn more(view: &View<'_>, listing: Listing, label: &str) -> Markup {
    html! {
        @if let Some(href) = view.link(Page::Listing(listing)) { p.more { a href=(href) { (label) } } }
    }
}

/// Articles and statements by month, the latest first, with the months that have no article.
fn coverage_table(view: &View<'_>, coverage: &ArticleCoverage, counts: &TimelineCounts) -> Markup {
    let phrases = &view.phrases.start;
    let words = &view.phrases.catalogue;
    let said: BTreeMap<&str, u64> = counts
        .periods
        .iter()
        .map(|period| (period.period.as_str(), period.statements))
        .collect();
    let articles: BTreeMap<&str, &CoverageMonth> = coverage
        .months
        .iter()
        .map(|month| (month.month.as_str(), month))
        .collect();
    let gaps: BTreeMap<&str, &str> = coverage
        .gaps
        .iter()
        .map(|gap| (gap.first.as_str(), gap.last.as_str()))
        .collect();
    let months = said.keys().chain(articles.keys()).chain(gaps.keys());
    let months: std::collections::BTreeSet<&str> = months.copied().collect();
    html! {
        details {
            summary { (view.phrases.chart.as_table) }
            section.table-box tabindex="0" aria-label=(phrases.coverage) {
                table.coverage {
                    caption { (phrases.coverage) }
                    thead {
                        tr {
                            th scope="col" { (phrases.month) }
                            th.number scope="col" { (words.title) }
                            th scope="col" { (words.lang) }
                            th.number scope="col" { (words.statements) }
                        }
                    }
                    tbody {
                        @for month in months.iter().rev() {
                            tr {
                                th scope="row" { (month_link(view, month)) @if let Some(last) = gaps.get(month) {
                                    @if last != month { " – " (view.period(last)) }
                                } }
                                (article_cells(view, articles.get(month).copied(), gaps.contains_key(month)))
                                td.number { @if let Some(count) = said.get(month) { (view.number(*count)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn article_cells(view: &View<'_>, month: Option<&CoverageMonth>, is_gap: bool) -> Markup {
    html! {
        @match month {
            Some(month) => {
                td.number { (view.number(month.articles)) }
                td { @for (at, count) in month.languages.iter().enumerate() {
                    @if at > 0 { " · " } (count.lang) " " (view.number(count.articles))
                } }
            }
            None => {
                td.number { @if is_gap { (view.phrases.start.no_article) } @else { "0" } }
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

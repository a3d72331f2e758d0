//! `/about`: what this is, what it does not show, how to cite and how to verify it.

use crate::query::input::utc_day;
use crate::query::{ArticleCoverage, CoverageQuery, TimelineCounts, TimelineCountsQuery};
use crate::web::components::certainty_class;
use crate::web::error::WebError;
use crate::web::page_content::PageContent;
use crate::web::view::View;
use maud::{Markup, html};

/// Where the topics are published, and their licence.
const MEDIA_TOPICS: (&str, &str) = ("IPTC Media Topics", "https://iptc.org/standards/media-topics/");
const LICENCE: (&str, &str) = ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/");

/// A certainty in each step of the bar, from the lowest.
const STEPS: [f64; 4] = [0.5, 0.75, 0.9, 0.97];

/// The page.
pub(in crate::web) fn render(view: &View<'_>) -> Result<PageContent, WebError> {
    let phrases = &view.phrases.about;
    let paragraphs = |texts: &[String]| html! { @for text in texts { p { (text) } } };
    Ok(PageContent {
        title: phrases.title.clone(),
        description: Some(phrases.intro.clone()),
        forms: Vec::new(),
        canonical: None,
        body: html! {
            h1 { (phrases.title) }
            p.intro { (phrases.intro) }
            (paragraphs(&phrases.what))
            h2 { (phrases.numbers) }
            (numbers(view)?)
            h2 { (phrases.limits) }
            ul { @for item in &phrases.limits_items { li { (item) } } }
            h2 { (phrases.certainty) }
            p { (phrases.certainty_intro) }
            ul.steps {
                @for (certainty, step) in STEPS.iter().zip(&phrases.certainty_steps) {
                    li { span class=(certainty_class(*certainty)) { (step) } }
                }
            }
            p { (phrases.certainty_marks) }
            h2 { (phrases.cite) }
            (paragraphs(&phrases.cite_paragraphs))
            h2 { (phrases.verify) }
            ol { @for step in &phrases.verify_steps { li { (step) } } }
            h2 { (phrases.data) }
            (paragraphs(&phrases.data_paragraphs))
            h2 { (phrases.licence) }
            p { (with_links(&phrases.licence_topics, &[("{topics}", MEDIA_TOPICS), ("{licence}", LICENCE)])) }
            p { (phrases.licence_words) }
        },
    })
}

/// How much is recorded, and the root by which a copy of the log can be compared with it.
fn numbers(view: &View<'_>) -> Result<Markup, WebError> {
    let phrases = &view.phrases.about;
    let statements = count_statements(&view.ask(&TimelineCountsQuery::default())?);
    let articles = count_articles(&view.ask(&CoverageQuery::default())?);
    let head = view.tracker().head()?;
    let position = view.end.or(head.as_ref().map(|head| head.position));
    let of_head = head.filter(|head| Some(head.position) == position);
    let day = of_head.and_then(|head| utc_day(head.recorded_at));
    Ok(html! {
        dl {
            dt { (phrases.statements) } dd { (view.number(statements)) }
            dt { (phrases.articles) } dd { (view.number(articles)) }
            @if let Some(position) = position {
                dt { (phrases.events) } dd { (view.number(position.number())) }
                dt { (phrases.last_recorded) } dd { (view.language.day(day.unwrap_or_else(|| view.today()))) }
                dt { (phrases.root) } dd { code { (view.tracker().root_at(position)?) } }
            }
        }
    })
}

fn count_statements(counts: &TimelineCounts) -> u64 {
    let periods = counts.periods.iter().chain([&counts.undated]);
    periods.map(|period| period.statements).sum()
}

fn count_articles(coverage: &ArticleCoverage) -> u64 {
    let months = coverage.months.iter().chain([&coverage.undated]);
    months.map(|month| month.articles).sum()
}

/// A sentence with a link in the place of each mark, in the order of the sentence.
fn with_links(sentence: &str, links: &[(&str, (&str, &str))]) -> Markup {
    let next = links
        .iter()
        .filter_map(|(mark, link)| Some((sentence.find(mark)?, mark, link)))
        .min_by_key(|(at, ..)| *at);
    let Some((at, mark, (name, href))) = next else {
        return html! { (sentence) };
    };
    html! {
        (sentence[..at])
        a href=(href) rel="external" { (name) }
        (with_links(&sentence[at + mark.len()..], links))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stand_in_the_order_of_the_sentence() {
        let links = [
            ("{a}", ("A", "https://a.example")),
            ("{b}", ("B", "https://b.example")),
        ];
        let markup = with_links("<{b}, then {a}.", &links).into_string();
        assert_eq!(
            markup,
            "&lt;<a href=\"https://b.example\" rel=\"external\">B</a>, then \
             <a href=\"https://a.example\" rel=\"external\">A</a>."
        );
    }
}

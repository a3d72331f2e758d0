//! Assigns a date to each Chinese report: the one before its cue, or else that of the speaker's occasion.

use super::article_dates::{ArticleDates, SaidDate};
use super::date_expression::DateExpression;
use crate::domain::{DateRule, Edtf};
use crate::extract::han::layout::Layout;
use crate::extract::han::report::HanReport;
use crate::extract::occasion_day::{SpeakerOccasions, exact_day};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Nouns for a document after the name of its issuer.
const DOCUMENT_SUFFIXES: [&str; 6] = ["声明", "聲明", "公报", "公報", "通报", "通報"];

/// Returns for each report when its words were said; `None` where the article does not say. `names` are the names of
/// their speakers.
pub(in crate::extract::han) fn resolve_said_dates(
    layout: &Layout<'_>,
    reports: &[HanReport],
    names: &[Option<String>],
    published: Option<NaiveDate>,
    last_published: Option<NaiveDate>,
) -> Vec<Option<SaidDate>> {
    let dates = ArticleDates::new(layout, reports, published, last_published);
    let own: Vec<Option<DateExpression>> = dates.dates_in_own_sentence(reports);
    let mut occasions: HashMap<&str, SpeakerOccasions> = HashMap::new();
    for ((report, name), own) in reports.iter().zip(names).zip(&own) {
        if let (Some(name), Some(own)) = (name, own)
            && let Some(day) = exact_day(own.date)
        {
            let utterance = (dates.sentence_number(report), day, own.place.clone());
            occasions.entry(name).or_default().utterances.push(utterance);
        }
    }
    dates.tie_speakers_to_events(names, &mut occasions);
    let mut said: Vec<Option<SaidDate>> = Vec::with_capacity(reports.len());
    for ((report, name), own) in reports.iter().zip(names).zip(own) {
        let sentence = dates.sentence_number(report);
        let other_time = dates.is_of_other_occasion(report);
        let known = name.as_deref().and_then(|name| occasion_key(name, &occasions));
        let occasion = || {
            let (day, place) = occasions.get(known?)?.carried_day(sentence, false)?;
            Some((Edtf::day(day), place, DateRule::Occasion))
        };
        let found = own
            .map(|own| (own.date, Some(own.place), own.rule))
            .or_else(|| occasion().filter(|_| !other_time))
            .or_else(|| dates.day_of_last_event(report, sentence).filter(|_| !other_time))
            .or_else(|| {
                let before = reports.get(said.len().checked_sub(1)?)?;
                let speech =
                    dates.is_by_side_of_talks(report) && dates.sentence_number(before) + 2 >= sentence;
                let (date, ..) = said.last()?.as_ref().filter(|_| speech && !other_time)?;
                exact_day(*date).map(|day| (Edtf::day(day), None, DateRule::Occasion))
            })
            .or_else(|| dates.dateline_of_sentence(sentence));
        if let (Some(name), Some((date, ..))) = (known.or(name.as_deref()), &found)
            && let Some(day) = exact_day(*date)
        {
            occasions.entry(name).or_default().latest = Some((sentence, day));
        }
        said.push(found);
    }
    said
}

/// The name by which the occasions of a speaker are found: "N声明" is a statement by N.
fn occasion_key<'n>(name: &'n str, occasions: &HashMap<&'n str, SpeakerOccasions>) -> Option<&'n str> {
    if occasions.contains_key(name) {
        return Some(name);
    }
    let issuer = DOCUMENT_SUFFIXES
        .iter()
        .find_map(|word| name.strip_suffix(word))?;
    occasions.contains_key(issuer).then_some(issuer)
}

#[cfg(test)]
mod tests {
    use crate::domain::{ArticleId, Lang, Source};
    use crate::extract::{ExtractorInput, read_statements};

    /// The dates of the statements in the text, published on Thursday, 12 March 2026.
    fn said(text: &str) -> String {
        let article = ArticleId::from_source(&Source::default(), text);
        let read = read_statements(&ExtractorInput {
            article: &article,
            lang: Lang::Zh,
            published: "2026-03-12".parse().ok(),
            published_or: None,
            text,
        });
        let dates: Vec<String> = read.iter().map(|s| s.said.date.to_string()).collect();
        dates.join(" ")
    }

    const UNTOLD: &str = "2026-03-12~";

    #[test]
    fn date_before_cue_is_date_of_statement() {
        let when = |time: &str| said(&format!("部长周以宁{time}表示，登记册将公开。"));
        assert_eq!(when("三月十日"), "2026-03-10");
        assert_eq!(when("２０２６年３月１０日"), "2026-03-10");
        assert_eq!(when("星期二（3月10日）"), "2026-03-10");
        assert_eq!(when("上周三"), "2026-03-04");
        assert_eq!(when("去年12月"), "2025-12");
        assert_eq!(when("本月初"), "2026-03-01/2026-03-10");
        assert_eq!(when("去年夏天"), "2025-06-01/2025-08-31");
    }

    #[test]
    fn lunar_and_contradicting_dates_stay_unknown() {
        let when = |time: &str| said(&format!("部长周以宁{time}表示，登记册将公开。"));
        assert_eq!(when("正月初一"), "..");
        assert_eq!(when("星期二（3月11日）"), "..");
    }

    #[test]
    fn later_statement_takes_date_of_speakers_occasion() {
        let text = "3月9日，部长周以宁接受海州日报采访。周以宁说，水库已满。他还说，登记册将公开。";
        assert_eq!(said(text), "2026-03-09 2026-03-09");
    }

    #[test]
    fn date_of_other_subject_or_occasion_is_not_used() {
        assert_eq!(
            said("截至3月10日，水库已满。部长周以宁表示，登记册将公开。"),
            UNTOLD
        );
        assert_eq!(said("秦若谷说：“我们会公布账目。”海员工会9日举行集会。"), UNTOLD);
        let text = "秦若谷10日表示，水库已满。此前，秦若谷曾经表示，水库未满。";
        assert_eq!(said(text), format!("2026-03-10 {UNTOLD}"));
    }
}

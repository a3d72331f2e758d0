//! The numbers behind the charts: statements by period and act, articles by month, and the months without any.

use crate::common::history::{History, ReadModels, article, example_history};
use crate::stored_counts::{council, eventful_history};
use dixit::domain::{Act, DateRule, Lang, Position};
use dixit::export::{self, Tabular};
use dixit::query::{
    self, ArticleCoverage, CoverageQuery, PeriodUnit, StatementFilter, TimelineCounts, TimelineCountsQuery,
    TimelineStep,
};
use std::collections::BTreeMap;

/// The counts as lines: the period, the number, and the number of each act.
fn lines(counts: &TimelineCounts) -> Vec<String> {
    let periods = counts.periods.iter().chain([&counts.undated]);
    periods
        .map(|period| {
            let acts: Vec<String> = period
                .acts
                .iter()
                .map(|count| format!("{} {}", count.act, count.statements))
                .collect();
            format!("{} {}: {}", period.period, period.statements, acts.join(", "))
        })
        .collect()
}

fn count_by(models: &ReadModels, within: StatementFilter, by: TimelineStep) -> TimelineCounts {
    models.ask(&TimelineCountsQuery { within, by })
}

/// The counts by month of the statements that the timeline lists.
fn count_listed(models: &ReadModels, filter: &StatementFilter) -> BTreeMap<(String, Act), u64> {
    let mut counts = BTreeMap::new();
    for entry in models.ask(filter).0 {
        let month = entry
            .said
            .earliest()
            .map_or("..".to_owned(), |day| day.format("%Y-%m").to_string());
        *counts.entry((month, entry.act)).or_default() += 1;
    }
    counts
}

fn count_answered(counts: &TimelineCounts) -> BTreeMap<(String, Act), u64> {
    let periods = counts.periods.iter().chain([&counts.undated]);
    periods
        .flat_map(|period| {
            let acts = period.acts.iter();
            acts.map(|count| ((period.period.clone(), count.act), count.statements))
        })
        .collect()
}

#[test]
fn statements_are_counted_by_month_and_act() {
    let models = example_history().to_read_models();
    let counts = models.ask(&TimelineCountsQuery::default());
    assert_eq!(counts.by, PeriodUnit::Month);
    assert_eq!(
        lines(&counts),
        [
            "2026-03 4: proposal 1, commitment 1, call 1, position 1",
            ".. 1: claim 1"
        ]
    );
    let years = count_by(&models, StatementFilter::default(), TimelineStep::Year);
    assert_eq!(years.by, PeriodUnit::Year);
    assert_eq!(years.periods[0].period, "2026");
    let calls = StatementFilter {
        act: Some(Act::Call),
        limit: Some(0),
        ..StatementFilter::default()
    };
    assert_eq!(
        lines(&count_by(&models, calls, TimelineStep::Auto)),
        ["2026-03 1: call 1", ".. 0: "]
    );
}

#[test]
fn counts_are_those_of_the_listed_statements_at_every_position() {
    let paper = council();
    let history = eventful_history(&paper);
    let models = history.to_read_models();
    let mut differing = 0;
    let mut previous = None;
    for position in (1..=history.0.len() as u64).map(Some).chain([None]) {
        query::set_as_of(&models.0, position.map(Position::new)).unwrap();
        for act in Act::ALL.iter().copied().map(Some).chain([None]) {
            let filter = StatementFilter {
                act,
                ..StatementFilter::default()
            };
            let listed = count_listed(&models, &filter);
            let counts = count_by(&models, filter, TimelineStep::Month);
            assert_eq!(count_answered(&counts), listed, "{position:?} {act:?}");
            if act.is_none() {
                differing += usize::from(previous.as_ref() != Some(&listed));
                previous = Some(listed);
            }
        }
    }
    assert!(
        differing > 5,
        "the history changes the counts only {differing} times"
    );
    // Before the article is withdrawn.
    let before = Position::new(history.0.len() as u64 - 1);
    query::set_as_of_for_reader(&models.0, Some(before), "other").unwrap();
    let listed = count_listed(&models, &StatementFilter::default());
    assert!(!listed.is_empty());
    let counts = count_by(&models, StatementFilter::default(), TimelineStep::Month);
    assert_eq!(count_answered(&counts), listed);
}

#[test]
fn long_times_are_counted_by_year_and_spans_in_their_first_period() {
    let paper = article("p", "Un. Deux. Trois. Quatre.").published("2026-03-08");
    let says = |words: &'static str, date: &str| paper.says(&[words]).said(date, DateRule::Vague, None);
    let within_five_years = [
        says("Un.", "2021-04-30"),
        says("Deux.", "2026-03"),
        says("Trois.", "2025"),
    ];
    let history = History::default().ingested(&paper, &within_five_years);
    let counts = history.to_read_models().ask(&TimelineCountsQuery::default());
    assert_eq!(counts.by, PeriodUnit::Month);
    let periods: Vec<&str> = counts
        .periods
        .iter()
        .map(|period| period.period.as_str())
        .collect();
    assert_eq!(periods, ["2021-04", "2025-01", "2026-03"]);
    assert_eq!(counts.spanning, 1);
    let history = history.recorded(0, &says("Quatre.", "2020-12-31/2021-01-02"));
    let counts = history.to_read_models().ask(&TimelineCountsQuery::default());
    assert_eq!(counts.by, PeriodUnit::Year);
    let periods: Vec<&str> = counts
        .periods
        .iter()
        .map(|period| period.period.as_str())
        .collect();
    assert_eq!(periods, ["2020", "2021", "2025", "2026"]);
    assert_eq!(
        counts.spanning, 1,
        "the year 2025 is one period, the turn of the year is two"
    );
}

/// Articles of two languages in four months over a year, one without a day, one of them about health.
fn covered_history() -> History {
    let paper =
        |name: &str, day: &str, lang: Lang| article(name, "Le conseil siège.").published(day).lang(lang);
    let about = article("santé", "Le budget de la santé augmentera.").published("2025-02-11");
    let undated = article("sans-date", "Le conseil siège encore.");
    [
        paper("a", "2025-02-01", Lang::Fr),
        paper("b", "2025-02-28", Lang::En),
        paper("c", "2025-03-01", Lang::Fr),
        paper("d", "2025-12-31", Lang::Zh),
    ]
    .iter()
    .fold(History::default(), |history, paper| history.ingested(paper, &[]))
    .ingested(&about, &[about.says(&["Le budget de la santé augmentera."])])
    .ingested(&undated, &[])
}

fn table(coverage: &ArticleCoverage) -> Vec<String> {
    coverage.rows().iter().map(|row| row.join(" ")).collect()
}

#[test]
fn articles_are_counted_by_month_and_language_with_gaps() {
    let models = covered_history().to_read_models();
    let coverage = models.ask(&CoverageQuery::default());
    assert_eq!(
        table(&coverage),
        [
            "2025-02 fr 2 ",
            "2025-02 en 1 ",
            "2025-03 fr 1 ",
            "2025-12 zh 1 ",
            ".. fr 1 "
        ]
    );
    assert_eq!(coverage.months[0].articles, 3);
    assert_eq!(coverage.months[0].about_topic, None);
    assert_eq!(coverage.gaps.len(), 1);
    let gap = &coverage.gaps[0];
    assert_eq!(
        (gap.first.as_str(), gap.last.as_str(), gap.months),
        ("2025-04", "2025-11", 8)
    );
    let french = CoverageQuery {
        lang: Some(Lang::Fr),
        ..CoverageQuery::default()
    };
    let coverage = models.ask(&french);
    assert_eq!(table(&coverage), ["2025-02 fr 2 ", "2025-03 fr 1 ", ".. fr 1 "]);
    assert_eq!(coverage.gaps, []);
}

#[test]
fn coverage_of_a_topic_shows_its_silence() {
    let history = covered_history();
    let models = history.to_read_models();
    let health = CoverageQuery {
        topic: Some("health".to_owned()),
        ..CoverageQuery::default()
    };
    let expected = [
        "2025-02 fr 2 1",
        "2025-02 en 1 0",
        "2025-03 fr 1 0",
        "2025-12 zh 1 0",
        ".. fr 1 0",
    ];
    assert_eq!(table(&models.ask(&health)), expected);
    // As of an earlier position, where no stored counts hold: first with the statement, then before it.
    let last = history.0.len() as u64;
    query::set_as_of(&models.0, Some(Position::new(last - 1))).unwrap();
    assert_eq!(table(&models.ask(&health)), expected[..4]);
    query::set_as_of(&models.0, Some(Position::new(last - 2))).unwrap();
    assert_eq!(models.ask(&health).months[0].about_topic, Some(0));
    let unknown = CoverageQuery {
        topic: Some("helth".to_owned()),
        ..CoverageQuery::default()
    };
    assert!(models.query_error(&unknown).to_string().contains("no topic"));
}

#[test]
fn counts_are_tables() {
    let models = example_history().to_read_models();
    let mut csv = Vec::new();
    export::write_csv(&models.ask(&TimelineCountsQuery::default()), &mut csv).unwrap();
    insta::assert_snapshot!(String::from_utf8(csv).unwrap(), @"
    period,statements,proposal,commitment,call,announcement,position,warning,claim,forecast,denial,expressive
    2026-03,4,1,1,1,0,1,0,0,0,0,0
    ..,1,0,0,0,0,0,0,1,0,0,0
    ");
    let mut markdown = Vec::new();
    export::write_markdown(&models.ask(&CoverageQuery::default()), &mut markdown).unwrap();
    insta::assert_snapshot!(String::from_utf8(markdown).unwrap(), @"
    | month | lang | articles | about_topic |
    | --- | --- | --- | --- |
    | 2026-03 | fr | 2 |  |
    | 2026-03 | zh | 1 |  |
    ");
}

//! Charts as SVG: those of the example articles are kept in `snapshots/`; whatever the names are, they are well-formed
//! and have nothing that a page would run.

use crate::common::history::example_history;
use crate::common::test_home::TestHome;
use dixit::domain::{Act, is_display_control};
use dixit::export::{self, ChartLabels, HeatMatrix, HeatPanel};
use dixit::query::{
    ActCount, MatrixPeriod, MatrixQuery, PeriodCount, PeriodUnit, StatementFilter, TimelineCounts,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;

/// Names that a page must not obey.
const HOSTILE: &str = "</title><script>alert(\"1\")</script>'&amp; \u{202e}\u{1b}[2J\0\u{ffff}]]> --";

fn chart_of(counts: &TimelineCounts, labels: &ChartLabels<'_>) -> String {
    let mut out = Vec::new();
    export::write_timeline_chart(counts, labels, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn matrix_of(matrix: &HeatMatrix, labels: &ChartLabels<'_>) -> String {
    let mut out = Vec::new();
    export::write_heat_matrix(matrix, labels, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn period(period: &str, numbers: &[(Act, u64)]) -> PeriodCount {
    let acts = numbers.iter().map(|(act, statements)| ActCount {
        act: *act,
        statements: *statements,
    });
    PeriodCount {
        period: period.to_owned(),
        statements: numbers.iter().map(|(_, statements)| statements).sum(),
        acts: acts.collect(),
    }
}

fn counts(periods: Vec<PeriodCount>) -> TimelineCounts {
    TimelineCounts {
        by: PeriodUnit::Month,
        periods,
        undated: period("..", &[]),
        spanning: 0,
    }
}

/// The elements of a chart. Fails where it is not well-formed, where an id is given twice or referred to but not given,
/// or where there is what a strict page forbids.
fn check_svg(svg: &str) -> Vec<String> {
    assert!(
        !svg.contains(|c: char| c != '\n' && is_display_control(c)),
        "{svg}"
    );
    let mut reader = Reader::from_str(svg);
    let (mut elements, mut ids, mut referred) = (Vec::new(), HashSet::new(), Vec::new());
    let mut depth = 0;
    loop {
        let mut check_tag = |tag: &BytesStart<'_>| {
            let name = tag.name().as_ref().to_owned();
            assert!(!["script", "style", "foreignObject", "a", "image", "use"].contains(&name.as_str()));
            for attribute in tag.attributes() {
                let attribute = attribute.unwrap();
                let key = attribute.key.as_ref();
                let value = attribute.value.clone().into_owned();
                assert!(
                    key != "style" && !key.starts_with("on") && !key.contains("href"),
                    "{key}"
                );
                if key == "id" {
                    assert!(ids.insert(value), "an id is given twice");
                } else if key == "aria-labelledby" {
                    referred.extend(value.split(' ').map(str::to_owned));
                } else if let Some(id) = value.strip_prefix("url(#") {
                    referred.push(id.trim_end_matches(')').to_owned());
                }
            }
            elements.push(name);
        };
        match reader.read_event().unwrap() {
            Event::Start(tag) => {
                depth += 1;
                check_tag(&tag);
            }
            Event::Empty(tag) => check_tag(&tag),
            Event::End(_) => depth -= 1,
            Event::Text(_) | Event::GeneralRef(_) => {}
            Event::Eof => break,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(depth, 0);
    for id in referred {
        assert!(ids.contains(&id), "nothing has the id {id}");
    }
    elements
}

#[test]
fn charts_of_the_examples_are_unchanged() {
    let home = TestHome::new();
    home.stdout(&[
        "ingest",
        concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles"),
    ]);
    let charts = [
        (
            "examples_timeline-chart",
            home.stdout(&["timeline", "--format", "svg"]),
        ),
        (
            "examples_matrix-chart",
            home.stdout(&["matrix", "--format", "svg"]),
        ),
    ];
    for (name, svg) in charts {
        assert!(check_svg(&svg).len() > 20);
        insta::with_settings!({
            snapshot_path => concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name, svg) });
    }
}

#[test]
fn charts_follow_the_filters_and_the_moment() {
    let home = TestHome::new();
    home.stdout(&[
        "ingest",
        concat!(env!("CARGO_MANIFEST_DIR"), "/examples/articles"),
    ]);
    let speaker = [
        "timeline",
        "--speaker",
        "aubrelac",
        "--limit",
        "1",
        "--format",
        "svg",
    ];
    let svg = home.stdout(&speaker);
    check_svg(&svg);
    assert!(
        svg.contains("<title id=\"chart-title\">Statements by month and act: by aubrelac</title>"),
        "{svg}"
    );
    let listed = home.json_lines(&["timeline", "--speaker", "aubrelac"]);
    let dated = listed.iter().filter(|entry| entry["said"] != "..").count();
    assert!(
        svg.contains(&format!("Bar chart of {dated} dated statements")),
        "{svg}"
    );
    let before = home.stdout(&["--as-of", "@1", "timeline", "--format", "svg"]);
    check_svg(&before);
    assert!(
        before.contains("no statements") && before.contains("As of @1."),
        "{before}"
    );
    let refused = home.run(&["speakers", "--format", "svg"]);
    insta::assert_snapshot!(refused, @"
    -- stderr --
    error: this command has no SVG output
    hint: only `dixit timeline` and `dixit matrix` have it
    -- exit 2 --
    ");
}

#[test]
fn hostile_names_stay_text() {
    let label = |_: Act| HOSTILE.to_owned();
    let name = |_: &str| HOSTILE.to_owned();
    let labels = ChartLabels {
        id: "x\"><b>",
        empty: HOSTILE,
        act: &label,
        period: &name,
        ..ChartLabels::english(HOSTILE, HOSTILE, HOSTILE)
    };
    let some = counts(vec![
        period("2025-11", &[(Act::Call, 3), (Act::Denial, 1)]),
        period("2026-02", &[(Act::Claim, 2)]),
    ]);
    let matrix = HeatMatrix {
        panels: vec![HeatPanel {
            heading: HOSTILE.to_owned(),
            columns: vec![HOSTILE.to_owned(), "b".to_owned()],
            rows: vec![(HOSTILE.to_owned(), vec![1, 0])],
        }],
    };
    for svg in [
        chart_of(&some, &labels),
        chart_of(&counts(Vec::new()), &labels),
        matrix_of(&matrix, &labels),
        matrix_of(&HeatMatrix::default(), &labels),
    ] {
        check_svg(&svg);
        assert!(
            svg.contains("&lt;script&gt;") && !svg.contains("<script"),
            "{svg}"
        );
        assert!(svg.contains("id=\"xb-title\""), "{svg}");
    }
}

#[test]
fn every_act_is_drawn_with_its_pattern() {
    let all: Vec<(Act, u64)> = Act::ALL.iter().map(|act| (*act, 1)).collect();
    let svg = chart_of(
        &counts(vec![period("2026-02", &all)]),
        &ChartLabels::english("t", "d", ""),
    );
    check_svg(&svg);
    for act in Act::ALL {
        assert!(svg.contains(&format!("fill=\"url(#chart-{act})\"")), "{act}");
    }
}

#[test]
fn one_statement_among_very_many_is_drawn() {
    let svg = chart_of(
        &counts(vec![
            period("2025-12", &[(Act::Call, 1)]),
            period("2026-01", &[(Act::Claim, u64::MAX)]),
        ]),
        &ChartLabels::english("t", "d", ""),
    );
    check_svg(&svg);
    let call = svg.split("class=\"bar bar-call\" d=\"").nth(1).unwrap();
    assert!(call.starts_with('M') && call.contains("v1.5h-"), "{call}");
}

#[test]
fn many_periods_and_columns_stay_within_the_chart() {
    let months: Vec<PeriodCount> = (0..500)
        .map(|at| {
            period(
                &format!("{:04}-{:02}", 1980 + at / 12, at % 12 + 1),
                &[(Act::Call, 1 + at % 7)],
            )
        })
        .collect();
    let labels = ChartLabels::english("t", "d", "");
    let svg = chart_of(&counts(months), &labels);
    check_svg(&svg);
    assert!(svg.matches("pointer-events").count() <= 120);
    assert!(
        (3..=8).contains(&svg.matches("v5\"").count()),
        "labels of the axis: {svg}"
    );
    let matrix = HeatMatrix {
        panels: vec![HeatPanel {
            heading: String::new(),
            columns: (0..40)
                .map(|number| format!("a column with the number {number}"))
                .collect(),
            rows: vec![("a row".to_owned(), vec![1; 40])],
        }],
    };
    check_svg(&matrix_of(&matrix, &labels));
}

#[test]
fn topics_of_a_speaker_by_period() {
    let models = example_history().to_read_models();
    let matrix = models.ask(&MatrixQuery {
        within: StatementFilter::default(),
        by: MatrixPeriod::Month,
    });
    let count = matrix
        .0
        .iter()
        .find(|count| count.speaker.name == "Odile Carré")
        .unwrap();
    let panel =
        HeatPanel::topics_by_period(&matrix, count.speaker.id.as_str(), &export::format_english_period);
    assert_eq!(panel.columns, ["Mar 2026"]);
    let row = panel
        .rows
        .iter()
        .find(|(label, _)| *label == count.label)
        .unwrap();
    assert_eq!(row.1, [count.statements]);
    let topics = matrix
        .0
        .iter()
        .filter(|other| other.speaker.id == count.speaker.id);
    assert_eq!(panel.rows.len(), topics.count());
}

//! The tables of `dixit matrix` have the greatest counts of the matrix.

use crate::common::history::{History, StatementBuilder, article};
use dixit::domain::DateRule;
use dixit::query::{MatrixCount, MatrixPeriod, MatrixQuery, MatrixTablesQuery, StatementFilter};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The names with the greatest sums of `counts`, greatest first.
fn greatest(
    counts: &[&MatrixCount],
    text: impl Fn(&MatrixCount) -> &str,
    limit: usize,
) -> Vec<(String, u64)> {
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    for count in counts {
        *sums.entry(text(count).to_owned()).or_default() += count.statements;
    }
    let mut sums: Vec<(String, u64)> = sums.into_iter().collect();
    sums.sort_by_key(|(text, sum)| (Reverse(*sum), text.clone()));
    sums.truncate(limit);
    sums
}

#[test]
fn tables_have_the_greatest_counts_of_the_matrix() {
    // More speakers than are looked up one by one.
    let numbers = 0..1_100;
    let text: String = numbers
        .clone()
        .map(|number| ["mot", &number.to_string(), " taxe. "].concat())
        .collect();
    let paper = article("p", &text).title("La santé").published("2026-03-08");
    let statements: Vec<StatementBuilder<'_>> = numbers
        .map(|number| {
            let words = format!("mot{number} taxe.");
            let name = format!(
                "Ana {}",
                ["Lund", "lund", "Sall"]
                    .get(number % 50)
                    .map_or_else(|| format!("Nom{}", number % 1_050), |name| (*name).to_owned(),)
            );
            paper.says(&[words.as_str()]).speaker(&name).said(
                ["2024-05", "2025", ".."][number % 3],
                DateRule::Vague,
                None,
            )
        })
        .collect();
    let history = History::default()
        .ingested(&paper, &statements)
        .merged("Ana Nom7", "Ana Nom8")
        .merged("Ana Sall", "Ana Nom9");
    let models = history.to_read_models();
    for (by, speakers, topics) in [
        (MatrixPeriod::Year, 3, 1),
        (MatrixPeriod::Month, 2_000, 8),
        (MatrixPeriod::All, 2, 8),
    ] {
        let counts = MatrixQuery {
            within: StatementFilter::default(),
            by,
        };
        let all = models.ask(&counts).0;
        let tables = models.ask(&MatrixTablesQuery {
            counts,
            speakers,
            topics,
        });
        let periods: BTreeSet<&String> = all.iter().map(|count| &count.period).collect();
        assert_eq!(
            tables.iter().map(|table| &table.period).collect::<BTreeSet<_>>(),
            periods
        );
        for table in &tables {
            let of_period: Vec<_> = all.iter().filter(|count| count.period == table.period).collect();
            assert_eq!(table.topics, greatest(&of_period, |count| &count.label, topics));
            let names: Vec<&String> = table.speakers.iter().map(|(name, _)| name).collect();
            let expected = greatest(&of_period, |count| &count.speaker.name, speakers);
            assert_eq!(names, expected.iter().map(|(name, _)| name).collect::<Vec<_>>());
            for (name, cells) in &table.speakers {
                for ((label, _), cell) in table.topics.iter().zip(cells) {
                    let same = of_period
                        .iter()
                        .filter(|count| count.speaker.name == *name && count.label == *label);
                    assert_eq!(*cell, same.map(|count| count.statements).sum::<u64>());
                    assert!(*cell <= table.greatest);
                }
            }
        }
    }
}

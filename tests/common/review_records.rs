//! Compares the two ways in which review judges readings: by their records and by their rows.

use crate::common::history::ReadModels;
use dixit::domain::Mode;
use dixit::query::{ReviewQuery, StatementFilter};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Checks that the queue of all readings, which are judged by their records, has what the queues of some readings have,
/// which are judged by their rows.
pub(crate) fn check_review_records(models: &ReadModels) -> Result<(), TestCaseError> {
    let review = |mode, all| {
        models.ask(&ReviewQuery {
            within: StatementFilter {
                mode,
                ..StatementFilter::default()
            },
            doubt: None,
            all,
        })
    };
    let left_out = |mode| {
        let left_out = review(mode, false).left_out;
        [left_out.date_only, left_out.few_doubts, left_out.confirmed_copies]
    };
    let of_all = review(None, true).items;
    let harms: BTreeMap<_, _> = of_all
        .iter()
        .map(|item| {
            (
                &item.entry.id,
                (item.weight, item.doubt, item.cost, &item.reasons),
            )
        })
        .collect();
    let copies = of_all.iter().flat_map(|item| &item.copies);
    let copies: BTreeSet<_> = copies.map(|copy| &copy.statement).collect();
    let mut counted = [0; 3];
    for mode in [Mode::Direct, Mode::Indirect, Mode::Mixed] {
        for (sum, count) in counted.iter_mut().zip(left_out(Some(mode))) {
            *sum += count;
        }
        for item in &review(Some(mode), true).items {
            let harm = (item.weight, item.doubt, item.cost, &item.reasons);
            match harms.get(&item.entry.id) {
                Some(known) => prop_assert_eq!(known, &harm),
                None => prop_assert!(copies.contains(&item.entry.id), "{}", item.entry.id),
            }
        }
    }
    prop_assert_eq!(counted, left_out(None));
    Ok(())
}

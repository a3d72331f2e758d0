//! The explanations of marks in a table.

use std::borrow::Borrow;
use std::collections::BTreeSet;

/// Explanations of marks, each once, sorted by weight.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Legend(BTreeSet<(u8, &'static str)>);

impl Legend {
    /// Adds an explanation; those with less weight come first.
    pub(crate) fn add(&mut self, weight: u8, explanation: &'static str) {
        self.0.insert((weight, explanation));
    }

    /// Adds all explanations of `other`.
    pub(crate) fn extend(&mut self, other: impl Borrow<Self>) {
        self.0.extend(&other.borrow().0);
    }

    /// Formats the legend on one line; `None` if there is nothing to explain.
    pub(crate) fn text(&self) -> Option<String> {
        let explanations: Vec<&str> = self.0.iter().map(|(_, explanation)| *explanation).collect();
        (!explanations.is_empty()).then(|| format!("Marks: {}", explanations.join("; ")))
    }
}

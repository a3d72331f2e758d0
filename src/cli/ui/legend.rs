use std::borrow::Borrow;
use std::collections::BTreeSet;

/// What explains the marks of a table, each explanation once, those of less weight first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Legend(BTreeSet<(u8, &'static str)>);

impl Legend {
    /// Adds an explanation.
    pub(crate) fn add(&mut self, weight: u8, explanation: &'static str) {
        self.0.insert((weight, explanation));
    }

    /// Adds all that the other one has.
    pub(crate) fn extend(&mut self, other: impl Borrow<Self>) {
        self.0.extend(&other.borrow().0);
    }

    /// The legend on one line; `None` where there is no mark to explain.
    pub(crate) fn text(&self) -> Option<String> {
        let explanations: Vec<&str> = self.0.iter().map(|(_, explanation)| *explanation).collect();
        (!explanations.is_empty()).then(|| format!("Marks: {}", explanations.join("; ")))
    }
}

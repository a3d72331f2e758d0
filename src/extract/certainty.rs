//! How sure a reading is: per cent, as the sum of parts that each have their reason.

/// Per cent, and what each part was given or taken for, in order.
///
/// The numbers are the precision that a rule has on annotated news, rounded, less what weakens it; see "How reading
/// is measured" in the README.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Certainty {
    percent: i32,
    parts: Vec<(&'static str, i32)>,
}

impl Certainty {
    /// What a rule begins with.
    pub(super) fn of(percent: i32, why: &'static str) -> Self {
        Self {
            percent,
            parts: vec![(why, percent)],
        }
    }

    /// Less sure by `by` per cent; nothing is noted where that is 0.
    pub(super) fn less(mut self, by: i32, why: &'static str) -> Self {
        if by != 0 {
            self.percent -= by;
            self.parts.push((why, -by));
        }
        self
    }

    /// The same where `so`, else unchanged.
    pub(super) fn less_if(self, so: bool, by: i32, why: &'static str) -> Self {
        if so { self.less(by, why) } else { self }
    }

    pub(super) fn percent(&self) -> i32 {
        self.percent
    }

    /// Each part and its reason.
    pub(super) fn parts(&self) -> &[(&'static str, i32)] {
        &self.parts
    }
}

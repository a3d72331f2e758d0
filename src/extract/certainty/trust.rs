//! By how much one reading is preferred to another of the same words: per cent, as the sum of parts that each have
//! their ground.

/// Per cent, and the grounds that it was given or taken for, in order.
///
/// It orders readings that compete for the same words, and drops what has too little to speak for it. It is not the
/// certainty that is published: see [`certainty`](super::certainty).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Trust {
    percent: i32,
    grounds: Vec<&'static str>,
}

impl Trust {
    /// What a rule begins with.
    pub(in crate::extract) fn of(percent: i32, ground: &'static str) -> Self {
        Self {
            percent,
            grounds: vec![ground],
        }
    }

    /// Less trusted by `by` per cent; nothing is noted where that is 0.
    pub(in crate::extract) fn less(mut self, by: i32, ground: &'static str) -> Self {
        if by != 0 {
            self.percent -= by;
            self.grounds.push(ground);
        }
        self
    }

    /// The same where `so`, else unchanged.
    pub(in crate::extract) fn less_if(self, so: bool, by: i32, ground: &'static str) -> Self {
        if so { self.less(by, ground) } else { self }
    }

    pub(in crate::extract) fn percent(&self) -> i32 {
        self.percent
    }

    pub(in crate::extract) fn grounds(&self) -> &[&'static str] {
        &self.grounds
    }
}

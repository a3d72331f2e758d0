//! The ranking value of a reading: per cent, as a sum of parts that each have a ground.

/// The per cent of trust in a reading, and the grounds for each part of it, in order.
///
/// It orders readings that compete for the same words, and drops those with too little of it. It is not the published
/// certainty: see [`compute_certainty`](super::compute_certainty).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::extract) struct Trust {
    percent: i32,
    grounds: Vec<&'static str>,
}

impl Trust {
    /// The trust that a rule starts with.
    pub(in crate::extract) fn new(percent: i32, ground: &'static str) -> Self {
        Self {
            percent,
            grounds: vec![ground],
        }
    }

    /// Reduces the trust by `by` per cent; a reduction by 0 is not noted.
    pub(in crate::extract) fn reduce(mut self, by: i32, ground: &'static str) -> Self {
        if by != 0 {
            self.percent -= by;
            self.grounds.push(ground);
        }
        self
    }

    /// Reduces the trust if `so` is true.
    pub(in crate::extract) fn reduce_if(self, so: bool, by: i32, ground: &'static str) -> Self {
        if so { self.reduce(by, ground) } else { self }
    }

    /// The per cent of trust.
    pub(in crate::extract) fn percent(&self) -> i32 {
        self.percent
    }

    /// The grounds, in the order in which they were given.
    pub(in crate::extract) fn grounds(&self) -> &[&'static str] {
        &self.grounds
    }
}

//! Maps whose keys are words of the lexicon.

pub(in crate::extract) use crate::domain::{FastMap, FastSet};

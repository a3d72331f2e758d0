//! What says the same: articles that are copies of one another, and statements in other words or cut otherwise.
//!
//! Both are found in the same way. A text is looked up by a few hashes of its own ([`sketch`], [`grams`]), which
//! an index of some other layer keeps; what shares some of them is then compared ([`is_copy`] and [`is_same_brief`],
//! [`likeness`]). So the cost of a text does not grow with the archive.

mod briefs;
mod copies;
mod difference;
mod hash;
mod inflection;
mod language;
mod matcher;
mod measure;
mod postings;
mod prepared;
mod score;
mod units;

pub use briefs::is_same_brief;
pub use copies::{
    CANDIDATE_SHARED_LEAST, COMPARED_LEAST, CONTAINED, GRAMS_LEAST, POSTINGS_MAX, SKETCH_LEAST, full_grams,
    is_copy, sketch,
};
pub use difference::{DIFFERENCES, Difference};
pub use inflection::{inflection_stem, stem_mark};
pub use matcher::{Matcher, SameLanguage};
pub use measure::names_measure;
pub use postings::{POSTINGS_FULL, most_shared, posting, postings};
pub use prepared::{GRAMS_MAX, Prepared, grams};
pub use score::{LIKE_LEAST, SHARED_MAX, Similarity, likeness};

//! The harm that a wrong reading is expected to do, by which `review` orders its questions.
//!
//! Read the files in this order: `signs` (what speaks against a reading), `sign_set`, `expected_harm` (their sum),
//! `sign_detector` (finds them in one reading), and `reading_record` (what of it does not depend on other readings, as
//! it is stored).

mod expected_harm;
mod reading_record;
mod sign_detector;
mod sign_set;
pub mod signs;

pub use expected_harm::{ExpectedHarm, FoundDoubt, dependents_cost, expected_harm};
pub use reading_record::{
    DamagedRecord, ReadingRecord, RecordFlags, decode_records, encode_record, first_row_of_block,
    record_block, record_hash,
};
pub use sign_detector::{
    RULES_WITH_SIGN, ReadingFeatures, characters_between, detect_signs, is_far, is_in_headline,
};
pub use sign_set::{READER_DOUBTS, SignSet};
pub use signs::{
    CERTAINTY, COPIES_DIFFER_IN_ACT, COPIES_DISAGREE, DATE_APPROXIMATE, DEPENDENTS_MAX, DISPUTE,
    DOUBT_POINTS_MIN, DOUBT_SIGNS, DoubtSign, GONE, HEADLINE, LONE, PRONOUN, PRONOUN_FAR, SURNAME,
    doubt_names,
};

//! Decides the day on which the words of each report were said.
//!
//! A date in the report's own sentence comes first, if it stands with the cue (`sentence_date`). Otherwise it is the
//! day of the speech, meeting or statement that the article ties to the speaker (`event_date`), or that of the same
//! speaker's utterance nearby. Words said "previously", or that "had been said", belong to another occasion.
//!
//! Takes the reports and their speakers; returns one date or `None` for each.
//!
//! Files, top-down: `resolve_dates`, then `sentence_date` and `event_date`, which add methods to `ArticleDates`, and
//! `article_dates`.

mod article_dates;
mod event_date;
mod resolve_dates;
mod sentence_date;

pub(super) use resolve_dates::resolve_said_dates;

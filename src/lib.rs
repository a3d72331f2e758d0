//! dixit keeps the record of who said what, when, and where it was reported.
//!
//! ```
//! use dixit::domain::{ArticleId, Lang, Source};
//! use dixit::extract;
//!
//! let text = "« Nous publierons les règles », a déclaré jeudi Claire Aubert, ministre du Numérique.";
//! let statements = extract::read(&extract::Input {
//!     article: &ArticleId::of(&Source::default(), text),
//!     lang: Lang::Fr,
//!     published: "2026-03-13".parse().ok(), // a Friday
//!     published_or: None,
//!     text,
//! });
//!
//! let statement = &statements[0];
//! assert_eq!(statement.evidence[0].quote.text, "Nous publierons les règles");
//! assert_eq!(statement.speaker.reference.as_deref(), Some("Claire Aubert"));
//! assert_eq!(statement.said.date.to_string(), "2026-03-12");
//! ```
//!
//! # The code map
//!
//! Each module is a layer. A layer knows those that its row names and no others; `tests/house.rs` holds that.
//!
//! | layer | what it does | knows |
//! |---|---|---|
//! | [`domain`] | what is true: articles, statements, dates, events, decisions; pure | |
//! | [`extract`] | text in, statements out; pure, and never fails | domain |
//! | [`ingest`] | bytes in, articles out | domain |
//! | [`log`] | the append-only log in SQLite | domain |
//! | [`projection`] | folds the log into read models | domain |
//! | [`query`] | typed questions, answered from the read models | domain |
//! | [`export`] | answers as JSON, JSON Lines, CSV, Markdown, snapshots | domain, query |
//! | [`tracker`] | the one door: load → decide → append → project | domain, extract, log, projection, query |
//! | [`cli`] | the command line; alone prints, reads clock and environment | all but log and projection |
//!
//! # The laws
//!
//! 1. The log only grows, and everything shown is a fold of it.
//! 2. Every statement carries its evidence: its words are an exact slice of the stored text.
//! 3. Readings are events; interpretations are projections.
//! 4. Nothing is invented: an unknown speaker stays unknown, an unresolved date unresolved.
//! 5. Two clocks: when it was *said* and when it was *recorded* are never mixed.
//! 6. Same input, same events: time, names and randomness are inputs.
//! 7. One door for writing: events, read models and checkpoint appear together or not at all.
//! 8. The library never prints, exits, or reads the clock or the environment; only [`cli`] does.
//! 9. Text can be taken down, history cannot be rewritten.
//! 10. A false answer is worse than none: what is uncertain is shown as uncertain, an id never changes its speaker, a
//!     decision never moves to other words, and several candidates are listed, never guessed.
//!
//! # Where to start reading
//!
//! [`domain::Statement`] and [`domain::Event`] are the words that everything speaks; [`domain::decide`] is every
//! decision there is; [`tracker::Tracker::record`] is the way of an article into the record. Then follow what you
//! came for: `extract` for how an article is read, `projection` and `query` for how a question is answered.
//! `ARCHITECTURE.md` has the whole map, with what is deliberately absent.

pub mod cli;
pub mod domain;
pub mod export;
pub mod extract;
pub mod ingest;
pub mod log;
pub mod projection;
pub mod query;
pub mod tracker;

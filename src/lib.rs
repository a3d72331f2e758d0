//! dixit records who said what, when, and where it was reported.
//!
//! ```
//! use dixit::domain::{ArticleId, Lang, Source};
//! use dixit::extract;
//!
//! let text = "« Nous publierons les règles », a déclaré jeudi Claire Aubert, ministre du Numérique.";
//! let statements = extract::read_statements(&extract::ExtractorInput {
//!     article: &ArticleId::from_source(&Source::default(), text),
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
//! # Code map
//!
//! Each module is a layer. A layer may import only the layers in its row; `tests/house.rs` checks that.
//!
//! | layer | what it does | imports |
//! |---|---|---|
//! | [`domain`] | articles, statements, dates, events, decisions; pure | |
//! | [`extract`] | reads statements from a text; pure, never fails | domain |
//! | `fetch` | fetches web addresses, politely | |
//! | [`ingest`] | reads articles from bytes | domain |
//! | [`log`] | stores events in the append-only log in SQLite | domain |
//! | [`projection`] | folds the log into read models | domain |
//! | [`query`] | answers typed questions from the read models | domain |
//! | [`export`] | writes answers as JSON, JSON Lines, CSV, Markdown, snapshots | domain, query |
//! | [`tracker`] | the only way to write: load → decide → append → project | domain, extract, log, projection, query |
//! | `web` | pages for a browser: served, or published as files | domain, export, query, tracker |
//! | [`cli`] | the command line; alone prints and reads clock and environment | all but log and projection |
//!
//! # Invariants
//!
//! 1. The log only grows, and everything shown is a fold of it.
//! 2. Every statement has its evidence: its words are an exact slice of the stored text.
//! 3. Readings are events; interpretations are projections.
//! 4. Nothing is invented: an unknown speaker stays unknown, an unresolved date unresolved.
//! 5. Two clocks: the date of an utterance (*said*) and the time of recording (*recorded*) are never mixed.
//! 6. Same input, same events: time, names and randomness are inputs.
//! 7. One transaction per write: events, read models and checkpoint appear together or not at all.
//! 8. The library never prints, exits, or reads the clock or the environment; only [`cli`] does.
//! 9. A text can be redacted; history cannot be rewritten.
//! 10. A false answer is worse than none: uncertainty is shown, an id never changes its speaker, a decision never
//!     moves to other words, and several candidates are listed, never guessed.
//!
//! # Where to start reading
//!
//! [`domain::Statement`] and [`domain::Event`] define the vocabulary of all layers, [`domain::decide`] all decisions,
//! and [`tracker::Tracker::record_readings`] the way of an article into the log. From there, `extract` shows how an
//! article is read, and `projection` and `query` how a question is answered. `ARCHITECTURE.md` has the complete map,
//! including what is deliberately absent.

pub mod cli;
pub mod domain;
pub mod export;
pub mod extract;
pub mod fetch;
pub mod ingest;
pub mod log;
pub mod projection;
pub mod proof;
pub mod query;
pub mod tracker;
#[cfg(feature = "web")]
pub mod web;

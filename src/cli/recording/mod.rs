//! Records the articles that a command found: reads them on all cores, records them in transactions, reports each.
//!
//! Top-down: `intake` is the loop; `worker` reads one article; `batch` records articles in transactions and reports
//! each; `tally` counts them; `article_queue` lets them wait while the origin of a copy cannot be reached;
//! `article_lookup` finds an article by the id that a reading gives.

mod article_lookup;
mod article_queue;
mod batch;
mod intake;
mod tally;
mod worker;

pub(crate) use article_lookup::ArticleLookup;
pub(crate) use article_queue::ArticleQueue;
pub(crate) use batch::IngestBatch;
pub(crate) use intake::{Intake, take_in, take_in_with};
pub(crate) use worker::{ArticleJob, GetArticles, Got};

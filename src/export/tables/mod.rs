//! The columns and rows of the answers of `query`, one file per command. `statement_columns` has those that all tables
//! of statements begin with.

mod articles;
mod brief;
mod changes;
mod check;
mod conflicts;
mod coverage;
mod due;
mod first;
mod matrix;
mod new;
mod proposals;
mod replies;
mod review;
mod search_articles;
mod silent;
mod similar;
mod sources;
mod speakers;
mod statement_columns;
mod timeline_counts;
mod topics;

//! The log on a PostgreSQL server, which many machines share.
//!
//! Read top-down: `log_tables` (how a log is made, and who may use it), `postgres_store` (the log in its tables),
//! `insertion`, `row_query` and `postgres_row` (how rows are written and read), `postgres_log` (one connection and its
//! transactions), `connection` and `tls`, `server_error`, `credentials`, `password_file` and `service_file` (who asks),
//! `address` (where the server is), `right` and `error`.

mod address;
mod connection;
mod credentials;
mod error;
mod insertion;
mod log_tables;
mod password_file;
mod postgres_log;
mod postgres_row;
mod postgres_store;
mod right;
mod row_query;
mod server_error;
mod service_file;
mod tls;

pub use address::OriginAddress;
pub use credentials::OriginCredentials;
pub use error::OriginError;
pub use postgres_log::PostgresLog;
pub use right::OriginRight;

//! The log on a PostgreSQL server, which many machines share.
//!
//! Read top-down: `table_check` and `log_tables` (how a log is made, who may use it, and whether it is still as it was
//! made), `postgres_store` (the log in its tables), `insertion`, `row_query` and `postgres_row` (how rows are written
//! and read), `postgres_log` (one connection and its transactions), `connection`, `tls` and `server_error`,
//! `connection_target`, `password_file` and `service_file` (what an address means for whoever asks), `credentials`,
//! `address`, `right` and `error`. Without the feature `postgres`, `not_built_in` stands for the store.

mod address;
#[cfg(feature = "postgres")]
mod connection;
#[cfg(feature = "postgres")]
mod connection_target;
mod credentials;
mod error;
#[cfg(feature = "postgres")]
mod insertion;
#[cfg(feature = "postgres")]
mod log_tables;
#[cfg(not(feature = "postgres"))]
mod not_built_in;
#[cfg(feature = "postgres")]
mod password_file;
#[cfg(feature = "postgres")]
mod postgres_log;
#[cfg(feature = "postgres")]
mod postgres_row;
#[cfg(feature = "postgres")]
mod postgres_store;
mod right;
#[cfg(feature = "postgres")]
mod row_query;
#[cfg(feature = "postgres")]
mod server_error;
#[cfg(feature = "postgres")]
mod service_file;
#[cfg(feature = "postgres")]
mod table_check;
#[cfg(feature = "postgres")]
mod tls;

pub use address::OriginAddress;
pub use credentials::OriginCredentials;
pub use error::OriginError;
#[cfg(not(feature = "postgres"))]
pub use not_built_in::PostgresLog;
#[cfg(feature = "postgres")]
pub use postgres_log::PostgresLog;
pub use right::OriginRight;

//! The log on a PostgreSQL server, which many machines share.
//!
//! Read top-down: `credentials` (who asks), `password_file` and `service_file` (what they are read from), `address`
//! (where the server is), `error`.

mod address;
mod credentials;
mod error;
mod password_file;
mod service_file;

pub use address::OriginAddress;
pub use credentials::OriginCredentials;
pub use error::OriginError;

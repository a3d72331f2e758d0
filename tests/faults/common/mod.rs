//! What the faults share: the program in a directory of its own (`bench`), chance (`dice`), what was acknowledged
//! (`acknowledgements`), the state of a log (`log_state`), system calls (`strace`), the figures (`figures`), and a
//! server (`postgres_server`) with what happens to it (`server_faults`) and to connections with it (`cutting_proxy`).

pub(crate) mod acknowledgements;
#[cfg(feature = "postgres")]
#[path = "../../common/article_readings.rs"]
pub(crate) mod article_readings;
pub(crate) mod bench;
#[cfg(feature = "postgres")]
pub(crate) mod cutting_proxy;
pub(crate) mod dice;
pub(crate) mod figures;
pub(crate) mod log_state;
#[cfg(feature = "postgres")]
#[path = "../../common/postgres_server.rs"]
pub(crate) mod postgres_server;
#[cfg(feature = "postgres")]
pub(crate) mod server_faults;
pub(crate) mod strace;

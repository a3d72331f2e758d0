//! What every store of the log must do, once for each: a test here runs on SQLite and on PostgreSQL.
//!
//! A test is a function of the store ([`TestLog`](test_log::TestLog)); `on_each_store!` makes `…::sqlite` and
//! `…::postgres` of it. What only one store does is tested elsewhere, in `tests/log_*.rs` and `tests/postgres_*.rs`.

/// Tests of the functions with these names, each on every store.
macro_rules! on_each_store {
    ($($(#[$attribute:meta])* $name:ident),* $(,)?) => {
        $(
            mod $name {
                #[test]
                $(#[$attribute])*
                fn sqlite() {
                    // Every store must give the same.
                    insta::allow_duplicates!(super::$name::<crate::conformance::sqlite_log::SqliteLog>());
                }

                #[cfg(all(unix, feature = "postgres"))]
                #[test]
                $(#[$attribute])*
                fn postgres() {
                    if crate::common::postgres_server::is_postgres_installed() {
                        insta::allow_duplicates!(
                            super::$name::<crate::conformance::postgres_log::PostgresTestLog>()
                        );
                    }
                }
            }
        )*
    };
}

mod append;
mod append_only;
mod concurrent;
mod crash;
#[cfg(all(unix, feature = "postgres"))]
mod postgres_log;
mod redaction;
mod sqlite_log;
mod tampering;
mod test_log;
mod tree;

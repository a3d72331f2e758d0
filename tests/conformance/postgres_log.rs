//! The log on a PostgreSQL server, for the suite.

//! Drills: what may happen to a log on a server while many machines write to it, and what is left of what each of them
//! acknowledged.
//!
//! `machine` is one of them (a copy, or a bare connection to the log), and `origin` the server with its log.

mod clocks;
mod connection_cut;
mod failover;
mod machine;
mod machine_killed;
mod many_writers;
mod origin;
mod restored_origin;
mod server_killed;

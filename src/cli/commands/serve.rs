use crate::cli::environment;
use crate::cli::error::{CliError, ExitStatus};
use crate::cli::interrupt::Interrupt;
use crate::cli::session::Session;
use crate::query::input::parse_count;
use crate::web::{ServeOptions, Server};
use clap::Args;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

const EXAMPLES: &str = "\
Nothing can be changed through it, and what is recorded meanwhile is seen at once. The address of each page has the \
parameters of the command that answers the same question, and ?format=json, csv or md gives what that command prints.

Examples:
  dixit serve
  dixit serve --addr 127.0.0.1:9000
  dixit serve --addr 0.0.0.0:8080 --host dixit.gazette.example";

/// Show the record in a browser
#[derive(Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct ServeArgs {
    /// Address and port to listen at; only this machine can reach the default
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8080")]
    addr: SocketAddr,
    /// Name of a host by which browsers may ask, besides localhost and numbers; may be repeated
    #[arg(long = "host", value_name = "NAME")]
    hosts: Vec<String>,
    /// Give up on a page after this many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_count, default_value_t = 10)]
    timeout: usize,
}

impl ServeArgs {
    /// Answers requests until the user asks to stop.
    pub(crate) fn run(self, session: &mut Session) -> Result<ExitStatus, CliError> {
        session.refuse_as_of("a page has its own: add ?as-of=… to its address")?;
        session.require_database()?;
        let interrupt = Interrupt::listen();
        let clock = environment::clock()?;
        let server = Server::bind(ServeOptions {
            db: session.db.clone(),
            address: self.addr,
            hosts: self.hosts,
            clock: Arc::from(clock),
            time_max: Duration::from_secs(self.timeout as u64),
        })?;
        if !self.addr.ip().is_loopback() {
            session.ui.print_note(format_args!(
                "anybody who can reach {} can read the whole record",
                server.address()
            ));
        }
        session.ui.write_line(format!("http://{}/", server.address()))?;
        session.ui.flush()?;
        server.run(|| interrupt.is_asked());
        Ok(ExitStatus::Done)
    }
}

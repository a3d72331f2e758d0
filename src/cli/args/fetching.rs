//! Options for commands that fetch web addresses.

use clap::Args;

/// How web addresses are fetched
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Fetching")]
pub(crate) struct FetchingArgs {
    /// Also fetch from this machine and private networks, which an address or a redirect could otherwise be made to
    /// read
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Fetch what robots.txt forbids: for your own site
    #[arg(long)]
    pub(crate) ignore_robots: bool,
    /// Seconds between two requests to one host; 1 if not given
    #[arg(long, value_name = "SECONDS", value_parser = parse_delay)]
    pub(crate) delay: Option<f64>,
}

/// Parses a pause of at most an hour.
fn parse_delay(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|seconds| (0.0..=3600.0).contains(seconds))
        .ok_or_else(|| "write seconds from 0 to 3600, as in 0.5".to_owned())
}

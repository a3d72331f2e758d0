//! The pager, a program such as `less` that shows long output one screen at a time.

use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// The pager used if none is configured.
const DEFAULT_PAGER: &str = "less";
/// Options for `less` if the environment sets none: quit if the text fits on one screen, pass colours through, leave
/// the text on the screen, and end with dixit.
const LESS_OPTIONS: &str = "FRXK";

/// Where stdout data goes: directly to stdout, or through a pager.
pub(crate) enum OutputSink {
    /// To stdout.
    Direct(Box<dyn Write>),
    /// Nothing was written yet. The first write starts the pager, or goes to stdout if the pager cannot start.
    Waiting(Pager, Box<dyn Write>),
    /// Through the running pager.
    Paging(Child, ChildStdin),
    /// The pager has ended.
    Ended,
}

/// The command that starts a pager.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pager {
    program: String,
    args: Vec<String>,
    /// Environment variables to set if they are unset.
    variables: Vec<(&'static str, &'static str)>,
}

impl Pager {
    /// Parses a command, whose words are separated by spaces; `None` for `cat` and for an empty command.
    pub(crate) fn parse(command: Option<&str>) -> Option<Self> {
        let mut words = command
            .unwrap_or(DEFAULT_PAGER)
            .split_whitespace()
            .map(str::to_owned);
        let program = words.next().filter(|program| program != "cat")?;
        Some(Self {
            program,
            args: words.collect(),
            variables: Vec::new(),
        })
    }

    /// Adds the variables that the pager needs and that `is_set` does not find in the environment.
    pub(crate) fn with_default_variables(mut self, is_set: impl Fn(&str) -> bool) -> Self {
        let defaults = [("LESS", LESS_OPTIONS), ("LESSCHARSET", "utf-8"), ("LV", "-c")];
        self.variables = defaults.into_iter().filter(|(name, _)| !is_set(name)).collect();
        self
    }

    fn start(&self) -> Option<(Child, ChildStdin)> {
        let mut child = Command::new(&self.program)
            .args(&self.args)
            .envs(self.variables.iter().copied())
            .stdin(Stdio::piped())
            .spawn()
            .ok()?;
        let input = child.stdin.take()?;
        Some((child, input))
    }
}

impl OutputSink {
    /// Whether output goes through a pager, so that nothing else may be written to the terminal now.
    pub(crate) const fn is_paged(&self) -> bool {
        matches!(self, Self::Waiting(..) | Self::Paging(..))
    }

    /// Sends further output through `pager`.
    pub(crate) fn through(self, pager: Pager) -> Self {
        match self {
            Self::Direct(out) => Self::Waiting(pager, out),
            other => other,
        }
    }

    /// Waits until the person quits the pager.
    pub(crate) fn finish(&mut self) {
        match std::mem::replace(self, Self::Ended) {
            Self::Paging(mut child, input) => {
                drop(input);
                // The exit status of the pager does not matter.
                let _ = child.wait();
            }
            Self::Waiting(_, out) | Self::Direct(out) => *self = Self::Direct(out),
            Self::Ended => {}
        }
    }
}

impl Write for OutputSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Self::Waiting(pager, _) = self {
            let started = pager.start();
            *self = match (started, std::mem::replace(self, Self::Ended)) {
                (Some((child, input)), _) => Self::Paging(child, input),
                // A missing pager must not hide the answer.
                (None, Self::Waiting(_, out)) => Self::Direct(out),
                (None, other) => other,
            };
        }
        match self {
            Self::Direct(out) | Self::Waiting(_, out) => out.write(bytes),
            Self::Paging(_, input) => input.write(bytes),
            Self::Ended => Err(io::ErrorKind::BrokenPipe.into()),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Direct(out) => out.flush(),
            Self::Paging(_, input) => input.flush(),
            Self::Waiting(..) | Self::Ended => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pager_command_is_split_into_arguments() {
        let named = |command| Pager::parse(command).map(|pager| (pager.program, pager.args.join(" ")));
        let pair = |program: &str, args: &str| Some((program.to_owned(), args.to_owned()));
        assert_eq!(named(None), pair("less", ""));
        assert_eq!(named(Some("more")), pair("more", ""));
        assert_eq!(named(Some(" less -R -S ")), pair("less", "-R -S"));
        for none in ["", "  ", "cat"] {
            assert_eq!(named(Some(none)), None, "{none:?}");
        }
    }

    #[test]
    fn environment_wins_over_pager_defaults() {
        let variable_names = |is_set: fn(&str) -> bool| {
            let pager = Pager::parse(None).unwrap().with_default_variables(is_set);
            pager
                .variables
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(variable_names(|_| false), "LESS LESSCHARSET LV");
        assert_eq!(variable_names(|name| name == "LESS"), "LESSCHARSET LV");
    }

    #[test]
    fn missing_pager_prints_directly() {
        let pager = Pager::parse(Some("dixit-has-no-such-pager")).unwrap();
        let mut sink = OutputSink::Direct(Box::new(io::sink())).through(pager);
        assert!(sink.is_paged());
        sink.write_all(b"an answer").unwrap();
        assert!(!sink.is_paged());
        sink.finish();
        sink.write_all(b"and more").unwrap();
    }
}

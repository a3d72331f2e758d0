use std::io::{self, Write};
use std::process::{Child, ChildStdin, Command, Stdio};

/// The pager that is used where nobody names one.
const DEFAULT: &str = "less";
/// What `less` needs to know where nobody tells it: quit where all fits on one screen, pass colour through, leave the
/// text on the screen, and end with the program that it reads from.
const LESS: &str = "FRXK";

/// Where the data of a command goes: straight to stdout, or through a pager from the first byte on.
pub(crate) enum Sink {
    /// To stdout.
    Direct(Box<dyn Write>),
    /// Nothing was written yet: what is written starts the pager, or goes to stdout where there is none.
    Waiting(Pager, Box<dyn Write>),
    /// Through the pager.
    Paging(Child, ChildStdin),
    /// The pager has ended.
    Ended,
}

/// A program that shows text a screen at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pager {
    program: String,
    args: Vec<String>,
    /// Variables that it gets where the environment has none of that name.
    variables: Vec<(&'static str, &'static str)>,
}

impl Pager {
    /// The pager that `command` names, words apart by spaces; none for `cat` and for nothing at all.
    pub(crate) fn of(command: Option<&str>) -> Option<Self> {
        let mut words = command.unwrap_or(DEFAULT).split_whitespace().map(str::to_owned);
        let program = words.next().filter(|program| program != "cat")?;
        Some(Self {
            program,
            args: words.collect(),
            variables: Vec::new(),
        })
    }

    /// The same pager, told what it needs to know where `is_set` says that the environment does not tell it.
    pub(crate) fn told(mut self, is_set: impl Fn(&str) -> bool) -> Self {
        let defaults = [("LESS", LESS), ("LESSCHARSET", "utf-8"), ("LV", "-c")];
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

impl Sink {
    /// Whether a person reads it through a pager, so that nothing else may be written to the terminal meanwhile.
    pub(crate) const fn is_paged(&self) -> bool {
        matches!(self, Self::Waiting(..) | Self::Paging(..))
    }

    /// Lets what is written from now on go through `pager`.
    pub(crate) fn through(self, pager: Pager) -> Self {
        match self {
            Self::Direct(out) => Self::Waiting(pager, out),
            other => other,
        }
    }

    /// Waits until whoever reads has quit the pager.
    pub(crate) fn finish(&mut self) {
        match std::mem::replace(self, Self::Ended) {
            Self::Paging(mut child, input) => {
                drop(input);
                // What the pager made of it is not ours to judge.
                let _ = child.wait();
            }
            Self::Waiting(_, out) | Self::Direct(out) => *self = Self::Direct(out),
            Self::Ended => {}
        }
    }
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if let Self::Waiting(pager, _) = self {
            let started = pager.start();
            *self = match (started, std::mem::replace(self, Self::Ended)) {
                (Some((child, input)), _) => Self::Paging(child, input),
                // A pager that is not there keeps nobody from the answer.
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
    fn pager_is_named_with_its_arguments() {
        let named = |command| Pager::of(command).map(|pager| (pager.program, pager.args.join(" ")));
        let pair = |program: &str, args: &str| Some((program.to_owned(), args.to_owned()));
        assert_eq!(named(None), pair("less", ""));
        assert_eq!(named(Some("more")), pair("more", ""));
        assert_eq!(named(Some(" less -R -S ")), pair("less", "-R -S"));
        for none in ["", "  ", "cat"] {
            assert_eq!(named(Some(none)), None, "{none:?}");
        }
    }

    #[test]
    fn environment_wins_over_what_the_pager_is_told() {
        let told = |is_set: fn(&str) -> bool| {
            let pager = Pager::of(None).unwrap().told(is_set);
            pager
                .variables
                .iter()
                .map(|(name, _)| *name)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(told(|_| false), "LESS LESSCHARSET LV");
        assert_eq!(told(|name| name == "LESS"), "LESSCHARSET LV");
    }

    #[test]
    fn answer_is_printed_where_there_is_no_such_pager() {
        let pager = Pager::of(Some("dixit-has-no-such-pager")).unwrap();
        let mut sink = Sink::Direct(Box::new(io::sink())).through(pager);
        assert!(sink.is_paged());
        sink.write_all(b"an answer").unwrap();
        assert!(!sink.is_paged());
        sink.finish();
        sink.write_all(b"and more").unwrap();
    }
}

//! A pseudo-terminal, for testing how the program behaves on a terminal.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};

/// A pseudo-terminal.
pub(crate) struct Terminal {
    screen: File,
    path: std::path::PathBuf,
}

impl Terminal {
    /// A terminal of 24 rows and `columns` columns.
    pub(crate) fn new(columns: u16) -> Self {
        let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&screen).unwrap();
        unlockpt(&screen).unwrap();
        let size = Winsize {
            ws_row: 24,
            ws_col: columns,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        tcsetwinsize(&screen, size).unwrap();
        let name = ptsname(&screen, Vec::new()).unwrap();
        Self {
            screen: File::from(screen),
            path: OsStr::from_bytes(name.as_bytes()).into(),
        }
    }

    /// The end of the terminal that a program is connected to.
    pub(crate) fn stdio(&self) -> Stdio {
        File::options()
            .read(true)
            .write(true)
            .open(&self.path)
            .unwrap()
            .into()
    }

    /// Runs `command`, which must be connected to this terminal, to its end and returns what it printed.
    pub(crate) fn screen_after(mut self, mut command: Command) -> String {
        let mut child = command.spawn().unwrap();
        // `command` holds the other end open: reading stops only after all its handles are closed.
        drop(command);
        let mut shown = Vec::new();
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = self.screen.read(&mut bytes) {
            shown.extend(bytes.get(..count).unwrap());
        }
        child.wait().unwrap();
        String::from_utf8(shown).unwrap().replace("\r\n", "\n")
    }
}

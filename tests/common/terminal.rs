//! A terminal for programs that look whether they have one.

use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use std::ffi::OsStr;
use std::fs::File;
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::process::{Command, Stdio};

/// A terminal that is so many cells wide.
pub(crate) struct Terminal {
    screen: File,
    path: std::path::PathBuf,
}

impl Terminal {
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

    /// The end that a program has.
    pub(crate) fn end(&self) -> Stdio {
        File::options()
            .read(true)
            .write(true)
            .open(&self.path)
            .unwrap()
            .into()
    }

    /// What is on the screen once `command`, which has this terminal, has ended.
    pub(crate) fn show(mut self, mut command: Command) -> String {
        let mut child = command.spawn().unwrap();
        // Once no program has the other end, reading ends.
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

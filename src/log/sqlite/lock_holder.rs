use std::path::Path;

/// A process that has a lock on the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LockHolder {
    /// Its number.
    pub process: u32,
    /// Its command line, the program without its directory; `None` where the system does not show it.
    pub command: Option<String>,
}

/// The process that holds the write lock of the database at `path`. Only Linux tells.
pub(super) fn find_writer(path: &Path) -> Option<LockHolder> {
    platform::find_holders(path, platform::WRITE_LOCK).pop()
}

/// The other processes that read the database at `path`. Only Linux tells.
pub(super) fn find_readers(path: &Path) -> Vec<LockHolder> {
    platform::find_holders(path, platform::READ_LOCKS)
}

/// Reads the kernel's list of locks. The file of the locks is never opened: closing it would drop the locks that
/// SQLite has on it for this process.
#[cfg(target_os = "linux")]
mod platform {
    use super::LockHolder;
    use std::collections::BTreeSet;
    use std::ffi::OsStr;
    use std::fs;
    use std::ops::RangeInclusive;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    /// The byte of the `-shm` file that a writer locks (`WAL_WRITE_LOCK` of SQLite's file format).
    pub(super) const WRITE_LOCK: RangeInclusive<u64> = 120..=120;
    /// The bytes that readers lock (`WAL_READ_LOCK(0)` and up).
    pub(super) const READ_LOCKS: RangeInclusive<u64> = 123..=127;

    /// The other processes that have a lock on one of `bytes`.
    pub(super) fn find_holders(path: &Path, bytes: RangeInclusive<u64>) -> Vec<LockHolder> {
        let mut shared = path.as_os_str().to_owned();
        shared.push("-shm");
        let (Ok(metadata), Ok(locks)) = (fs::metadata(shared), fs::read_to_string("/proc/locks")) else {
            return Vec::new();
        };
        let own = std::process::id();
        let holders = locks.lines().filter_map(|line| {
            let (process, inode, locked) = parse_lock(line)?;
            let overlaps = locked.start() <= bytes.end() && bytes.start() <= locked.end();
            (inode == metadata.ino() && overlaps && process != own).then_some(process)
        });
        holders
            .collect::<BTreeSet<u32>>()
            .into_iter()
            .map(|process| LockHolder {
                process,
                command: read_command(process),
            })
            .collect()
    }

    /// Process, inode and bytes of a line such as `1: POSIX  ADVISORY  WRITE 712 fe:00:1835 120 120`. `None` for other
    /// kinds of locks, for those who wait, and for processes that this one cannot see.
    fn parse_lock(line: &str) -> Option<(u32, u64, RangeInclusive<u64>)> {
        let mut fields = line.split_whitespace().skip(1);
        if fields.next()? != "POSIX" {
            return None;
        }
        let mut fields = fields.skip(2);
        let process = fields.next()?.parse().ok().filter(|process| *process > 0)?;
        let inode = fields.next()?.rsplit(':').next()?.parse().ok()?;
        let start = fields.next()?.parse().ok()?;
        let end = fields.next()?.parse().unwrap_or(u64::MAX);
        Some((process, inode, start..=end))
    }

    fn read_command(process: u32) -> Option<String> {
        let bytes = fs::read(format!("/proc/{process}/cmdline")).ok()?;
        let mut words = bytes.split(|byte| *byte == 0).filter(|word| !word.is_empty());
        let program = Path::new(OsStr::from_bytes(words.next()?))
            .file_name()?
            .as_bytes();
        let words: Vec<_> = std::iter::once(program)
            .chain(words)
            .map(String::from_utf8_lossy)
            .collect();
        Some(words.join(" "))
    }

    #[cfg(test)]
    mod tests {
        use super::parse_lock;

        #[test]
        fn lines_of_the_kernel_are_parsed() {
            let parsed = parse_lock("3: POSIX  ADVISORY  WRITE 712 fe:00:1835 120 120");
            assert_eq!(parsed, Some((712, 1835, 120..=120)));
            let parsed = parse_lock("4: POSIX  ADVISORY  READ 9 00:2f:77 128 EOF");
            assert_eq!(parsed, Some((9, 77, 128..=u64::MAX)));
        }

        #[test]
        fn other_locks_and_unseen_processes_are_left_out() {
            assert_eq!(parse_lock("1: FLOCK  ADVISORY  WRITE 712 fe:00:1835 0 EOF"), None);
            assert_eq!(
                parse_lock("1: -> POSIX  ADVISORY  WRITE 712 fe:00:1835 120 120"),
                None
            );
            assert_eq!(parse_lock("1: POSIX  ADVISORY  WRITE 0 fe:00:1835 120 120"), None);
            assert_eq!(parse_lock(""), None);
        }
    }
}

/// Other systems do not tell.
#[cfg(not(target_os = "linux"))]
mod platform {
    use super::LockHolder;
    use std::path::Path;

    pub(super) const WRITE_LOCK: () = ();
    pub(super) const READ_LOCKS: () = ();

    pub(super) const fn find_holders(_: &Path, (): ()) -> Vec<LockHolder> {
        Vec::new()
    }
}

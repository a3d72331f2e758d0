//! Who connects to the origin of a copy, and with which password: from where PostgreSQL's own programs have it.

use super::environment::{self, PostgresVariables};
use crate::tracker::OriginCredentials;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Reads the user, the password and the files of passwords and services. A password file that others can read is left
/// out, and `print_note` is told why.
pub(crate) fn read_origin_credentials(print_note: &dyn Fn(&str)) -> OriginCredentials {
    let PostgresVariables {
        user,
        password,
        password_file,
        service_file,
    } = environment::postgres_variables();
    // A password that is given makes the file superfluous.
    let password_file = password_file.filter(|_| password.is_none());
    let read = |path: &Path, content: io::Result<String>| match content {
        Ok(content) => Some(content),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            print_note(&format!("{} is not used: {error}", path.display()));
            None
        }
    };
    OriginCredentials {
        user,
        password,
        password_file: password_file.and_then(|path| read(&path, read_private_file(&path))),
        service_file: service_file.and_then(|path| read(&path, fs::read_to_string(&path))),
    }
}

/// The content of a file that only its owner may read.
fn read_private_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    // The file that was opened, and not another one that took its place.
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        if metadata.permissions().mode() & 0o077 != 0 {
            return Err(io::Error::other(
                "it is for passwords, and others than its owner may use it (chmod 600 makes it private)",
            ));
        }
    }
    let mut content = String::new();
    file.read_to_string(&mut content)?;
    Ok(content)
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    #[test]
    fn only_a_private_file_is_read() {
        use super::*;
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("pgpass");
        assert_eq!(
            read_private_file(&path).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
        fs::write(&path, "*:*:*:*:secret").unwrap();
        for (mode, is_read) in [
            (0o600, true),
            (0o400, true),
            (0o640, false),
            (0o604, false),
            (0o620, false),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(read_private_file(&path).is_ok(), is_read, "{mode:o}");
        }
        assert!(read_private_file(dir.path()).is_err());
    }
}

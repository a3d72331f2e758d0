use super::address::OriginHost;
use std::iter::Peekable;
use std::str::Chars;

/// Directories in which PostgreSQL keeps its Unix socket where nothing else is configured. A line of a password file
/// for `localhost` is meant for these too.
const DEFAULT_SOCKET_DIRECTORIES: [&str; 3] = ["/tmp", "/run/postgresql", "/var/run/postgresql"];

/// The password that a file in the form of `~/.pgpass` has for a connection: that of the first line that fits.
///
/// A line is `host:port:database:user:password`. `*` fits everything, a backslash takes the next character as it is,
/// and lines that begin with `#` are comments.
pub(super) fn find_password(file: &str, host: &OriginHost, database: &str, user: &str) -> Option<String> {
    let port = host.port.to_string();
    let is_default_socket = DEFAULT_SOCKET_DIRECTORIES.contains(&host.name.trim_end_matches('/'));
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    lines.map(str::chars).find_map(|line| {
        let mut rest = line.peekable();
        let is_localhost = |name: &str| is_default_socket && name == "localhost";
        let mut is_same = next_field(&mut rest)?.fits(|name| name == host.name || is_localhost(name));
        for expected in [&*port, database, user] {
            is_same &= next_field(&mut rest)?.fits(|field| field == expected);
        }
        is_same.then(|| unescaped(&mut rest, None))
    })
}

/// What a field of a line fits.
enum Field {
    /// Everything: `*`.
    Any,
    /// This text.
    Text(String),
}

impl Field {
    fn fits(&self, is_expected: impl FnOnce(&str) -> bool) -> bool {
        match self {
            Self::Any => true,
            Self::Text(text) => is_expected(text),
        }
    }
}

/// The next field of a line, up to its colon; `None` where the line ends before.
fn next_field(rest: &mut Peekable<Chars<'_>>) -> Option<Field> {
    let mut after_star = rest.clone();
    if after_star.next() == Some('*') && after_star.next() == Some(':') {
        *rest = after_star;
        return Some(Field::Any);
    }
    let field = unescaped(rest, Some(':'));
    rest.next().map(|_| Field::Text(field))
}

/// The characters up to `end`, which is left, without the backslashes that protect the next one.
fn unescaped(rest: &mut Peekable<Chars<'_>>, end: Option<char>) -> String {
    let mut text = String::new();
    while let Some(c) = rest.next_if(|c| Some(*c) != end) {
        match c {
            '\\' => text.push(rest.next().unwrap_or(c)),
            _ => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(file: &str, name: &str, port: u16, database: &str, user: &str) -> Option<String> {
        let name = name.to_owned();
        find_password(file, &OriginHost { name, port }, database, user)
    }

    #[test]
    fn first_line_that_fits_counts() {
        let file = "# host:port:database:user:password\n\
                    db:5432:press:anna:first\n\
                    db:5432:*:anna:second\n\
                    db:*:*:*:third\n\
                    *:*:*:boris:fourth";
        let of = |name, port, database, user| find(file, name, port, database, user);
        assert_eq!(of("db", 5432, "press", "anna").as_deref(), Some("first"));
        assert_eq!(of("db", 5432, "other", "anna").as_deref(), Some("second"));
        assert_eq!(of("db", 5433, "press", "anna").as_deref(), Some("third"));
        assert_eq!(of("elsewhere", 5432, "press", "boris").as_deref(), Some("fourth"));
        assert_eq!(of("elsewhere", 5432, "press", "anna"), None);
    }

    #[test]
    fn backslash_protects_colons_and_backslashes() {
        let file = r"fe80\:\:1:5432:pr\:ess:do\\main:p\:a\\s:s";
        assert_eq!(
            find(file, "fe80::1", 5432, "pr:ess", r"do\main").as_deref(),
            Some(r"p:a\s:s")
        );
        assert_eq!(
            find(r"db:1:p:u:ends\", "db", 1, "p", "u").as_deref(),
            Some(r"ends\")
        );
    }

    #[test]
    fn star_is_a_wildcard_only_alone() {
        assert_eq!(find("d*:1:p:u:x", "db", 1, "p", "u"), None);
        assert_eq!(find(r"\*:1:p:u:x", "db", 1, "p", "u"), None);
        assert_eq!(find("*:1:p:u:*", "db", 1, "p", "u").as_deref(), Some("*"));
    }

    #[test]
    fn incomplete_lines_are_passed_over() {
        let file = "\ndb\ndb:1:p\n:::\ndb:1:p:u\ndb:1:p:u:right\r\n";
        assert_eq!(find(file, "db", 1, "p", "u").as_deref(), Some("right"));
    }

    #[test]
    fn localhost_is_meant_for_the_default_socket_too() {
        let file = "localhost:5432:p:u:local\n/srv/pg:5432:p:u:own";
        assert_eq!(
            find(file, "/var/run/postgresql", 5432, "p", "u").as_deref(),
            Some("local")
        );
        assert_eq!(find(file, "/srv/pg", 5432, "p", "u").as_deref(), Some("own"));
        assert_eq!(find(file, "/srv/other", 5432, "p", "u"), None);
    }
}

//! From the text of an address to one that may be asked for.

use super::error::FetchError;
use url::Url;

/// Reads an address, without its fragment. Odd spellings of an IP address become the usual one.
pub(super) fn parse_address(text: &str) -> Result<Url, FetchError> {
    let url = Url::parse(text).map_err(|problem| FetchError::BadAddress {
        address: text.to_owned(),
        problem: problem.to_string(),
    })?;
    check_address(url)
}

/// The target of a redirect from `from`, which may be relative.
pub(super) fn join_address(from: &Url, target: &str) -> Result<Url, FetchError> {
    let url = from.join(target).map_err(|problem| FetchError::BadAddress {
        address: target.to_owned(),
        problem: problem.to_string(),
    })?;
    check_address(url)
}

/// Refuses what is not fetched whatever its host is.
fn check_address(mut url: Url) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::Scheme {
            address: url.to_string(),
            scheme: url.scheme().to_owned(),
        });
    }
    let has_credentials = !url.username().is_empty() || url.password().is_some();
    if has_credentials {
        // Neither call fails for an address with a host. The password must not get into a log by way of the message.
        let stripped = url.set_username("").and_then(|()| url.set_password(None));
        return Err(FetchError::Credentials {
            address: stripped.map_or_else(|()| String::new(), |()| url.to_string()),
        });
    }
    url.set_fragment(None);
    Ok(url)
}

/// The host of `url` for messages and for turns: in lower case, without the dot that may end it.
pub(super) fn host_of(url: &Url) -> &str {
    let host = url.host_str().unwrap_or_default();
    host.strip_suffix('.').unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::{host_of, join_address, parse_address};
    use crate::fetch::request::is_web_address;

    #[test]
    fn odd_spellings_become_the_usual_one() {
        let cases = [
            ("http://2130706433/", "http://127.0.0.1/"),
            ("http://0x7f.1/a", "http://127.0.0.1/a"),
            ("http://0177.0.0.01/", "http://127.0.0.1/"),
            ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/"),
            ("http://１２７.0.0.1/", "http://127.0.0.1/"),
            ("HTTP://Example.ORG:80/a#b", "http://example.org/a"),
            ("https://例子.example/文", "https://xn--fsqu00a.example/%E6%96%87"),
            ("  https://example.org/a b\n", "https://example.org/a%20b"),
        ];
        for (text, usual) in cases {
            assert_eq!(parse_address(text).unwrap().as_str(), usual, "{text}");
        }
        assert_eq!(
            host_of(&parse_address("http://localhost./").unwrap()),
            "localhost"
        );
    }

    #[test]
    fn client_takes_every_character_of_an_address() {
        for byte in 0..=127_u8 {
            let character = char::from(byte);
            let url = parse_address(&format!("http://example.org/a{character}b?c{character}d")).unwrap();
            let taken: Result<ureq::http::Uri, _> = url.as_str().parse();
            assert!(taken.is_ok(), "{url}");
        }
    }

    #[test]
    fn other_schemes_and_credentials_are_refused() {
        for text in [
            "file:///etc/passwd",
            "data:text/plain,a",
            "ftp://example.org/",
            "javascript:alert(1)",
        ] {
            let error = parse_address(text).unwrap_err().to_string();
            assert!(error.contains("only http: and https: are"), "{error}");
        }
        let error = parse_address("http://anna:secret@example.org/")
            .unwrap_err()
            .to_string();
        assert!(error.starts_with("http://example.org/: "), "{error}");
        assert!(!error.contains("secret"), "{error}");
        for text in [
            "",
            "example.org",
            "http://",
            "http://a b/",
            "http://[::1/",
            "http://1.2.3.4.5:99999/",
        ] {
            let error = parse_address(text).unwrap_err().to_string();
            assert!(error.contains("is not a web address"), "{text}: {error}");
        }
    }

    #[test]
    fn redirects_may_be_relative_but_not_leave_the_web() {
        let from = parse_address("https://example.org/a/b?c").unwrap();
        assert_eq!(
            join_address(&from, "d#e").unwrap().as_str(),
            "https://example.org/a/d"
        );
        assert_eq!(
            join_address(&from, "//other.example/").unwrap().as_str(),
            "https://other.example/"
        );
        assert!(join_address(&from, "file:///etc/passwd").is_err());
    }

    #[test]
    fn only_http_and_https_look_like_web_addresses() {
        assert!(is_web_address("https://example.org") && is_web_address("HTTP://example.org"));
        assert!(!is_web_address("http.txt") && !is_web_address("file:///a") && !is_web_address("ht"));
    }
}

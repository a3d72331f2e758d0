/// A text that is no web address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no web address (it begins with https:// or http:// and has no blanks)")]
pub struct WebAddressError(String);

/// Reads the address of a web page and leaves it as written, without blanks around it.
pub fn web_address(text: &str) -> Result<String, WebAddressError> {
    let url = text.trim();
    let error = || WebAddressError(text.to_owned());
    let (scheme, rest) = url.split_once("://").ok_or_else(error)?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    if known && !host.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Ok(url.to_owned())
    } else {
        Err(error())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_has_addresses() {
        assert_eq!(
            web_address(" https://example.org/a "),
            Ok("https://example.org/a".into())
        );
        assert!(web_address("HTTP://example.org").is_ok());
        for text in [
            "",
            "example.org/a",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "https://a b",
        ] {
            assert!(web_address(text).is_err(), "{text}");
        }
        insta::assert_snapshot!(web_address("www.x.org").unwrap_err(), @r#""www.x.org" is no web address (it begins with https:// or http:// and has no blanks)"#);
    }
}

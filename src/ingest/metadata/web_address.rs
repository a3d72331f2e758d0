/// The text is not a web address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a web address (it must begin with https:// or http:// and have no blanks)")]
pub struct WebAddressError(String);

/// Checks that `text` is the address of a web page, and returns it as written, without surrounding blanks.
pub fn parse_web_address(text: &str) -> Result<String, WebAddressError> {
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

/// Whether `text` names a document uniquely without saying where it is: `urn:newsml:…`, `tag:…`.
pub(crate) fn is_unique_name(text: &str) -> bool {
    let scheme = text.split_once(':').map(|(scheme, _)| scheme);
    let is_known = |scheme: &str| {
        ["urn", "tag"]
            .iter()
            .any(|known| scheme.eq_ignore_ascii_case(known))
    };
    scheme.is_some_and(is_known) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_addresses_are_accepted() {
        assert_eq!(
            parse_web_address(" https://example.org/a "),
            Ok("https://example.org/a".into())
        );
        assert!(parse_web_address("HTTP://example.org").is_ok());
        for text in [
            "",
            "example.org/a",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "https://",
            "https://a b",
        ] {
            assert!(parse_web_address(text).is_err(), "{text}");
        }
        insta::assert_snapshot!(parse_web_address("www.x.org").unwrap_err(), @r#""www.x.org" is not a web address (it must begin with https:// or http:// and have no blanks)"#);
    }
}

//! The media type and the charset of a header `Content-Type`.

/// Media type in lower case and charset as written, each where the header has one.
pub(super) fn parse_content_type(header: &str) -> (Option<String>, Option<String>) {
    let mut parts = header.split(';').map(str::trim);
    let media_type = parts.next().filter(|name| name.contains('/'));
    let charset = parts
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .map(|(_, value)| value.trim().trim_matches(['"', '\'']).trim())
        .filter(|value| !value.is_empty());
    (
        media_type.map(str::to_ascii_lowercase),
        charset.map(str::to_owned),
    )
}

#[cfg(test)]
mod tests {
    use super::parse_content_type;

    #[test]
    fn type_and_charset_are_read_as_servers_write_them() {
        let cases = [
            ("text/html; charset=utf-8", Some("text/html"), Some("utf-8")),
            (
                "Text/HTML;Charset=\"ISO-8859-1\"; x=y",
                Some("text/html"),
                Some("ISO-8859-1"),
            ),
            (
                "text/html; boundary=a; charset = 'gb2312'",
                Some("text/html"),
                Some("gb2312"),
            ),
            ("application/pdf", Some("application/pdf"), None),
            ("text/html; charset=", Some("text/html"), None),
            ("; charset=utf-8", None, Some("utf-8")),
            ("", None, None),
        ];
        for (header, media_type, charset) in cases {
            let read = parse_content_type(header);
            assert_eq!(
                (read.0.as_deref(), read.1.as_deref()),
                (media_type, charset),
                "{header}"
            );
        }
    }
}

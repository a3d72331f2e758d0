//! Recognises web pages and saved pages by their first bytes, and reads the charset that a page declares there.

#[cfg(feature = "pages")]
/// Maximum number of bytes of a page in which its charset is looked for. Browsers look at the first 1,024.
const DECLARATION_BYTES_MAX: usize = 4096;

/// Whether `head`, the first bytes of a document, is the beginning of a web page.
pub(crate) fn is_web_page(head: &[u8]) -> bool {
    let mut rest = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    loop {
        rest = rest.trim_ascii_start();
        if starts_with(rest, b"<!--") {
            match find(rest, b"-->") {
                Some(end) => rest = &rest[end + 3..],
                None => return false,
            }
        } else if starts_with(rest, b"<?xml") {
            match find(rest, b"?>") {
                Some(end) => rest = &rest[end + 2..],
                None => return false,
            }
        } else {
            break;
        }
    }
    if starts_with(rest, b"<!doctype") {
        return starts_with(rest[9..].trim_ascii_start(), b"html");
    }
    let opens = |name: &[u8]| {
        let tag = rest.strip_prefix(b"<").filter(|tag| starts_with(tag, name));
        let next = tag.and_then(|tag| tag.get(name.len()));
        next.is_some_and(|byte| matches!(byte, b'>' | b' ' | b'\t' | b'\r' | b'\n'))
    };
    [&b"html"[..], b"head", b"body", b"title", b"meta"]
        .into_iter()
        .any(opens)
}

/// Whether `head`, the first bytes of a file, is the beginning of a saved page: the headers of a mail that was never
/// sent, and is made of related parts.
pub(crate) fn is_mhtml(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head).to_lowercase().replace("\r\n", "\n");
    let headers = head.trim_start().split("\n\n").next().unwrap_or_default();
    let has = |name: &str| headers.starts_with(name) || headers.contains(&format!("\n{name}"));
    let is_saved = has("snapshot-content-location:")
        || has("from: <saved by")
        || has("from: \"saved by")
        || has("x-maf-information:");
    let is_page = headers.contains("type=\"text/html\"") || headers.contains("type=text/html");
    has("content-type: multipart/related") && (is_saved || (is_page && !has("received:") && !has("to:")))
}

#[cfg(feature = "pages")]
/// The charset that the page declares by `<meta charset="…">`, or by `<meta http-equiv="Content-Type" content="…;
/// charset=…">`, as written.
pub(crate) fn declared_charset(head: &[u8]) -> Option<&str> {
    let head = &head[..head.len().min(DECLARATION_BYTES_MAX)];
    let mut rest = head;
    while let Some(start) = find(rest, b"<meta") {
        let tag = &rest[start..];
        let end = tag.iter().position(|byte| *byte == b'>').unwrap_or(tag.len());
        if let Some(name) = charset_in_tag(&tag[..end]) {
            return Some(name);
        }
        rest = &tag[end..];
    }
    None
}

#[cfg(feature = "pages")]
fn charset_in_tag(tag: &[u8]) -> Option<&str> {
    let value = &tag[find(tag, b"charset")? + b"charset".len()..];
    let value = value.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value
        .strip_prefix(b"\"")
        .or_else(|| value.strip_prefix(b"'"))
        .unwrap_or(value);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b':' | b'.');
    let end = value
        .iter()
        .position(|byte| !is_name(byte))
        .unwrap_or(value.len());
    std::str::from_utf8(&value[..end])
        .ok()
        .filter(|name| !name.is_empty())
}

fn starts_with(bytes: &[u8], start: &[u8]) -> bool {
    bytes
        .get(..start.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(start))
}

/// Where `part` begins in `bytes`, ignoring ASCII case.
fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes
        .windows(part.len())
        .position(|window| window.eq_ignore_ascii_case(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_is_recognised_by_its_first_tag() {
        for page in [
            "<!DOCTYPE html><html>",
            "\u{feff}\n<!-- saved from url=(0020)https://x.example/ -->\n<!doctype HTML PUBLIC \"-//W3C//DTD\">",
            "<?xml version=\"1.0\"?>\n<!DOCTYPE html>",
            "<HTML lang=fr>",
            "<head>\n",
        ] {
            assert!(is_web_page(page.as_bytes()), "{page}");
        }
        for other in [
            "",
            "<p>Un paragraphe.</p>",
            "<?xml version=\"1.0\"?><rss>",
            "<!DOCTYPE rss>",
            "<header>",
            "Un texte sur <html>.",
            "<!-- never closed",
        ] {
            assert!(!is_web_page(other.as_bytes()), "{other}");
        }
    }

    #[test]
    fn declared_charset_is_read() {
        let check = |page: &str, name| assert_eq!(declared_charset(page.as_bytes()), name, "{page}");
        check("<html><meta charset=\"gbk\">", Some("gbk"));
        check("<META CHARSET = 'ISO-8859-1' >", Some("ISO-8859-1"));
        check(
            "<meta name=a content=b><meta http-equiv=\"Content-Type\" content=\"text/html; charset=windows-1252\">",
            Some("windows-1252"),
        );
        check("<meta name=\"description\" content=\"x\">charset=utf-8", None);
        check("<meta charset=\"\">", None);
    }
}

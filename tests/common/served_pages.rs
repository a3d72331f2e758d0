//! Pages as `dixit serve` serves them, and what a reader sees of their HTML.

use super::test_home::TestHome;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};

/// `dixit serve` on a free port of loopback, until it is dropped.
pub(crate) struct ServedPages {
    child: Child,
    /// The host and the port.
    authority: String,
}

/// What the server answered.
pub(crate) struct ServedPage {
    pub(crate) status: u16,
    headers: String,
    pub(crate) body: String,
}

impl ServedPages {
    /// Serves the database of `home`.
    pub(crate) fn start(home: &TestHome) -> Self {
        let mut child = home
            .command(&["serve", "--addr", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let authority = line.trim().trim_start_matches("http://").trim_end_matches('/');
        assert!(authority.starts_with("127.0.0.1:"), "{line:?}");
        Self {
            authority: authority.to_owned(),
            child,
        }
    }

    /// Asks for a path with its query.
    pub(crate) fn get(&self, path: &str) -> ServedPage {
        let mut stream = TcpStream::connect(&self.authority).unwrap();
        let host = &self.authority;
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (headers, body) = answer.split_once("\r\n\r\n").unwrap();
        ServedPage {
            status: headers.split(' ').nth(1).unwrap().parse().unwrap(),
            headers: headers.to_owned(),
            body: body.to_owned(),
        }
    }

    /// The text of the content of a page.
    pub(crate) fn text(&self, path: &str) -> String {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        page.text()
    }
}

impl Drop for ServedPages {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl ServedPage {
    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.lines().find_map(|line| {
            let (known, value) = line.split_once(": ")?;
            known.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// What a reader sees of `main`: a line for each block, without charts.
    pub(crate) fn text(&self) -> String {
        let start = self.body.find("<main").unwrap();
        let end = self.body.find("</main>").unwrap();
        html_text(&self.body[start..end])
    }
}

/// The elements that stand on lines of their own.
const BLOCKS: [&str; 28] = [
    "main",
    "article",
    "section",
    "header",
    "figure",
    "figcaption",
    "blockquote",
    "p",
    "h1",
    "h2",
    "h3",
    "dl",
    "div",
    "dt",
    "ul",
    "ol",
    "li",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "details",
    "summary",
    "nav",
    "br",
    "footer",
    "form",
];

/// The text of HTML, with a line for each block.
fn html_text(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(begin) = rest.find('<') {
        text.push_str(&rest[..begin]);
        let end = begin + rest[begin..].find('>').unwrap();
        let tag = rest[begin + 1..end].trim_start_matches('/');
        let name = tag.split([' ', '/']).next().unwrap();
        let is_end = rest[begin..].starts_with("</");
        rest = &rest[end + 1..];
        match name {
            "svg" => rest = rest.split_once("</svg>").unwrap().1,
            "dd" | "td" | "th" if !is_end => text.push_str(" | "),
            "q" => text.push('"'),
            name if BLOCKS.contains(&name) => text.push('\n'),
            _ => {}
        }
    }
    text.push_str(rest);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let text = lines.collect::<Vec<_>>().join("\n");
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

//! `dixit serve` as a process, and requests to it.

use super::html_text::html_text;
use super::test_home::TestHome;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use url::form_urlencoded;

/// A server of the pages of a database; it is killed when this is dropped.
pub(crate) struct PageServer {
    process: Child,
    /// Held so that the server can go on printing.
    _stdout: BufReader<ChildStdout>,
    address: SocketAddr,
}

/// What the server answered.
pub(crate) struct PageResponse {
    /// The status code.
    pub(crate) status: u16,
    head: String,
    /// The body; everything that is served is text.
    pub(crate) body: String,
}

impl PageServer {
    /// Starts a server at a free port of loopback.
    pub(crate) fn start(home: &TestHome, options: &[&str]) -> Self {
        let args = [&["serve", "--addr", "127.0.0.1:0"], options].concat();
        Self::run(home.command(&args))
    }

    /// Starts a server whose clock says `now`.
    pub(crate) fn start_at(home: &TestHome, now: &str) -> Self {
        let mut command = home.command(&["serve", "--addr", "127.0.0.1:0"]);
        command.env("DIXIT_NOW", now);
        Self::run(command)
    }

    fn run(mut command: Command) -> Self {
        let mut process = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line
            .trim()
            .strip_prefix("http://")
            .and_then(|rest| rest.strip_suffix('/'));
        Self {
            process,
            _stdout: stdout,
            address: address
                .unwrap_or_else(|| panic!("no address in {line:?}"))
                .parse()
                .unwrap(),
        }
    }

    /// Opens a connection.
    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Asks for a page.
    pub(crate) fn get(&self, path: &str) -> PageResponse {
        self.get_with(path, &[])
    }

    /// Asks for a page with further headers.
    pub(crate) fn get_with(&self, path: &str, headers: &[&str]) -> PageResponse {
        let lines = [headers, &[""]].concat().join("\r\n");
        self.send(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\n{lines}",
            self.address
        ))
    }

    /// Asks for a page with parameters, and asserts that there is one.
    pub(crate) fn page(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let query = query.extend_pairs(parameters).finish();
        let page = self.get(&format!("/{path}?{query}"));
        assert_eq!(page.status, 200, "/{path}?{query}: {}", page.body);
        page.body
    }

    /// The text of the content of a page.
    pub(crate) fn text(&self, path: &str) -> String {
        let page = self.get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.body);
        page.text()
    }

    /// Sends the head of a request, without the empty line at its end.
    pub(crate) fn send(&self, head: &str) -> PageResponse {
        let mut stream = self.connect();
        // A server that refuses may close before it has read everything.
        let _ = write!(stream, "{head}Connection: close\r\n\r\n");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        PageResponse::parse(&answer)
    }

    /// The process.
    pub(crate) const fn process(&mut self) -> &mut Child {
        &mut self.process
    }
}

impl Drop for PageServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl PageResponse {
    fn parse(answer: &[u8]) -> Self {
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no head in {:?}", String::from_utf8_lossy(answer)));
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        Self {
            status: status.unwrap_or_else(|| panic!("no status in {head:?}")),
            head,
            body: String::from_utf8(answer[end + 4..].to_vec()).unwrap(),
        }
    }

    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
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

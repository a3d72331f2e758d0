//! A web server on loopback that also does what servers should not: drip, stop, lie about lengths, never end.

use flate2::{Compression, write::GzEncoder};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct WebRequest {
    /// Path and query.
    pub(crate) path: String,
    /// Names in lower case, in order.
    pub(crate) headers: Vec<(String, String)>,
}

impl WebRequest {
    /// The value of a header, by its name in lower case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(header, _)| header == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// How a body is sent.
#[derive(Debug, Clone)]
enum WebBody {
    /// At once, with its length.
    Whole(Vec<u8>),
    /// In chunks of this many bytes.
    Chunked(Vec<u8>, usize),
    /// With its length, byte by byte with a pause after each.
    Dripped(Vec<u8>, Duration),
    /// With this length in the header, whatever is sent.
    Announced(Vec<u8>, usize),
    /// The same bytes in chunks, for ever.
    Endless(Vec<u8>),
    /// These bytes in place of the whole answer, header included.
    Raw(Vec<u8>),
    /// Nothing for this long.
    Silent(Duration),
}

/// What the server answers.
#[derive(Debug, Clone)]
pub(crate) struct WebResponse {
    status: u16,
    headers: Vec<(String, String)>,
    body: WebBody,
}

impl WebResponse {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: WebBody::Whole(body.into()),
        }
    }

    pub(crate) fn page(html: &str) -> Self {
        Self::new(200, html).with("Content-Type", "text/html; charset=utf-8")
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "not here")
    }

    pub(crate) fn redirect(status: u16, target: impl Into<String>) -> Self {
        Self::new(status, "moved").with("Location", target)
    }

    /// Nothing but these bytes.
    pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self::of(WebBody::Raw(bytes.into()))
    }

    /// No answer for `pause`, then the end of the connection.
    pub(crate) fn silent(pause: Duration) -> Self {
        Self::of(WebBody::Silent(pause))
    }

    /// A body that never ends.
    pub(crate) fn endless(part: impl Into<Vec<u8>>) -> Self {
        Self::of(WebBody::Endless(part.into()))
    }

    fn of(body: WebBody) -> Self {
        Self {
            status: 200,
            headers: Vec::new(),
            body,
        }
    }

    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The body compressed.
    pub(crate) fn gzip(mut self) -> Self {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&self.bytes()).unwrap();
        self.body = WebBody::Whole(encoder.finish().unwrap());
        self.with("Content-Encoding", "gzip")
    }

    /// The body in chunks of `size` bytes, without a length.
    pub(crate) fn chunked(mut self, size: usize) -> Self {
        self.body = WebBody::Chunked(self.bytes(), size);
        self
    }

    /// The body byte by byte, with a pause after each.
    pub(crate) fn dripped(mut self, pause: Duration) -> Self {
        self.body = WebBody::Dripped(self.bytes(), pause);
        self
    }

    /// The body with a wrong length in the header.
    pub(crate) fn announcing(mut self, length: usize) -> Self {
        self.body = WebBody::Announced(self.bytes(), length);
        self
    }

    fn bytes(&self) -> Vec<u8> {
        match &self.body {
            WebBody::Whole(bytes) => bytes.clone(),
            body => panic!("the body is already {body:?}"),
        }
    }

    fn send(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut head = format!("HTTP/1.1 {} Status\r\nConnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        match &self.body {
            WebBody::Whole(bytes) => send_announced(stream, &head, bytes, bytes.len()),
            WebBody::Announced(bytes, length) => send_announced(stream, &head, bytes, *length),
            WebBody::Dripped(bytes, pause) => {
                send_announced(stream, &head, &[], bytes.len())?;
                for byte in bytes {
                    stream.write_all(&[*byte])?;
                    thread::sleep(*pause);
                }
                Ok(())
            }
            WebBody::Chunked(bytes, size) => {
                write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
                for chunk in bytes.chunks(*size) {
                    send_chunk(stream, chunk)?;
                }
                stream.write_all(b"0\r\n\r\n")
            }
            WebBody::Endless(part) => {
                write!(stream, "{head}Transfer-Encoding: chunked\r\n\r\n")?;
                loop {
                    send_chunk(stream, part)?;
                }
            }
            WebBody::Raw(bytes) => stream.write_all(bytes),
            WebBody::Silent(pause) => {
                thread::sleep(*pause);
                Ok(())
            }
        }
    }
}

fn send_announced(stream: &mut TcpStream, head: &str, bytes: &[u8], length: usize) -> io::Result<()> {
    write!(stream, "{head}Content-Length: {length}\r\n\r\n")?;
    stream.write_all(bytes)
}

fn send_chunk(stream: &mut TcpStream, chunk: &[u8]) -> io::Result<()> {
    write!(stream, "{:x}\r\n", chunk.len())?;
    stream.write_all(chunk)?;
    stream.write_all(b"\r\n")
}

/// A server that runs until it is dropped. Each connection has a thread of its own and serves one request.
#[derive(Debug)]
pub(crate) struct WebServer {
    address: SocketAddr,
    requests: Arc<Mutex<Vec<WebRequest>>>,
    stopping: Arc<AtomicBool>,
    accepting: Option<JoinHandle<()>>,
}

impl WebServer {
    /// A server that answers each request with what `answer` gives.
    pub(crate) fn start(answer: impl Fn(&WebRequest) -> WebResponse + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let stopping = Arc::new(AtomicBool::new(false));
        let (received, stop) = (Arc::clone(&requests), Arc::clone(&stopping));
        let answer = Arc::new(answer);
        let accepting = thread::spawn(move || {
            for stream in listener.incoming() {
                if stop.load(Ordering::SeqCst) {
                    return;
                }
                let (received, answer) = (Arc::clone(&received), Arc::clone(&answer));
                // A client that leaves early is part of the tests.
                thread::spawn(move || stream.and_then(|stream| serve(stream, &received, &*answer)));
            }
        });
        Self {
            address,
            requests,
            stopping,
            accepting: Some(accepting),
        }
    }

    /// A server with one answer a path; other paths are not found.
    pub(crate) fn with_pages(pages: impl IntoIterator<Item = (&'static str, WebResponse)>) -> Self {
        let pages: Vec<_> = pages.into_iter().collect();
        Self::start(move |request| {
            let page = pages.iter().find(|(path, _)| *path == request.path);
            page.map_or_else(WebResponse::not_found, |(_, page)| page.clone())
        })
    }

    /// The address of `path` on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The port, for addresses with another name of this host.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// All requests so far.
    pub(crate) fn requests(&self) -> Vec<WebRequest> {
        self.requests.lock().unwrap().clone()
    }

    /// The paths of all requests so far.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.requests().into_iter().map(|request| request.path).collect()
    }
}

impl Drop for WebServer {
    fn drop(&mut self) {
        self.stopping.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let woken = TcpStream::connect(self.address).is_ok();
        if let Some(accepting) = self.accepting.take().filter(|_| woken) {
            let _ = accepting.join();
        }
    }
}

/// The first byte of a client that begins with TLS.
const TLS_HANDSHAKE: [u8; 1] = [0x16];

fn serve(
    mut stream: TcpStream,
    received: &Mutex<Vec<WebRequest>>,
    answer: &(dyn Fn(&WebRequest) -> WebResponse + Send + Sync),
) -> io::Result<()> {
    let mut first = [0];
    stream.peek(&mut first)?;
    if first == TLS_HANDSHAKE {
        return WebResponse::new(400, "this is http, not https").send(&mut stream);
    }
    let request = read_request(&stream)?;
    received.lock().unwrap().push(request.clone());
    answer(&request).send(&mut stream)?;
    // The client must see the end, not a reset because of bytes that were not read.
    stream.shutdown(Shutdown::Write)?;
    io::copy(&mut stream, &mut io::sink()).map(drop)
}

fn read_request(stream: &TcpStream) -> io::Result<WebRequest> {
    let mut lines = BufReader::new(stream.take(64 * 1024)).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = Vec::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Ok(WebRequest { path, headers })
}

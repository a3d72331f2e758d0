//! `dixit serve` on a free port of loopback, and a client that asks it for pages.

use super::test_home::TestHome;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use url::form_urlencoded;

/// A server that runs until it is dropped.
pub(crate) struct PageServer {
    child: Child,
    /// Host and port.
    address: String,
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct PageAnswer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl PageServer {
    /// Serves the database in `home`, as if it were `now`.
    pub(crate) fn start(home: &TestHome, now: &str) -> Self {
        let mut child = home
            .command(&["serve", "--addr", "127.0.0.1:0"])
            .env("DIXIT_NOW", now)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let address = line.trim().trim_start_matches("http://").trim_end_matches('/');
        let address = address.to_owned();
        assert!(!address.is_empty(), "the server does not listen");
        Self { child, address }
    }

    /// Asks for a path, with its parameters.
    pub(crate) fn get(&self, path: &str) -> PageAnswer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        )
        .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(
            !head.to_lowercase().contains("transfer-encoding: chunked"),
            "{head}"
        );
        PageAnswer {
            status: head.split(' ').nth(1).unwrap().parse().unwrap(),
            body: body.to_owned(),
        }
    }

    /// Asks for a page with parameters, and asserts that there is one.
    pub(crate) fn page(&self, path: &str, parameters: &[(&str, &str)]) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(parameters)
            .finish();
        let answer = self.get(&format!("/{path}?{query}"));
        assert_eq!(answer.status, 200, "/{path}?{query}: {}", answer.body);
        answer.body
    }
}

impl Drop for PageServer {
    fn drop(&mut self) {
        // It has nothing to finish, and may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

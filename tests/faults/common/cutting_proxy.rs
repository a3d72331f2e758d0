//! A TCP proxy on loopback between machines and their server: it cuts connections after a number of bytes, holds back
//! what they send, or refuses them.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle, sleep};
use std::time::Duration;

/// No cut is due.
const NEVER: u64 = u64::MAX;
/// How often a connection that is held back looks whether it may go on.
const PAUSE: Duration = Duration::from_millis(1);

/// What all threads of the proxy share.
#[derive(Debug)]
struct State {
    target: SocketAddr,
    /// Bytes from clients, and from the server, until all connections are cut.
    left: [AtomicU64; 2],
    is_paused: AtomicBool,
    is_refusing: AtomicBool,
    is_closed: AtomicBool,
    /// Number of cuts.
    cuts: AtomicUsize,
    connections: Mutex<Vec<TcpStream>>,
}

/// From which side bytes come.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Side {
    Client,
    Server,
}

/// A proxy that runs until it is dropped.
#[derive(Debug)]
pub(crate) struct CuttingProxy {
    pub(crate) port: u16,
    state: Arc<State>,
    listening: Option<JoinHandle<()>>,
}

impl CuttingProxy {
    /// A proxy before the server at `port` of loopback.
    pub(crate) fn before(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(State {
            target: SocketAddr::from(([127, 0, 0, 1], port)),
            left: [AtomicU64::new(NEVER), AtomicU64::new(NEVER)],
            is_paused: AtomicBool::new(false),
            is_refusing: AtomicBool::new(false),
            is_closed: AtomicBool::new(false),
            cuts: AtomicUsize::new(0),
            connections: Mutex::new(Vec::new()),
        });
        let shared = Arc::clone(&state);
        let listening = thread::spawn(move || listen(&listener, &shared));
        Self {
            port: address.port(),
            state,
            listening: Some(listening),
        }
    }

    /// Cuts every connection, in both directions, once `bytes` more have come from `side`; the last of them arrive.
    pub(crate) fn cut_after(&self, side: Side, bytes: u64) {
        self.state.left[side as usize].store(bytes, Ordering::SeqCst);
    }

    /// Whether the cut that was ordered has happened.
    pub(crate) fn has_cut(&self) -> bool {
        let left = &self.state.left;
        left.iter().all(|left| left.load(Ordering::SeqCst) == NEVER)
    }

    /// Number of cuts so far.
    pub(crate) fn cuts(&self) -> usize {
        self.state.cuts.load(Ordering::SeqCst)
    }

    /// Holds back all bytes, without a word to anybody, or lets them go.
    pub(crate) fn pause(&self, is_paused: bool) {
        self.state.is_paused.store(is_paused, Ordering::SeqCst);
    }

    /// Closes every connection and all new ones at once, or takes them again.
    pub(crate) fn refuse(&self, is_refusing: bool) {
        self.state.is_refusing.store(is_refusing, Ordering::SeqCst);
        if is_refusing {
            self.state.cut_all();
        }
    }
}

impl Drop for CuttingProxy {
    fn drop(&mut self) {
        self.state.is_closed.store(true, Ordering::SeqCst);
        self.state.cut_all();
        // Wakes the listener.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        if let Some(listening) = self.listening.take() {
            let _ = listening.join();
        }
    }
}

impl State {
    /// Counts `bytes` from `side`, and returns how many of them may pass. The cut is due if not all may, or none is
    /// left.
    fn take(&self, side: Side, bytes: usize) -> (usize, bool) {
        let wanted = u64::try_from(bytes).unwrap();
        let left = &self.left[side as usize];
        let before = left
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| match left {
                NEVER => Some(NEVER),
                left => Some(left.saturating_sub(wanted)),
            })
            .unwrap();
        let is_due = before != NEVER && before <= wanted;
        (usize::try_from(before.min(wanted)).unwrap(), is_due)
    }

    /// Closes all connections in both directions. What was ordered has then happened.
    fn cut_all(&self) {
        let mut connections = self.connections.lock().unwrap();
        for left in &self.left {
            left.store(NEVER, Ordering::SeqCst);
        }
        self.cuts.fetch_add(1, Ordering::SeqCst);
        for stream in connections.drain(..) {
            // The other end may have closed it.
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}

fn listen(listener: &TcpListener, state: &Arc<State>) {
    for client in listener.incoming() {
        if state.is_closed.load(Ordering::SeqCst) {
            return;
        }
        let Ok(client) = client else { continue };
        if state.is_refusing.load(Ordering::SeqCst) {
            continue;
        }
        let Ok(server) = TcpStream::connect(state.target) else {
            continue;
        };
        for stream in [&client, &server] {
            let _ = stream.set_nodelay(true);
        }
        let handles = [client.try_clone().unwrap(), server.try_clone().unwrap()];
        state.connections.lock().unwrap().extend(handles);
        let ways = [
            (
                client.try_clone().unwrap(),
                server.try_clone().unwrap(),
                Side::Client,
            ),
            (server, client, Side::Server),
        ];
        for (from, to, side) in ways {
            let state = Arc::clone(state);
            thread::spawn(move || pass_on(from, to, side, &state));
        }
    }
}

/// Passes bytes on until one end closes or the connection is cut.
fn pass_on(mut from: TcpStream, mut to: TcpStream, side: Side, state: &State) {
    let mut buffer = [0; 16 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        while state.is_paused.load(Ordering::SeqCst) && !state.is_closed.load(Ordering::SeqCst) {
            sleep(PAUSE);
        }
        let (allowed, is_due) = state.take(side, count);
        let has_passed = to.write_all(&buffer[..allowed]).is_ok();
        if is_due {
            state.cut_all();
        }
        if is_due || !has_passed {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

/// An echo server, the bytes of which are counted.
#[test]
fn proxy_cuts_pauses_and_refuses() {
    let server = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = server.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in server.incoming() {
            let mut stream = stream.unwrap();
            let mut bytes = [0; 64];
            while let Ok(count @ 1..) = stream.read(&mut bytes) {
                let _ = stream.write_all(&bytes[..count]);
            }
        }
    });
    let proxy = CuttingProxy::before(port);
    let connect = || {
        let stream = TcpStream::connect(("127.0.0.1", proxy.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        stream
    };
    let echo = |stream: &mut TcpStream, bytes: usize| {
        stream.write_all(&vec![7; bytes])?;
        let mut received = vec![0; bytes];
        stream.read_exact(&mut received)
    };
    let mut stream = connect();
    echo(&mut stream, 40).unwrap();
    proxy.cut_after(Side::Server, 10);
    let mut received = Vec::new();
    stream.write_all(&[7; 30]).unwrap();
    let _ = stream.read_to_end(&mut received);
    assert_eq!((received.len(), proxy.has_cut(), proxy.cuts()), (10, true, 1));
    let mut stream = connect();
    proxy.pause(true);
    assert!(echo(&mut stream, 5).is_err());
    proxy.pause(false);
    let mut late = [0; 5];
    stream.read_exact(&mut late).unwrap();
    proxy.refuse(true);
    assert!(echo(&mut stream, 1).is_err());
    assert!(echo(&mut connect(), 1).is_err());
    proxy.refuse(false);
    echo(&mut connect(), 20).unwrap();
}

//! Accepts connections, a limited number at once, and gives up on those that say nothing.

use super::response::Service;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

/// Number of connections that are open at once; further ones wait.
const CONNECTIONS_MAX: usize = 512;
/// A connection that has not sent the whole head of its next request by then is closed.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Maximum number of bytes of the head of a request, and of what is read ahead.
const BUFFER_BYTES: usize = 32 * 1024;
/// After an error of the system, such as too many open files, the next connection is accepted no sooner.
const PAUSE_AFTER_ERROR: Duration = Duration::from_millis(100);
/// Requests that are being answered when the server is told to stop have this long to end.
const STOP_GRACE: Duration = Duration::from_secs(2);

/// Answers what comes through `listener` until `stopped` is ready.
pub(super) async fn answer_connections(
    listener: &TcpListener,
    service: &Service,
    stopped: impl Future<Output = ()>,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIME)
        .max_buf_size(BUFFER_BYTES);
    let free = Arc::new(Semaphore::new(CONNECTIONS_MAX));
    let graceful = GracefulShutdown::new();
    let mut stopped = pin!(stopped);
    loop {
        let next = async {
            let permit = free.clone().acquire_owned().await;
            (permit, listener.accept().await)
        };
        let (permit, accepted) = tokio::select! {
            next = next => next,
            () = &mut stopped => break,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(PAUSE_AFTER_ERROR).await;
            continue;
        };
        let service = service.clone();
        let answer = service_fn(move |request| {
            let service = service.clone();
            async move { Ok::<_, Infallible>(service.respond(request).await) }
        });
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            // A connection that breaks is the matter of whoever asked.
            let _ = connection.await;
            drop(permit);
        });
    }
    // Whoever is being answered may hear the end of it.
    let _ = tokio::time::timeout(STOP_GRACE, graceful.shutdown()).await;
}

//! Connections: taking them in, with or without TLS, and how much patience each is shown. What is
//! asked over them is the router's business.

use std::{
    collections::HashMap,
    io,
    net::{IpAddr, SocketAddr},
    pin::{Pin, pin},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, Request},
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    time::{Sleep, sleep, timeout},
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

use crate::{Campfire, config::Patience};

/// After an error that isn't the peer's; it is most likely that there are no more files to open.
const BREATH: Duration = Duration::from_secs(1);

/// What a listener leads to, and how.
#[derive(Clone)]
pub(super) struct Entrance {
    pub(super) doors: Router,
    pub(super) tls: Option<TlsAcceptor>,
    pub(super) crowd: Arc<Crowd>,
    pub(super) patience: Patience,
    /// Cancelled when the server goes down: what is under way is finished, and nothing more.
    pub(super) stopping: CancellationToken,
    /// The connections, so that the end can wait for them.
    pub(super) talks: TaskTracker,
}

impl Entrance {
    /// Takes connections in for as long as it is polled.
    pub(super) async fn receive(self, listener: TcpListener) {
        loop {
            let (stream, peer) = match listener.accept().await {
                Ok(taken) => taken,
                Err(cause) if is_the_peers(&cause) => continue,
                Err(cause) => {
                    tracing::error!("accept error: {cause}");
                    sleep(BREATH).await;
                    continue;
                }
            };
            // Closed without a word: whoever opens that many isn't waiting for one.
            let Some(place) = self.crowd.admit(peer.ip().to_canonical()) else { continue };
            // A frame goes out when it is said, not when the network thinks that enough has gathered.
            drop(stream.set_nodelay(true));
            let line = Line { stream, stalled: None, patience: self.patience.stall, _place: place };
            self.talks.spawn(self.clone().attend(line, peer));
        }
    }

    async fn attend(self, line: Line, peer: SocketAddr) {
        let Some(tls) = &self.tls else { return self.talk(line, peer).await };
        let agreeing = timeout(self.patience.handshake, tls.accept(line));
        match self.stopping.run_until_cancelled(agreeing).await {
            Some(Ok(Ok(line))) => self.talk(line, peer).await,
            Some(Ok(Err(cause))) => {
                count_refusal("handshake");
                tracing::debug!(%cause, "a TLS handshake failed");
            }
            Some(Err(_)) => count_refusal("handshake"),
            None => {}
        }
    }

    async fn talk<S>(&self, line: S, peer: SocketAddr)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let service = service_fn(|mut request: Request<Incoming>| {
            request.extensions_mut().insert(ConnectInfo(peer));
            self.doors.clone().oneshot(request.map(Body::new))
        });
        let mut talking = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                // Also how long a connection may rest between two requests.
                .header_read_timeout(self.patience.head)
                .serve_connection(TokioIo::new(line), service)
                .with_upgrades()
        );
        let ended = tokio::select! {
            ended = talking.as_mut() => ended,
            () = self.stopping.cancelled() => {
                talking.as_mut().graceful_shutdown();
                talking.await
            }
        };
        if let Err(cause) = ended {
            // Half a request, or none for a while, as browsers leave connections: these look the same.
            if cause.is_timeout() {
                count_refusal("idle");
            }
            tracing::trace!(%cause, "a connection ended early");
        }
    }
}

/// Those who hang up before they are let in; nobody here is to blame.
fn is_the_peers(cause: &io::Error) -> bool {
    matches!(
        cause.kind(),
        io::ErrorKind::ConnectionRefused
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
    )
}

fn count_refusal(reason: &'static str) {
    metrics::counter!("campfire_connections_refused_total", "reason" => reason).increment(1);
}

/// How many connections each address has, so that one can't take them all.
pub(super) struct Crowd {
    most: u32,
    /// Who may have as many as they like: this machine, and proxies that speak for others.
    free: Box<dyn Fn(IpAddr) -> bool + Send + Sync>,
    // A plain mutex: held for one map look-up, never across an await.
    counts: Mutex<HashMap<IpAddr, u32>>,
}

impl Crowd {
    pub(super) fn new(house: &Campfire) -> Self {
        let proxies = house.config.trusted_proxies.clone();
        Self {
            most: house.config.limits.connections_per_address,
            free: Box::new(move |address| {
                address.is_loopback() || proxies.iter().any(|network| network.contains(&address))
            }),
            counts: Mutex::default(),
        }
    }

    fn admit(self: &Arc<Self>, address: IpAddr) -> Option<Place> {
        if (self.free)(address) {
            return Some(Place::new(None));
        }
        let mut counts = self.counts();
        let count = counts.entry(address).or_default();
        if *count >= self.most {
            drop(counts);
            count_refusal("crowd");
            return None;
        }
        *count += 1;
        drop(counts);
        Some(Place::new(Some((Arc::clone(self), address))))
    }

    fn counts(&self) -> MutexGuard<'_, HashMap<IpAddr, u32>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One connection's place in the crowd; given back with it, however it ends.
struct Place(Option<(Arc<Crowd>, IpAddr)>);

impl Place {
    fn new(counted: Option<(Arc<Crowd>, IpAddr)>) -> Self {
        metrics::gauge!("campfire_connections").increment(1);
        Self(counted)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("campfire_connections").decrement(1);
        let Some((crowd, address)) = &self.0 else { return };
        let mut counts = crowd.counts();
        if let Some(count) = counts.get_mut(address) {
            *count -= 1;
            if *count == 0 {
                counts.remove(address);
            }
        }
    }
}

/// A connection that is given up when its peer takes nothing for too long: a reader that has stopped
/// would otherwise hold its answer in memory for good.
struct Line {
    stream: TcpStream,
    /// Runs while something waits to be taken.
    stalled: Option<Pin<Box<Sleep>>>,
    patience: Duration,
    _place: Place,
}

impl Line {
    fn within_patience(
        &mut self,
        context: &mut Context<'_>,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let patience = self.patience;
        let end = self.stalled.get_or_insert_with(|| Box::pin(sleep(patience)));
        if end.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        count_refusal("stalled");
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, into)
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[u8],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, from);
        self.within_patience(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        from: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, from);
        self.within_patience(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_leaves_room_for_the_others() {
        let crowd = Arc::new(Crowd {
            most: 2,
            free: Box::new(|address| address.is_loopback()),
            counts: Mutex::default(),
        });
        let (greedy, modest) = (IpAddr::from([203, 0, 113, 7]), IpAddr::from([203, 0, 113, 8]));

        let first = crowd.admit(greedy);
        let second = crowd.admit(greedy);

        assert!(first.is_some() && second.is_some());
        assert!(crowd.admit(greedy).is_none());
        let others = [crowd.admit(modest), crowd.admit(IpAddr::from([127, 0, 0, 1]))];
        assert!(others.iter().all(Option::is_some));
        drop(first);
        let again = crowd.admit(greedy);
        assert!(again.is_some(), "a place that was left is free");
        drop((second, again, others));
        assert!(crowd.counts().is_empty(), "who has gone is forgotten");
    }
}

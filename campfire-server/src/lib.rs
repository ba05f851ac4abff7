//! Campfire's server: one process, one SQLite file, one writer.
//!
//! A change takes one way through the house, and never turns back:
//!
//! ```text
//! http ──► domain ──► store::writer ──► live ──► every socket
//! parse    decide     commit       │    announce
//!                                  └──► delivery ──► bots, and devices that sleep
//! ```
//!
//! Reads are shorter still: `http ──► domain`, over a pool of read-only connections.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub mod admin;
mod assets;
pub mod checkup;
pub mod command_line;
pub mod config;
pub mod content;
pub mod delivery;
pub mod domain;
pub mod error;
pub mod http;
pub mod live;
mod names;
pub mod store;
mod tls;

use config::Config;
use delivery::{Errands, record::CallRecord, web_push::Pushes};
use domain::{presence::Presence, recall::Recall};
use http::{Listeners, limiter::Limiter};
use live::Hub;
use store::{Readers, Store, StoreError, backup::scheduled, writer::Writer};
pub use tls::FileError;
use tls::Tls;

/// How long requests and sockets that are under way at the end may take to finish.
const FAREWELL: Duration = Duration::from_secs(5);

/// The whole house, as one value. Handlers and sockets receive nothing else.
pub struct Campfire {
    pub config: Config,
    /// What links begin with, without a slash at the end.
    pub public_url: String,
    /// Read-only connections. The only way to change a row is `writer`.
    pub readers: Readers,
    pub writer: Writer,
    pub hub: Arc<Hub>,
    pub presence: Arc<Presence>,
    /// What was looked up lately and still holds.
    pub recall: Arc<Recall>,
    /// What follows commits, outside the house.
    pub errands: Arc<Errands>,
    /// What it takes to wake devices.
    pub pushes: Pushes,
    /// How bots took what they were told.
    pub calls: CallRecord,
    /// Signs transfer links, and makes the keys of bots.
    pub signing_key: Vec<u8>,
    pub limiter: Limiter,
    /// None: plain HTTP.
    pub tls: Option<Arc<Tls>>,
    /// Cancelled when the server goes down.
    pub stopping: CancellationToken,
    /// The sockets, so that the end can wait for them.
    pub sockets: TaskTracker,
    pub started: tokio::time::Instant,
}

/// A shared [`Campfire`]; cheap to clone.
pub type House = Arc<Campfire>;

#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("can't listen on {0}: {1}; is something else running there?")]
    Listen(SocketAddr, std::io::Error),
    #[error(
        "can't listen on {0}: {1}; ports below 1024 need the right to them, as \
         `setcap cap_net_bind_service=+ep` or the systemd unit gives it"
    )]
    Privileged(SocketAddr, std::io::Error),
    #[error(transparent)]
    Tls(#[from] FileError),
    #[error("{0}")]
    Start(#[from] error::Error),
}

/// A server that is ready: the database is open, the port is ours.
pub struct Server {
    listeners: Listeners,
    address: SocketAddr,
    plain_address: Option<SocketAddr>,
    house: House,
    writing: JoinHandle<()>,
    checkpoints: JoinHandle<()>,
    lock: std::fs::File,
}

impl Server {
    pub async fn bind(config: Config) -> Result<Self, StartError> {
        http::measures::begin();
        let (main, address) = listen(SocketAddr::new(config.host, config.port)).await?;
        let (plain, plain_address) = match &config.tls {
            Some(_) => Some(listen(SocketAddr::new(config.host, config.http_port)).await?),
            None => None,
        }
        .unzip();
        // Refused only where it is there already: one is enough for all servers of a process.
        drop(rustls::crypto::ring::default_provider().install_default());
        let tls = config.tls.as_ref().map(Tls::new).transpose()?;
        let Store { readers, writing, lock } = Store::open(&config.database_path).await?;

        let presence = Arc::new(Presence::default());
        let hub = Arc::new(Hub::new(Arc::clone(&presence)));
        let errands = Arc::new(Errands::default());
        let recall = Arc::new(Recall::default());
        let (writer, writing, commits) = Writer::new(
            writing,
            Arc::clone(&presence),
            Arc::clone(&recall),
            Arc::clone(&hub),
            Arc::clone(&errands),
        );
        let writing = tokio::spawn(writing.run());
        let checkpoints = tokio::spawn(store::checkpoint(config.database_path.clone(), commits));
        let signing_key = match &config.secret_key_base {
            Some(secret) => secret.clone().into_bytes(),
            None => writer.perform(domain::secrets::KeepSigningKey).await?,
        };
        let vapid_keys = match &config.vapid.keys {
            Some(pair) => pair.clone(),
            None => writer.perform(domain::secrets::KeepVapidKeys).await?,
        };
        let public_url = config.public_url.clone().map_or_else(
            || format!("http://{address}"),
            |url| url.trim_end_matches('/').to_owned(),
        );
        let house = Arc::new(Campfire {
            limiter: Limiter::new(config.limits),
            tls,
            pushes: Pushes::new(vapid_keys, &config, &public_url),
            public_url,
            readers,
            writer,
            hub,
            presence,
            recall,
            errands,
            calls: CallRecord::default(),
            signing_key,
            stopping: CancellationToken::new(),
            sockets: TaskTracker::new(),
            started: tokio::time::Instant::now(),
            config,
        });
        let listeners = Listeners { main, plain };
        Ok(Self { listeners, address, plain_address, house, writing, checkpoints, lock })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where those are sent on who come without TLS; none where there is no TLS.
    pub fn plain_address(&self) -> Option<SocketAddr> {
        self.plain_address
    }

    pub fn house(&self) -> &House {
        &self.house
    }

    /// Runs until `shutdown` resolves, then answers what is in flight and closes the file.
    pub async fn serve(self, shutdown: impl Future<Output = ()>) {
        let Self { listeners, house, writing, checkpoints, lock, .. } = self;

        let caring = tokio::spawn(live::take_care(Arc::clone(&house)));
        let delivering = tokio::spawn(delivery::deliver(Arc::clone(&house)));
        let certifying = tokio::spawn(tls::keep_fresh(Arc::clone(&house)));
        let copying = tokio::spawn(keep_copying(house.config.clone(), house.stopping.clone()));
        http::serve(listeners, Arc::clone(&house), shutdown, FAREWELL).await;
        if tokio::time::timeout(FAREWELL, caring).await.is_err() {
            tracing::warn!("some goodbyes were not written down in time");
        }
        if tokio::time::timeout(FAREWELL, delivering).await.is_err() {
            tracing::warn!("some deliveries didn't end in time");
        }
        for task in [certifying, copying] {
            task.abort();
            drop(task.await);
        }

        house.readers.close().await;
        // The last door to the writer closes with the house; what is queued is still written.
        drop(house);
        for task in [writing, checkpoints] {
            if tokio::time::timeout(FAREWELL, task).await.is_err() {
                tracing::warn!("a task didn't end in time");
            }
        }
        drop(lock);
    }
}

async fn keep_copying(config: Config, stopping: CancellationToken) {
    if let Some(backups) = config.backups {
        let copying = scheduled::keep_copying(config.database_path, backups);
        stopping.run_until_cancelled_owned(copying).await;
    }
}

async fn listen(on: SocketAddr) -> Result<(TcpListener, SocketAddr), StartError> {
    let refused = |cause: std::io::Error| match cause.kind() {
        std::io::ErrorKind::PermissionDenied => StartError::Privileged(on, cause),
        _ => StartError::Listen(on, cause),
    };
    let listener = TcpListener::bind(on).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

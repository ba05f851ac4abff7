//! How a server runs, once every setting has been read. Reading them lives in `settings`.

use std::{fmt, net::IpAddr, path::PathBuf, time::Duration};

use campfire_proto::Features;
use ipnet::IpNet;

pub mod settings;
pub mod vapid;

use vapid::VapidKeys;

/// How this server runs. With nothing set at all it runs on this machine alone.
#[derive(Clone)]
pub struct Config {
    pub database_path: PathBuf,
    pub host: IpAddr,
    pub port: u16,
    /// What links begin with; none: whatever the listener's address is.
    pub public_url: Option<String>,
    /// Serve plain HTTP whatever `public_url` says: cookies work without TLS.
    pub disable_ssl: bool,
    /// Signs transfer links; none: made at first start and kept in the database.
    pub secret_key_base: Option<String>,
    pub vapid: Vapid,
    /// Push to private addresses too, and without TLS: for tests and closed networks.
    pub push_allow_private: bool,
    pub features: Features,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Opens `/metrics` and `/health/detailed` to whoever knows it.
    pub metrics_token: Option<String>,
    pub limits: Limits,
    /// A request that takes longer is given up.
    pub longest_request: Duration,
    /// A bot that takes longer to answer is late.
    pub webhook_patience: Duration,
}

/// Longer than any honest request takes on a slow disk, shorter than anybody waits.
const LONGEST_REQUEST: Duration = Duration::from_secs(30);

/// As bots have always been given, and as what they hear says.
const WEBHOOK_PATIENCE: Duration = Duration::from_secs(7);

/// What this server signs its pushes with.
#[derive(Clone, Default)]
pub struct Vapid {
    /// None: a pair is made at first start and kept in the database.
    pub keys: Option<VapidKeys>,
    /// Whom a push service writes to about trouble: a `mailto:` or `https:` address.
    pub subject: Option<String>,
}

/// How often somebody may do what costs us, before they are asked to wait.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Attempts to sign in (and wrong join codes and transfers), per address in three minutes.
    pub sign_in_attempts: u32,
    /// Requests per address and minute; this machine's own are free.
    pub requests_per_address: u32,
    /// Changes per person and minute; those made from this machine are free.
    pub writes_per_person: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { sign_in_attempts: 10, requests_per_address: 6_000, writes_per_person: 600 }
    }
}

impl Config {
    /// A server on a free port of this machine, over the given file: what tests run.
    pub fn on_free_port(database_path: PathBuf) -> Self {
        Self {
            database_path,
            host: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            public_url: None,
            disable_ssl: false,
            secret_key_base: None,
            vapid: Vapid::default(),
            push_allow_private: false,
            features: Features {
                files_enabled: false,
                avatars_enabled: false,
                opengraph_enabled: false,
                search_enabled: true,
                push_notifications: true,
                bot_integrations: true,
                max_file_size: 0,
            },
            trusted_proxies: Vec::new(),
            metrics_token: None,
            limits: Limits::default(),
            longest_request: LONGEST_REQUEST,
            webhook_patience: WEBHOOK_PATIENCE,
        }
    }

    /// Whether browsers reach us over TLS, and cookies may say so.
    pub fn served_over_tls(&self) -> bool {
        !self.disable_ssl
            && self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

// Half of these are secrets: a debug print must not carry them into a log.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("database_path", &self.database_path)
            .field("host", &self.host)
            .field("port", &self.port)
            .field("public_url", &self.public_url)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

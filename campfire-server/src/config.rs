//! How a server runs, once every setting has been read. Reading them lives in `settings`.

use std::{fmt, net::IpAddr, path::PathBuf, time::Duration};

use campfire_proto::Features;
use ipnet::IpNet;

pub mod backups;
pub mod settings;
pub mod tls;
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
    /// Where the certificate comes from; none: plain HTTP, perhaps behind a proxy that speaks TLS.
    pub tls: Option<tls::Source>,
    /// Where browsers that come without TLS are sent on, beside TLS only.
    pub http_port: u16,
    /// Copies that the server makes by itself; none: it makes none.
    pub backups: Option<backups::Backups>,
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
    pub patience: Patience,
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
    /// Connections that an address may have open; this machine and trusted proxies are free.
    pub connections_per_address: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sign_in_attempts: 10,
            requests_per_address: 6_000,
            writes_per_person: 600,
            connections_per_address: 1_000,
        }
    }
}

/// How long a connection may keep us waiting.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For TLS to be agreed on.
    pub handshake: Duration,
    /// For the head of a request to be complete, and between two requests.
    pub head: Duration,
    /// For a peer to take some of what is sent to it.
    pub stall: Duration,
}

impl Default for Patience {
    /// Far more than a slow telephone needs, and nothing that anybody would wait for.
    fn default() -> Self {
        Self {
            handshake: Duration::from_secs(10),
            head: Duration::from_mins(1),
            stall: Duration::from_mins(1),
        }
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
            tls: None,
            http_port: 0,
            backups: None,
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
            patience: Patience::default(),
            longest_request: LONGEST_REQUEST,
            webhook_patience: WEBHOOK_PATIENCE,
        }
    }

    /// Whether browsers reach us over TLS, and cookies may say so.
    pub fn served_over_tls(&self) -> bool {
        let by_a_proxy = self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        !self.disable_ssl && (self.tls.is_some() || by_a_proxy)
    }
}

/// What switches are set to.
fn yes_or_no(text: &str) -> Result<bool, &'static str> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" => Ok(true),
        "false" | "0" | "no" => Ok(false),
        _ => Err("true, false, 1, 0, yes and no are allowed"),
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

//! Every setting: its flag, its variable, its default, and what is refused.

use std::{net::IpAddr, path::PathBuf};

use campfire_proto::Features;
use ipnet::IpNet;

/// How this server runs. With nothing set at all it runs on this machine alone.
#[derive(Clone, Debug)]
pub struct Config {
    pub database_path: PathBuf,
    pub host: IpAddr,
    pub port: u16,
    /// What links begin with; none: whatever the listener's address is.
    pub public_url: Option<String>,
    /// Signs transfer links; none: made at first start and kept in the database.
    pub secret_key_base: Option<String>,
    pub features: Features,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Opens `/metrics` and `/health/detailed` to whoever knows it.
    pub metrics_token: Option<String>,
    pub limits: Limits,
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
            secret_key_base: None,
            features: Features {
                files_enabled: false,
                avatars_enabled: false,
                opengraph_enabled: false,
                search_enabled: true,
                push_notifications: false,
                bot_integrations: false,
                max_file_size: 0,
            },
            trusted_proxies: Vec::new(),
            metrics_token: None,
            limits: Limits::default(),
        }
    }

    /// Whether browsers reach us over TLS, and cookies may say so.
    pub fn served_over_tls(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

//! Every setting: its flag, its variable, its default, and what is refused. Each can be given as
//! `--flag` or as `FLAG` in the environment; the flag wins, and an empty variable is no setting.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::PathBuf,
};

use axum::http::{Uri, uri::Scheme};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use campfire_proto::Features;
use clap::{Args, ValueEnum};
use ipnet::IpNet;
use tracing_subscriber::filter::Targets;

use super::{
    Config, LONGEST_REQUEST, Limits, Patience, Vapid, VapidKeys, WEBHOOK_PATIENCE,
    backups::BackupSettings,
    tls::{Source, TlsSettings},
    yes_or_no,
};

/// What may be set. The sentences are what `--help` says, and what `.env.example` repeats.
#[derive(Args, Clone)]
#[command(next_help_heading = "Settings")]
#[expect(clippy::struct_excessive_bools, reason = "independent switches, as people set them")]
pub struct Settings {
    /// The file that holds everything; its folder is made
    #[arg(long, env, global = true, default_value = "./data/campfire.sqlite3")]
    database_path: PathBuf,

    /// The address to listen on; 0.0.0.0 is all of them, and :: those of IPv6 too [default: 127.0.0.1,
    /// and :: with TLS]
    #[arg(long, env, global = true, value_parser = host)]
    host: Option<IpAddr>,

    /// The port to listen on; 0 is any that is free [default: 3000, and 443 with TLS]
    #[arg(long, env, global = true)]
    port: Option<u16>,

    /// What links begin with, as people reach this server: `https://chat.example.com`
    #[arg(long, env, global = true, value_parser = public_url)]
    public_url: Option<String>,

    /// Signs transfer links and makes bots' keys, 32 characters or more; without it, one is made and
    /// kept in the database
    #[arg(long, env, global = true, hide_env_values = true, value_parser = secret_key_base)]
    secret_key_base: Option<String>,

    /// Signs pushes, beside the private key; without them, a pair is made and kept in the database
    #[arg(long, env, global = true, value_parser = vapid_public_key)]
    vapid_public_key: Option<String>,

    /// Signs pushes, beside the public key
    #[arg(long, env, global = true, hide_env_values = true, value_parser = vapid_private_key)]
    vapid_private_key: Option<String>,

    /// Whom push services write to about trouble: a mailto: or https: address
    #[arg(long, env, global = true, value_parser = vapid_subject)]
    vapid_subject: Option<String>,

    /// Push to private addresses too, and without TLS: for tests and closed networks
    #[arg(long, env, global = true, default_value = "false", value_parser = yes_or_no)]
    #[arg(num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    push_allow_private: bool,

    /// Tell clients that files can be sent; they come in 2.0, leave it off until then
    #[arg(long, env, global = true, default_value = "false", value_parser = yes_or_no)]
    #[arg(num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    files_enabled: bool,

    /// Tell clients that people have pictures; they come in 2.0, leave it off until then
    #[arg(long, env, global = true, default_value = "false", value_parser = yes_or_no)]
    #[arg(num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    avatars_enabled: bool,

    /// Tell clients that links have previews; they come in 2.0, leave it off until then
    #[arg(long, env, global = true, default_value = "false", value_parser = yes_or_no)]
    #[arg(num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
    opengraph_enabled: bool,

    #[command(flatten)]
    tls: TlsSettings,

    #[command(flatten)]
    backups: BackupSettings,

    /// Proxies whose X-Forwarded-For is believed: addresses and networks, by commas
    #[arg(long, env, global = true, value_delimiter = ',', value_parser = network)]
    trusted_proxies: Vec<IpNet>,

    /// Opens /metrics and /health/detailed to whoever sends it as a bearer token
    #[arg(long, env, global = true, hide_env_values = true, value_parser = metrics_token)]
    metrics_token: Option<String>,

    /// Attempts to sign in, per address in three minutes
    #[arg(long, env, global = true, default_value_t = Limits::default().sign_in_attempts)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    sign_in_attempts: u32,

    /// Requests per address and minute; this machine's own are free
    #[arg(long, env, global = true, default_value_t = Limits::default().requests_per_address)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    requests_per_address: u32,

    /// Changes per person and minute; those made from this machine are free
    #[arg(long, env, global = true, default_value_t = Limits::default().writes_per_person)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    writes_per_person: u32,

    /// Connections that an address may have open; this machine and trusted proxies are free
    #[arg(long, env, global = true, default_value_t = Limits::default().connections_per_address)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    connections_per_address: u32,

    /// How the log is written
    #[arg(long, env, global = true, value_enum, default_value_t = LogFormat::Text)]
    pub log_format: LogFormat,

    /// What the log holds: error, warn, info, debug or trace; also for a part of the program, as in
    /// `info,campfire_server::http=debug`
    #[arg(long, env, global = true, default_value = "info", value_parser = log_filter)]
    pub rust_log: Targets,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For eyes.
    Text,
    /// For machines: one object a line.
    Json,
}

impl TryFrom<Settings> for Config {
    type Error = String;

    /// Fails with a sentence when settings that are fine alone don't go together.
    fn try_from(settings: Settings) -> Result<Self, String> {
        let (disable_ssl, http_port) = (settings.tls.disable_ssl, settings.tls.http_port);
        let tls = settings.tls.source(settings.public_url.as_deref())?;
        let (host, port) = match tls {
            Some(_) => (IpAddr::V6(Ipv6Addr::UNSPECIFIED), 443),
            None => (IpAddr::V4(Ipv4Addr::LOCALHOST), 3000),
        };
        let port = settings.port.unwrap_or(port);
        let public_url = settings.public_url.or_else(|| public_url_of(tls.as_ref()?, port));
        let keys = match (settings.vapid_public_key, settings.vapid_private_key) {
            (Some(public), Some(private)) => {
                let pair = VapidKeys::of(&private).filter(|pair| pair.public() == public);
                Some(pair.ok_or(
                    "VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY are no pair; `campfire-server vapid` \
                     makes one",
                )?)
            }
            (None, None) => None,
            _ => {
                return Err("VAPID_PUBLIC_KEY and VAPID_PRIVATE_KEY belong together; set both or \
                            neither"
                    .to_owned());
            }
        };
        Ok(Self {
            database_path: settings.database_path,
            host: settings.host.unwrap_or(host),
            port,
            public_url,
            disable_ssl,
            tls,
            http_port,
            backups: settings.backups.backups(),
            secret_key_base: settings.secret_key_base,
            vapid: Vapid { keys, subject: settings.vapid_subject },
            push_allow_private: settings.push_allow_private,
            features: Features {
                files_enabled: settings.files_enabled,
                avatars_enabled: settings.avatars_enabled,
                opengraph_enabled: settings.opengraph_enabled,
                search_enabled: true,
                push_notifications: true,
                bot_integrations: true,
                max_file_size: 0,
            },
            trusted_proxies: settings.trusted_proxies,
            metrics_token: settings.metrics_token,
            limits: Limits {
                sign_in_attempts: settings.sign_in_attempts,
                requests_per_address: settings.requests_per_address,
                writes_per_person: settings.writes_per_person,
                connections_per_address: settings.connections_per_address,
            },
            patience: Patience::default(),
            longest_request: LONGEST_REQUEST,
            webhook_patience: WEBHOOK_PATIENCE,
        })
    }
}

/// What links begin with, if a name was given and nothing else.
fn public_url_of(tls: &Source, port: u16) -> Option<String> {
    let Source::Authority(authority) = tls else { return None };
    let name = authority.domains.first()?;
    Some(if port == 443 { format!("https://{name}") } else { format!("https://{name}:{port}") })
}

fn host(text: &str) -> Result<IpAddr, &'static str> {
    if text.eq_ignore_ascii_case("localhost") {
        return Ok(IpAddr::V4(Ipv4Addr::LOCALHOST));
    }
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    bare.parse().map_err(|_| "an IP address is allowed, as 127.0.0.1, 0.0.0.0 or ::")
}

fn public_url(text: &str) -> Result<String, &'static str> {
    let allowed = "http:// or https:// and a host is allowed, as https://chat.example.com, and \
                   nothing after it";
    let uri: Uri = text.parse().map_err(|_| allowed)?;
    let scheme = uri.scheme().is_some_and(|it| *it == Scheme::HTTP || *it == Scheme::HTTPS);
    let host =
        uri.authority().is_some_and(|it| !it.host().is_empty() && !it.as_str().contains('@'));
    let bare = uri.path_and_query().is_none_or(|rest| rest == "/");
    if !(scheme && host && bare && !text.contains('#')) {
        return Err(allowed);
    }
    Ok(text.trim_end_matches('/').to_owned())
}

/// Links signed with something short could be forged by trying.
fn secret_key_base(text: &str) -> Result<String, &'static str> {
    if text.chars().count() < 32 {
        return Err("32 characters or more are allowed, as `openssl rand -hex 32` makes them");
    }
    Ok(text.to_owned())
}

fn vapid_public_key(text: &str) -> Result<String, &'static str> {
    key(text, 65).ok_or("an uncompressed P-256 point in URL-safe base64 is allowed, 87 characters")
}

fn vapid_private_key(text: &str) -> Result<String, &'static str> {
    key(text, 32).ok_or("a P-256 key in URL-safe base64 is allowed, 43 characters")
}

fn key(text: &str, bytes: usize) -> Option<String> {
    let text = text.trim_end_matches('=');
    let key = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
    (key.len() == bytes).then(|| text.to_owned())
}

fn vapid_subject(text: &str) -> Result<String, &'static str> {
    if !text.starts_with("mailto:") && !text.starts_with("https://") {
        return Err("an address is allowed, as mailto:ada@example.com or https://example.com");
    }
    Ok(text.to_owned())
}

fn network(text: &str) -> Result<IpNet, &'static str> {
    let text = text.trim();
    text.parse()
        .or_else(|_| text.parse::<IpAddr>().map(IpNet::from))
        .map_err(|_| "addresses and networks are allowed, by commas, as 10.0.0.1,192.168.0.0/16")
}

fn metrics_token(text: &str) -> Result<String, &'static str> {
    if text.len() < 16 || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("16 printable characters or more are allowed, without spaces");
    }
    Ok(text.to_owned())
}

fn log_filter(text: &str) -> Result<Targets, String> {
    text.parse().map_err(|cause| format!("{cause}; error, warn, info, debug and trace are allowed"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_says_yes_in_three_ways_and_no_in_three() {
        for yes in ["true", "1", "yes", "YES"] {
            assert_eq!(yes_or_no(yes), Ok(true));
        }
        for no in ["false", "0", "no"] {
            assert_eq!(yes_or_no(no), Ok(false));
        }
        assert!(yes_or_no("on").is_err());
    }

    #[test]
    fn a_public_url_is_a_scheme_and_a_host() {
        assert_eq!(public_url("https://chat.example.com/").unwrap(), "https://chat.example.com");
        assert_eq!(public_url("http://[::1]:3000").unwrap(), "http://[::1]:3000");
        for wrong in [
            "chat.example.com",
            "ftp://a",
            "https://",
            "https://a/b",
            "https://a?b",
            "https://a/#b",
            "https://user@a",
            "/",
            "",
        ] {
            assert!(public_url(wrong).is_err(), "{wrong:?} was taken");
        }
    }

    #[test]
    fn a_proxy_is_an_address_or_a_network() {
        assert_eq!(network(" 10.0.0.1").unwrap(), "10.0.0.1/32".parse().unwrap());
        assert_eq!(network("fd00::/8").unwrap(), "fd00::/8".parse().unwrap());
        assert!(network("proxy.local").is_err());
    }

    #[test]
    fn a_host_is_an_address_or_localhost() {
        assert_eq!(host("localhost").unwrap(), IpAddr::from([127, 0, 0, 1]));
        assert!(host("[::]").unwrap().is_unspecified());
        assert!(host("chat.example.com").is_err());
    }
}

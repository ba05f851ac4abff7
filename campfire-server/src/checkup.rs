//! Asking a server from the command line whether it is well: for health checks of containers, which
//! then need no other program.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use crate::config::Config;

/// A server that needs longer isn't well.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why it isn't well, as far as can be told from outside.
#[derive(Debug, thiserror::Error)]
pub enum Unwell {
    #[error("nobody answers at {0}: {1}; is the server running, with the same HOST and PORT?")]
    Silent(SocketAddr, std::io::Error),
    #[error("the server at {0} took more than five seconds to answer")]
    Slow(SocketAddr),
    #[error("the server at {0} is not well: {1}")]
    Ill(SocketAddr, String),
}

/// Asks the server that runs with these settings.
pub async fn ask(config: &Config) -> Result<(), Unwell> {
    // Beside TLS the plain port answers, so that no certificate has to be believed.
    let port = if config.tls.is_some() { config.http_port } else { config.port };
    let host = match config.host {
        IpAddr::V4(host) if host.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(host) if host.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        host => host,
    };
    let there = SocketAddr::new(host, port);
    let answer = timeout(PATIENCE, hear(there)).await.map_err(|_| Unwell::Slow(there))?;
    let answer = answer.map_err(|cause| Unwell::Silent(there, cause))?;
    let status = answer.lines().next().unwrap_or_default();
    if status.split(' ').nth(1) == Some("200") {
        return Ok(());
    }
    Err(Unwell::Ill(there, status.to_owned()))
}

async fn hear(there: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(there).await?;
    stream.write_all(b"GET /up HTTP/1.0\r\nhost: localhost\r\n\r\n").await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

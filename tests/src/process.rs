//! The server as a program of its own, which can be signalled, and killed without a chance to tidy up.

use std::{net::SocketAddr, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{TestCampfire, desk::program};

/// A server that runs outside the test.
pub struct ServerProcess {
    settings: Vec<(&'static str, String)>,
    child: Child,
    address: SocketAddr,
    plain_address: Option<SocketAddr>,
}

impl TestCampfire {
    /// Stops, and goes on as a program. Everybody finds it where it was: same file, same address.
    pub async fn becomes_a_process(&mut self) -> ServerProcess {
        let (database, address) = (self.database().to_owned(), self.address());
        self.stop().await;
        let settings = [
            ("DATABASE_PATH", database.to_string_lossy().into_owned()),
            ("HOST", address.ip().to_string()),
            ("PORT", address.port().to_string()),
        ];
        let process = ServerProcess::start(settings.into()).await;
        assert_eq!(process.address, address);
        process
    }
}

impl ServerProcess {
    /// With these settings and no others.
    pub async fn start(settings: Vec<(&'static str, String)>) -> Self {
        let mut command = Command::new(program("campfire-server"));
        command.env_clear().env("RUST_LOG", "error").envs(settings.clone());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().expect("the server starts");
        let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
        let line = said.next_line().await.unwrap().expect("the server says where it listens");
        let address = address_in(&line);
        let plain_address = if line.contains("https://") {
            said.next_line().await.unwrap().map(|line| address_in(&line))
        } else {
            None
        };
        Self { settings, child, address, plain_address }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where those are sent on who come without TLS.
    pub fn plain_address(&self) -> SocketAddr {
        self.plain_address.expect("it speaks TLS")
    }

    /// Sends it a signal, as in `kill -HUP`.
    pub async fn is_told(&self, signal: &str) {
        let process = self.child.id().expect("it runs").to_string();
        let told = Command::new("kill").args([signal, &process]).status().await.unwrap();
        assert!(told.success());
    }

    /// `kill -9`: nobody hears a goodbye.
    pub async fn is_killed(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// The process, for whoever looks at it from outside.
    pub fn id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    pub async fn starts_again(&mut self) {
        *self = Self::start(self.settings.clone()).await;
    }
}

/// The address in a line, whatever stands around it.
fn address_in(line: &str) -> SocketAddr {
    let (_, rest) = line.split_once("://").unwrap_or_else(|| panic!("no address: {line}"));
    rest.split(' ').next().unwrap().parse().unwrap()
}

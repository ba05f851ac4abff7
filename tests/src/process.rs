//! The server as a program of its own, which can be killed without a chance to tidy up.

use std::{net::SocketAddr, path::PathBuf, process::Stdio};

use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::{TestCampfire, desk::program};

/// A server that runs outside the test, where a test's own server was: same file, same address.
pub struct ServerProcess {
    database: PathBuf,
    address: SocketAddr,
    child: Child,
}

impl TestCampfire {
    /// Stops, and goes on as a program. Everybody finds it where it was.
    pub async fn becomes_a_process(&mut self) -> ServerProcess {
        let (database, address) = (self.database().to_owned(), self.address());
        self.stop().await;
        let child = start(&database, address).await;
        ServerProcess { database, address, child }
    }
}

impl ServerProcess {
    /// `kill -9`: nobody hears a goodbye.
    pub async fn is_killed(&mut self) {
        self.child.kill().await.unwrap();
    }

    /// The process, for whoever looks at it from outside.
    pub fn id(&self) -> u32 {
        self.child.id().expect("it runs")
    }

    pub async fn starts_again(&mut self) {
        self.child = start(&self.database, self.address).await;
    }
}

async fn start(database: &PathBuf, address: SocketAddr) -> Child {
    let mut command = Command::new(program("campfire-server"));
    command.env_clear().env("DATABASE_PATH", database).env("RUST_LOG", "error");
    command.env("HOST", address.ip().to_string()).env("PORT", address.port().to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
    let mut child = command.spawn().expect("the server starts");
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = said.next_line().await.unwrap().expect("the server says where it listens");
    assert!(line.ends_with(&address.to_string()), "{line}");
    child
}

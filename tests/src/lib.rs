//! Campfire from outside: a real server on a port of its own, a real file, and people who do what
//! people do. The stories in `stories/` read like a specification because the words are here.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't go on has failed"
)]
#![expect(clippy::return_self_not_must_use, reason = "an answer that was held to a status may go")]

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, RwLock},
    time::Duration,
};

use campfire_proto::{RoomId, account::Account, room::Rooms};
use campfire_server::{
    House, Server, StartError, config::Config, domain::secrets::KeepSigningKey, error::Error,
    store::writer::QUEUE,
};
use serde_json::json;
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::task::{JoinHandle, JoinSet};
use tokio_util::sync::CancellationToken;

pub mod answer;
pub mod authority;
pub mod caller;
pub mod client;
pub mod desk;
pub mod ears;
pub mod fifo;
pub mod loudspeaker;
pub mod membership_log;
pub mod outside;
pub mod person;
pub mod phone;
pub mod picture;
pub mod process;
pub mod property;
pub mod raw;
pub mod relay;
pub mod robot;
pub mod small_disk;
pub mod terminal;

pub use answer::Answer;
pub use authority::Authority;
pub use caller::{Caller, encoded};
pub use desk::{Desk, Printed};
pub use ears::{Ears, hush};
pub use fifo::Fifo;
pub use outside::{Outside, Reaction};
pub use person::Person;
pub use phone::Phone;
pub use property::holds_for_all;
pub use relay::Relay;
pub use reqwest::{Method, StatusCode};
pub use robot::Robot;
pub use terminal::Terminal;

/// What everybody here signs in with, unless a story says otherwise.
pub const PASSWORD: &str = "correct horse battery";

/// Where a server listens. It moves with a restart, and everybody who knows it moves along.
pub(crate) type Address = Arc<RwLock<SocketAddr>>;

/// A Campfire of the test's own: it lives in a temporary folder and goes with the value.
pub struct TestCampfire {
    config: Config,
    address: Address,
    running: Option<Running>,
    client: reqwest::Client,
    account: Mutex<Option<Account>>,
    // Last, so that the folder outlives the server that writes into it.
    _folder: tempfile::TempDir,
}

struct Running {
    house: House,
    plain_address: Option<SocketAddr>,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl TestCampfire {
    /// A server that nobody has set up yet. Signing in often is fine here: see `start_with`.
    pub async fn start() -> Self {
        Self::start_with(|config| config.limits.sign_in_attempts = 100_000).await
    }

    /// A server with settings of its own.
    pub async fn start_with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut config = Config::on_free_port(folder.path().join("campfire.sqlite3"));
        set(&mut config);
        let (running, address) = run(config.clone()).await.expect("the server starts");
        Self {
            config,
            address: Arc::new(RwLock::new(address)),
            running: Some(running),
            client: caller::client(),
            account: Mutex::new(None),
            _folder: folder,
        }
    }

    /// Goes down as on SIGTERM, waiting for what is under way.
    pub async fn stop(&mut self) {
        if let Some(Running { house, stop, serving, .. }) = self.running.take() {
            // The writer ends when the last who can reach it is gone; that must not be us.
            drop(house);
            stop.cancel();
            serving.await.expect("the server ends in good order");
        }
    }

    /// Goes down and comes back with the same file, perhaps on another port.
    pub async fn restart(&mut self) {
        self.stop().await;
        let (running, address) = run(self.config.clone()).await.expect("the server starts again");
        *self.address.write().unwrap() = address;
        self.running = Some(running);
    }

    /// Asks the server to go down, and doesn't wait.
    pub fn is_told_to_stop(&self) {
        self.running.as_ref().expect("it runs").stop.cancel();
    }

    /// The inside of the server, for what can't be seen from outside.
    pub fn house(&self) -> &House {
        &self.running.as_ref().expect("it runs").house
    }

    pub fn address(&self) -> SocketAddr {
        *self.address.read().unwrap()
    }

    /// Where those are sent on who come without TLS.
    pub fn plain_address(&self) -> SocketAddr {
        self.running.as_ref().and_then(|it| it.plain_address).expect("it runs, and speaks TLS")
    }

    pub fn database(&self) -> &Path {
        &self.config.database_path
    }

    /// Every byte that is on disk now: the file, its log, its index.
    pub fn bytes_on_disk(&self) -> Vec<u8> {
        let folder = self.database().parent().unwrap().read_dir().unwrap();
        folder.flat_map(|file| std::fs::read(file.unwrap().path()).unwrap()).collect()
    }

    /// Sets an opening scene straight in the file. What people do afterwards goes through the doors.
    pub async fn stage(&self, sql: &'static str) {
        let mut file = self.connection().await;
        sqlx::raw_sql(sql).execute(&mut file).await.unwrap();
        file.close().await.unwrap();
        // Any change that might be one of rights: what the server knew before is forgotten.
        self.house().writer.perform(KeepSigningKey).await.unwrap();
    }

    /// Keeps everybody else from writing, as a slow disk would.
    pub async fn holds_the_file(&self) -> Holder {
        let mut file = self.connection().await;
        sqlx::raw_sql("begin immediate").execute(&mut file).await.unwrap();
        Holder(file)
    }

    /// Has the writer asked for so much that it takes nothing more; the file must be held, or it is
    /// done at once. They wait until it is let go.
    pub async fn fills_the_queue(&self) -> JoinSet<Result<Vec<u8>, Error>> {
        let writer = self.house().writer.clone();
        let mut waiting = JoinSet::new();
        while writer.waiting() < QUEUE {
            let writer = writer.clone();
            waiting.spawn(async move { writer.perform(KeepSigningKey).await });
            tokio::task::yield_now().await;
        }
        waiting
    }

    /// Whoever knows where it is finds it there after a restart, too.
    pub fn keeps_its_port(&mut self) {
        self.config.port = self.address().port();
    }

    /// A connection beside the server's own, for opening scenes with ids in them.
    pub async fn connection(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.database());
        options.busy_timeout(Duration::from_secs(5)).connect().await.unwrap()
    }

    /// Somebody who isn't signed in.
    pub fn stranger(&self) -> Caller {
        Caller::new(self.client.clone(), Arc::clone(&self.address), None)
    }

    /// A socket that is nobody's yet.
    pub async fn strange_ears(&self) -> Ears {
        Ears::of_a_stranger(&self.address).await
    }

    /// Somebody who says they are whoever the token belongs to.
    pub fn holder_of(&self, token: &str) -> Caller {
        Caller::new(self.client.clone(), Arc::clone(&self.address), Some(token.to_owned()))
    }

    /// Somebody new. The first sets the account up and is its administrator; others join.
    pub async fn person(&self, name: &str) -> Person {
        let email = email_of(name);
        let join_code = self.account.lock().unwrap().as_ref().and_then(|a| a.join_code.clone());
        let body = match &join_code {
            None => json!({ "name": name, "email": email, "password": PASSWORD }),
            Some(code) => {
                json!({ "name": name, "email": email, "password": PASSWORD, "join_code": code })
            }
        };
        let door = if join_code.is_none() { "/api/setup" } else { "/api/auth/register" };
        let answer = self.stranger().post(door, body).await.is(StatusCode::CREATED);
        let json = answer.json();
        if join_code.is_none() {
            let account = serde_json::from_value(json["account"].clone()).unwrap();
            *self.account.lock().unwrap() = Some(account);
        }
        let user = serde_json::from_value(json["user"].clone()).unwrap();
        let token = json["token"].as_str().expect("a token").to_owned();
        Person::new(user, email, self.holder_of(&token), token)
    }

    /// The same person on another device: a session of its own.
    pub async fn another_device_of(&self, person: &Person) -> Person {
        let body = json!({ "email": person.email, "password": PASSWORD });
        let answer = self.stranger().post("/api/auth/login", body).await.is(StatusCode::OK);
        let token = answer.json()["token"].as_str().expect("a token").to_owned();
        Person::new(person.user.clone(), person.email.clone(), self.holder_of(&token), token)
    }

    /// The account, as it was when it was set up.
    pub fn account(&self) -> Account {
        self.account.lock().unwrap().clone().expect("somebody has set the account up")
    }

    pub fn join_code(&self) -> String {
        self.account().join_code.expect("people see the join code")
    }

    /// A closed room, made by the first and shared by all.
    pub async fn room_of(&self, people: &[&Person]) -> RoomId {
        let (creator, others) = people.split_first().expect("a room has somebody in it");
        let others: Vec<_> = others.iter().map(|person| person.id).collect();
        let room =
            json!({ "name": "Between us", "room_type": "closed", "initial_members": others });
        creator.makes(room).await.id
    }

    /// An open room, made by somebody; everyone is in it.
    pub async fn open_room(&self, creator: &Person) -> RoomId {
        creator.makes(json!({ "name": "Town hall", "room_type": "open" })).await.id
    }

    /// The room of two.
    pub async fn direct(&self, one: &Person, other: &Person) -> RoomId {
        let body = json!({ "room_type": "direct", "user_id": other.id });
        one.post("/api/rooms", body).await.succeeds().holds::<campfire_proto::Room>().id
    }

    /// "All Talk", which comes with the account.
    pub async fn all_talk(&self, person: &Person) -> RoomId {
        let rooms: Rooms = person.get("/api/rooms?all=true").await.is(StatusCode::OK).holds();
        let room = rooms.rooms.into_iter().find(|room| room.name == "All Talk");
        room.expect("All Talk is there").id
    }
}

/// Somebody who holds the file, until they let go.
pub struct Holder(SqliteConnection);

impl Holder {
    pub async fn lets_go(mut self) {
        sqlx::raw_sql("rollback").execute(&mut self.0).await.unwrap();
        self.0.close().await.unwrap();
    }
}

impl Drop for TestCampfire {
    fn drop(&mut self) {
        if let Some(running) = &self.running {
            running.stop.cancel();
        }
    }
}

async fn run(config: Config) -> Result<(Running, SocketAddr), StartError> {
    let server = Server::bind(config).await?;
    let (address, house) = (server.address(), House::clone(server.house()));
    let plain_address = server.plain_address();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(server.serve(stop.clone().cancelled_owned()));
    Ok((Running { house, plain_address, stop, serving }, address))
}

/// Tries to start a server over a file; the error says why not.
pub async fn start_over(file: PathBuf) -> Result<(), StartError> {
    start_with(Config::on_free_port(file)).await
}

/// Tries to start a server with settings of its own; the error says why not.
pub async fn start_with(config: Config) -> Result<(), StartError> {
    let (running, _) = run(config).await?;
    running.stop.cancel();
    drop(running.house);
    running.serving.await.expect("the server ends in good order");
    Ok(())
}

/// `ada@example.com` for Ada.
pub fn email_of(name: &str) -> String {
    format!("{}@example.com", name.to_lowercase().replace(' ', "."))
}

//! Databases full of talk, made once and kept: a million messages take half a minute to write.

use std::path::{Path, PathBuf};

use campfire_proto::Timestamp;
use campfire_server::{domain::sessions, store::Store};
use sqlx::{Connection, SqliteConnection};

use crate::Failure;

/// What a seeded database holds.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub people: usize,
    /// Room 1 has so many messages.
    pub messages: usize,
    /// Room 2 has a hundred, all newer.
    pub second_room: bool,
}

/// A database to measure over, and a token for each of its people.
#[derive(Clone, Debug)]
pub struct Seeded {
    pub path: PathBuf,
    pub tokens: Vec<String>,
}

/// What people say in measurements: about ninety letters, no two lines alike, and words that all,
/// every hundredth or only one of them hold.
pub fn line(number: usize) -> String {
    format!(
        "load-{number}; the quick brown fox jumps over hedge{} and the lazy dog of house {}",
        number % 100,
        number / 7
    )
}

/// The tokens are the same each time, so that a database can be made once: nobody else listens.
fn token(number: usize) -> String {
    format!("measuring{number:031}")
}

impl Plan {
    fn name(self) -> String {
        let Self { people, messages, second_room } = self;
        format!(
            "people-{people}-messages-{messages}-rooms-{}.sqlite3",
            1 + usize::from(second_room)
        )
    }

    /// The database in this folder, made if it isn't there.
    pub async fn kept_in(self, folder: &Path) -> Result<Seeded, Failure> {
        let path = folder.join(self.name());
        if !path.exists() {
            // Under another name until it is whole: one that was cut short is never taken for it.
            let draft = folder.join("being-made.sqlite3");
            remove(&draft);
            self.make(&draft).await?;
            std::fs::rename(&draft, &path)?;
        }
        Ok(Seeded { path, tokens: self.tokens() })
    }

    /// A database of its own at this path.
    pub async fn make(self, path: &Path) -> Result<Seeded, Failure> {
        let Store { mut writing, readers, lock } =
            Store::open(path).await.map_err(|cause| Failure::Start(cause.to_string()))?;
        self.fill(&mut writing).await?;
        readers.close().await;
        sqlx::query("pragma wal_checkpoint(truncate)").execute(&mut writing).await?;
        writing.close().await?;
        drop(lock);
        Ok(Seeded { path: path.to_owned(), tokens: self.tokens() })
    }

    fn tokens(self) -> Vec<String> {
        (1..=self.people).map(token).collect()
    }

    async fn fill(self, conn: &mut SqliteConnection) -> Result<(), Failure> {
        let now = Timestamp::now();
        let mut tx = conn.begin().await?;
        // Somebody who signs in is told first of all whether there is anything to sign in to.
        sqlx::query(
            "insert into account (id, name, join_code, created_at, updated_at)
             values (1, 'Measured', 'abcd-efgh-jkmn', ?1, ?1)",
        )
        .bind(now)
        .execute(&mut *tx)
        .await?;
        for (number, token) in (1_i64..).zip(self.tokens()) {
            sqlx::query(
                "insert into users (id, name, created_at, updated_at)
                 values (?1, 'Listener ' || ?1, ?2, ?2)",
            )
            .bind(number)
            .bind(now)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "insert into sessions (user_id, token_hash, created_at, last_active_at)
                 values (?1, ?2, ?3, ?3)",
            )
            .bind(number)
            .bind(&sessions::hash(&token)[..])
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
        for room in 1..=1 + i64::from(self.second_room) {
            sqlx::query(
                "insert into rooms (id, name, room_type, creator_id, created_at, updated_at)
                 values (?1, 'Room ' || ?1, 'open', 1, ?2, ?2)",
            )
            .bind(room)
            .bind(now)
            .execute(&mut *tx)
            .await?;
            sqlx::query(
                "insert into memberships (room_id, user_id, involvement, created_at)
                 select ?, id, 'mentions', ? from users",
            )
            .bind(room)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        }
        tx.commit().await?;
        self.say(conn, 1, 0, self.messages).await?;
        if self.second_room {
            self.say(conn, 2, self.messages, 100).await?;
        }
        Ok(())
    }

    /// Ten thousand messages a commit, made inside the database.
    async fn say(
        self,
        conn: &mut SqliteConnection,
        room: i64,
        first: usize,
        messages: usize,
    ) -> Result<(), Failure> {
        const TOGETHER: usize = 10_000;
        let now = Timestamp::now();
        for begin in (first..first + messages).step_by(TOGETHER) {
            let end = (begin + TOGETHER).min(first + messages);
            let lines: Vec<String> = (begin..end).map(line).collect();
            sqlx::query(
                "insert into messages (room_id, creator_id, client_message_id, plain, html,
                     source_type, created_at, updated_at)
                 select ?1, (key + ?2) % ?3 + 1, lower(hex(randomblob(16))), value,
                     '<div>' || value || '</div>', 'text/plain', ?4, ?4
                 from json_each(?5)",
            )
            .bind(room)
            .bind(i64::try_from(begin).unwrap_or_default())
            .bind(i64::try_from(self.people).unwrap_or(1))
            .bind(now)
            .bind(serde_json::to_string(&lines).unwrap_or_default())
            .execute(&mut *conn)
            .await?;
        }
        Ok(())
    }
}

/// Removes a database with all that stands beside it.
pub fn remove(path: &Path) {
    for end in ["", "-wal", "-shm", ".lock"] {
        let mut name = path.as_os_str().to_owned();
        name.push(end);
        // What isn't there needs no removing.
        drop(std::fs::remove_file(name));
    }
}

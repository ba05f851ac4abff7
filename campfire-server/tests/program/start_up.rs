//! What a server won't start over, and what it says to do about it. Whatever it refuses it leaves as
//! it was.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};

use super::{Running, over, refuses, succeeds};

/// A database with Ada and two thousand words in it, that nobody has open.
pub(crate) fn filled(folder: &Path) -> PathBuf {
    let database = folder.join("campfire.sqlite3");
    let running = Running::over(&database);
    let ada = running.set_up();
    for number in 0..20 {
        running.says(&ada, &format!("{number} {}", "word ".repeat(100)));
    }
    running.stops();
    database
}

pub(crate) async fn opens(database: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(database).create_if_missing(true);
    options.connect().await.unwrap()
}

pub(crate) async fn changes(database: &Path, sql: &'static str) {
    let mut conn = opens(database).await;
    sqlx::raw_sql(sql).execute(&mut conn).await.unwrap();
    conn.close().await.unwrap();
}

/// What another version would leave behind.
pub(crate) const FROM_THE_FUTURE: &str =
    "insert into _sqlx_migrations (version, description, success, checksum, execution_time)
     values (9999, 'from the future', 1, x'00', 0)";

/// What a bad disk would leave behind: an index with entries of another one. All rows can still be
/// read, and a mere copy would look sound.
pub(crate) const A_WRONG_INDEX: &str = "pragma writable_schema = on;
     update sqlite_schema set rootpage =
         (select rootpage from sqlite_schema where name = 'boosts_of_message')
     where name = 'messages_of_creator'";

#[test]
fn a_database_is_its_owner_s_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());

    assert_eq!(fs::metadata(database).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_second_server_never_opens_the_same_file() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("campfire.sqlite3");
    let first = Running::over(&database);

    refuses(
        over(&database),
        &["campfire.sqlite3 is in use by another Campfire", "stop that one first"],
    );

    first.set_up();
}

#[test]
fn a_port_that_is_taken_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let first = Running::over(&folder.path().join("one.sqlite3"));
    let mut second = over(&folder.path().join("two.sqlite3"));
    second.env("PORT", first.address.rsplit(':').next().unwrap());

    refuses(second, &["can't listen on", &first.address, "is something else running there"]);
}

#[tokio::test]
async fn a_database_that_another_program_has_locked_is_not_waited_for_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());
    let mut other = opens(&database).await;
    sqlx::raw_sql("begin immediate").execute(&mut other).await.unwrap();

    refuses(over(&database), &["is locked by another program", "fuser"]);
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("recipes.sqlite3");
    changes(&database, "create table recipes (name text); insert into recipes values ('soup')")
        .await;
    let before = fs::read(&database).unwrap();

    refuses(over(&database), &["is no Campfire database", "DATABASE_PATH"]);

    assert_eq!(fs::read(&database).unwrap(), before);
}

#[tokio::test]
async fn a_database_from_a_newer_version_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());
    changes(&database, FROM_THE_FUTURE).await;
    // It has no log beside it: opening it the way we write would note in the file that it has one.
    changes(&database, "pragma journal_mode = delete").await;
    let before = fs::read(&database).unwrap();

    refuses(over(&database), &["was written by a newer Campfire", "upgrade"]);

    assert_eq!(fs::read(&database).unwrap(), before);
}

#[test]
fn a_damaged_database_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());
    let whole = fs::read(&database).unwrap();
    let scrambled = [&[0xff; 64], &whole[64..]].concat();

    for damaged in [&scrambled[..], &whole[..whole.len() / 2], b"Dear diary, nothing happened"] {
        fs::write(&database, damaged).unwrap();
        refuses(over(&database), &["is damaged, or no database at all", "campfire-server restore"]);
        assert_eq!(fs::read(&database).unwrap(), damaged);
    }
}

/// As somebody who may not write there: root may write everywhere.
pub(crate) fn as_nobody(mut command: Command) -> Command {
    let root = fs::metadata("/proc/self").map(|me| std::os::unix::fs::MetadataExt::uid(&me));
    if root.unwrap() != 0 {
        return command;
    }
    let mut lesser = Command::new("setpriv");
    lesser.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(command.get_program());
    lesser.args(command.get_args());
    lesser.env_clear();
    for (name, value) in command.get_envs() {
        lesser.env(name, value.unwrap_or_default());
    }
    command = lesser;
    command
}

fn rights(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());

    rights(folder.path(), 0o555);
    refuses(as_nobody(over(&database)), &["isn't writable", "check the owner and the rights"]);
    refuses(
        as_nobody(over(&folder.path().join("new/campfire.sqlite3"))),
        &["can't be made", "point DATABASE_PATH elsewhere"],
    );
    rights(folder.path(), 0o755);

    // The lock can be taken, and the log beside the file can't be made.
    rights(&folder.path().join("campfire.sqlite3.lock"), 0o666);
    rights(&database, 0o666);
    refuses(as_nobody(over(&database)), &["isn't writable", "check the owner and the rights"]);
    let mut check = over(&database);
    check.arg("check");
    assert!(succeeds(check).contains("is sound"));
}

#[test]
fn a_database_that_can_only_be_read_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());
    // The lock can be taken, and the log be made.
    rights(folder.path(), 0o777);
    rights(&folder.path().join("campfire.sqlite3.lock"), 0o666);
    rights(&database, 0o444);

    refuses(as_nobody(over(&database)), &["isn't writable", "check the owner and the rights"]);
}

#[test]
fn ports_below_1024_need_a_right_to_them() {
    let folder = tempfile::tempdir().unwrap();
    rights(folder.path(), 0o777);
    let free = fs::read_to_string("/proc/sys/net/ipv4/ip_unprivileged_port_start").unwrap();
    if free.trim().parse::<u32>().unwrap() < 2 {
        // Here everybody may listen everywhere, and nothing is refused.
        return;
    }
    let mut command = over(&folder.path().join("campfire.sqlite3"));
    command.env("PORT", "1");

    refuses(as_nobody(command), &["can't listen on 127.0.0.1:1", "cap_net_bind_service"]);
}

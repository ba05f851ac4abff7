//! Putting a copy back: never unasked, never anything that isn't sound, and never without keeping
//! what was there.

use std::{
    fs,
    os::unix::fs::{MetadataExt, PermissionsExt, chown},
    path::{Path, PathBuf},
    process::Command,
};

use super::{
    Running, over, refuses,
    start_up::{A_WRONG_INDEX, FROM_THE_FUTURE, as_nobody, changes, filled, opens},
    succeeds,
};

fn restore(database: &Path, from: &Path, force: bool) -> Command {
    let mut command = over(database);
    command.arg("restore").arg(from);
    if force {
        command.arg("--force");
    }
    command
}

async fn messages_in(database: &Path) -> i64 {
    let mut conn = opens(database).await;
    sqlx::query_scalar("select count(*) from messages").fetch_one(&mut conn).await.unwrap()
}

#[tokio::test]
async fn a_copy_takes_the_place_of_what_is_kept_aside() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (filled(folder.path()), folder.path().join("copy.sqlite3"));
    fs::copy(&database, &copy).unwrap();
    changes(&database, "delete from messages where id > 5").await;

    refuses(restore(&database, &copy, false), &["holds a database", "--force", "aside"]);
    assert_eq!(messages_in(&database).await, 5);
    let told = succeeds(restore(&database, &copy, true));

    let aside = told.lines().last().unwrap().strip_prefix("What was there is now ").unwrap();
    let aside = PathBuf::from(aside.trim_end_matches('.'));
    assert_eq!(messages_in(&database).await, 20);
    assert_eq!(messages_in(&aside).await, 5);
    Running::over(&database).stops();
}

/// A database and a copy of it, after which something was said that is only in the log: the plug was
/// pulled.
fn with_a_last_word_in_its_log(folder: &Path) -> (PathBuf, PathBuf) {
    let (database, copy) = (filled(folder), folder.join("copy.sqlite3"));
    fs::copy(&database, &copy).unwrap();
    let mut running = Running::over(&database);
    let ada = serde_json::json!({ "email": "ada@example.com", "password": "open sesame" });
    let ada = running.asks("POST /api/auth/login", "", &ada)["token"].as_str().unwrap().to_owned();
    running.says(&ada, "the last word");
    running.process.kill().unwrap();
    running.process.wait().unwrap();
    (database, copy)
}

#[tokio::test]
async fn what_was_only_in_the_log_is_kept_aside_too() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = with_a_last_word_in_its_log(folder.path());

    let told = succeeds(restore(&database, &copy, true));

    let aside = told.lines().last().unwrap().strip_prefix("What was there is now ").unwrap();
    assert_eq!(messages_in(Path::new(aside.trim_end_matches('.'))).await, 21);
    assert_eq!(messages_in(&database).await, 20);
}

#[tokio::test]
async fn a_log_whose_database_is_gone_is_not_taken_for_the_copys() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = with_a_last_word_in_its_log(folder.path());
    fs::remove_file(&database).unwrap();
    assert!(folder.path().join("campfire.sqlite3-wal").exists());

    succeeds(restore(&database, &copy, false));

    assert_eq!(messages_in(&database).await, 20);
}

#[tokio::test]
async fn a_damaged_database_gives_way_to_a_copy() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (filled(folder.path()), folder.path().join("copy.sqlite3"));
    fs::copy(&database, &copy).unwrap();
    fs::write(&database, [0xff; 5_000]).unwrap();

    succeeds(restore(&database, &copy, true));

    assert_eq!(messages_in(&database).await, 20);
}

#[tokio::test]
async fn what_is_not_sound_is_never_put_in_a_database_place() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());
    let path = |name: &str| folder.path().join(name);
    fs::copy(&database, path("newer")).unwrap();
    changes(&path("newer"), FROM_THE_FUTURE).await;
    changes(&path("foreign"), "create table recipes (name text)").await;
    fs::copy(&database, path("worn")).unwrap();
    changes(&path("worn"), A_WRONG_INDEX).await;
    let whole = fs::read(&database).unwrap();
    fs::write(path("half"), &whole[..whole.len() / 2]).unwrap();
    fs::write(path("text"), "Dear diary, ".repeat(500)).unwrap();

    refuses(restore(&database, &path("newer"), true), &["by a newer Campfire", "upgrade"]);
    refuses(restore(&database, &path("foreign"), true), &["is no Campfire database"]);
    refuses(restore(&database, &path("worn"), true), &["worn is damaged", "use another copy"]);
    refuses(restore(&database, &path("half"), true), &["half", "damaged"]);
    refuses(restore(&database, &path("text"), true), &["text", "no database at all"]);
    refuses(restore(&database, &path("missing"), true), &["there is no database at", "missing"]);

    assert_eq!(fs::read(&database).unwrap(), whole);
}

/// The service has an account of its own, and commands are root's.
#[test]
fn what_is_put_back_belongs_to_whom_the_old_one_belonged() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (filled(folder.path()), folder.path().join("copy.sqlite3"));
    fs::copy(&database, &copy).unwrap();
    let me = fs::metadata(&database).unwrap().uid();
    // Only root can give something away; everybody else has it already.
    let owner = if me == 0 { 65534 } else { me };
    chown(&database, Some(owner), None).unwrap();

    succeeds(restore(&database, &copy, true));

    let restored = fs::metadata(&database).unwrap();
    assert_eq!((restored.uid(), restored.mode() & 0o777), (owner, 0o600));
}

/// Also on a machine where there was nothing yet.
#[test]
fn over_what_root_puts_back_the_owner_of_the_folder_can_start_a_server() {
    let folder = tempfile::tempdir().unwrap();
    let (copy, ours) = (filled(folder.path()), folder.path().join("ours"));
    fs::create_dir(&ours).unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let me = fs::metadata(&ours).unwrap().uid();
    chown(&ours, Some(if me == 0 { 65534 } else { me }), None).unwrap();
    let database = ours.join("campfire.sqlite3");

    succeeds(restore(&database, &copy, false));

    Running::start(as_nobody(over(&database))).stops();
}

#[test]
fn nothing_is_put_back_under_a_running_server() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (filled(folder.path()), folder.path().join("copy.sqlite3"));
    fs::copy(&database, &copy).unwrap();
    let running = Running::over(&database);

    refuses(restore(&database, &copy, true), &["is in use by another Campfire", "stop that one"]);

    running.stops();
}

//! Copies of the database: taken at any moment, and by the clock; and the log, which others copy.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::Command,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant, SystemTime},
};

use campfire_server::{config::backups::Backups, store::backup::scheduled::keep_copying};

use super::{
    Running, over, refuses,
    start_up::{A_WRONG_INDEX, changes, filled, opens},
    succeeds,
};

/// Far more than anything here takes.
const LONG: Duration = Duration::from_secs(30);

fn command(database: &Path, words: &[&str]) -> Command {
    let mut command = over(database);
    command.args(words);
    command
}

fn checks(database: &Path) -> String {
    succeeds(command(database, &["check"]))
}

/// The copies that were made by the clock, oldest first.
fn copies_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "sqlite3"));
    paths.sort();
    paths
}

/// Waits for something to come about in another process.
#[track_caller]
pub(crate) fn until(mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < LONG, "it never came about");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[tokio::test]
async fn a_copy_taken_while_people_write_is_whole_and_holds_what_was_answered() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copy) = (folder.path().join("campfire.sqlite3"), folder.path().join("a/copy"));
    let running = Running::over(&database);
    let ada = running.set_up();
    let answered = running.says(&ada, "before the copy");

    let talking = std::thread::scope(|scope| {
        let talk = scope.spawn(|| (0..200).map(|n| running.says(&ada, &n.to_string())).max());
        let told = succeeds(command(&database, &["backup", copy.to_str().unwrap()]));
        assert!(told.contains("holds a copy of"), "{told}");
        talk.join().unwrap()
    });

    assert!(talking.is_some_and(|last| last > answered), "nobody had to wait");
    assert_eq!(checks(&copy), format!("{} is sound.\n", copy.display()));
    assert_eq!(fs::metadata(&copy).unwrap().mode() & 0o777, 0o600, "it is its owner's alone");
    let mut conn = opens(&copy).await;
    let there: i64 = sqlx::query_scalar("select count(*) from messages where id = ?")
        .bind(answered)
        .fetch_one(&mut conn)
        .await
        .unwrap();
    assert_eq!(there, 1);
    refuses(command(&database, &["backup", copy.to_str().unwrap()]), &["is there already"]);
}

#[tokio::test]
async fn a_check_finds_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let sound = filled(folder.path());
    let damaged = async |name: &str, sql| {
        let copy = folder.path().join(name);
        fs::copy(&sound, &copy).unwrap();
        changes(&copy, sql).await;
        copy
    };

    let dangling =
        damaged("dangling", "pragma foreign_keys = off; delete from users where id = 1").await;
    let words = damaged("words", "delete from message_words where rowid = 3").await;
    let index = damaged("index", A_WRONG_INDEX).await;
    let tables = damaged("tables", "update _sqlx_migrations set checksum = x'00'").await;

    assert!(checks(&sound).ends_with("is sound.\n"));
    refuses(command(&dangling, &["check"]), &["rows belong to something that isn't there"]);
    refuses(command(&words, &["check"]), &["the search index is wrong"]);
    refuses(command(&index, &["check"]), &["is damaged", "messages_of_creator"]);
    refuses(command(&tables, &["check"]), &["was made by another program"]);
}

#[test]
fn copies_are_made_by_the_clock_and_the_oldest_go() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copies) = (folder.path().join("campfire.sqlite3"), folder.path().join("copies"));
    fs::create_dir(&copies).unwrap();
    let of_a_week_ago = SystemTime::now() - Duration::from_hours(7 * 24);
    for name in [
        "campfire-20200101T000000000Z.sqlite3",
        "campfire-20200102T000000000Z.sqlite3",
        "campfire-20200103T000000000Z.sqlite3.unfinished",
        "campfire-keep-me.sqlite3",
    ] {
        File::create(copies.join(name)).unwrap().set_modified(of_a_week_ago).unwrap();
    }
    let serve = || {
        let mut command = over(&database);
        command.env("BACKUP_FOLDER", &copies).env("BACKUP_KEEP", "2").env("RUST_LOG", "error");
        Running::start(command)
    };

    let running = serve();
    until(|| copies_in(&copies).len() == 3);
    let metrics = || running.answers("GET /metrics", "", &().into());
    until(|| metrics().contains("campfire_backups_total{outcome=\"made\"} 1"));

    let there = copies_in(&copies);
    assert!(there[0].ends_with("campfire-20200102T000000000Z.sqlite3"), "{there:?}");
    assert!(there[2].ends_with("campfire-keep-me.sqlite3"), "what isn't ours stays");
    assert_eq!(fs::read_dir(&copies).unwrap().count(), 3, "what was begun is cleared away");
    assert!(checks(&there[1]).ends_with("is sound.\n"));
    assert!(metrics().contains("campfire_backup_age_seconds "), "{}", metrics());
    running.stops();
    let again = serve();
    again.set_up();
    assert_eq!(copies_in(&copies), there, "the next is due tomorrow");
}

#[test]
fn a_copy_that_cannot_be_made_is_said_and_the_server_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let (database, file) = (folder.path().join("campfire.sqlite3"), folder.path().join("file"));
    fs::write(&file, "in the way").unwrap();
    let mut command = over(&database);
    command.env("BACKUP_FOLDER", &file).env("RUST_LOG", "off");
    let running = Running::start(command);

    until(|| {
        let metrics = running.answers("GET /metrics", "", &().into());
        metrics.contains("campfire_backups_total{outcome=\"failed\"} 1")
    });

    running.set_up();
}

/// Something is in the way at first: what goes wrong once is tried again.
#[tokio::test]
async fn one_copy_is_made_after_the_other_whatever_goes_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let (database, copies) = (filled(folder.path()), folder.path().join("copies"));
    fs::write(&copies, "in the way").unwrap();
    let every = Duration::from_millis(10);
    let backups = Backups { folder: copies.clone(), every, keep: 2 };

    let copying = tokio::spawn(keep_copying(database, backups));
    // Time to fail. On a machine that needs longer less is proved, and nothing wrong.
    tokio::time::sleep(every * 20).await;
    fs::remove_file(&copies).unwrap();
    let mut seen = BTreeSet::new();
    let three_came = async {
        while seen.len() < 3 {
            seen.extend(copies_in(&copies));
            tokio::time::sleep(every).await;
        }
    };

    tokio::time::timeout(LONG, three_came).await.unwrap();
    copying.abort();
}

/// A replicator reads the log, and keeps it from being begun anew by holding a read transaction.
#[tokio::test]
async fn the_log_only_grows_as_long_as_a_replicator_reads_it() {
    let folder = tempfile::tempdir().unwrap();
    let database = filled(folder.path());
    let running = Running::over(&database);
    let ada = running.asks(
        "POST /api/auth/login",
        "",
        &serde_json::json!({ "email": "ada@example.com", "password": "open sesame" }),
    );
    let ada = ada["token"].as_str().unwrap().to_owned();
    running.says(&ada, "something for the log");
    let mut replicator = opens(&database).await;
    sqlx::raw_sql("begin; select count(*) from messages").execute(&mut replicator).await.unwrap();
    let log = folder.path().join("campfire.sqlite3-wal");
    let begun = fs::read(&log).unwrap();

    let mut last = begun.len();
    for number in 0..40 {
        running.says(&ada, &format!("{number} {}", "word ".repeat(500)));
        let now = usize::try_from(fs::metadata(&log).unwrap().len()).unwrap();
        assert!(now >= last, "the log was begun anew");
        last = now;
        std::thread::sleep(Duration::from_millis(30));
    }

    assert!(last > begun.len());
    assert_eq!(fs::read(&log).unwrap()[..begun.len()], begun, "what was there is still there");
    running.stops();
    assert!(log.exists(), "nor is it folded away while it is being read");
}

#[test]
fn a_long_log_is_begun_anew_amid_talk_that_never_pauses() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("campfire.sqlite3");
    let running = Running::over(&database);
    let ada = running.set_up();
    let words: Vec<String> = (0..1_400).map(|n| format!("word{n}")).collect();
    let long = words.join(" ");
    let length = || fs::metadata(folder.path().join("campfire.sqlite3-wal")).unwrap().len();
    let (mut longest, is_over) = (0, AtomicBool::new(false));

    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    running.says(&ada, &long[..9_900]);
                }
            });
        }
        let begun = Instant::now();
        while longest <= length() && begun.elapsed() < LONG {
            longest = longest.max(length());
            std::thread::sleep(Duration::from_millis(5));
        }
        is_over.store(true, Ordering::Relaxed);
    });

    assert!(longest > length(), "the log has {longest} bytes, and was never begun anew");
    assert!(longest > 16 * 1024 * 1024, "it isn't begun anew before it is long: {longest}");
}

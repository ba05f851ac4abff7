//! Copies, and what is made of them.

use super::{
    restore::restore,
    soundness::{Checked, check},
    *,
};
use crate::store::Store;

async fn with_one_room(path: &Path) {
    let Store { readers, mut writing, lock } = Store::open(path).await.unwrap();
    sqlx::query(
        "insert into users (name, created_at, updated_at) values ('Ada', 0, 0);
         insert into rooms (name, room_type, creator_id, created_at, updated_at)
         values ('Lab', 'open', 1, 0, 0)",
    )
    .execute(&mut writing)
    .await
    .unwrap();
    readers.close().await;
    sqlx::Connection::close(writing).await.unwrap();
    drop(lock);
}

async fn rooms_in(path: &Path) -> i64 {
    let mut conn = open_to_read(path).await.unwrap();
    sqlx::query_scalar("select count(*) from rooms").fetch_one(&mut conn).await.unwrap()
}

#[tokio::test]
async fn what_was_copied_can_be_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let (live, copied) = (folder.path().join("live"), folder.path().join("copies/monday"));
    with_one_room(&live).await;

    backup(&live, &copied).await.unwrap();
    restore(&copied, &live, true).await.unwrap();

    assert_eq!(rooms_in(&copied).await, 1);
    assert_eq!(rooms_in(&live).await, 1);
    assert_eq!(check(&live).await.unwrap(), Checked::Whole);
    Store::open(&live).await.unwrap();
}

#[tokio::test]
async fn a_copy_can_be_taken_while_the_file_is_in_use_but_not_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let (live, copied) = (folder.path().join("live"), folder.path().join("copy"));
    with_one_room(&live).await;
    let open = Store::open(&live).await.unwrap();

    backup(&live, &copied).await.unwrap();
    let refused = restore(&copied, &live, true).await;

    assert!(matches!(refused, Err(BackupError::Store(StoreError::InUse(_)))));
    assert_eq!(check(&live).await.unwrap(), Checked::AllButSearch);
    drop(open);
}

#[tokio::test]
async fn nothing_is_overwritten_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let (live, copied) = (folder.path().join("live"), folder.path().join("copy"));
    with_one_room(&live).await;
    backup(&live, &copied).await.unwrap();

    assert!(matches!(backup(&live, &copied).await, Err(BackupError::Exists(_))));
    assert!(matches!(backup(&live, &live).await, Err(BackupError::Exists(_))));
    let refused = restore(&copied, &live, false).await;
    assert!(matches!(refused, Err(BackupError::WouldReplace(_))));
}

#[tokio::test]
async fn what_is_no_database_of_ours_is_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    let (missing, text) = (folder.path().join("missing"), folder.path().join("text"));
    fs::write(&text, "Dear diary, ".repeat(1000)).unwrap();

    assert!(matches!(check(&missing).await, Err(BackupError::Missing(_))));
    assert!(matches!(check(&text).await, Err(BackupError::Unreadable(..))));
    assert!(!missing.exists());
    assert_eq!(fs::read_to_string(&text).unwrap().len(), 12_000);
}

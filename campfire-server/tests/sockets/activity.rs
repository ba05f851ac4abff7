//! That somebody's device is in use, as the list of their devices shows it.

use campfire_proto::{ClientFrame, SessionId, UserId};
use campfire_server::{
    domain::{Operation, Tx, sessions},
    error::Error,
};

use crate::scene::{ADA, GRACE, Scene, token};

/// A device whose window stays open for weeks asks for nothing else.
#[tokio::test]
async fn a_socket_is_activity_of_its_device() {
    let scene = Scene::set().await;
    let hours_ago = |person: UserId| LastActive { session: SessionId(person.0), at: 0 };
    for person in [ADA, GRACE] {
        scene.performs(hours_ago(person)).await.unwrap();
    }

    let _with_a_header = scene.connects(ADA).await;
    let mut stranger = scene.stranger().await;
    stranger.says(&ClientFrame::Authenticate { session_token: token(GRACE) }).await;
    stranger.heard().await;

    for person in [ADA, GRACE] {
        let mut conn = scene.house().readers.get().await.unwrap();
        let devices = sessions::devices_of(&mut conn, person, SessionId(0)).await.unwrap();
        assert!(devices[0].last_active_at.as_millis() > 0);
        assert_eq!(devices[0].ip.as_deref(), Some("127.0.0.1"));
    }
}

/// Makes a session look as if nobody had used it since.
struct LastActive {
    session: SessionId,
    at: i64,
}

impl Operation for LastActive {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        sqlx::query("update sessions set last_active_at = ? where id = ?")
            .bind(self.at)
            .bind(self.session)
            .execute(&mut *tx.conn)
            .await?;
        Ok(())
    }
}

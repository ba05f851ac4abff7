//! Bans: shutting somebody out, with all they said and the addresses they came from, and letting
//! them in again.

use std::net::IpAddr;

use campfire_proto::{MessageId, Role, RoomId, Status, User, UserId};
use sqlx::SqliteConnection;

use super::{Operation, Tx, addresses, messages, people, roles, search::ForgetSearches, sessions};
use crate::error::Error;

/// Whether writes from this address are refused.
pub async fn is_banned(conn: &mut SqliteConnection, ip: IpAddr) -> Result<bool, Error> {
    let banned = sqlx::query_scalar("select exists (select 1 from bans where ip = ?)")
        .bind(ip.to_canonical().to_string())
        .fetch_one(conn)
        .await?;
    Ok(banned)
}

/// Shuts somebody out until the ban is lifted. What they said is gone for good.
pub struct BanPerson {
    pub by: UserId,
    pub person: UserId,
}

impl Operation for BanPerson {
    type Outcome = User;

    async fn perform(self, tx: &mut Tx<'_>) -> Result<User, Error> {
        people::require_administrator(tx.conn, self.by).await?;
        let person = people::active_human(tx.conn, self.person).await?;
        roles::require_another_administrator(tx.conn, &person).await?;
        refuse_addresses_of(tx, self.person).await?;
        sqlx::query(
            "update users set status = 'banned', transfer_epoch = transfer_epoch + 1,
                 updated_at = ?
             where id = ?",
        )
        .bind(tx.now)
        .bind(self.person)
        .execute(&mut *tx.conn)
        .await?;
        // First of what is heard: the banned one doesn't watch the rest.
        sessions::end_all(tx, self.person, sessions::BANNED).await?;
        ForgetSearches { by: self.person }.perform(tx).await?;
        delete_all_said_by(tx, self.person).await?;
        Ok(people::announce(tx, self.person).await?.into_private())
    }
}

/// Lets somebody in again. Neither their messages nor their sessions come back.
pub struct LiftBan {
    pub by: UserId,
    pub person: UserId,
}

impl Operation for LiftBan {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        people::require_administrator(tx.conn, self.by).await?;
        let person = people::person(tx.conn, self.person).await?;
        match (person.role, person.status) {
            (Role::Member | Role::Administrator, Status::Banned) => {}
            _ => return Err(Error::Conflict("There is no ban to lift")),
        }
        sqlx::query("delete from bans where user_id = ?")
            .bind(self.person)
            .execute(&mut *tx.conn)
            .await?;
        sqlx::query("update users set status = 'active', updated_at = ? where id = ?")
            .bind(tx.now)
            .bind(self.person)
            .execute(&mut *tx.conn)
            .await?;
        // Open rooms that were made meanwhile left them out.
        people::join_open_rooms(tx, self.person).await?;
        people::announce(tx, self.person).await?;
        Ok(())
    }
}

/// Writes down the public addresses of somebody's devices. Others say nothing about the person: a
/// proxy, an office, this very machine.
async fn refuse_addresses_of(tx: &mut Tx<'_>, person: UserId) -> Result<(), Error> {
    let addresses: Vec<String> =
        sqlx::query_scalar("select distinct ip from sessions where user_id = ? and ip is not null")
            .bind(person)
            .fetch_all(&mut *tx.conn)
            .await?;
    let addresses = addresses.iter().filter_map(|ip| ip.parse().ok()).filter(addresses::is_public);
    for ip in addresses {
        sqlx::query(
            "insert into bans (user_id, ip, created_at) values (?, ?, ?) on conflict do nothing",
        )
        .bind(person)
        .bind(ip.to_canonical().to_string())
        .bind(tx.now)
        .execute(&mut *tx.conn)
        .await?;
    }
    Ok(())
}

/// Deletes all that somebody said, in every room. Their boosts of others' messages stay.
async fn delete_all_said_by(tx: &mut Tx<'_>, person: UserId) -> Result<(), Error> {
    let said: Vec<(RoomId, MessageId)> =
        sqlx::query_as("select room_id, id from messages where creator_id = ? order by id")
            .bind(person)
            .fetch_all(&mut *tx.conn)
            .await?;
    messages::delete_all(tx, &said).await
}

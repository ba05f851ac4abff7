//! Bans: shutting somebody out, with all they said and the addresses they came from, and letting
//! them in again.

use std::net::IpAddr;

use campfire_proto::{Role, Status, User, UserId};

use super::{
    Operation, Tx, addresses, leftovers, people, recall::Recall, roles, search::ForgetSearches,
    sessions,
};
use crate::{error::Error, store::Readers};

/// Whether writes from this address are refused.
pub async fn is_banned(readers: &Readers, recall: &Recall, ip: IpAddr) -> Result<bool, Error> {
    let ip = ip.to_canonical();
    if let Some(banned) = recall.is_banned(ip) {
        return Ok(banned);
    }
    let looked = recall.now();
    let banned = sqlx::query_scalar("select exists (select 1 from bans where ip = ?)")
        .bind(ip.to_string())
        .fetch_one(&mut *readers.get().await?)
        .await?;
    recall.learn_address(looked, ip, banned);
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
        leftovers::delete_said_by(tx, self.person).await?;
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
        // What they said is gone for good, also what would have gone in a moment.
        while leftovers::anything_said_by(tx, self.person).await? {
            leftovers::delete_said_by(tx, self.person).await?;
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

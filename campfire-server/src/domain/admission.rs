//! Letting people into closed rooms, and out again.

use campfire_proto::{Involvement, RemovedReason, RoomId, RoomType, UserId};

use super::{
    Operation, Tx,
    memberships::{grant, members_of, membership, require_active, standing, take_out},
    rooms,
};
use crate::error::Error;

/// Lets people into a closed room.
pub struct AddMembers {
    pub by: UserId,
    pub room: RoomId,
    pub people: Vec<UserId>,
}

impl Operation for AddMembers {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let standing = standing(tx.conn, self.room, self.by).await?;
        standing.require_administration()?;
        standing.require_closed()?;
        require_active(tx.conn, &self.people, "user_ids").await?;
        let added = grant(tx, self.room, &self.people, Involvement::Mentions).await?;
        rooms::announce_added(tx, self.room, &added).await?;
        rooms::announce_updated(tx, self.room, &added).await
    }
}

/// Takes somebody out of a closed room, or lets them leave.
pub struct RemoveMember {
    pub by: UserId,
    pub room: RoomId,
    pub person: UserId,
}

impl Operation for RemoveMember {
    type Outcome = ();

    async fn perform(self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let standing = standing(tx.conn, self.room, self.by).await?;
        let leaving = self.by == self.person;
        if !leaving {
            standing.require_administration()?;
        }
        if leaving && standing.room_type == RoomType::Open {
            return Err(Error::Conflict("An open room can't be left; hide it instead"));
        }
        standing.require_closed()?;
        membership(tx.conn, self.room, self.person).await?;
        // The banned are in the room and can't enter it: with nobody else, nobody could any more.
        let members = members_of(tx.conn, &[self.room]).await?;
        if members.iter().all(|(_, member)| member.user.id == self.person) {
            return Err(Error::Conflict("You are the last one here; delete the room instead"));
        }
        let reason = if leaving { RemovedReason::Left } else { RemovedReason::Removed };
        take_out(tx, self.room, &[self.person], reason).await?;
        rooms::announce_updated(tx, self.room, &[]).await
    }
}

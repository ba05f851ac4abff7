//! Messages, boosts, search, sounds.
use axum::extract::State;
use campfire_proto::{RoomId};
use crate::{House, error::Error};
use super::extract::{Path, SignedIn};

/// Say something in a room.
#[utoipa::path(post, path = "/api/rooms/{room_id}/messages", tag = "messages")]
pub(super) async fn post_message(State(_house): State<House>, _me: SignedIn, Path(_room): Path<RoomId>) -> Result<(), Error> { Ok(()) }
/// Read.
#[utoipa::path(get, path = "/api/rooms/{room_id}/messages", tag = "messages")]
pub(super) async fn list_messages(State(_house): State<House>, _me: SignedIn, Path(_room): Path<RoomId>) -> Result<(), Error> { Ok(()) }

//! Finding messages, and what was looked for lately.

use axum::{extract::State, http::StatusCode};
use campfire_proto::{
    Invalid, RoomId, SearchPage, UserId, limits,
    search::{RecentSearches, SearchSort},
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::extract::{Json, Person, Query};
use crate::{
    House,
    domain::search::{self, Cursor, ForgetSearches, RememberSearch, Search},
    error::Error,
};

#[derive(Debug, Deserialize, IntoParams)]
pub(super) struct SearchQuery {
    /// Words, and "phrases in quotes". Nothing in it is an operator.
    #[serde(default)]
    q: String,
    room_id: Option<RoomId>,
    /// Only what this person said.
    from: Option<UserId>,
    /// `next` of the page before.
    before: Option<String>,
    #[serde(default)]
    sort: SearchSort,
    limit: Option<u64>,
}

/// Find messages in the caller's rooms.
#[utoipa::path(get, path = "/api/search/messages", tag = "search", params(SearchQuery),
    responses((status = 200, body = SearchPage)))]
pub(super) async fn search_messages(
    State(house): State<House>,
    me: Person,
    Query(asked): Query<SearchQuery>,
) -> Result<Json<SearchPage>, Error> {
    let after = asked.before.map(|cursor| Cursor::parse(&cursor).ok_or(unknown_cursor()));
    let after = after.transpose()?;
    let wanted = Search {
        by: me.id,
        query: search::Query::parse(&asked.q)?,
        room: asked.room_id,
        from: asked.from,
        sort: asked.sort,
        after,
        limit: limits::page_length(asked.limit),
    };
    let find = async { search::search(&mut *house.readers.get().await?, &wanted).await };
    let new = wanted.query.clone().filter(|_| after.is_none());
    let search = new.map(|query| RememberSearch { by: me.id, query, room: asked.room_id });
    // At the same time: finding needn't wait for the disk.
    let (page, ()) = tokio::join!(find, remember(&house, search));
    Ok(Json(page?))
}

/// Keeps what was looked for, if it can be kept: finding needs no disk with room on it.
async fn remember(house: &House, search: Option<RememberSearch>) {
    let Some(search) = search else { return };
    if let Err(cause) = house.writer.perform(search).await {
        tracing::debug!(%cause, "a search wasn't remembered");
    }
}

fn unknown_cursor() -> Invalid {
    Invalid::new("before", "Please pass on `next` as it came")
}

/// What the caller looked for lately.
#[utoipa::path(get, path = "/api/searches", tag = "search",
    responses((status = 200, body = RecentSearches)))]
pub(super) async fn list_searches(
    State(house): State<House>,
    me: Person,
) -> Result<Json<RecentSearches>, Error> {
    let searches = search::recent(&mut *house.readers.get().await?, me.id).await?;
    Ok(Json(RecentSearches { searches }))
}

/// Forget what the caller looked for.
#[utoipa::path(delete, path = "/api/searches", tag = "search", responses((status = 204)))]
pub(super) async fn forget_searches(
    State(house): State<House>,
    me: Person,
) -> Result<StatusCode, Error> {
    house.writer.perform(ForgetSearches { by: me.id }).await?;
    Ok(StatusCode::NO_CONTENT)
}

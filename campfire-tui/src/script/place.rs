//! Which room a script means, by name, by id, or by the person on the other side. Names are taken
//! whole, but for case: a script that guesses says things in the wrong room.

use campfire_proto::{NewRoom, Room, RoomId, RoomType, User, UserId};

use super::{Early, Exit, Failure, Patience};
use crate::{api::Api, command_line::Place, script::print, settings::Settings};

/// The room that flags or settings name.
pub(super) async fn find(
    place: &Place,
    api: &Api,
    patience: &Patience,
    settings: &Settings,
) -> Result<Room, Early> {
    if let Some(person) = &place.to {
        return direct_with(person, api, patience).await;
    }
    let Some(named) = place.room.as_ref().or(settings.room.as_ref()) else {
        let message =
            "Which room? Name it with --room, or a person with --to, or set CAMPFIRE_ROOM";
        return Err(Failure::usage(message).into());
    };
    find_named(named, api, patience).await
}

/// The room of this name or id, hidden ones too.
pub(super) async fn find_named(named: &str, api: &Api, patience: &Patience) -> Result<Room, Early> {
    let rooms = patience.persist(async || api.all_rooms().await).await?;
    Ok(room_named(named, rooms)?)
}

fn room_named(named: &str, rooms: Vec<Room>) -> Result<Room, Failure> {
    if let Ok(id) = named.parse::<RoomId>() {
        let room = rooms.into_iter().find(|room| room.id == id);
        return room.ok_or_else(|| Failure::not_found(format!("You are in no room {id}")));
    }
    let name = named.strip_prefix('#').unwrap_or(named);
    let of_two = |room: &Room| room.room_type == RoomType::Direct;
    let is_it = |room: &Room| is_same(&room.name, name) || is_same(&room.name, named);
    // Directs bear people's names; a room that is called the same is meant first.
    let (directs, rooms): (Vec<_>, Vec<_>) = rooms.into_iter().filter(is_it).partition(of_two);
    let found = if rooms.is_empty() { directs } else { rooms };
    only_one(
        found,
        |room| (room.id.to_string(), &room.name),
        || format!("You are in no room called {name:?}; `campfire-tui rooms --all` lists yours"),
    )
}

/// The direct room with somebody, made if there is none yet.
async fn direct_with(person: &str, api: &Api, patience: &Patience) -> Result<Room, Early> {
    let user_id = match patience.persist(async || api.users().await).await {
        Ok(people) => person_named(person, people)?.id,
        // Bots aren't told who there is; they know the people who talk with them.
        Err(failure) if failure.exit == Exit::NotThere => {
            let rooms = patience.persist(async || api.all_rooms().await).await?;
            let directs = rooms.into_iter().filter(|room| room.room_type == RoomType::Direct);
            let found = directs.filter(|room| is_with(room, person)).collect();
            return Ok(only_one(
                found,
                |room| (room.id.to_string(), &room.name),
                || format!("A bot can answer only people who wrote to it, and {person:?} hasn't"),
            )?);
        }
        Err(failure) => return Err(failure.into()),
    };
    let room =
        NewRoom { room_type: Some(RoomType::Direct), user_id: Some(user_id), ..NewRoom::default() };
    // Asking twice makes one room.
    Ok(patience.persist(async || api.create_room(&room).await).await?)
}

fn is_with(direct: &Room, person: &str) -> bool {
    let members = direct.members.as_deref().unwrap_or_default();
    let id = person.parse::<UserId>().ok();
    is_same(&direct.name, person) || members.iter().any(|member| Some(member.id) == id)
}

/// Somebody's id, by name or id.
pub(super) async fn find_person(
    person: &str,
    api: &Api,
    patience: &Patience,
) -> Result<UserId, Early> {
    let people = patience.persist(async || api.users().await).await?;
    Ok(person_named(person, people)?.id)
}

fn person_named(named: &str, people: Vec<User>) -> Result<User, Failure> {
    if let Ok(id) = named.parse::<UserId>() {
        let person = people.into_iter().find(|person| person.id == id);
        return person.ok_or_else(|| Failure::not_found(format!("There is nobody with id {id}")));
    }
    let name = named.strip_prefix('@').unwrap_or(named);
    let found = people.into_iter().filter(|person| is_same(&person.name, name)).collect();
    only_one(
        found,
        |person| (person.id.to_string(), &person.name),
        || format!("There is nobody called {name:?}"),
    )
}

fn is_same(name: &str, typed: &str) -> bool {
    name.to_lowercase() == typed.trim().to_lowercase()
}

/// The one that was found; several are listed, so that the next try can say which.
fn only_one<T>(
    mut found: Vec<T>,
    tell: impl Fn(&T) -> (String, &String),
    none: impl Fn() -> String,
) -> Result<T, Failure> {
    match (found.pop(), found.as_slice()) {
        (None, _) => Err(Failure::not_found(none())),
        (Some(only), []) => Ok(only),
        (Some(last), others) => {
            let all = others.iter().chain([&last]).map(|one| {
                let (id, name) = tell(one);
                format!("{id} ({})", print::harmless(name))
            });
            let all: Vec<_> = all.collect();
            let message =
                format!("Several are called that; say which by its id: {}", all.join(", "));
            Err(Failure::new(Exit::NotThere, "ambiguous", message))
        }
    }
}

/// As whoever the settings sign in.
pub(super) fn api_of(settings: &Settings) -> Result<Api, Early> {
    let Some(server) = &settings.server else {
        return Err(Failure::signed_out(
            "You are not signed in anywhere; run `campfire-tui login`, or set CAMPFIRE_URL and \
             CAMPFIRE_TOKEN",
        )
        .into());
    };
    let Some(token) = &settings.token else {
        let message = match &settings.kept {
            Some(kept) => format!(
                "You are signed in to {}, not to {server}; run `campfire-tui login` with another \
                 --profile, or set CAMPFIRE_TOKEN",
                kept.server
            ),
            None => format!(
                "You are not signed in to {server}; run `campfire-tui login`, or set CAMPFIRE_TOKEN"
            ),
        };
        return Err(Failure::signed_out(message).into());
    };
    Ok(Api::new(&server.to_string()).map_err(Failure::from)?.with_token(token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{everyone, room};

    #[test]
    fn a_name_is_taken_whole_but_for_its_case_and_its_sign() {
        for named in ["bo diddley", "@Bo Diddley", " BO DIDDLEY ", "2"] {
            assert_eq!(person_named(named, everyone()).unwrap().name, "Bo Diddley", "{named}");
        }
        assert_eq!(person_named("Bo", everyone()).unwrap_err().exit, Exit::NotThere);
    }

    #[test]
    fn a_room_that_is_called_like_a_person_is_meant_before_the_person() {
        let rooms = || {
            vec![
                room(RoomId(1), "Bo Diddley", RoomType::Direct),
                room(RoomId(2), "#bo diddley", RoomType::Open),
                room(RoomId(3), "Bo Diddley", RoomType::Closed),
            ]
        };
        assert_eq!(room_named("bo diddley", rooms()).unwrap().id, RoomId(3));
        assert_eq!(room_named("1", rooms()).unwrap().id, RoomId(1));

        // With a hash, both that is called so with it and without it.
        let several = room_named("#Bo Diddley", rooms()).unwrap_err();

        assert_eq!(several.code, "ambiguous");
        assert!(several.message.contains("2 (#bo diddley), 3 (Bo Diddley)"), "{}", several.message);
    }
}

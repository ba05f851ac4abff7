//! Laws of membership, whatever people do in whatever order.

use std::collections::BTreeSet;

use campfire_proto::{Involvement, RoomType, UserId};
use campfire_tests::{Answer, Person, TestCampfire, holds_for_all};
use proptest::{collection::vec, prelude::*};
use serde_json::json;

/// What anybody may try at any time. People and rooms are counted around.
#[derive(Clone, Debug)]
enum Deed {
    MakesOpen,
    MakesClosed { with: usize },
    Pings { whom: usize },
    AsksIn { room: usize, whom: usize },
    SendsAway { room: usize, whom: usize },
    Leaves { room: usize },
    Opens { room: usize },
    Closes { room: usize },
    ClosesAround { room: usize, whom: usize },
    Hears { room: usize, level: &'static str },
    Deletes { room: usize },
}

fn deeds() -> impl Strategy<Value = Vec<(usize, Deed)>> {
    let (room, whom) = (0..6_usize, 0..4_usize);
    let level = prop::sample::select(vec!["invisible", "nothing", "mentions", "everything"]);
    let deed = prop_oneof![
        Just(Deed::MakesOpen),
        whom.clone().prop_map(|with| Deed::MakesClosed { with }),
        whom.clone().prop_map(|whom| Deed::Pings { whom }),
        (room.clone(), whom.clone()).prop_map(|(room, whom)| Deed::AsksIn { room, whom }),
        (room.clone(), whom.clone()).prop_map(|(room, whom)| Deed::SendsAway { room, whom }),
        room.clone().prop_map(|room| Deed::Leaves { room }),
        room.clone().prop_map(|room| Deed::Opens { room }),
        room.clone().prop_map(|room| Deed::Closes { room }),
        (room.clone(), whom.clone()).prop_map(|(room, whom)| Deed::ClosesAround { room, whom }),
        (room.clone(), level).prop_map(|(room, level)| Deed::Hears { room, level }),
        room.prop_map(|room| Deed::Deletes { room }),
    ];
    vec((whom, deed), 1..16)
}

async fn does(people: &[Person], rooms: &[i64], who: &Person, deed: &Deed) -> Option<Answer> {
    let room = |n: usize| rooms.get(n % rooms.len().max(1)).map(|id| campfire_proto::RoomId(*id));
    let id = |n: usize| people[n % people.len()].id;
    let answer = match deed {
        Deed::MakesOpen => {
            who.post("/api/rooms", json!({ "name": "Open", "room_type": "open" })).await
        }
        Deed::MakesClosed { with } => {
            let body =
                json!({ "name": "Closed", "room_type": "closed", "initial_members": [id(*with)] });
            let answer = who.post("/api/rooms", body).await;
            let made: campfire_proto::Room = answer.clone().succeeds().holds();
            let members = who.sees_members_of(made.id).await;
            assert!(members.contains(&who.id) && members.contains(&id(*with)), "{members:?}");
            answer
        }
        Deed::Pings { whom } => {
            who.post("/api/rooms", json!({ "room_type": "direct", "user_id": id(*whom) })).await
        }
        Deed::AsksIn { room: n, whom } => {
            let path = format!("/api/rooms/{}/memberships", room(*n)?);
            who.post(path, json!({ "user_ids": [id(*whom)] })).await
        }
        Deed::SendsAway { room: n, whom } => {
            who.delete(format_args!("/api/rooms/{}/memberships/{}", room(*n)?, id(*whom))).await
        }
        Deed::Leaves { room: n } => who.tries_to_leave(room(*n)?).await,
        Deed::Opens { room: n } => {
            who.tries_to_change(room(*n)?, json!({ "room_type": "open" })).await
        }
        Deed::Closes { room: n } => {
            who.tries_to_change(room(*n)?, json!({ "room_type": "closed" })).await
        }
        Deed::ClosesAround { room: n, whom } => {
            let change = json!({ "room_type": "closed", "member_ids": [id(*whom)] });
            who.tries_to_change(room(*n)?, change).await
        }
        Deed::Hears { room: n, level } => who.wants_to_hear(room(*n)?, level).await,
        Deed::Deletes { room: n } => who.tries_to_delete_room(room(*n)?).await,
    };
    Some(answer)
}

/// What must hold at any moment, as everybody sees it.
async fn the_laws_hold(people: &[Person]) {
    let everyone: BTreeSet<UserId> = people.iter().map(|person| person.id).collect();
    for person in people {
        let listed: BTreeSet<_> = person.rooms().await.into_iter().map(|room| room.id).collect();
        for room in person.all_rooms().await {
            let members = person.sees_members_of(room.id).await;
            let members: BTreeSet<_> = members.into_iter().collect();
            assert!(members.contains(&person.id), "who sees a room is in it: {room:?}");
            match room.room_type {
                RoomType::Open => assert_eq!(members, everyone, "everyone is in {room:?}"),
                RoomType::Direct => {
                    assert_eq!(members.len(), 2, "two are in {room:?}");
                    let level = room.membership.involvement;
                    assert!(matches!(level, Involvement::Nothing | Involvement::Everything));
                }
                RoomType::Closed => {}
            }
            let visible = room.membership.involvement != Involvement::Invisible;
            assert_eq!(listed.contains(&room.id), visible, "involvement decides: {room:?}");
            for outsider in people.iter().filter(|person| !members.contains(&person.id)) {
                outsider.tries_to_enter(room.id).await.is_not_found();
            }
        }
    }
}

#[test]
fn membership_keeps_its_laws_whatever_people_do() {
    holds_for_all(
        32,
        &deeds(),
        async || (),
        async |(), deeds| {
            let campfire = TestCampfire::start().await;
            let mut people = Vec::new();
            for name in ["Ada", "Grace", "Joan", "Eve"] {
                people.push(campfire.person(name).await);
            }
            let mut rooms: Vec<i64> = vec![campfire.all_talk(&people[0]).await.0];

            for (who, deed) in &deeds {
                let who = &people[who % people.len()];
                let Some(answer) = does(&people, &rooms, who, deed).await else { continue };
                if answer.status.is_success() {
                    let made = serde_json::from_slice::<campfire_proto::Room>(&answer.body);
                    rooms.extend(made.ok().map(|room| room.id.0).filter(|id| !rooms.contains(id)));
                } else {
                    assert!(answer.status.is_client_error(), "{deed:?}: {}", answer.status);
                    answer.is_a_proper_refusal();
                }
            }

            the_laws_hold(&people).await;
        },
    );
}

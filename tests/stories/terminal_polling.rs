//! A network that lets no socket through: the chat goes on without it, and with it once it can.

use campfire_tests::{Relay, TestCampfire};

#[tokio::test]
async fn without_a_socket_one_talks_all_the_same_and_is_live_again_by_itself() {
    let campfire = TestCampfire::start().await;
    let ada = campfire.person("Ada").await;
    let grace = campfire.person("Grace").await;
    let room = campfire.all_talk(&ada).await;
    let relay = Relay::to(campfire.address()).await;
    relay.refuses_sockets(true);
    let desk = campfire.desk_of(&ada).with("CAMPFIRE_URL", &format!("http://{}", relay.address));
    let mut window = desk.opens_chat(80, 24).await;
    window.shows("live updates off, every 10 s").await;

    grace.says(room, "can you hear me?").await;
    window.shows("can you hear me?").await;
    let mut ears = grace.listens_to(room).await;
    window.enters("every ten seconds").await;
    ears.hears_said("every ten seconds").await;
    assert_eq!(grace.sees_in(room).await, ["can you hear me?", "every ten seconds"]);
    relay.refuses_sockets(false);
    window.shows("● live").await;
    grace.says(room, "and now?").await;

    let screen = window.shows("and now?").await;
    for said in ["can you hear me?", "every ten seconds", "and now?"] {
        assert_eq!(screen.matches(said).count(), 1, "{said:?} in\n{screen}");
    }
}

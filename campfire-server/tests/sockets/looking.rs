//! Who looks at a room and who doesn't, over sockets, against the plainest model there is.

use std::collections::BTreeSet;

use campfire_proto::{PresenceState, UserId};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use tokio::time::timeout;

use crate::scene::{ADA, Ears, GRACE, PATIENCE, ROOM, Scene, presence};

const SEEDS: u64 = 12;
const DEEDS: usize = 60;

/// Two devices each.
const OWNERS: [UserId; 4] = [ADA, ADA, GRACE, GRACE];

/// What must be so: which devices look, and what is unread for Ada and for Grace.
#[derive(Default)]
struct Model {
    looking: BTreeSet<usize>,
    unread: [u32; 2],
}

impl Model {
    fn people(&self) -> BTreeSet<UserId> {
        self.looking.iter().map(|device| OWNERS[*device]).collect()
    }
}

#[tokio::test]
async fn a_message_is_unread_for_those_whom_a_plain_list_calls_absent() {
    for seed in 0..SEEDS {
        let (scene, mut dice) = (Scene::set().await, StdRng::seed_from_u64(seed));
        let mut model = Model::default();
        let mut devices: Vec<Ears> = Vec::new();
        for owner in OWNERS {
            devices.push(scene.connects(owner).await);
        }
        for deed in 0..DEEDS {
            let device = dice.random_range(0..OWNERS.len());
            let owner = OWNERS[device];
            match dice.random_range(0..10) {
                0..3 => {
                    devices[device].says(&presence(PresenceState::Present)).await;
                    model.looking.insert(device);
                    model.unread[usize::from(owner == GRACE)] = 0;
                }
                3..5 => {
                    devices[device].says(&presence(PresenceState::Absent)).await;
                    model.looking.remove(&device);
                }
                5 => {
                    devices[device].says(&presence(PresenceState::Refresh)).await;
                    model.looking.insert(device);
                }
                6 => {
                    // Gone without a word; the new connection looks at nothing.
                    devices[device] = scene.connects(owner).await;
                    model.looking.remove(&device);
                }
                _ => {
                    scene.says(owner, "Anybody?").await;
                    let here = model.people();
                    for (unread, person) in model.unread.iter_mut().zip([ADA, GRACE]) {
                        *unread += u32::from(person != owner && !here.contains(&person));
                    }
                }
            }
            devices[device].heard().await;
            let as_it_should_be = async {
                while scene.house().presence.in_room(ROOM).into_iter().collect::<BTreeSet<_>>()
                    != model.people()
                {
                    tokio::task::yield_now().await;
                }
            };
            assert!(timeout(PATIENCE, as_it_should_be).await.is_ok(), "seed {seed}, deed {deed}");
            let unread = [scene.unread(ADA).await, scene.unread(GRACE).await];
            assert_eq!(unread, model.unread, "seed {seed}, deed {deed}");
        }
    }
}

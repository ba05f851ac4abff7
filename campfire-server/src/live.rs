//! Right now: who follows what, and the way of an announcement to their sockets.

use crate::domain::Announcement;

#[derive(Default)]
pub struct Hub {}

impl Hub {
    /// Sends an announcement to those who may hear it.
    pub fn announce(&self, _announcement: &Announcement) {}
}

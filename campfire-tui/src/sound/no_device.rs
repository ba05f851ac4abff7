//! A program without sound: there never is a device.

use std::borrow::Cow;

/// Nobody has one.
pub(super) enum Device {}

impl Device {
    pub(super) fn open() -> Option<Self> {
        None
    }

    pub(super) fn is_playing(&self) -> bool {
        match *self {}
    }

    pub(super) fn set_volume(&self, _: u8) {
        match *self {}
    }

    pub(super) fn play(&self, _: Cow<'static, [u8]>) -> bool {
        match *self {}
    }
}

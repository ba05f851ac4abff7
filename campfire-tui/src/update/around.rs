//! What was said around a hit of the search, for whoever has the room to see it beside the hits.

use std::time::Duration;

use campfire_proto::{MessageId, MessagePage};

use super::Turn;
use crate::{
    app::{
        overlay::{Around, Overlay, SearchPanel},
        timeline::{Purpose, Timeline},
    },
    effect::{Request, Timer},
    screen,
};

/// Messages on each side of a hit.
pub const AROUND: u32 = 12;
/// Hits that somebody only passes by are not looked at.
const RESTS: Duration = Duration::from_millis(150);

impl Turn<'_> {
    pub(super) fn look_around(&mut self) {
        let has_room = screen::has_room_beside_hits(self.app.size);
        let Some(panel) = self.search_panel().filter(|_| has_room) else { return };
        let chosen = panel.results.get(panel.chosen).map(|hit| hit.message.id);
        let known = panel.around.as_ref().map(|around| around.message);
        if let Some(message) = chosen.filter(|message| known != Some(*message)) {
            panel.around = Some(Box::new(Around { message, timeline: None }));
            self.wake(Timer::LookAround, RESTS);
        }
    }

    pub(super) fn ask_around(&mut self) {
        let Some(panel) = self.search_panel() else { return };
        let asked = panel.around.as_ref().filter(|around| around.timeline.is_none());
        let chosen = panel.results.get(panel.chosen).map(|hit| &hit.message);
        let wanted = chosen.filter(|it| asked.is_some_and(|around| around.message == it.id));
        let request = wanted.map(|message| Request::Around(message.room_id, message.id));
        if let Some(request) = request {
            self.ask(request);
        }
    }

    pub(super) fn show_around(&mut self, message: MessageId, page: MessagePage) {
        let around = self.search_panel().and_then(|panel| panel.around.as_mut());
        let Some(around) = around.filter(|around| around.message == message) else { return };
        let mut timeline = Timeline::default();
        // It doesn't end here: below the newest stands what waits to be sent, which is no part of it.
        let page = MessagePage { has_more_after: true, ..page };
        timeline.file_page(page, false, Purpose::Jump(message));
        around.timeline = Some(timeline);
    }

    fn search_panel(&mut self) -> Option<&mut SearchPanel> {
        match self.app.overlays.last_mut() {
            Some(Overlay::Search(panel)) => Some(panel),
            _ => None,
        }
    }
}

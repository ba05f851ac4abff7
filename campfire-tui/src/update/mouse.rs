//! The mouse: the wheel reads, a click goes there. Everything it does a key does, too.

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use super::Turn;
use crate::{
    action::Action,
    app::{
        Focus,
        overlay::{ListKind, Overlay},
    },
    screen::{self, Screen},
};

/// Rows that one notch of the wheel moves.
const NOTCH: usize = 3;

impl Turn<'_> {
    pub(super) fn mouse(&mut self, event: MouseEvent) {
        self.app.attention.last_key = self.app.now;
        let at = Position::new(event.column, event.row);
        match event.kind {
            MouseEventKind::ScrollUp => self.wheel(true),
            MouseEventKind::ScrollDown => self.wheel(false),
            MouseEventKind::Down(MouseButton::Left) => {
                self.app.pressed_at = Some((at.x, at.y));
            }
            MouseEventKind::Up(MouseButton::Left) => {
                let pressed = self.app.pressed_at.take();
                if pressed == Some((at.x, at.y)) {
                    self.click(at);
                } else if pressed.is_some() {
                    // Somebody tried to select a text.
                    let key = self.app.keymap.key(Action::Mouse);
                    self.app.notice(format!("Hold Shift to select text, or press {key} first"));
                }
            }
            MouseEventKind::Down(MouseButton::Right) => {
                self.click(at);
                if let (Focus::Message(message), true) =
                    (self.app.focus, self.app.overlays.is_empty())
                {
                    self.open_list(ListKind::Menu(message));
                }
            }
            _ => {}
        }
    }

    fn wheel(&mut self, up: bool) {
        let by = |chosen: usize, count: usize| {
            if up { chosen.saturating_sub(1) } else { (chosen + 1).min(count.saturating_sub(1)) }
        };
        match self.app.overlays.pop() {
            Some(Overlay::List(mut list)) => {
                let count = self.app.items(&list).len();
                list.chosen = by(list.chosen, count);
                self.app.overlays.push(Overlay::List(list));
            }
            Some(Overlay::Search(mut panel)) => {
                panel.chosen = by(panel.chosen, panel.results.len());
                self.app.overlays.push(Overlay::Search(panel));
            }
            Some(other) => self.app.overlays.push(other),
            None if up => self.scroll_up(NOTCH),
            None => self.scroll_down(NOTCH),
        }
    }

    fn click(&mut self, at: Position) {
        let Some(screen) = Screen::of(self.app) else { return };
        if let Some(overlay) = self.app.overlays.pop() {
            return self.click_overlay(overlay, at);
        }
        if screen.sidebar.is_some_and(|area| area.contains(at)) {
            if let Some(room) = self.app.room_at(usize::from(at.y - screen.timeline.y)) {
                self.visit(room);
            }
        } else if screen.composer.contains(at) {
            self.app.start_writing();
        } else if screen.hints.contains(at) {
            self.go_to_newest();
        } else if screen.timeline.contains(at) {
            let Some(page) = self.page() else { return };
            let rows = page.visible();
            // A short room stands at the bottom.
            let empty = page.rows - rows.len().min(page.rows);
            let row = usize::from(at.y - screen.timeline.y).checked_sub(empty);
            let message = row.and_then(|row| rows.get(row)).and_then(|row| row.message);
            if let Some(message) = message {
                if self.app.focus == Focus::Message(message) {
                    self.open_list(ListKind::Menu(message));
                }
                self.app.focus = Focus::Message(message);
            }
        }
    }

    fn click_overlay(&mut self, overlay: Overlay, at: Position) {
        let Overlay::List(mut list) = overlay else {
            return self.app.overlays.push(overlay);
        };
        let area = screen::list_area(self.app, &list);
        if !area.contains(at) {
            // Beside it: that closes it, as anywhere.
            return;
        }
        let rows = screen::list_rows(area);
        let first = screen::first_shown(list.chosen, usize::from(rows.height));
        if rows.contains(at) {
            let clicked = first + usize::from(at.y - rows.y);
            if clicked < self.app.items(&list).len() {
                list.chosen = clicked;
                return self.choose(list);
            }
        }
        self.app.overlays.push(Overlay::List(list));
    }
}

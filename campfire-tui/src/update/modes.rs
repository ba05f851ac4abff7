//! What the vim preset adds: a mode in which keys move, counts, and operators that take a motion.

use campfire_proto::{Message, MessageId};

use super::Turn;
use crate::{
    action::{Action, Place},
    app::{
        Focus,
        overlay::{Consequence, Overlay, Question},
    },
    effect::Effect,
    keymap::Press,
};

/// Whoever types more digits doesn't mean it.
const HIGHEST_COUNT: usize = 9_999;

impl Turn<'_> {
    /// The mode follows the focus, and where the mode says that one reads, a message is picked if there
    /// is any.
    pub(super) fn keep_mode(&mut self) {
        if !self.app.has_modes() {
            return;
        }
        if let Focus::Message(_) = self.app.focus {
            self.app.mode.normal = true;
        } else if self.app.mode.normal {
            let visible = self.page().map(|page| page.visible()).unwrap_or_default();
            if let Some(id) = visible.iter().rev().find_map(|row| row.message) {
                self.app.focus = Focus::Message(id);
            }
        }
    }

    /// True for a digit of a count.
    pub(super) fn counts(&mut self, press: Press) -> bool {
        let digit = press.typed().and_then(|letter| letter.to_digit(10));
        let before = self.app.mode.count;
        let (Some(digit), true) = (digit, self.app.has_modes()) else { return false };
        if digit == 0 && before.is_none() {
            return false;
        }
        let count = before.unwrap_or(0).saturating_mul(10).saturating_add(digit as usize);
        self.app.mode.count = Some(count.min(HIGHEST_COUNT));
        true
    }

    /// Does an action as often as the count says, if it is one that can be done more than once.
    pub(super) fn act_so_often(&mut self, action: Action) {
        let count = self.app.mode.count.take().unwrap_or(1);
        match action {
            Action::Older
            | Action::Newer
            | Action::HalfPageUp
            | Action::HalfPageDown
            | Action::PageUp
            | Action::PageDown
            | Action::LineUp
            | Action::LineDown
            | Action::FindNext
            | Action::FindPrevious
            | Action::NextRoom
            | Action::PreviousRoom => (0..count).for_each(|_| self.act(action)),
            Action::Copy | Action::DeleteMessage if count > 1 => {
                self.operate_over(action, Action::Newer, count - 1);
            }
            _ => self.act(action),
        }
    }

    /// An operator and a motion: `yk`, `d3j`, `yG`. The operator is what the same key does twice.
    pub(super) fn operate(&mut self, operator: Press, motion: Press) {
        let count = self.app.mode.count.take().unwrap_or(1);
        let operator = self.app.keymap.sequel(Place::Messages, operator, operator);
        let motion = self.app.keymap.action(Place::Messages, motion);
        if let (Some(operator @ (Action::Copy | Action::DeleteMessage)), Some(motion)) =
            (operator, motion)
        {
            self.operate_over(operator, motion, count);
        }
    }

    fn operate_over(&mut self, operator: Action, motion: Action, count: usize) {
        let Some((first, last)) = self.span(motion, count) else { return };
        let messages = self.messages_between(first, last);
        if operator == Action::Copy {
            self.app.notice(format!("Copied {} messages", messages.len()));
            let texts = messages.iter().map(|it| {
                let name = self.app.name_of(&it.creator);
                format!("{name}: {}", it.content)
            });
            let text = texts.collect::<Vec<_>>().join("\n");
            self.effects.push(Effect::Copy(text));
        } else if messages.iter().all(|message| self.app.may_change(message)) {
            let text = format!("Delete {} messages for everyone?", messages.len());
            let yes = Consequence::DeleteMessages(first, last);
            self.app.overlays.push(Overlay::Question(Question { text, yes }));
        } else {
            self.app.notice("Some of them are somebody else's; nothing was deleted");
        }
    }

    /// From the message that is picked to where a motion leads, the older one first.
    fn span(&self, motion: Action, count: usize) -> Option<(MessageId, MessageId)> {
        let Focus::Message(here) = self.app.focus else { return None };
        let timeline = self.app.timeline()?;
        let messages = timeline.messages();
        let there = match motion {
            Action::Older => messages.range(..here).rev().take(count).last(),
            Action::Newer => messages.range(here..).take(count + 1).last(),
            Action::First => messages.first_key_value(),
            Action::Last => messages.last_key_value(),
            _ => return None,
        };
        let there = there.map(|(id, _)| *id);
        let there = there.unwrap_or(here);
        Some((here.min(there), here.max(there)))
    }

    pub(super) fn messages_between(&self, first: MessageId, last: MessageId) -> Vec<Message> {
        let timeline = self.app.timeline();
        let found = timeline.into_iter().flat_map(|it| it.messages().range(first..=last));
        found.map(|(_, message)| message.clone()).collect()
    }
}

//! Several messages at once: those that are marked are copied or deleted together.

use campfire_proto::Message;

use super::Turn;
use crate::{
    action::Action,
    app::overlay::{Consequence, Overlay, Question},
    effect::{Effect, Request},
};

impl Turn<'_> {
    /// Marks the message that is picked, or takes the mark away.
    pub(super) fn mark(&mut self, message: &Message) {
        if !self.app.marked.remove(&message.id) {
            self.app.marked.insert(message.id);
        }
    }

    /// Does something to all that are marked. False if none is, or if it can only be done to one.
    pub(super) fn act_on_marked(&mut self, action: Action) -> bool {
        let marked: Vec<Message> = self.app.marked_messages().cloned().collect();
        if marked.is_empty() {
            return false;
        }
        match action {
            Action::Copy => {
                let lines = marked.iter().map(|message| {
                    format!("{}: {}", self.app.name_of(&message.creator), message.content)
                });
                let text = lines.collect::<Vec<_>>().join("\n");
                self.effects.push(Effect::Copy(text));
                self.app.notice(format!("Copied {}", counted(marked.len())));
                self.app.marked.clear();
            }
            Action::DeleteMessage => {
                let others = marked.iter().filter(|message| !self.app.may_change(message)).count();
                if others > 0 {
                    self.app.notice(format!(
                        "Not deleted: {} by somebody else; take the marks of those away first",
                        counted(others)
                    ));
                } else {
                    let text = format!("Delete {} for everyone?", counted(marked.len()));
                    let yes = Consequence::DeleteMarked;
                    self.app.overlays.push(Overlay::Question(Question { text, yes }));
                }
            }
            _ => return false,
        }
        true
    }

    pub(super) fn delete_marked(&mut self) {
        let marked: Vec<_> = self.app.marked_messages().map(|message| message.id).collect();
        for message in marked {
            self.ask(Request::Delete(message));
        }
        self.app.marked.clear();
    }
}

fn counted(messages: usize) -> String {
    if messages == 1 { "1 message".to_owned() } else { format!("{messages} messages") }
}

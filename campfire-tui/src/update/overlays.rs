//! Keys while a list, a form, a question or the search lies over the chat, and what choosing does.

use campfire_proto::{RoomId, SearchPage, search::SearchSort};
use crossterm::event::{KeyCode, KeyModifiers};

use super::Turn;
use crate::{
    action::{Action, Place},
    api::Query,
    app::{
        lists::Deed,
        overlay::{Consequence, Form, List, ListKind, Overlay, Question, SearchPanel},
        text_box::TextBox,
    },
    effect::{Effect, Request},
    keymap::Press,
};

impl Turn<'_> {
    pub(super) fn overlay_key(&mut self, press: Press) {
        // Taken off while it is worked on, and put back unless the key closed it.
        let Some(overlay) = self.app.overlays.pop() else { return };
        match overlay {
            Overlay::List(list) => self.list_key(list, press),
            Overlay::Search(panel) => self.search_key(panel, press),
            Overlay::Form(form) => self.form_key(form, press),
            Overlay::Question(question) => self.question_key(question, press),
            Overlay::Bare(bare) => self.bare_key(bare, press),
            Overlay::Code(code) => self.code_key(code, press),
        }
    }

    fn list_key(&mut self, mut list: List, press: Press) {
        let count = self.app.items(&list).len();
        match press.code {
            KeyCode::Esc => return,
            KeyCode::Char('c') if press.modifiers == KeyModifiers::CONTROL => return,
            KeyCode::Enter => return self.choose(list),
            KeyCode::Char(digit @ '1'..='8')
                if matches!(list.kind, ListKind::Boosts(_)) && list.filter.is_empty() =>
            {
                list.chosen = usize::from(digit as u8 - b'1');
                return self.choose(list);
            }
            KeyCode::Char('t') if list.kind == ListKind::Devices && list.filter.is_empty() => {
                return self.do_deed(Deed::MakeLink);
            }
            _ => {}
        }
        if let Some(chosen) = moved(press, list.chosen, count) {
            list.chosen = chosen;
        } else if write(&mut list.filter, press) {
            list.chosen = 0;
        } else if let Some(action) = self.app.keymap.action(Place::Anywhere, press) {
            // Another list in place of this one; the same key closes it.
            if opens(action) != Some(list.kind) {
                return self.act_anywhere(action);
            }
            return;
        }
        self.app.overlays.push(Overlay::List(list));
    }

    /// Does what the chosen line says. A line that is only there to be read keeps the list open.
    pub(super) fn choose(&mut self, list: List) {
        let item = self.app.items(&list).into_iter().nth(list.chosen);
        match item.map(|item| item.deed) {
            None | Some(Deed::Nothing) => self.app.overlays.push(Overlay::List(list)),
            Some(deed) => self.do_deed(deed),
        }
    }

    pub(super) fn do_deed(&mut self, deed: Deed) {
        match deed {
            Deed::Visit(room) => {
                let hidden = self.app.rooms.get(&room).is_some_and(|it| !crate::app::is_listed(it));
                if hidden {
                    self.ask(Request::Involve(room, campfire_proto::Involvement::Mentions));
                }
                self.visit(room);
            }
            Deed::WriteTo(person) => self.write_to(person),
            Deed::Do(action) => self.act(action),
            Deed::DoTo(message, action) => {
                let message = self.app.timeline().and_then(|it| it.get(message)).cloned();
                if let Some(message) = message {
                    self.act_on(action, &message);
                }
            }
            Deed::Boost(message, content) => self.ask(Request::Boost { message, content }),
            Deed::Insert(text) => {
                self.app.start_writing();
                self.app.composer.text.insert(&text);
                self.typed();
            }
            Deed::Browse(url) => self.effects.push(Effect::Browse(url)),
            Deed::Theme(choice) => self.set_theme(choice),
            Deed::Setting(setting) => self.open_list(ListKind::Setting(setting)),
            Deed::Set(setting, word) => {
                if let Err(why) = self.set(setting, word) {
                    self.app.notice(why);
                }
            }
            Deed::ToProfile(name) => self.go_to_profile(&name),
            Deed::Involve(room, level) => self.ask(Request::Involve(room, level)),
            Deed::Rename(room) => {
                let name = self.app.rooms.get(&room).map(|room| room.name.clone());
                let form = Form::rename(room, &name.unwrap_or_default());
                self.app.overlays.push(Overlay::Form(form));
            }
            Deed::Invite(room) => self.open_list(ListKind::Invite(room)),
            Deed::Add(room, person) => self.ask(Request::AddMember(room, person)),
            Deed::Remove(room, person) => self.ask(Request::RemoveMember(room, person)),
            Deed::Leave(room) => self.ask_before_leaving(room),
            Deed::Delete(room) => {
                let name = self.app.rooms.get(&room).map(|room| room.name.clone());
                let text = format!(
                    "Delete {} and all that was said in it, for everyone?",
                    name.unwrap_or_default()
                );
                let yes = Consequence::DeleteRoom(room);
                self.app.overlays.push(Overlay::Question(Question { text, yes }));
            }
            Deed::Copy(text) => {
                self.effects.push(Effect::Copy(text));
                self.app.notice("Copied");
            }
            Deed::NewRoom(name) => self.app.overlays.push(Overlay::Form(Form::new_room(&name))),
            Deed::Turn(room, kind) => self.turn_room(room, kind),
            Deed::SayName(action) => {
                let name = action.entry().name;
                self.app.notice(format!(
                    "{name} = [\"ctrl-g\"] under [keys] in config.toml gives it another key"
                ));
            }
            Deed::MakeLink => self.ask(Request::TransferLink),
            Deed::EndSession(session) => {
                let text = "Sign that device out?".to_owned();
                let yes = Consequence::EndSession(session);
                self.app.overlays.push(Overlay::Question(Question { text, yes }));
            }
            Deed::Nothing => {}
        }
    }

    pub(super) fn ask_before_leaving(&mut self, room: RoomId) {
        let name = self.app.rooms.get(&room).map(|room| room.name.clone()).unwrap_or_default();
        let text = format!("Leave {name}? Somebody inside has to let you in again.");
        let yes = Consequence::LeaveRoom(room);
        self.app.overlays.push(Overlay::Question(Question { text, yes }));
    }

    fn question_key(&mut self, question: Question, press: Press) {
        match press.code {
            KeyCode::Char('y' | 'Y') => self.agree(question.yes),
            KeyCode::Char('n' | 'N') | KeyCode::Esc | KeyCode::Enter => self.app.paste = None,
            // Twice Ctrl-C has always meant that somebody wants to leave.
            KeyCode::Char('c') if question.yes == Consequence::Quit => self.quit(),
            _ => self.app.overlays.push(Overlay::Question(question)),
        }
    }

    pub(super) fn agree(&mut self, consequence: Consequence) {
        match consequence {
            Consequence::DeleteMessage(message) => self.ask(Request::Delete(message)),
            Consequence::DeleteMarked => self.delete_marked(),
            Consequence::DeleteMessages(first, last) => {
                for message in self.messages_between(first, last) {
                    self.ask(Request::Delete(message.id));
                }
            }
            Consequence::DeleteRoom(room) => self.ask(Request::DeleteRoom(room)),
            Consequence::LeaveRoom(room) => {
                if let Some(me) = self.app.me.as_ref().map(|me| me.id) {
                    self.ask(Request::RemoveMember(room, me));
                }
            }
            Consequence::InsertPaste => {
                if let Some(text) = self.app.paste.take() {
                    self.insert_paste(&text);
                }
            }
            Consequence::EndSession(session) => self.ask(Request::EndSession(session)),
            Consequence::SignOut => {
                self.app.leaving = true;
                self.ask(Request::SignOut);
            }
            Consequence::Quit => self.quit(),
        }
    }

    /// Searches for words, in the panel that is open.
    pub(super) fn search_for(&mut self, words: &str) {
        let Some(Overlay::Search(panel)) = self.app.overlays.last_mut() else { return };
        panel.query = TextBox::with(words);
        let Some(Overlay::Search(panel)) = self.app.overlays.pop() else { return };
        self.run_search(panel, None);
    }

    fn run_search(&mut self, mut panel: SearchPanel, before: Option<String>) {
        let words = panel.query.text().trim().to_owned();
        if !words.is_empty() {
            panel.loading = true;
            panel.trouble = None;
            if before.is_none() {
                panel.results.clear();
                panel.chosen = 0;
                panel.next = None;
            }
            match self.app.query(&words) {
                Ok(query) => {
                    let query = Query { sort: panel.sort, ..query };
                    panel.sent = Some(query.clone());
                    self.ask(Request::Search(Query { before, ..query }));
                }
                Err(why) => {
                    panel.loading = false;
                    panel.trouble = Some(why);
                }
            }
            panel.asked = Some(words);
        }
        self.app.overlays.push(Overlay::Search(panel));
    }

    /// Files what was found, unless something else is looked for by now.
    pub(super) fn found(&mut self, query: &Query, page: SearchPage) {
        let panel = self.app.overlays.iter_mut().find_map(|overlay| match overlay {
            Overlay::Search(panel) => Some(panel),
            Overlay::List(_)
            | Overlay::Form(_)
            | Overlay::Question(_)
            | Overlay::Code(_)
            | Overlay::Bare(_) => None,
        });
        let asked = Query { before: None, ..query.clone() };
        let Some(panel) = panel.filter(|panel| panel.sent == Some(asked)) else { return };
        if query.before.is_none() {
            panel.results.clear();
        }
        panel.results.extend(page.results);
        panel.next = page.next;
        panel.loading = false;
    }

    fn search_key(&mut self, mut panel: SearchPanel, press: Press) {
        let asked = panel.asked.as_deref() == Some(panel.query.text().trim());
        match press.code {
            KeyCode::Esc => {
                self.app.searched = None;
                return;
            }
            KeyCode::Char('c') if press.modifiers == KeyModifiers::CONTROL => return,
            KeyCode::Char('r') if press.modifiers == KeyModifiers::CONTROL => {
                panel.sort = match panel.sort {
                    SearchSort::Relevant => SearchSort::Recent,
                    SearchSort::Recent => SearchSort::Relevant,
                };
                return self.run_search(panel, None);
            }
            KeyCode::Enter if asked && !panel.results.is_empty() => return self.open_hit(panel),
            KeyCode::Enter => {
                if panel.query.is_empty()
                    && let Some(recent) = panel.recent.get(panel.chosen)
                {
                    panel.query = TextBox::with(recent);
                }
                return self.run_search(panel, None);
            }
            _ => {}
        }
        let recent = panel.query.is_empty() && panel.results.is_empty();
        let count = if recent { panel.recent.len() } else { panel.results.len() };
        if let Some(chosen) = moved(press, panel.chosen, count) {
            panel.chosen = chosen;
            let near_end = chosen + 3 >= count && !recent;
            if near_end && !panel.loading && panel.next.is_some() {
                let before = panel.next.clone();
                return self.run_search(panel, before);
            }
        } else if write(&mut panel.query, press) {
            panel.chosen = 0;
        }
        self.app.overlays.push(Overlay::Search(panel));
    }

    /// Opens a hit where it was said. The search stays, for whoever wants the next one.
    pub(super) fn open_hit(&mut self, panel: SearchPanel) {
        let Some(hit) = panel.results.get(panel.chosen) else { return };
        let (room, message) = (hit.message.room_id, hit.message.id);
        self.app.rooms.entry(room).or_insert_with(|| hit.room.clone());
        self.app.searched = Some(panel);
        self.app.overlays.clear();
        self.jump(room, message);
        let again = self.app.keymap.key(Action::Search);
        self.app.notice(format!("{again} goes back to what was found"));
    }
}

/// The list that an action opens.
fn opens(action: Action) -> Option<ListKind> {
    match action {
        Action::Switch => Some(ListKind::Switcher),
        Action::Palette => Some(ListKind::Palette),
        Action::Help => Some(ListKind::Help),
        Action::People => Some(ListKind::People),
        _ => None,
    }
}

/// Where a key moves a choice to, if it is one that moves.
fn moved(press: Press, chosen: usize, count: usize) -> Option<usize> {
    let last = count.saturating_sub(1);
    let ctrl = press.modifiers == KeyModifiers::CONTROL;
    match press.code {
        KeyCode::Up => Some(chosen.saturating_sub(1)),
        KeyCode::Down => Some((chosen + 1).min(last)),
        KeyCode::Char('p') if ctrl => Some(chosen.saturating_sub(1)),
        KeyCode::Char('n') if ctrl => Some((chosen + 1).min(last)),
        KeyCode::PageUp => Some(chosen.saturating_sub(10)),
        KeyCode::PageDown => Some((chosen + 10).min(last)),
        KeyCode::Tab if press.modifiers.is_empty() => {
            Some(if chosen < last { chosen + 1 } else { 0 })
        }
        KeyCode::Tab => Some(if chosen > 0 { chosen - 1 } else { last }),
        _ => None,
    }
}

/// Writes on one line. True if the text is another one now.
pub(super) fn write(text: &mut TextBox, press: Press) -> bool {
    let ctrl = press.modifiers == KeyModifiers::CONTROL;
    let before = text.text().to_owned();
    match press.code {
        KeyCode::Backspace if press.modifiers.is_empty() => text.backspace(),
        KeyCode::Backspace => text.delete_word(),
        KeyCode::Delete => text.delete(),
        KeyCode::Left => text.left(),
        KeyCode::Right => text.right(),
        KeyCode::Home => text.to_line_start(),
        KeyCode::End => text.to_line_end(),
        KeyCode::Char('a') if ctrl => text.to_line_start(),
        KeyCode::Char('e') if ctrl => text.to_line_end(),
        KeyCode::Char('w') if ctrl => text.delete_word(),
        KeyCode::Char('u') if ctrl => text.delete_to_start(),
        _ => {
            if let Some(letter) = press.typed() {
                text.insert(letter.encode_utf8(&mut [0; 4]));
            }
        }
    }
    text.text() != before
}

//! Forms: filling one in, and what it asks for.

use campfire_proto::{NewRoom, RoomChange, RoomType};
use crossterm::event::{KeyCode, KeyModifiers};

use super::{Turn, overlays::write};
use crate::{
    app::overlay::{Form, FormKind, Overlay},
    effect::{Request, Secret},
    invitation::Invitation,
    keymap::Press,
};

impl Turn<'_> {
    pub(super) fn form_key(&mut self, mut form: Form, press: Press) {
        let last = form.fields.len().saturating_sub(1);
        let ctrl = press.modifiers == KeyModifiers::CONTROL;
        match press.code {
            KeyCode::Esc => return,
            KeyCode::Char('c') if ctrl => return,
            KeyCode::Char('q') if ctrl => return self.quit(),
            KeyCode::Char('n') if ctrl && form.kind.is_way_in() => form = another_way_in(form),
            KeyCode::Enter if form.at == last => return self.submit(form),
            KeyCode::Enter | KeyCode::Down => form.at = (form.at + 1).min(last),
            KeyCode::Tab if press.modifiers.is_empty() => form.at = (form.at + 1) % (last + 1),
            KeyCode::Tab => form.at = (form.at + last) % (last + 1),
            KeyCode::Up => form.at = form.at.saturating_sub(1),
            _ => {
                if let Some(field) = form.fields.get_mut(form.at) {
                    write(&mut field.text, press);
                }
            }
        }
        self.app.overlays.push(Overlay::Form(form));
    }

    /// In place of the form that asks who one is. An address that stands there already stays.
    pub(super) fn ask_for_first_account(&mut self) {
        let typed = self.app.overlays.iter().find_map(|overlay| match overlay {
            Overlay::Form(form) if form.kind == FormKind::SignIn => Some(form.value(0).to_owned()),
            _ => None,
        });
        let email = typed.unwrap_or_default();
        self.app.overlays.retain(|overlay| !overlay.is_way_in());
        self.app.overlays.push(Overlay::Form(Form::set_up(&email)));
    }

    pub(super) fn submit(&mut self, mut form: Form) {
        form.trouble = None;
        if form.busy {
            // One answer is on its way.
        } else if form.value(0).trim().is_empty() {
            form.trouble = Some(format!("{} can't be empty", form.fields[0].label));
        } else if form.kind == FormKind::Find {
            form.value(0).trim().clone_into(&mut self.app.sought);
            return self.find(true);
        } else {
            match self.request(&form) {
                Ok(request) => {
                    form.busy = true;
                    self.effects.extend(request.map(crate::effect::Effect::Ask));
                }
                Err(why) => form.trouble = Some(why),
            }
        }
        self.app.overlays.push(Overlay::Form(form));
    }

    /// What a form asks of the server, if it asks anything.
    fn request(&self, form: &Form) -> Result<Option<Request>, String> {
        let value = |field: usize| form.value(field).trim().to_owned();
        let password = |field: usize| Secret(form.value(field).to_owned());
        Ok(Some(match form.kind {
            FormKind::SignIn => Request::SignIn { email: value(0), password: password(1) },
            FormKind::Transfer => Request::Redeem(self.invited(&value(0))?),
            FormKind::Join => Request::Join {
                code: self.invited(&value(0))?,
                name: value(1),
                email: value(2),
                password: password(3),
            },
            FormKind::SetUp => Request::SetUp {
                name: value(0),
                email: value(1),
                password: password(2),
                account: Some(value(3)).filter(|name| !name.is_empty()),
            },
            FormKind::Rename(room) => {
                let change = RoomChange { name: Some(value(0)), ..RoomChange::default() };
                Request::ChangeRoom(room, change)
            }
            FormKind::NewRoom => {
                let names = form.value(1).split(',').map(str::trim).filter(|it| !it.is_empty());
                let people: Result<Vec<_>, String> =
                    names.map(|name| self.person_named(name)).collect();
                let people = people?;
                let kind = if people.is_empty() { RoomType::Open } else { RoomType::Closed };
                Request::Create(NewRoom {
                    name: Some(value(0)),
                    room_type: Some(kind),
                    initial_members: people,
                    user_id: None,
                })
            }
            FormKind::Find => return Ok(None),
        }))
    }

    /// What a link holds, if it leads to this server: no other one is told a secret.
    fn invited(&self, link: &str) -> Result<Secret, String> {
        let Invitation { server, secret } =
            Invitation::parse(link).map_err(|wrong| wrong.to_string())?;
        let here = &self.app.server;
        match server.map(|server| server.to_string()) {
            Some(there) if there != *here => {
                Err(format!("That leads to {there}, and this is {here}"))
            }
            _ => Ok(Secret(secret)),
        }
    }
}

/// The next way in, in a circle.
fn another_way_in(form: Form) -> Form {
    match form.kind {
        FormKind::SignIn => Form::transfer(),
        FormKind::Transfer => Form::join(),
        FormKind::Join => Form::sign_in("", "Sign in"),
        FormKind::SetUp | FormKind::NewRoom | FormKind::Rename(_) | FormKind::Find => form,
    }
}

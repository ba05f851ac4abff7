//! Rows that were made for one picture and are still right for the next.
//!
//! A body is taken from here only if all that it was made from is equal, so nothing has to be told
//! when a message, a name, the window or the theme changes.

use std::{cell::RefCell, collections::HashMap};

use campfire_proto::{Message, MessageId, Sound, UserId};
use ratatui::text::Line;

use super::body::{Body, Ground, Said};
use crate::link_mark::Links;

/// Bodies that are kept though the last picture did without them: some screens up and down.
const KEPT: usize = 400;

#[derive(Debug, Default)]
pub struct Bodies(RefCell<Inside>);

#[derive(Debug, Default)]
struct Inside {
    ground: Option<Ground>,
    bodies: HashMap<MessageId, Kept>,
    /// Counts pictures.
    picture: u64,
    made: usize,
}

#[derive(Debug)]
struct Kept {
    html: String,
    sound: Option<Sound>,
    mentions: Vec<UserId>,
    edited: bool,
    body: Body,
    /// The last picture that it was part of.
    picture: u64,
}

impl Kept {
    fn said(&self) -> Said<'_> {
        Said {
            html: &self.html,
            sound: self.sound.as_ref(),
            mentions: &self.mentions,
            edited: self.edited,
        }
    }
}

impl Bodies {
    /// A new picture begins.
    pub fn begin(&self) {
        let mut inside = self.0.borrow_mut();
        inside.picture += 1;
        inside.made = 0;
        if inside.bodies.len() > KEPT {
            let last = inside.picture - 1;
            inside.bodies.retain(|_, kept| kept.picture == last);
        }
    }

    /// Bodies that had to be made for this picture.
    pub fn made(&self) -> usize {
        self.0.borrow().made
    }

    /// Bodies that are kept.
    pub fn kept(&self) -> usize {
        self.0.borrow().bodies.len()
    }

    /// Where the links of this picture lead.
    pub fn links(&self) -> Links {
        let inside = self.0.borrow();
        let seen = inside.bodies.values().filter(|kept| kept.picture == inside.picture);
        seen.flat_map(|kept| kept.body.links.iter().map(String::as_str)).collect()
    }

    pub(super) fn rows(&self, ground: Ground, message: &Message) -> Vec<Line<'static>> {
        let mut inside = self.0.borrow_mut();
        let picture = inside.picture;
        if inside.ground != Some(ground) {
            inside.bodies.clear();
            inside.ground = Some(ground);
        }
        let said = Said::of(message);
        if let Some(kept) = inside.bodies.get_mut(&message.id).filter(|kept| kept.said() == said) {
            kept.picture = picture;
            return kept.body.lines.clone();
        }
        inside.made += 1;
        let body = said.rows(ground);
        let lines = body.lines.clone();
        let kept = Kept {
            html: message.html.clone(),
            sound: message.sound.clone(),
            mentions: message.mentions.clone(),
            edited: message.edited,
            body,
            picture,
        };
        inside.bodies.insert(message.id, kept);
        lines
    }
}

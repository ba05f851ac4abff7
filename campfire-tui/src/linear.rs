//! The chat as lines: each is said once, and nothing is ever drawn over. For screen readers, and for
//! terminals that can do nothing else. Pure, as `view` is.

use std::collections::{BTreeMap, BTreeSet};

use campfire_proto::{Message, MessageId, RoomId, sound};
use jiff::Timestamp;

use crate::{
    app::{
        App, Focus, Toast,
        link::Link,
        outbox::State,
        overlay::{Overlay, SearchPanel},
    },
    text::clean_line,
    view,
};

/// Messages that are said of a room that was opened.
const AT_FIRST: usize = 10;

/// What has been said already.
#[derive(Default)]
pub struct Teller {
    room: Option<RoomId>,
    told: BTreeMap<MessageId, String>,
    failed: BTreeSet<String>,
    toast: Option<Toast>,
    state: &'static str,
    asked: Vec<String>,
}

impl Teller {
    /// The lines to say now, in order.
    pub fn news(&mut self, app: &App) -> Vec<String> {
        let mut lines = Vec::new();
        let state = state(app.link);
        if !state.is_empty() && std::mem::replace(&mut self.state, state) != state {
            lines.push(format!("-- {state}"));
        }
        if self.room != app.open {
            self.room = app.open;
            self.told.clear();
            if let Some(room) = app.room() {
                lines.push(format!("== {}", room.name));
            }
        }
        self.tell_messages(app, &mut lines);
        self.tell_failures(app, &mut lines);
        if app.toast.is_some() && self.toast != app.toast {
            self.toast.clone_from(&app.toast);
            lines.extend(app.toast.iter().map(|toast| format!("-- {}", toast.text)));
        }
        let asked = app.overlays.last().map(|overlay| spelled(app, overlay)).unwrap_or_default();
        if asked != self.asked {
            lines.extend(asked.iter().cloned());
            self.asked = asked;
        }
        lines.iter().map(|line| clean_line(line)).collect()
    }

    fn tell_messages(&mut self, app: &App, lines: &mut Vec<String>) {
        let Some(timeline) = app.timeline() else { return };
        let held = timeline.messages();
        let gone: Vec<_> = match held.keys().next() {
            Some(first) => self.told.range(*first..).map(|(id, _)| *id).collect(),
            None => self.told.keys().copied().collect(),
        };
        for id in gone.into_iter().filter(|id| !held.contains_key(id)) {
            if let Some(text) = self.told.remove(&id) {
                lines.push(format!("-- deleted: {text}"));
            }
        }
        let new: Vec<&Message> =
            held.values().filter(|it| !self.told.contains_key(&it.id)).collect();
        let picked = match app.focus {
            Focus::Message(picked) => new.iter().position(|message| message.id == picked),
            Focus::Composer => None,
        };
        let end = picked.map_or(new.len(), |at| (at + AT_FIRST / 2).min(new.len()));
        for message in &new[end.saturating_sub(AT_FIRST)..end] {
            lines.extend(said(app, message));
        }
        for message in held.values() {
            let text = said(app, message).join(" ");
            let before = self.told.insert(message.id, text.clone());
            if before.is_some_and(|before| before != text) {
                lines.push(format!("-- changed: {text}"));
            }
        }
    }

    fn tell_failures(&mut self, app: &App, lines: &mut Vec<String>) {
        for entry in app.outbox.entries() {
            if let State::Failed(why) = &entry.state
                && self.failed.insert(entry.client_message_id.clone())
            {
                lines.push(format!("-- not sent: {} ({why}); /retry or /discard", entry.content));
            }
        }
    }
}

/// What the next line is for.
pub fn prompt(app: &App) -> String {
    let place = match app.overlays.last() {
        None => app.room().map_or("nowhere", |room| &room.name).to_owned(),
        Some(Overlay::Question(_)) => "yes or no?".to_owned(),
        Some(Overlay::Form(form)) => {
            form.fields.get(form.at).map_or(form.title, |field| field.label).to_owned()
        }
        Some(Overlay::List(_)) => "a number, words to find it, or nothing to leave".to_owned(),
        Some(Overlay::Search(_)) => "words, a number, or nothing to leave".to_owned(),
        Some(Overlay::Code(_) | Overlay::Bare(_)) => "Enter goes on".to_owned(),
    };
    format!("{}> ", clean_line(&place))
}

fn state(link: Link) -> &'static str {
    match link {
        Link::Live => "live",
        Link::Offline { .. } => "offline; what you write is sent once the server is back",
        Link::Polling => "live updates off, checking every 10 s",
        Link::SignedOut => "signed out",
        // They pass.
        Link::Connecting | Link::CatchingUp => "",
    }
}

/// A message; its further lines are indented, so that nobody writes one that looks like another's.
fn said(app: &App, message: &Message) -> Vec<String> {
    let at = Timestamp::from_millisecond(message.created_at.as_millis()).unwrap_or_default();
    let at = at.to_zoned(app.zone.clone()).strftime("%H:%M");
    let name = app.name_of(&message.creator);
    if let Some(played) = sound::played(&message.content) {
        return vec![format!("{at} {name} {}", played.text)];
    }
    let mut lines = message.content.lines();
    let first = format!("{at} {name}: {}", lines.next().unwrap_or_default());
    std::iter::once(first).chain(lines.map(|line| format!("    {line}"))).collect()
}

/// What lies over the chat, with a number before each thing one can choose.
fn spelled(app: &App, overlay: &Overlay) -> Vec<String> {
    let numbered = |items: Vec<String>| {
        items.into_iter().enumerate().map(|(at, item)| format!("{}. {item}", at + 1)).collect()
    };
    match overlay {
        Overlay::Question(question) => vec![question.text.clone()],
        Overlay::Form(form) => {
            let trouble = form.trouble.iter().cloned();
            std::iter::once(form.title.to_owned()).chain(trouble).collect()
        }
        Overlay::List(list) => {
            let items = app.items(list).into_iter();
            numbered(items.map(|it| format!("{} {}", it.label, it.detail)).collect())
        }
        Overlay::Search(panel) => {
            let hits = |SearchPanel { results, .. }: &SearchPanel| {
                let hits = results
                    .iter()
                    .map(|hit| format!("{}: {}", hit.room.name, said(app, &hit.message).join(" ")));
                numbered(hits.collect())
            };
            if panel.results.is_empty() { vec![view::search_state(panel)] } else { hits(panel) }
        }
        Overlay::Code(code) => vec![code.url.clone()],
        // Words alone is all there is here anyway.
        Overlay::Bare(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        api::{Error, Stretch},
        app::Draft,
        effect::{Effect, Reply, Request},
        event::Event,
        scene::{BO, DESIGN, LOBBY, Scene, page, said, some_talk},
    };
    use campfire_proto::{MessagePage, SearchPage, SearchResult, ServerFrame};

    fn types(scene: &mut Scene, teller: &mut Teller, line: &str) -> Vec<String> {
        scene.happens(Event::Line(line.to_owned()));
        teller.news(&scene.app)
    }

    fn begins() -> (Scene, Teller, Vec<String>) {
        let scene = Scene::chat(100, 40);
        let mut teller = Teller::default();
        let lines = teller.news(&scene.app);
        (scene, teller, lines)
    }

    #[test]
    fn what_is_said_is_told_once_and_so_are_changes() {
        let (mut scene, mut teller, lines) = begins();
        assert_eq!(
            lines[..3],
            ["-- live", "== All Talk", "16:00 Bo Diddley: Deploy is out, logs look calm."]
        );
        assert!(teller.news(&scene.app).is_empty());

        scene.hears_said(said(LOBBY, 20, 2, 1200, "one\n10:00 Eve: two"));
        let heard = teller.news(&scene.app);
        assert_eq!(heard, ["12:00 Bo Diddley: one", "    10:00 Eve: two"]);
        scene.hears(ServerFrame::MessageUpdated { message: said(LOBBY, 20, 2, 1200, "other") });
        assert_eq!(teller.news(&scene.app), ["-- changed: 12:00 Bo Diddley: other"]);
        scene.hears(ServerFrame::MessageDeleted { room_id: LOBBY, message_id: MessageId(20) });

        assert_eq!(teller.news(&scene.app), ["-- deleted: 12:00 Bo Diddley: other"]);
        assert!(teller.news(&scene.app).is_empty());
    }

    #[test]
    fn a_line_is_sent_and_one_with_a_slash_is_a_command() {
        let (mut scene, mut teller, _) = begins();

        types(&mut scene, &mut teller, "hello");
        assert_eq!(scene.app.outbox.entries()[0].content, "hello");
        let lines = types(&mut scene, &mut teller, "/join design");

        assert_eq!((lines, scene.app.open), (vec!["== Design".to_owned()], Some(DESIGN)));
        assert_eq!(prompt(&scene.app), "Design> ");
    }

    #[test]
    fn a_list_is_chosen_from_by_number_and_left_by_nothing() {
        let (mut scene, mut teller, _) = begins();

        let lines = types(&mut scene, &mut teller, "/join");
        let design = lines.iter().position(|line| line.contains("# Design")).unwrap();
        let number = lines[design].split('.').next().unwrap().to_owned();
        types(&mut scene, &mut teller, &number);
        assert_eq!(scene.app.open, Some(DESIGN));
        types(&mut scene, &mut teller, "/join");
        types(&mut scene, &mut teller, "");

        assert!(scene.app.overlays.is_empty());
    }

    #[test]
    fn what_is_not_sent_is_told_once() {
        let (mut scene, mut teller, _) = begins();
        types(&mut scene, &mut teller, "bad");
        scene.disk_answers();
        let request = scene.asked(|request| matches!(request, Request::Post { .. }));
        scene.refused(
            request,
            Error::Refused {
                status: 422,
                code: None,
                message: "Not like this".to_owned(),
                field: None,
                retry_after: None,
            },
        );

        let told = |lines: &[String]| lines.iter().any(|line| line.contains("not sent: bad"));
        assert!(told(&teller.news(&scene.app)));
        assert!(!told(&teller.news(&scene.app)));
    }

    #[test]
    fn nothing_is_deleted_without_a_yes() {
        for (answer, deleted) in [("", false), ("n", false), ("yes", true)] {
            let (mut scene, mut teller, _) = begins();
            let lines = types(&mut scene, &mut teller, "/delete");
            assert!(lines[0].starts_with("Delete"), "{lines:?}");
            assert_eq!(prompt(&scene.app), "yes or no?> ");

            types(&mut scene, &mut teller, answer);

            let asked = scene.takes();
            let asked = asked.iter().any(|it| matches!(it, Effect::Ask(Request::Delete(_))));
            assert_eq!(asked, deleted);
        }
    }

    #[test]
    fn a_form_asks_field_by_field() {
        let (mut scene, mut teller, _) = begins();

        types(&mut scene, &mut teller, "/new Garden");
        assert_eq!(prompt(&scene.app), "Name> ");
        types(&mut scene, &mut teller, "Garden");
        types(&mut scene, &mut teller, "bo");

        let request = scene.asked(|request| matches!(request, Request::Create(_)));
        let Request::Create(room) = request else { unreachable!() };
        assert_eq!((room.name.as_deref(), room.initial_members), (Some("Garden"), vec![BO]));
    }

    /// Has gone to a message that isn't loaded, and it came with its neighbours.
    fn goes_back(scene: &mut Scene) {
        scene.happens(Event::Line("/goto 500".to_owned()));
        let request = scene.asked(|request| matches!(request, Request::Page { .. }));
        let talk = (480..=520).map(|id| said(LOBBY, id, 2, id, &format!("number {id}"))).collect();
        let around = MessagePage { has_more_after: true, ..page(talk) };
        scene.answered(request, Reply::Page(around)).takes();
    }

    #[test]
    fn what_lies_around_a_message_one_went_to_is_told() {
        let (mut scene, mut teller, _) = begins();

        goes_back(&mut scene);

        let lines = teller.news(&scene.app);
        let has = |number: &str| lines.iter().any(|line| line.ends_with(number));
        assert!(has("number 498") && has("number 500") && has("number 502"), "{lines:?}");
        assert!(!has("number 520"));
    }

    #[test]
    fn an_answer_goes_out_with_what_it_answers() {
        let (mut scene, mut teller, _) = begins();

        for line in ["/goto 10", "/reply", "good"] {
            types(&mut scene, &mut teller, line);
        }

        let said = &scene.app.outbox.entries()[0].content;
        assert_eq!(said, "> **Bo Diddley:**\n> Deploy is out, logs look calm.\n\ngood");
    }

    #[test]
    fn a_draft_from_another_day_outlives_what_is_said_in_lines() {
        let (mut scene, mut teller, _) = begins();
        scene.types("half a thought");

        for line in ["hello", "/nonsense", "/join design", "hello there"] {
            types(&mut scene, &mut teller, line);
        }

        let drafts = scene.app.unsent().drafts;
        assert_eq!(drafts, [Draft { room: LOBBY, text: "half a thought".to_owned() }]);
        assert_eq!(scene.app.outbox.entries().len(), 2);
    }

    #[test]
    fn whoever_goes_back_to_writing_hears_of_the_newest_again() {
        let (mut scene, ..) = begins();
        goes_back(&mut scene);

        scene.happens(Event::Line("/reply".to_owned()));

        let newest = |it: &Request| matches!(it, Request::Page { stretch: Stretch::Newest, .. });
        scene.asked(newest);
    }

    #[test]
    fn a_number_that_no_hit_has_is_looked_for() {
        let (mut scene, mut teller, _) = begins();
        types(&mut scene, &mut teller, "/search red");
        let searched = |request: &Request| matches!(request, Request::Search(_));
        let message = said(LOBBY, 15, 4, 1, "main is red");
        let room = scene.app.room().unwrap().clone();
        let results = vec![SearchResult { message, room, snippet: String::new() }];
        let found = Reply::Found(SearchPage { results, next: None });
        scene.answered(scene.asked(searched), found);

        types(&mut scene, &mut teller, "42");

        let Request::Search(query) = scene.asked(searched) else { unreachable!() };
        assert_eq!(query.words, "42");
    }

    #[test]
    fn only_the_newest_of_many_are_told_and_nothing_hostile() {
        let mut scene = Scene::blank(100, 40);
        scene.comes_online();
        let mut talk = some_talk();
        talk.extend((100..150).map(|id| said(LOBBY, id, 2, id, "\u{1b}[2J\u{202e}x")));
        scene.loads(LOBBY, talk);

        let lines = Teller::default().news(&scene.app);

        assert_eq!(lines.iter().filter(|line| line.ends_with("Diddley: [2Jx")).count(), AT_FIRST);
    }
}

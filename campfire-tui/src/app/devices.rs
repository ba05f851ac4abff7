//! The devices somebody is signed in on, in words.

use campfire_proto::session::Session;
use jiff::{Timestamp, tz::TimeZone};

use super::{
    App,
    lists::{Deed, Item, item},
};

/// Programs by what stands in what they call themselves; an earlier one contains later ones' names.
const PROGRAMS: [(&str, &str); 7] = [
    ("campfire-tui", "Terminal"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
];

const SYSTEMS: [(&str, &str); 6] = [
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Mac OS", "Mac"),
    ("Windows", "Windows"),
    ("Linux", "Linux"),
];

/// `Firefox on Linux`, as far as it can be told.
fn named(user_agent: &str) -> String {
    let find = |names: &[(&str, &'static str)]| {
        names.iter().find(|(part, _)| user_agent.contains(part)).map(|(_, name)| *name)
    };
    match (find(&PROGRAMS), find(&SYSTEMS)) {
        (Some(program), Some(system)) => format!("{program} on {system}"),
        (Some(name), None) | (None, Some(name)) => name.to_owned(),
        (None, None) => "A device".to_owned(),
    }
}

impl App {
    pub(super) fn devices_known(&self) -> Vec<Item> {
        let link = item("Sign in on another device, by a link or its picture", "t", Deed::MakeLink);
        let devices = self.devices.iter().map(|session| {
            let name = named(session.user_agent.as_deref().unwrap_or_default());
            let from = session.ip.as_deref().map(|ip| format!(", {ip}")).unwrap_or_default();
            let detail = when(session, &self.zone);
            item(&format!("{name}{from}"), detail, Deed::EndSession(session.id))
        });
        std::iter::once(link).chain(devices).collect()
    }
}

fn when(session: &Session, zone: &TimeZone) -> String {
    if session.current {
        return "this one".to_owned();
    }
    let at = Timestamp::from_millisecond(session.last_active_at.as_millis()).unwrap_or_default();
    at.to_zoned(zone.clone()).strftime("last used %-d %b %Y %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_device_is_called_what_people_call_it() {
        let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0";
        let edge =
            "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/126 Safari/537.36 Edg/126";

        assert_eq!(named(firefox), "Firefox on Linux");
        assert_eq!(named(edge), "Edge on Windows");
        assert_eq!(named("campfire-tui/0.1.0"), "Terminal");
        assert_eq!(named("campfire-tui/0.1.0 (Linux)"), "Terminal on Linux");
        assert_eq!(named("campfire-tui/0.1.0 (Mac OS)"), "Terminal on Mac");
        assert_eq!(named(""), "A device");
    }
}

//! Writes what is made from the code: the API's document, and the browser's types.
//!
//! `generate` writes them, `generate --check` says which are stale and ends with 1.

use std::{fs, path::PathBuf, process::ExitCode};

use campfire_proto::{
    account, bot, error, frame, ids, message, push, room, search, session, sound, timestamp, user,
};
use ts_rs::{Config, TS};

const HEADER: &str = "\
// The words that the server and its clients share. Generated from `campfire-proto` by `make generate`:
// change them there.
";

/// Declares each type under its doc comment, in the order given.
macro_rules! declarations {
    ($($module:ident: $($name:ident)+;)+) => {{
        // Ids and counts are small enough for a JavaScript number.
        let config = Config::default().with_large_int("number");
        vec![$($(Declaration::of::<$module::$name>(&config),)+)+]
    }};
}

struct Declaration {
    #[cfg_attr(not(test), expect(dead_code, reason = "tests see by it that none is missing"))]
    name: String,
    text: String,
}

impl Declaration {
    fn of<T: TS + 'static>(config: &Config) -> Self {
        let docs = T::docs().unwrap_or_default();
        let text = format!("{docs}export {}\n", T::decl(config));
        Self { name: T::ident(config), text }
    }
}

fn declarations() -> Vec<Declaration> {
    declarations! {
        ids: UserId RoomId MessageId BoostId SessionId;
        timestamp: Timestamp;
        error: ErrorBody ErrorDetail ErrorCode;
        user: User Role Status ProfileChange RoleChange Users;
        account: Account JoinLink Settings Features SetupState NewAccount AccountChange CustomStyles;
        session: Registration Credentials TransferToken SignedIn SetUp WhoAmI Session Sessions
            TransferLink;
        room: Room RoomType Membership Involvement NewRoom RoomChange Rooms Memberships RoomMember
            NewMembers InvolvementChange ReadUpTo;
        sound: Sound Sounds;
        message: Message Link Preview Attachment Boost ContentType NewMessage MessageChange
            MessagePage NewBoost;
        search: SearchResult SearchPage SearchSort RecentSearch RecentSearches;
        bot: Bot BotCalls CallFailure BotWithKey Bots NewBot BotChange BotMessage BotMessageBody BotBoost BotPerson
            BotRoom BoostedMessage WebhookPayload WebhookUser WebhookRoom
            WebhookMessage WebhookBody;
        push: PublicKey NewPushSubscription PushKeys PushSubscription PushSubscriptions
            PushEndpoint PushResult PushStatus PushTest PushTestResults PushTestResult PushPayload;
        frame: ClientFrame PresenceState TypingState ServerFrame Typist RemovedReason;
    }
}

fn schema() -> String {
    let mut schema = HEADER.to_owned();
    for Declaration { text, .. } in declarations() {
        schema.push('\n');
        schema.push_str(&text);
    }
    schema
}

fn main() -> ExitCode {
    let check = match std::env::args().skip(1).collect::<Vec<_>>().as_slice() {
        [] => false,
        [flag] if flag == "--check" => true,
        _ => {
            eprintln!("usage: generate [--check]");
            return ExitCode::from(2);
        }
    };
    let document = match campfire_server::http::document().to_pretty_json() {
        Ok(document) => document + "\n",
        Err(cause) => {
            eprintln!("the API can't be written down: {cause}");
            return ExitCode::FAILURE;
        }
    };
    let mut fine = true;
    for (name, made) in [("docs/openapi.json", document), ("frontend/src/api/schema.ts", schema())]
    {
        let path = root().join(name);
        if fs::read_to_string(&path).is_ok_and(|there| there == made) {
            continue;
        }
        if check {
            eprintln!("{name} is stale: run `make generate` and commit it");
            fine = false;
        } else if let Err(cause) = write(&path, &made) {
            eprintln!("{name} can't be written: {cause}");
            fine = false;
        } else {
            println!("{name} is new");
        }
    }
    if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn write(path: &std::path::Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_the_wire_is_missing_in_the_schema() {
        let declared: Vec<String> = declarations().into_iter().map(|it| it.name).collect();

        let mut missing = Vec::new();
        for file in fs::read_dir(root().join("campfire-proto/src")).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            // What `wire!` holds is indented once, and ends with the macro's brace.
            let wire = text.split_once("\nwire! {").map_or("", |(_, rest)| rest);
            let wire = wire.split_once("\n}").map_or(wire, |(inside, _)| inside);
            for line in wire.lines() {
                let word = ["    pub struct ", "    pub enum "]
                    .iter()
                    .find_map(|start| line.strip_prefix(start))
                    .and_then(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
                missing.extend(
                    word.filter(|word| !declared.iter().any(|it| it == word)).map(str::to_owned),
                );
            }
        }

        assert!(missing.is_empty(), "add these to `declarations`: {missing:?}");
    }

    #[test]
    fn ids_are_numbers_and_times_are_text() {
        let schema = schema();
        assert!(schema.contains("export type UserId = number;"));
        assert!(schema.contains("export type Timestamp = string;"));
        assert!(!schema.contains("bigint"));
    }
}

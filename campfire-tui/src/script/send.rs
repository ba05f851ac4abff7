//! `send`: says something, once, however often it has to be tried.

use std::io::{self, IsTerminal, Read};

use campfire_proto::{
    ClientMessageId, ContentType, Message, NewMessage, Room,
    checks::is_blank,
    limits::{MESSAGE_HTML_BYTES, MESSAGE_LENGTH},
};
use serde_json::json;
use uuid::Uuid;

use super::{Early, Exit, Failure, Patience, place, print};
use crate::{api::Posted, command_line::Send, settings::Settings};

pub(super) async fn send(args: Send, settings: &Settings) -> Result<(), Early> {
    let content_type = args.kind.content_type();
    // Whatever can be refused is refused before the network hears of it.
    let content = checked(text_of(&args.text)?, content_type)?;
    let patience = Patience::of(args.manner.timeout);
    let api = place::api_of(settings)?;
    let room = place::find(&args.place, &api, &patience, settings).await?;
    let key = args.idempotency_key.as_ref().map(ClientMessageId::as_str);
    let key = key.map_or_else(|| Uuid::new_v4().to_string(), str::to_owned);
    let message = NewMessage { content, content_type, client_message_id: Some(key.clone()) };
    let posted = patience.persist(async || api.post_message(room.id, &message).await).await;
    let posted = posted.map_err(|failure| in_doubt(failure, &key))?;
    tell(&args, api.base(), &room, &posted)
}

/// Words, or standard input where there are none.
fn text_of(words: &[String]) -> Result<String, Failure> {
    match words {
        [dash] if dash == "-" => piped(io::stdin().lock()),
        [] if io::stdin().is_terminal() => {
            Err(Failure::usage("What should be sent? Write it after the command, or pipe it in"))
        }
        [] => piped(io::stdin().lock()),
        words => Ok(words.join(" ")),
    }
}

/// All that is piped in, without the newline that ends it. Stops reading where it is too much for
/// any message: some programs never end.
fn piped(input: impl Read) -> Result<String, Failure> {
    let mut bytes = Vec::new();
    let most = MESSAGE_HTML_BYTES as u64 + 2;
    let unread = |cause| {
        Failure::new(Exit::Failed, "input", format!("Standard input can't be read: {cause}"))
    };
    input.take(most + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > most {
        return Err(Failure::content(too_long()));
    }
    let mut text = String::from_utf8(bytes).map_err(|_| {
        Failure::content("The text isn't UTF-8; convert it, or send something else")
    })?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}

/// The text, if the server could take it.
fn checked(text: String, content_type: ContentType) -> Result<String, Failure> {
    // The line ends of other systems are the server's to turn; other control characters are nobody's.
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')) {
        return Err(Failure::content(
            "The text holds control characters; only line breaks and tabs can be sent",
        ));
    }
    if is_blank(&text) {
        return Err(Failure::content("There is nothing to send; the text is empty"));
    }
    let too_long_in = match content_type {
        ContentType::Plain => {
            let length = text.replace("\r\n", "\n").chars().count();
            (length > MESSAGE_LENGTH).then(|| format!("{}, and this is {length}", too_long()))
        }
        // How much text is left of it, only the server can say.
        ContentType::Html | ContentType::Markdown => (text.len() > MESSAGE_HTML_BYTES)
            .then(|| "A message can have 128 KiB at most with its markup".to_owned()),
    };
    too_long_in.map_or(Ok(text), |message| Err(Failure::content(message)))
}

fn too_long() -> String {
    "A message can have 10,000 characters at most".to_owned()
}

/// A failure after which nobody knows whether the message is there says how to find out.
fn in_doubt(failure: Failure, key: &str) -> Failure {
    if failure.exit != Exit::Network {
        return failure;
    }
    let message = format!(
        "{}. Whether it was sent isn't known; with --idempotency-key '{key}' it can be tried again \
         and is posted once",
        failure.message
    );
    Failure { message, ..failure }
}

fn tell(args: &Send, server: &str, room: &Room, posted: &Posted) -> Result<(), Early> {
    let Posted { message, duplicate } = posted;
    if args.quiet {
        return Ok(());
    }
    if args.id_only {
        return print::line(&message.id.to_string());
    }
    if args.manner.json {
        return print::object(&json!({
            "id": message.id,
            "client_message_id": message.client_message_id,
            "room": { "id": room.id, "name": room.name },
            "url": address(server, message),
            "created_at": message.created_at,
            "duplicate": duplicate,
        }));
    }
    let name = print::harmless(&room.name);
    let how = if *duplicate { "Was sent before" } else { "Sent" };
    print::line(&format!("{how} to {name}: {}", address(server, message)))
}

/// Where a browser shows it.
fn address(server: &str, message: &Message) -> String {
    format!("{server}/rooms/{}/@{}", message.room_id, message.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Result<String, Failure> {
        checked(text.to_owned(), ContentType::Plain)
    }

    #[test]
    fn one_newline_at_the_end_belongs_to_the_shell() {
        assert_eq!(piped(&b"hi\n"[..]).unwrap(), "hi");
        assert_eq!(piped(&b"hi\r\n"[..]).unwrap(), "hi");
        assert_eq!(piped(&b"hi\n\n"[..]).unwrap(), "hi\n");
        assert_eq!(piped(&b"  hi"[..]).unwrap(), "  hi");
    }

    #[test]
    fn an_endless_pipe_is_not_read_to_its_end() {
        let refused = piped(io::repeat(b'y')).unwrap_err();

        assert_eq!(refused.exit, Exit::Refused);
        assert!(refused.message.contains("10,000"), "{}", refused.message);
    }

    #[test]
    fn what_no_message_can_hold_is_refused_here() {
        for text in ["", " \n\t", "\u{200b}", "a\u{1b}[31m", "bell\u{7}", "\u{9b}"] {
            assert_eq!(plain(text).unwrap_err().exit, Exit::Refused, "{text:?}");
        }
        assert_eq!(piped(&b"\xff\xfe"[..]).unwrap_err().exit, Exit::Refused);
    }

    #[test]
    fn the_limit_counts_characters_and_is_named() {
        assert!(plain(&"ü".repeat(MESSAGE_LENGTH)).is_ok());

        let refused = plain(&"ü".repeat(MESSAGE_LENGTH + 1)).unwrap_err();

        assert!(refused.message.contains("10,000") && refused.message.contains("10001"));
    }

    #[test]
    fn only_a_lost_answer_leaves_it_open_whether_it_was_sent() {
        let lost = in_doubt(Failure::timed_out(std::time::Duration::from_secs(1)), "run-7");
        let refused = in_doubt(Failure::not_found("No such room"), "run-7");

        assert!(lost.message.contains("--idempotency-key 'run-7'"), "{}", lost.message);
        assert_eq!(refused.message, "No such room");
    }

    #[test]
    fn markup_may_be_longer_than_the_text_it_makes() {
        let markup = "*a* ".repeat(MESSAGE_LENGTH / 2);

        assert!(plain(&markup).is_err());
        assert!(checked(markup, ContentType::Markdown).is_ok());
        let refused = checked("a".repeat(MESSAGE_HTML_BYTES + 1), ContentType::Html).unwrap_err();
        assert!(refused.message.contains("128 KiB"));
    }
}

//! Says pieces to the people of a room: names become mentions, addresses become links.

use campfire_proto::ContentType;

use super::{
    flow::settle,
    links,
    mentions::People,
    piece::{Piece, Tag, is_verbatim},
};

pub(crate) fn address(pieces: Vec<Piece>, written: ContentType, people: &People<'_>) -> Vec<Piece> {
    // First, so that the name of someone who isn't here is text like any other.
    let pieces = if pieces.iter().any(|piece| matches!(piece, Piece::Named { .. })) {
        settle(pieces.into_iter().map(|piece| name(piece, people)).collect())
    } else {
        pieces
    };
    let names_people = written != ContentType::Html;
    let mut addressed = Vec::with_capacity(pieces.len());
    let mut verbatim = 0;
    for piece in pieces {
        match &piece {
            Piece::Open(tag) if is_verbatim(tag.name) => verbatim += 1,
            Piece::Close(name) if is_verbatim(name) => verbatim -= 1,
            _ => {}
        }
        match piece {
            Piece::Text(text) if verbatim == 0 => {
                read(text, names_people.then_some(people), &mut addressed);
            }
            piece => addressed.push(piece),
        }
    }
    addressed
}

fn name(piece: Piece, people: &People<'_>) -> Piece {
    match piece {
        Piece::Named { id, text } => match people.with_id(id) {
            Some(person) => Piece::Mention { id, name: person.name.clone() },
            None => Piece::Text(text),
        },
        piece => piece,
    }
}

/// Reads from left to right; what begins first wins, so that an `@` inside an address names nobody.
fn read(text: String, people: Option<&People<'_>>, addressed: &mut Vec<Piece>) {
    let mut links = links::find(&text).into_iter().peekable();
    let mut done = 0;
    if let Some(people) = people {
        for (at, _) in text.match_indices('@') {
            while let Some(link) = links.next_if(|link| link.range.start <= at) {
                done = add_link(&text, done, link, addressed);
            }
            if let Some((range, person)) = people.named_at(&text, at)
                && range.start >= done
            {
                // A mention beside it must not decide whether something is an address.
                read(text[done..range.start].to_owned(), None, addressed);
                addressed.push(Piece::Mention { id: person.id, name: person.name.clone() });
                done = range.end;
            }
        }
    }
    let has_mentions = done > 0;
    for link in links {
        done = add_link(&text, done, link, addressed);
    }
    if done == 0 {
        add_text(text, addressed);
    } else if has_mentions {
        read(text[done..].to_owned(), None, addressed);
    } else {
        add_text(text[done..].to_owned(), addressed);
    }
}

fn add_link(text: &str, done: usize, link: links::Found, addressed: &mut Vec<Piece>) -> usize {
    // It begins inside somebody's name.
    if link.range.start < done {
        return done;
    }
    let end = link.range.end;
    read(text[done..link.range.start].to_owned(), None, addressed);
    addressed.push(Piece::Open(Tag::link(link.href)));
    add_text(text[link.range].to_owned(), addressed);
    addressed.push(Piece::Close("a"));
    end
}

fn add_text(text: String, addressed: &mut Vec<Piece>) {
    if !text.is_empty() {
        addressed.push(Piece::Text(text));
    }
}

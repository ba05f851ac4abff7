//! The stories: what people may rely on, one file a subject. One binary, since linking is the slow
//! part of a test run.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that can't go on has failed")]

mod account;
mod bad_input;
mod bans;
mod boosts;
mod bot_api;
mod bot_docs;
mod bots;
mod content;
mod convergence;
mod deduplication;
mod devices;
mod directs;
mod editing;
mod first_run;
mod involvement;
mod live_catch_up;
mod live_messages;
mod live_people;
mod live_rooms;
mod live_sessions;
mod membership_laws;
mod memberships;
mod messages;
mod operations;
mod paging;
mod people;
mod push;
mod rooms;
mod scenarios;
mod scripts_read;
mod scripts_send;
mod scripts_sign_in;
mod scripts_tail;
mod search;
mod security;
mod sign_in;
mod terminal_manners;
mod terminal_sign_in;
mod terminal_talk;
mod tokens;
mod transfer;
mod unread;
mod webhooks;
mod writing;

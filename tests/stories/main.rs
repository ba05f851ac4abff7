//! The stories: what people may rely on, one file a subject. One binary, since linking is the slow
//! part of a test run.
#![expect(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod account;
mod bad_input;
mod bans;
mod boosts;
mod content;
mod convergence;
mod deduplication;
mod devices;
mod directs;
mod first_run;
mod involvement;
mod membership_laws;
mod memberships;
mod messages;
mod operations;
mod paging;
mod people;
mod rooms;
mod scenarios;
mod search;
mod security;
mod sign_in;
mod tokens;
mod transfer;
mod writing;

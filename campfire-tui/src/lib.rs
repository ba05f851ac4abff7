//! Campfire in a terminal: the chat itself, and what scripts may ask of it.
//!
//! Two ways lead through this house. A script asks once and prints what it heard. The chat is a
//! circle, and only one of its rooms ever touches the outside:
//!
//! ```text
//! shell ──► event ──► update(app) ──► effect ──► shell
//!                         │
//!                         └──► view(app) ──► screen
//! ```
//!
//! `update` and `view` are pure: no clock, no chance, no file, no wire. So each screen can be built
//! in a test, and whatever happened can happen again.

pub mod action;
pub mod api;
pub mod app;
pub mod command_line;
pub mod configured;
pub mod effect;
pub mod event;
pub mod invitation;
pub mod keymap;
pub mod linear;
pub mod link_mark;
pub mod markup;
pub mod page;
pub mod preferences;
pub mod private_file;
#[cfg(test)]
mod scene;
pub mod screen;
pub mod script;
pub mod session;
pub mod settings;
pub mod shell;
pub mod sound;
pub mod text;
pub mod theme;
pub mod update;
pub mod view;

pub use session::Session;
pub use shell::{run, run_linear};

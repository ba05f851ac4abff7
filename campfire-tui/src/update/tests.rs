//! What happens, told as stories: something happens, and what is known, shown and asked for is right.

mod anything;
mod attention;
mod catching_up;
mod commands;
mod completing;
mod configuring;
mod connection;
mod devices;
mod marked;
mod mouse;
mod overlays;
mod polling;
mod presets;
mod reading;
mod searching;
mod sending;
mod unsent;
mod writing;

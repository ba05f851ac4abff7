//! What happens, told as stories: something happens, and what is known, shown and asked for is right.

mod anything;
mod attention;
mod commands;
mod configuring;
mod connection;
mod devices;
mod marked;
mod overlays;
mod polling;
mod presets;
mod reading;
mod sending;
mod writing;

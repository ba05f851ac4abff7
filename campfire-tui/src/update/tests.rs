//! What happens, told as stories: something happens, and what is known, shown and asked for is right.

mod anything;
mod connection;
mod marked;
mod overlays;
mod reading;
mod sending;
mod writing;

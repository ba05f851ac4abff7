//! stub
wire! { pub struct Sound { pub name: String, pub url: String, pub text: String, pub image_url: Option<String> } }
pub struct SoundEntry { pub name: &'static str, pub text: &'static str, pub image: Option<&'static str> }
pub fn played(_content: &str) -> Option<&'static SoundEntry> { None }
pub fn find_sound(_name: &str) -> Option<&'static SoundEntry> { None }
pub const SOUNDS: [SoundEntry; 0] = [];

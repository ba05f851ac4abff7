//! stub
wire! { pub struct Sound { pub name: String, pub url: String, pub text: String, pub image_url: Option<String> }
pub struct Sounds { pub sounds: Vec<Sound> } }
pub struct SoundEntry {
    pub name: &'static str,
    pub text: &'static str,
    pub image: Option<&'static str>,
}
impl From<&SoundEntry> for Sound {
    fn from(e: &SoundEntry) -> Self {
        Self { name: e.name.into(), url: String::new(), text: e.text.into(), image_url: None }
    }
}
pub fn played(_content: &str) -> Option<&'static SoundEntry> {
    None
}
pub fn find_sound(_name: &str) -> Option<&'static SoundEntry> {
    None
}
pub const SOUNDS: [SoundEntry; 0] = [];

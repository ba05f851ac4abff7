//! stub
use campfire_proto::{ContentType, Invalid, UserId};
pub struct Draft(String, ContentType);
pub struct Person {
    pub id: UserId,
    pub name: String,
}
pub struct Content {
    pub source: String,
    pub source_type: ContentType,
    pub html: String,
    pub plain: String,
    pub mentions: Vec<UserId>,
    pub links: Vec<String>,
    pub emoji_only: bool,
    pub sound: Option<&'static str>,
}
impl Draft {
    pub fn parse(content: &str, content_type: ContentType) -> Result<Draft, Invalid> {
        if content.trim().is_empty() {
            return Err(Invalid::new("content", "Content can't be empty"));
        }
        Ok(Draft(content.to_owned(), content_type))
    }
    pub fn may_mention(&self) -> bool {
        false
    }
    pub fn address(self, _members: &[Person]) -> Result<Content, Invalid> {
        Ok(Content {
            html: format!("<div>{}</div>", self.0),
            plain: self.0.clone(),
            source: self.0,
            source_type: self.1,
            mentions: vec![],
            links: vec![],
            emoji_only: false,
            sound: None,
        })
    }
}

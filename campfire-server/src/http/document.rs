//! The API's document: what the routes can't say about themselves.

use campfire_proto::{ClientFrame, ServerFrame, error::ErrorBody};
use utoipa::{
    Modify, OpenApi,
    openapi::{
        Components, Content, OpenApi as Written, Ref, RefOr, Response,
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
    },
};

use crate::content;

/// The document without its routes: they add themselves.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Campfire",
        description = "Group chat that a team runs itself. Every refusal has the shape of \
            `ErrorBody` and a request id in `x-request-id`. Times are RFC 3339 in UTC with \
            milliseconds; ids are integers. A session token or a bot key goes into \
            `Authorization: Bearer …`; browsers have the token as a cookie."
    ),
    components(schemas(ErrorBody, ClientFrame, ServerFrame)),
    modifiers(&SignIn),
    security(("bearer" = []), ("cookie" = []))
)]
pub(super) struct Document;

/// The ways to say who is asking.
struct SignIn;

impl Modify for SignIn {
    fn modify(&self, document: &mut Written) {
        let components = document.components.get_or_insert_with(Components::new);
        components
            .add_security_scheme("bearer", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
        let cookie = ApiKeyValue::new(super::extract::SESSION_COOKIE);
        components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// Adds what holds for every operation: that anything may be refused, and in which shape.
pub(super) fn finish(mut document: Written) -> Written {
    let refusal = Response::builder()
        .description("Refused; `code` says why to a program, `message` to a person")
        .content(
            "application/json",
            Content::new(Some(RefOr::Ref(Ref::from_schema_name("ErrorBody")))),
        )
        .build();
    for item in document.paths.paths.values_mut() {
        let operations =
            [&mut item.get, &mut item.put, &mut item.post, &mut item.delete, &mut item.patch];
        for operation in operations.into_iter().flatten() {
            operation
                .responses
                .responses
                .entry("default".to_owned())
                .or_insert_with(|| RefOr::T(refusal.clone()));
        }
    }
    document.info.description.get_or_insert_default().push_str(&allowed());
    document
}

/// What a client must be able to show: the tags and attributes of a message's `html`.
fn allowed() -> String {
    let tag = |(tag, attributes): &(&str, &[&str])| match attributes {
        [] => format!("`{tag}`"),
        attributes => format!("`{tag}` ({})", attributes.join(", ")),
    };
    let tags: Vec<String> = content::ALLOWED.iter().map(tag).collect();
    format!(" A message's `html` holds these tags, and no other attributes: {}.", tags.join(", "))
}

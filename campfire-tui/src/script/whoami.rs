//! `whoami`: who is signed in, and where.

use campfire_proto::Role;
use serde_json::json;

use super::{Early, Patience, place, print};
use crate::{command_line::Whoami, settings::Settings};

pub(super) async fn whoami(args: &Whoami, settings: &Settings) -> Result<(), Early> {
    let patience = Patience::of(args.manner.timeout);
    let api = place::api_of(settings)?;
    let me = patience.persist(async || api.me().await).await?;
    if args.manner.json {
        return print::object(&json!({
            "user": me.user,
            "account": { "name": me.account.name },
            "server": api.base(),
            "profile": settings.profile,
        }));
    }
    let role = match me.user.role {
        Role::Member => "",
        Role::Administrator => " (administrator)",
        Role::Bot => " (bot)",
    };
    let (name, account) = (print::harmless(&me.user.name), print::harmless(&me.account.name));
    print::line(&format!("{name}{role} in {account} at {}", api.base()))
}

//! `login` and `logout`: by password, by an invitation, by a link from another device, or with a
//! token that is there already. Nothing secret has to stand on the command line.

use std::io::{self, BufRead};

use campfire_proto::{SignedIn, User, session::Registration};

use super::{Early, Exit, Failure, Patience, place, print, prompt};
use crate::{
    api::Api,
    command_line::{Login, Logout},
    invitation::Invitation,
    session::Session,
    settings::{self, Server, Settings},
    shell::waiting,
};

/// Where a server listens that nobody has told otherwise.
const USUAL_SERVER: &str = "http://127.0.0.1:3000";

pub(super) async fn login(args: Login, settings: &Settings) -> Result<(), Early> {
    let (session, person) = sign_in(args, settings).await?;
    let (name, server) = (print::harmless(&person.name), &session.server);
    print::line(&format!("Signed in to {server} as {name}. `campfire-tui` opens the chat."))?;
    if settings.token.as_ref().is_some_and(|token| settings.kept_token() != Some(token)) {
        eprintln!("CAMPFIRE_TOKEN or CAMPFIRE_TOKEN_FILE is set, and wins over this sign-in.");
    }
    Ok(())
}

/// Signs somebody in and keeps their token. Asks for what flags leave open, if there is a person.
pub async fn sign_in(args: Login, settings: &Settings) -> Result<(Session, User), Early> {
    let way = Way::from(&args)?;
    let server = way.server(settings)?;
    stays_with_its_server(settings, &server)?;
    let api = Api::new(&server.to_string())?;
    let patience = Patience::of(args.timeout);
    // Before anybody types a password for nothing.
    if patience.persist(async || api.needs_setup().await).await? {
        return Err(Failure::signed_out(format!(
            "Nobody has set this Campfire up yet; open {server} in a browser, make the first \
             account, and sign in here"
        ))
        .into());
    }
    let SignedIn { user, token } = way.sign_in(&api, &args, settings).await?;
    let session = settings.session_with(&server, token);
    settings::keep_token(&session).map_err(|cause| {
        let place = session.state.display();
        Failure::new(Exit::Failed, "output", format!("The token can't be kept in {place}: {cause}"))
    })?;
    end_earlier(&api, settings, &session).await;
    Ok((session, user))
}

/// Where the chat begins without a sign-in: it asks for one itself.
pub fn stranger(settings: &Settings) -> Result<Session, Early> {
    let server = Way::Password.server(settings)?;
    stays_with_its_server(settings, &server)?;
    Ok(settings.session_with(&server, String::new()))
}

/// A profile is signed in to one server; going to another one would lose that sign-in.
fn stays_with_its_server(settings: &Settings, server: &Server) -> Result<(), Early> {
    let signed_in_elsewhere = settings.kept.as_ref().filter(|kept| kept.server != *server);
    if let Some(kept) = signed_in_elsewhere {
        return Err(Failure::usage(format!(
            "The profile {:?} is signed in to {}; sign out there first with `campfire-tui logout`, \
             or keep both with --profile NAME",
            settings.profile, kept.server
        ))
        .into());
    }
    Ok(())
}

/// Signing in again leaves no session behind that nobody could use or end.
async fn end_earlier(api: &Api, settings: &Settings, session: &Session) {
    let earlier = settings.kept_token().filter(|token| **token != session.token);
    if let Some(token) = earlier {
        // That it is over already is as good.
        drop(api.with_token(token).logout().await);
    }
}

/// How somebody signs in.
enum Way {
    Password,
    /// With the code of an invitation.
    Join(Invitation),
    /// With what another device has made.
    Transfer(Invitation),
    /// With a session's token or a bot's key.
    Token,
}

/// The link that a flag gives; `-` is a line of standard input.
fn invitation(link: &str) -> Result<Invitation, Early> {
    let link = if link == "-" { line_of_input()? } else { link.to_owned() };
    Ok(Invitation::parse(&link).map_err(|wrong| Failure::usage(wrong.to_string()))?)
}

impl Way {
    fn from(args: &Login) -> Result<Self, Early> {
        Ok(match args {
            Login { join: Some(link), .. } => Self::Join(invitation(link)?),
            Login { transfer: Some(link), .. } => Self::Transfer(invitation(link)?),
            Login { token_stdin: true, .. } => Self::Token,
            Login { .. } => Self::Password,
        })
    }

    /// Where a link leads, or else where the settings do.
    fn server(&self, settings: &Settings) -> Result<Server, Early> {
        let linked = match self {
            Self::Join(invitation) | Self::Transfer(invitation) => invitation.server.as_ref(),
            Self::Password | Self::Token => None,
        };
        match linked.or(settings.server.as_ref()) {
            Some(server) => Ok(server.clone()),
            None if prompt::is_possible() => {
                Ok(Server::parse(&prompt::line("Server", Some(USUAL_SERVER))?)?)
            }
            None => Err(missing("Which server? Name it with --server, or set CAMPFIRE_URL")),
        }
    }

    async fn sign_in(
        self,
        api: &Api,
        args: &Login,
        settings: &Settings,
    ) -> Result<SignedIn, Early> {
        // What the person types takes them as long as it takes.
        let (Self::Password | Self::Join(_)) = self else {
            return self.sign_in_without_password(api, Patience::of(args.timeout)).await;
        };
        let name = match (&self, &args.name) {
            (Self::Join(_), None) => asked("Your name", None, "--name")?,
            (_, name) => name.clone().unwrap_or_default(),
        };
        let email = match &args.email {
            Some(email) => email.clone(),
            None => asked("Email", settings.email.as_deref(), "--email")?,
        };
        let password = password(args).await?;
        let patience = Patience::of(args.timeout);
        Ok(match self {
            Self::Join(Invitation { secret: join_code, .. }) => {
                let registration = Registration { name, email, password, join_code };
                patience.once(api.register(&registration)).await?
            }
            _ => patience.once(api.login(&email, &password)).await?,
        })
    }

    async fn sign_in_without_password(
        self,
        api: &Api,
        patience: Patience,
    ) -> Result<SignedIn, Early> {
        if let Self::Transfer(Invitation { secret, .. }) = self {
            return Ok(patience.once(api.redeem_transfer(&secret)).await?);
        }
        let token = line_of_input()?;
        let api = api.with_token(&token);
        let me = patience.persist(async || api.me().await).await?;
        Ok(SignedIn { user: me.user, token })
    }
}

/// What a person answers; the usual answer, or the flag to use, where nobody can be asked.
fn asked(question: &str, usual: Option<&str>, flag: &str) -> Result<String, Early> {
    if prompt::is_possible() {
        return prompt::line(question, usual);
    }
    let missing =
        || missing(&format!("{question} is missing, and there is nobody to ask; use {flag}"));
    usual.map(str::to_owned).ok_or_else(missing)
}

async fn password(args: &Login) -> Result<String, Early> {
    if args.password_stdin {
        return line_of_input();
    }
    if prompt::is_possible() {
        return prompt::secret("Password").await;
    }
    Err(missing("There is nobody to ask for the password; pipe it in with --password-stdin"))
}

fn missing(sentence: &str) -> Early {
    Failure::usage(sentence).into()
}

fn line_of_input() -> Result<String, Early> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|cause| {
        Failure::new(Exit::Failed, "input", format!("Standard input can't be read: {cause}"))
    })?;
    let line = line.trim_end_matches(['\r', '\n']);
    if line.is_empty() {
        return Err(missing("Standard input is empty; pipe in what the flag asks for"));
    }
    Ok(line.to_owned())
}

pub(super) async fn logout(args: &Logout, settings: &Settings) -> Result<(), Early> {
    let api = place::api_of(settings)?;
    // A token from the environment is not ours to forget.
    let ours = settings.session().filter(|it| settings.kept_token() == Some(&it.token));
    if let Some(session) = ours.as_ref().filter(|_| !args.force) {
        agree_to_lose(waiting(session))?;
    }
    let patience = Patience::of(args.timeout);
    let told = patience.persist(async || api.logout().await).await;
    match told {
        // Over already is over, and a bot's key has no session that could end.
        Err(failure) if ![Exit::SignIn, Exit::NotThere].contains(&failure.exit) && !args.force => {
            let message =
                format!("{}; --force forgets the sign-in here all the same", failure.message);
            return Err(Failure { message, ..failure }.into());
        }
        _ => {}
    }
    if let Some(session) = ours {
        settings::forget(&session).map_err(|cause| {
            let place = session.state.display();
            Failure::new(Exit::Failed, "output", format!("{place} can't be removed: {cause}"))
        })?;
    }
    print::line(&format!("Signed out of {}.", api.base()))
}

/// Messages that wait to be sent go with the sign-in; nobody loses them without having been asked.
fn agree_to_lose(waiting: usize) -> Result<(), Early> {
    let what = match waiting {
        0 => return Ok(()),
        1 => "A message that you wrote hasn't been sent".to_owned(),
        _ => format!("{waiting} messages that you wrote haven't been sent"),
    };
    let kept = "Still signed in; `campfire-tui` sends what waits";
    if !prompt::is_possible() {
        return Err(missing(&format!("{what} and would be lost. {kept}; --force signs out")));
    }
    match prompt::line(&format!("{what} and would be lost. Sign out?"), Some("no"))?.as_str() {
        "y" | "Y" | "yes" => Ok(()),
        _ => Err(missing(kept)),
    }
}

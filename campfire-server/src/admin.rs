//! What an administrator does from the command line, when nobody can sign in to do it: the way in
//! for whoever owns the machine.
//!
//! The same operations as the server's, by a writer of their own; so the server must be stopped,
//! or else there would be two writers, and sockets that hear nothing of it.

use std::{
    io::{self, IsTerminal},
    path::Path,
    sync::Arc,
};

use campfire_proto::{EmailAddress, Name, Password, Role, User};
use rand::distr::{Alphanumeric, SampleString};

use crate::{
    domain::{
        Operation,
        operator::{CreateAdministrator, Promote, ResetPassword},
        passwords, people,
        presence::Presence,
    },
    error::Error,
    live::Hub,
    store::{
        Store, StoreError,
        backup::{BackupError, soundness},
        writer::Writer,
    },
};

/// Characters of a password that we make: 119 bits.
const MADE_PASSWORD: usize = 20;

/// Why it can't be done, for the person at the keyboard.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Missing(#[from] BackupError),
    #[error("nobody has the email {0}; `admin list` says who there is")]
    Nobody(String),
    #[error("the password can't be read: {0}")]
    Password(#[from] io::Error),
    #[error(transparent)]
    Refused(#[from] Error),
}

/// A password, and whether the person who runs the command has yet to hear it.
pub enum Chosen {
    Given(Password),
    Made(Password),
}

impl Chosen {
    /// What is piped in, without the end of its line; made at random if nothing is.
    pub fn from_standard_input() -> Result<Self, AdminError> {
        let mut line = String::new();
        if !io::stdin().is_terminal() {
            io::stdin().read_line(&mut line)?;
        }
        let line = line.trim_end_matches(['\r', '\n']);
        if line.is_empty() {
            let made = Alphanumeric.sample_string(&mut rand::rng(), MADE_PASSWORD);
            return Ok(Self::Made(Password::parse(&made).map_err(Error::from)?));
        }
        Ok(Self::Given(Password::parse(line).map_err(Error::from)?))
    }

    /// What to tell about it: the password, if nobody knows it yet.
    pub fn to_tell(&self) -> Option<&str> {
        match self {
            Self::Given(_) => None,
            Self::Made(password) => Some(password.as_str()),
        }
    }

    fn password(&self) -> Password {
        match self {
            Self::Given(password) | Self::Made(password) => password.clone(),
        }
    }
}

/// Makes an administrator, and the account if there is none yet.
pub async fn create(
    path: &Path,
    name: &str,
    email: &str,
    password: &Chosen,
) -> Result<User, AdminError> {
    let name = Name::parse("name", name).map_err(Error::from)?;
    let email = EmailAddress::parse(email).map_err(Error::from)?;
    let password_hash = passwords::hash(password.password()).await?;
    perform(path, CreateAdministrator { name, email, password_hash }).await
}

/// Gives somebody a new password, and signs them out everywhere.
pub async fn reset_password(
    path: &Path,
    email: &str,
    password: &Chosen,
) -> Result<User, AdminError> {
    let address = EmailAddress::parse(email).map_err(Error::from)?;
    must_exist(path).await?;
    let password_hash = passwords::hash(password.password()).await?;
    known(email, perform(path, ResetPassword { email: address, password_hash }).await)
}

/// Makes somebody an administrator.
pub async fn promote(path: &Path, email: &str) -> Result<User, AdminError> {
    let address = EmailAddress::parse(email).map_err(Error::from)?;
    must_exist(path).await?;
    known(email, perform(path, Promote { email: address }).await)
}

/// Everybody there is or was; bots aside. Also while the server runs.
pub async fn list(path: &Path) -> Result<Vec<User>, AdminError> {
    let mut conn = soundness::open_to_read(path).await?;
    let everyone = people::everyone(&mut conn).await?;
    let people = everyone.into_iter().filter(|person| person.role != Role::Bot);
    Ok(people.map(people::PersonRow::into_private).collect())
}

/// A mistyped path must not leave a new, empty database behind.
async fn must_exist(path: &Path) -> Result<(), AdminError> {
    Ok(soundness::open_to_read(path).await.map(drop)?)
}

fn known(email: &str, outcome: Result<User, AdminError>) -> Result<User, AdminError> {
    outcome.map_err(|cause| match cause {
        AdminError::Refused(Error::NotFound) => AdminError::Nobody(email.to_owned()),
        cause => cause,
    })
}

async fn perform<O: Operation>(path: &Path, operation: O) -> Result<O::Outcome, AdminError> {
    let Store { readers, writing, lock } = Store::open(path).await?;
    let (writer, task, _commits) = Writer::new(
        writing,
        Arc::new(Presence::default()),
        Arc::default(),
        Arc::new(Hub::default()),
        Arc::default(),
    );
    let task = tokio::spawn(task.run());
    let outcome = writer.perform(operation).await;
    // The task ends with its last door, and closes the file.
    drop(writer);
    readers.close().await;
    drop(task.await);
    drop(lock);
    Ok(outcome?)
}

//! Asking a certificate authority (ACME, RFC 8555): proving that our names lead to our plain port,
//! and getting a certificate for them.

use std::{pin::Pin, time::Duration};

use axum::{
    body::{Body, to_bytes},
    http,
};
use instant_acme::{
    Account, AccountCredentials, AuthorizationStatus, BodyWrapper, BytesResponse, ChallengeType,
    HttpClient, Identifier, NewAccount, NewOrder, Order, OrderStatus, RetryPolicy,
};

use super::Challenges;
use crate::{config::tls::Authority, names::Names};

/// One request to the authority. It answers within seconds, or has trouble of its own.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the authority may take to look at our port, from several places of the world.
const LOOKING: RetryPolicy = RetryPolicy::new().timeout(Duration::from_mins(2));

/// No request of ours is larger: an order, signed.
const LARGEST: usize = 64 * 1024;

/// Why there is no certificate yet.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error(transparent)]
    Authority(#[from] instant_acme::Error),
    #[error("{0} could not be verified: {1}")]
    Unverified(String, String),
    #[error("the authority wants {0} proved in a way that this server doesn't know")]
    NoWay(String),
    #[error("the authority said no, and not why")]
    Unexplained,
    #[error("there is no client to ask with: {0}")]
    Client(#[from] reqwest::Error),
    #[error("the account that was kept can't be read: {0}")]
    Kept(#[from] serde_json::Error),
}

/// A certificate chain and its key, as text in PEM format.
pub(super) struct Obtained {
    pub(super) chain: String,
    pub(super) private_key: String,
}

/// Whom the authority knows us as: the account that was kept, or a new one, and then what to keep.
pub(super) async fn account(
    authority: &Authority,
    kept: Option<&str>,
) -> Result<(Account, Option<String>), Refused> {
    let client = reqwest::Client::builder().timeout(PATIENCE).dns_resolver(Names).build()?;
    let builder = Account::builder_with_http(Box::new(Client(client)));
    if let Some(kept) = kept {
        let credentials: AccountCredentials = serde_json::from_str(kept)?;
        return Ok((builder.from_credentials(credentials).await?, None));
    }
    let contact: Vec<_> = authority.contact.iter().map(|it| format!("mailto:{it}")).collect();
    let contact: Vec<_> = contact.iter().map(String::as_str).collect();
    let new = NewAccount {
        contact: &contact,
        terms_of_service_agreed: true,
        only_return_existing: false,
    };
    let (account, credentials) = builder.create(&new, authority.directory.clone(), None).await?;
    Ok((account, Some(serde_json::to_string(&credentials)?)))
}

/// Gets a certificate for all our names.
pub(super) async fn obtain(
    account: &Account,
    domains: &[String],
    challenges: &Challenges,
) -> Result<Obtained, Refused> {
    let names: Vec<_> = domains.iter().cloned().map(Identifier::Dns).collect();
    let mut order = account.new_order(&NewOrder::new(&names)).await?;
    let proved = prove(&mut order, challenges).await;
    challenges.forget();
    proved?;
    let private_key = order.finalize().await?;
    let chain = order.poll_certificate(&LOOKING).await?;
    Ok(Obtained { chain, private_key })
}

/// Has the authority find at our plain port what only whoever gets its letters could put there.
async fn prove(order: &mut Order, challenges: &Challenges) -> Result<(), Refused> {
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        if authorization.status == AuthorizationStatus::Valid {
            continue;
        }
        let name = authorization.identifier().to_string();
        let mut challenge =
            authorization.challenge(ChallengeType::Http01).ok_or(Refused::NoWay(name))?;
        challenges.keep(&challenge.token, challenge.key_authorization().as_str());
        challenge.set_ready().await?;
    }
    let asked = order.poll_ready(&LOOKING).await;
    if matches!(asked, Ok(OrderStatus::Ready)) {
        return Ok(());
    }
    // The order says only that it failed; the name that did says why.
    let mut authorizations = order.authorizations();
    while let Some(authorization) = authorizations.next().await {
        let mut authorization = authorization?;
        let name = authorization.identifier().to_string();
        let state = authorization.refresh().await?;
        if let Some(why) = state.challenges.iter().find_map(|challenge| challenge.error.as_ref()) {
            return Err(Refused::Unverified(name, why.to_string()));
        }
    }
    match asked {
        Ok(_) => Err(Refused::Unexplained),
        Err(cause) => Err(cause.into()),
    }
}

/// The client of the rest of the house, in the shape that is asked for.
struct Client(reqwest::Client);

type Answering = Pin<Box<dyn Future<Output = Result<BytesResponse, instant_acme::Error>> + Send>>;

impl HttpClient for Client {
    fn request(&self, request: http::Request<BodyWrapper<axum::body::Bytes>>) -> Answering {
        let client = self.0.clone();
        Box::pin(async move {
            let failed =
                |cause: Box<dyn std::error::Error + Send + Sync>| instant_acme::Error::Other(cause);
            let (parts, body) = request.into_parts();
            let body = to_bytes(Body::new(body), LARGEST).await.map_err(|it| failed(it.into()))?;
            let request = http::Request::from_parts(parts, body);
            let request = reqwest::Request::try_from(request).map_err(|it| failed(it.into()))?;
            let answer = client.execute(request).await.map_err(|it| failed(it.into()))?;
            let answer: http::Response<reqwest::Body> = answer.into();
            Ok(answer.into())
        })
    }
}

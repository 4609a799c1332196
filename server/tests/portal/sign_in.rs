//! Signing in through the portal's own routes, with a provider that is honest, and one that is not.

mod answers;
mod demo;
mod fake;
mod installed;
mod logs;
mod sessions;

use server::caller::Provider;
use server::clock::Clock;

use crate::support::browser::{Answer, Browser};
use crate::support::portal::{Plan, Portal};
use fake::{CLIENT_ID, CLIENT_SECRET, Fake};

/// Goes out to the fake provider and comes back as if a person had signed in there.
async fn sign_in(browser: &mut Browser, fake: &Fake, provider: Provider) -> Answer {
    let out = browser
        .get(&format!("{}?return_to=/demandes", door(provider)))
        .await;
    come_back(browser, fake, provider, &out).await
}

async fn come_back(browser: &mut Browser, fake: &Fake, provider: Provider, out: &Answer) -> Answer {
    fake.expect_nonce(&out.sent("nonce").unwrap_or_default());
    let state = out.sent("state").unwrap_or_default();
    browser
        .get(&format!(
            "{}/callback?code=a-code&state={state}",
            door(provider)
        ))
        .await
}

const fn door(provider: Provider) -> &'static str {
    match provider {
        Provider::FranceConnect => "/auth/franceconnect",
        Provider::ProSanteConnect => "/auth/pro-sante-connect",
    }
}

/// The options of a portal that trusts the fake.
fn trusting(fake: &Fake, provider: Provider) -> [String; 3] {
    let name = match provider {
        Provider::FranceConnect => "franceconnect",
        Provider::ProSanteConnect => "pro-sante-connect",
    };
    [
        format!("--{name}-discovery-url={}/discovery", fake.issuer),
        format!("--{name}-client-id={CLIENT_ID}"),
        format!("--{name}-client-secret={CLIENT_SECRET}"),
    ]
}

/// A portal without `--demo`, whose provider of that kind is the fake. The fake's clock is the machine's.
async fn portal(fake: &Fake, provider: Provider, clock: Clock, more: &[&str]) -> Portal {
    let options = trusting(fake, provider);
    let more = more.iter().map(|option| (*option).to_owned());
    let plan = Plan::real().clock(clock);
    plan.with(options.into_iter().chain(more)).open().await
}

/// A clock to be moved by hand, which begins where the fake's own is.
fn clock() -> Clock {
    Clock::fixed(Clock::default().now())
}

/// A FranceConnect that can be made to misbehave, and a portal that trusts it.
async fn france_connect() -> (Fake, Portal) {
    let provider = Provider::FranceConnect;
    let fake = Fake::start(provider).await;
    let portal = portal(&fake, provider, Clock::default(), &[]).await;
    (fake, portal)
}

async fn pro_sante_connect(more: &[&str]) -> (Fake, Portal) {
    let provider = Provider::ProSanteConnect;
    let fake = Fake::start(provider).await;
    let portal = portal(&fake, provider, Clock::default(), more).await;
    (fake, portal)
}

/// The same secret with another first character.
fn tamper(secret: &str) -> String {
    let first = if secret.starts_with('A') { 'B' } else { 'A' };
    format!("{first}{}", &secret[1..])
}

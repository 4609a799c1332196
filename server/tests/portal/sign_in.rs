//! Signing in through the portal's own routes, with a provider that is honest, and one that is not.

mod answers;
mod browser;
mod demo;
mod fake;
mod logs;
mod sessions;

use server::caller::Provider;

use browser::{Answer, Browser, Portal};
use fake::Fake;

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

/// A FranceConnect that can be made to misbehave, and a portal that trusts it.
async fn france_connect() -> (Fake, Portal) {
    let fake = Fake::start(Provider::FranceConnect).await;
    let portal = Portal::with(&fake, Provider::FranceConnect, &[]).await;
    (fake, portal)
}

async fn pro_sante_connect(more: &[&str]) -> (Fake, Portal) {
    let fake = Fake::start(Provider::ProSanteConnect).await;
    let portal = Portal::with(&fake, Provider::ProSanteConnect, more).await;
    (fake, portal)
}

/// The same secret with another first character.
fn tamper(secret: &str) -> String {
    let first = if secret.starts_with('A') { 'B' } else { 'A' };
    format!("{first}{}", &secret[1..])
}

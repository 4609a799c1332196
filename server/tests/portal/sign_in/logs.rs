//! What a sign-in leaves in the logs: codes and ids, nothing of the person.

use server::caller::Provider;

use super::fake::{Mischief, SUBJECT};
use super::{france_connect, sign_in};
use crate::support::log::Log;

#[tokio::test]
async fn a_sign_in_leaves_nothing_personal_in_the_logs() {
    let (log, _guard) = Log::begin();
    let (fake, portal) = france_connect().await;
    let mut browser = portal.browser();
    let mut secrets = Vec::new();
    for mischief in [
        Mischief::None,
        Mischief::WrongNonce,
        Mischief::OtherSubject,
        Mischief::NoEmailNoName,
        Mischief::CodeRefused,
    ] {
        fake.misbehave(mischief);
        let out = browser.get("/auth/franceconnect").await;
        super::come_back(&mut browser, &fake, Provider::FranceConnect, &out).await;
        secrets.extend([out.sent("state").unwrap(), out.sent("nonce").unwrap()]);
    }
    fake.misbehave(Mischief::None);
    sign_in(&mut browser, &fake, Provider::FranceConnect).await;
    secrets.extend(browser.cookies.iter().map(|(_, value)| value.clone()));
    secrets.push(browser.sign_out().await.sent("id_token_hint").unwrap());

    let log = log.text();
    assert!(log.contains("SIGN_IN_TOKEN_INVALID"), "{log}");
    let personal = [
        "DUBOIS",
        "Jean Philippe",
        "1962-08-24",
        "yopmail",
        SUBJECT,
        "75107",
    ];
    for word in personal
        .into_iter()
        .chain(secrets.iter().map(String::as_str))
    {
        assert!(!log.contains(word), "{word} in the log:\n{log}");
    }
}

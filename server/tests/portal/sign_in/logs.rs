//! What a sign-in leaves in the logs: codes and ids, nothing of the person.

use std::io;
use std::sync::{Arc, Mutex};

use server::caller::Provider;
use tracing_subscriber::fmt::MakeWriter;

use super::fake::{Mischief, SUBJECT};
use super::{france_connect, sign_in};

#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl io::Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Written {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_sign_in_leaves_nothing_personal_in_the_logs() {
    let written = Written::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(written.clone())
        .finish();
    // The test runs on one thread, and with it everything that it asks for.
    let _guard = tracing::subscriber::set_default(subscriber);

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

    let log = String::from_utf8(written.0.lock().unwrap().clone()).unwrap();
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

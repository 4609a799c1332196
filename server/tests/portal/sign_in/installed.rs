//! A portal as it is installed, without the demo: an agent named in its options makes everything begin.

use serde_json::{Value, json};
use server::caller::Provider;
use server::clock::Clock;
use shared::rpps::RppsNumber;

use super::fake::Fake;
use super::{sign_in, trusting};
use crate::support::form::{EMAIL, form_with};
use crate::support::people::{Person, Request, code_in};
use crate::support::portal::{Plan, Portal};

const AGENT: &str = "810123456781";
/// A structure of the real register.
const FINESS: &str = "750712184";

/// Both providers, and a portal that trusts them.
struct Installed {
    france_connect: Fake,
    pro_sante_connect: Fake,
    portal: Portal,
}

impl Installed {
    async fn open(more: &[String]) -> Self {
        let france_connect = Fake::start(Provider::FranceConnect).await;
        let pro_sante_connect = Fake::start(Provider::ProSanteConnect).await;
        let options = trusting(&france_connect, Provider::FranceConnect)
            .into_iter()
            .chain(trusting(&pro_sante_connect, Provider::ProSanteConnect))
            .chain([format!("--ans-agents={AGENT}")])
            .chain(more.iter().cloned());
        let plan = Plan::real().clock(Clock::default()).with(options);
        Self {
            portal: plan.open().await,
            france_connect,
            pro_sante_connect,
        }
    }

    /// The holder of an e-CPS.
    async fn holder(&self, subject: &str) -> Person {
        let fake = &self.pro_sante_connect;
        fake.claim("SubjectNameID", json!(subject));
        fake.claim(
            "sub",
            json!(format!("f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd:{subject}")),
        );
        let mut browser = self.portal.browser();
        sign_in(&mut browser, fake, Provider::ProSanteConnect).await;
        Person { browser }
    }

    async fn professional(&self) -> Person {
        let mut browser = self.portal.browser();
        sign_in(&mut browser, &self.france_connect, Provider::FranceConnect).await;
        Person { browser }
    }

    /// A request that waits for the first manager of the first structure, and that manager.
    async fn begin(&self) -> (Person, Request, Person) {
        let agent = self.holder(AGENT).await;
        let new = json!({ "finess": FINESS, "kind": "ET", "name": "Hôpital", "category": "1101" });
        let structure = agent.change("createStructure", new).await.0;
        let subject = format!(
            "8{}",
            RppsNumber::from_order(1_010_000_007).expect("a number")
        );
        let input = json!({ "structureId": structure["id"], "subjectNameId": subject });
        let designated = agent.change("designateManager", input).await.0;
        assert_eq!(designated["hasManager"], true, "{designated}");

        let professional = self.professional().await;
        let draft = professional.draft().await;
        // The clock is everybody's, so the first day is not one that a test can know.
        let start = self.portal.clock.today().to_string();
        let form = form_with(&json!({ "structureFiness": FINESS, "startDate": start }));
        let saved = professional.save(&draft, form).await.request();
        let sent = professional.send_code(&saved).await.request();
        let code = code_in(&self.last_mail().await);
        let confirmed = professional.confirm(&sent, &code).await.request();
        let request = professional.submit(&confirmed).await.request();
        (professional, request, self.holder(&subject).await)
    }

    async fn last_mail(&self) -> String {
        let mut tx = self.portal.app.store.read().await.expect("a transaction");
        tx.latest_mails(Some(EMAIL), 1)
            .await
            .expect("a read")
            .remove(0)
            .text_body
    }
}

#[tokio::test]
async fn from_an_empty_database_to_a_number_of_the_configured_range() {
    let number = |order| RppsNumber::from_order(order).expect("a number");
    let (first, last) = (number(1_020_000_000), number(1_020_000_999));
    let installed = Installed::open(&[format!("--number-range={first}-{last}")]).await;
    let (professional, request, manager) = installed.begin().await;
    assert_eq!(
        manager.validate(&request).await.request().status(),
        "VALIDATED"
    );
    let validated = professional.read(&request).await;
    assert_eq!(validated.body["rppsNumber"], json!(first.as_str()));
}

#[tokio::test]
async fn without_a_range_nobody_is_registered() {
    let installed = Installed::open(&[]).await;
    let (professional, request, manager) = installed.begin().await;
    manager.validate(&request).await.refusal("NumbersExhausted");
    assert_eq!(professional.read(&request).await.status(), "SUBMITTED");
}

#[tokio::test]
async fn numbers_kept_for_tests_open_nothing() {
    let installed = Installed::open(&[]).await;
    let agent = installed.holder(AGENT).await;
    let test = json!({ "finess": "0B0168811", "kind": "ET", "name": "Test", "category": "1101" });
    let refusal = agent
        .change("createStructure", test)
        .await
        .refusal("InvalidStructure");
    assert_eq!(refusal["errors"][0]["problem"], "TEST_NUMBER");
    let new = json!({ "finess": FINESS, "kind": "ET", "name": "Hôpital", "category": "1101" });
    let structure = agent.change("createStructure", new).await.0;
    for subject in ["899700218896", "30B0168811/CPET00001"] {
        let input = json!({ "structureId": structure["id"], "subjectNameId": subject });
        agent
            .change("designateManager", input)
            .await
            .refusal("InvalidSubject");
    }
    let professional = installed.professional().await;
    let done = professional
        .file(form_with(&json!({ "structureFiness": "0B0168811" })))
        .await;
    let problems: &Value = &done.refusal("InvalidForm")["errors"];
    assert_eq!(problems[0]["field"], "structureFiness", "{problems}");
}

//! People: they sign in through the demo providers, and say what they want.

use axum::http::Method;
use serde_json::{Value, json};

use super::browser::{Answer, Browser};
use super::form::form;
use super::portal::Portal;
use super::schema::SCHEMA;
use super::sign_in::{FRANCE_CONNECT, PRO_SANTE_CONNECT, sign_in};

/// Somebody at their browser, signed in or not.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) browser: Browser,
}

/// A request as somebody last read it.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) id: String,
    pub(crate) revision: i64,
    pub(crate) body: Value,
}

/// What a query or a mutation gave.
#[derive(Clone, Debug)]
pub(crate) struct Reply(pub(crate) Value);

/// What a mutation answered: its object, or a refusal.
#[derive(Clone, Debug)]
pub(crate) struct Done(pub(crate) Value);

impl Portal {
    pub(crate) fn anybody(&self) -> Person {
        Person {
            browser: self.browser(),
        }
    }

    pub(crate) async fn person(&self, door: &str, login: &str) -> Person {
        let mut browser = self.browser();
        sign_in(&mut browser, door, login).await;
        Person { browser }
    }

    /// Angela Dubois.
    pub(crate) async fn professional(&self) -> Person {
        self.person(FRANCE_CONNECT, "test").await
    }

    /// Paul Dupont.
    pub(crate) async fn other_professional(&self) -> Person {
        self.person(FRANCE_CONNECT, "sans_nom_dusage").await
    }

    /// Of the hospital.
    pub(crate) async fn manager(&self) -> Person {
        self.person(PRO_SANTE_CONNECT, "30B0168811/CPET00001").await
    }

    /// Of the hospital and of the home.
    pub(crate) async fn colleague(&self) -> Person {
        self.person(PRO_SANTE_CONNECT, "30B0184230/CPET00002").await
    }

    pub(crate) async fn agent(&self) -> Person {
        self.person(PRO_SANTE_CONNECT, server::demo_data::ANS_AGENT)
            .await
    }

    /// The other agent, who confirms what the first proposes.
    pub(crate) async fn second_agent(&self) -> Person {
        self.person(PRO_SANTE_CONNECT, server::demo_data::ANS_AGENTS[1])
            .await
    }

    /// Of every structure.
    pub(crate) async fn representative(&self) -> Person {
        self.person(PRO_SANTE_CONNECT, "899700366240").await
    }

    /// Of the hospital, for a year.
    pub(crate) async fn mandataire(&self) -> Person {
        self.person(PRO_SANTE_CONNECT, "899700245667").await
    }

    /// What follows `/invitation/` in the latest e-mail to an address.
    pub(crate) async fn invitation_sent_to(&self, email: &str) -> String {
        let mails = self.mails(email).await;
        let text = mails[0]["text"].as_str().expect("a text").to_owned();
        let (_, token) = text.split_once("/invitation/").expect("a link");
        token
            .split(|character: char| !(character.is_alphanumeric() || "-_".contains(character)))
            .next()
            .expect("a token")
            .to_owned()
    }

    /// The e-mails to an address, the latest first.
    pub(crate) async fn mails(&self, to: &str) -> Vec<Value> {
        let query: String = url::form_urlencoded::byte_serialize(to.as_bytes()).collect();
        let answer = self
            .browser()
            .get(&format!("/demo/mail.json?to={query}"))
            .await;
        answer.json().as_array().expect("a list").clone()
    }

    /// The code of the latest e-mail to an address.
    pub(crate) async fn code_sent_to(&self, email: &str) -> String {
        let mails = self.mails(email).await;
        code_in(mails[0]["text"].as_str().expect("a text"))
    }

    /// A request that waits for its decision, its address confirmed.
    pub(crate) async fn submitted(&self, professional: &Person, form: Value) -> Request {
        let email = form["email"].as_str().expect("an address").to_owned();
        let draft = professional.draft().await;
        let saved = professional.save(&draft, form).await.request();
        let sent = professional.send_code(&saved).await.request();
        let code = self.code_sent_to(&email).await;
        let confirmed = professional.confirm(&sent, &code).await.request();
        professional.submit(&confirmed).await.request()
    }
}

/// Six digits on a line of their own.
pub(crate) fn code_in(text: &str) -> String {
    let digits = |line: &str| line.split_whitespace().collect::<String>();
    let is_code = |line: &String| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit());
    text.lines()
        .map(digits)
        .find(is_code)
        .unwrap_or_else(|| panic!("no code in {text}"))
}

impl Person {
    /// Sends a document.
    pub(crate) async fn ask(&self, query: &str, variables: &Value) -> Reply {
        let answer = self
            .post(&json!({ "query": query, "variables": variables }))
            .await;
        Reply(answer.json())
    }

    /// Sends a body to `/graphql`, as the portal's own pages do.
    pub(crate) async fn post(&self, body: &Value) -> Answer {
        let origin = self.browser.origin.clone();
        let headers = [("content-type", "application/json"), ("origin", &origin)];
        self.browser
            .call(Method::POST, "/graphql", &headers, body.to_string())
            .await
    }

    /// Runs one operation of the schema, and asks for all that it answers.
    pub(crate) async fn run(&self, operation: &str, variables: &Value) -> Reply {
        self.ask(&SCHEMA.document(operation), variables).await
    }

    /// Runs a mutation that is granted, whether it is then done or refused.
    pub(crate) async fn change(&self, mutation: &str, input: Value) -> Done {
        let reply = self.run(mutation, &json!({ "input": input })).await;
        assert!(reply.0["errors"].is_null(), "{mutation}: {}", reply.0);
        Done(reply.0["data"][mutation].clone())
    }

    pub(crate) async fn read(&self, request: &Request) -> Request {
        let reply = self.run("request", &json!({ "id": request.id })).await;
        Request::of(&reply.0["data"]["request"])
    }

    pub(crate) async fn draft(&self) -> Request {
        self.change("createDraft", json!({})).await.request()
    }

    pub(crate) async fn save(&self, request: &Request, form: Value) -> Done {
        self.change("saveDraft", request.input(json!({ "form": form })))
            .await
    }

    pub(crate) async fn send_code(&self, request: &Request) -> Done {
        self.change("sendEmailCode", request.input(json!({}))).await
    }

    pub(crate) async fn confirm(&self, request: &Request, code: &str) -> Done {
        self.change("confirmEmail", request.input(json!({ "code": code })))
            .await
    }

    pub(crate) async fn submit(&self, request: &Request) -> Done {
        self.change("submitRequest", request.input(json!({}))).await
    }

    pub(crate) async fn withdraw(&self, request: &Request) -> Done {
        self.change("withdrawRequest", request.input(json!({})))
            .await
    }

    pub(crate) async fn claim(&self, request: &Request) -> Done {
        self.change("claimRequest", request.input(json!({}))).await
    }

    pub(crate) async fn release(&self, request: &Request) -> Done {
        self.change("releaseRequest", request.input(json!({})))
            .await
    }

    /// Asks to correct these fields, each for a wrong value.
    pub(crate) async fn ask_correction(&self, request: &Request, fields: &[&str]) -> Done {
        let item = |field: &&str| json!({ "field": field, "code": "WRONG_VALUE", "text": "Merci de vérifier." });
        let items: Vec<Value> = fields.iter().map(item).collect();
        let more = json!({ "items": items, "text": "Bonjour, merci de corriger." });
        self.change("requestCorrection", request.input(more)).await
    }

    pub(crate) async fn validate(&self, request: &Request) -> Done {
        let more = json!({ "conditionsChecked": true, "identityChecked": true });
        self.change("validateRequest", request.input(more)).await
    }

    pub(crate) async fn reject(&self, request: &Request, text: &str) -> Done {
        let more = json!({ "reason": "AUT", "text": text });
        self.change("rejectRequest", request.input(more)).await
    }

    /// The id of a structure, by its FINESS number.
    pub(crate) async fn structure(&self, finess: &str) -> String {
        let reply = self.run("structure", &json!({ "finess": finess })).await;
        reply.0["data"]["structure"]["id"]
            .as_str()
            .expect("a structure")
            .to_owned()
    }

    /// Files with a form that is right but for what the caller changed, without confirming the address.
    pub(crate) async fn file(&self, form: Value) -> Done {
        let draft = self.draft().await;
        let saved = self.save(&draft, form).await.request();
        self.submit(&saved).await
    }

    /// Files the form of the tests.
    pub(crate) async fn file_form(&self) -> Request {
        self.file(form()).await.request()
    }
}

impl Request {
    pub(crate) fn of(body: &Value) -> Self {
        Self {
            id: body["id"]
                .as_str()
                .unwrap_or_else(|| panic!("no request: {body}"))
                .to_owned(),
            revision: body["revision"].as_i64().expect("a revision"),
            body: body.clone(),
        }
    }

    /// The input of a change, as this reader would ask for it.
    pub(crate) fn input(&self, more: Value) -> Value {
        let mut input = more;
        input["id"] = json!(self.id);
        input["revision"] = json!(self.revision);
        input
    }

    pub(crate) fn status(&self) -> &str {
        self.body["status"].as_str().expect("a status")
    }

    /// The codes of its findings, or of its steps.
    pub(crate) fn codes(&self, pointer: &str) -> Vec<&str> {
        let list = self.body.pointer(pointer).and_then(Value::as_array);
        let list = list.unwrap_or_else(|| panic!("no {pointer} in {}", self.body));
        list.iter()
            .map(|item| item["code"].as_str().expect("a code"))
            .collect()
    }
}

impl Reply {
    /// The code of the first error; empty when there is none.
    pub(crate) fn code(&self) -> &str {
        self.0["errors"][0]["extensions"]["code"]
            .as_str()
            .unwrap_or_default()
    }

    pub(crate) fn data(&self, field: &str) -> &Value {
        assert!(self.0["errors"].is_null(), "{}", self.0);
        &self.0["data"][field]
    }
}

impl Done {
    #[track_caller]
    pub(crate) fn request(self) -> Request {
        assert_eq!(self.0["__typename"], "Request", "{}", self.0);
        Request::of(&self.0)
    }

    /// The refusal of that type.
    #[track_caller]
    pub(crate) fn refusal(self, of: &str) -> Value {
        assert_eq!(self.0["__typename"], of, "{}", self.0);
        self.0
    }
}

/// The doors, by the people who use them.
pub(crate) const DOORS: [&str; 2] = [FRANCE_CONNECT, PRO_SANTE_CONNECT];

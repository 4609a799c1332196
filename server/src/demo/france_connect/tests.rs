//! FranceConnect's strictness, as `france_connect` shows it.

use chrono::TimeDelta;

use super::*;
use crate::demo::{CLIENT_ID, CLIENT_SECRET};

const CALLBACK: &str = "http://127.0.0.1:8080/auth/franceconnect/callback";
const REQUEST: [(&str, &str); 7] = [
    ("response_type", "code"),
    ("client_id", CLIENT_ID),
    ("redirect_uri", CALLBACK),
    ("scope", "openid identite_pivot preferred_username email"),
    ("state", "state-of-thirty-two-characters-or-more"),
    ("nonce", "nonce-of-thirty-two-characters-or-more"),
    ("acr_values", "eidas1"),
];

fn provider() -> FranceConnect {
    let base = "http://127.0.0.1:8080";
    FranceConnect::new(format!("{base}/fc"), Client::new(base, "franceconnect"))
}

fn with(changes: &[(&str, Option<&str>)]) -> Parameters {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in REQUEST {
        match changes.iter().find(|(changed, _)| *changed == name) {
            Some((_, None)) => {}
            Some((_, Some(other))) => drop(query.append_pair(name, other)),
            None => drop(query.append_pair(name, value)),
        }
    }
    for (name, value) in changes {
        if let (Some(value), false) = (value, REQUEST.iter().any(|(known, _)| known == name)) {
            query.append_pair(name, value);
        }
    }
    Parameters::parse(query.finish().as_bytes())
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_225_600, 0).expect("a date")
}

fn location(answer: Answer) -> Parameters {
    let Answer::Redirect(to) = answer else {
        panic!("a redirect was expected: {answer:?}")
    };
    let (path, query) = to.split_once('?').expect("parameters");
    assert_eq!(path, CALLBACK);
    Parameters::parse(query.as_bytes())
}

fn code(provider: &FranceConnect, login: &str) -> String {
    let answer = provider.authorize(with(&[("login", Some(login))]), true, now());
    location(answer).take("code").expect("a code")
}

fn token_form(code: &str) -> Parameters {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", CALLBACK)
        .append_pair("client_id", CLIENT_ID)
        .append_pair("client_secret", CLIENT_SECRET)
        .finish();
    Parameters::parse(form.as_bytes())
}

#[test]
fn a_wrong_or_missing_parameter_is_shown_by_the_provider_itself() {
    let provider = provider();
    let wrong: [&[(&str, Option<&str>)]; 10] = [
        &[("state", None)],
        &[("nonce", None)],
        &[("nonce", Some("twenty-one-characters"))],
        &[("acr_values", None)],
        &[("scope", Some("email"))],
        &[("response_type", Some("token"))],
        &[("redirect_uri", Some("http://127.0.0.1:8080/elsewhere"))],
        &[("prompt", Some("none"))],
        &[
            ("code_challenge", Some("x")),
            ("code_challenge_method", Some("S256")),
        ],
        &[("client_id", Some("another"))],
    ];
    for changes in wrong {
        let answer = provider.authorize(with(changes), false, now());
        let Answer::Refused(page) = answer else {
            panic!("{changes:?} was taken")
        };
        assert!(page.contains("Y030007"), "{page}");
    }
}

#[test]
fn a_query_cannot_choose_a_persona() {
    let answer = provider().authorize(with(&[("login", Some("test"))]), false, now());
    assert!(matches!(answer, Answer::Refused(_)));
}

#[test]
fn the_page_offers_every_identity_as_a_button() {
    let Answer::Page(page) = provider().authorize(with(&[]), false, now()) else {
        panic!("no page");
    };
    for person in person::all() {
        let button = format!("name=\"login\" value=\"{}\"", person.login);
        assert!(page.contains(&button), "{button}");
    }
    assert!(page.contains("name=\"nonce\" value=\"nonce-of-thirty-two-characters-or-more\""));
}

#[test]
fn another_acr_and_giving_up_go_back_to_the_portal() {
    let provider = provider();
    let other = provider.authorize(with(&[("acr_values", Some("eidas2"))]), false, now());
    assert_eq!(location(other).get("error"), Some("invalid_acr"));
    let cancelled = location(provider.authorize(with(&[("cancel", Some("1"))]), true, now()));
    assert_eq!(cancelled.get("error"), Some("access_denied"));
    assert_eq!(
        cancelled.get("error_description"),
        Some("User auth aborted")
    );
    assert_eq!(
        cancelled.get("state"),
        Some("state-of-thirty-two-characters-or-more")
    );
    assert_eq!(cancelled.get("iss"), Some("http://127.0.0.1:8080/fc"));
}

#[test]
fn an_incomplete_identity_never_comes_back_to_the_portal() {
    let answer = provider().authorize(with(&[("login", Some("sans_mail"))]), true, now());
    let Answer::Refused(page) = answer else {
        panic!("taken")
    };
    assert!(page.contains("Y600006"));
}

#[test]
fn the_id_token_holds_exactly_the_published_claims() {
    let provider = provider();
    let answer = provider
        .token(&token_form(&code(&provider, "test")), now())
        .expect("tokens");
    assert_eq!(answer["expires_in"], 60);
    let claims = provider
        .key
        .open(answer["id_token"].as_str().expect("a token"))
        .expect("signed");
    let names: Vec<_> = claims
        .as_object()
        .expect("an object")
        .keys()
        .cloned()
        .collect();
    assert_eq!(
        names,
        [
            "acr",
            "aud",
            "auth_time",
            "exp",
            "iat",
            "iss",
            "nonce",
            "sub"
        ]
    );
    let subject = claims["sub"].as_str().expect("a subject");
    assert!(subject.len() == 66 && subject.ends_with("v1"));
}

#[test]
fn a_code_works_once_and_only_with_the_secret_in_the_body() {
    let provider = provider();
    let form = token_form(&code(&provider, "test"));
    assert!(provider.token(&form, now()).is_ok());
    assert_eq!(provider.token(&form, now()), Err(GrantError::InvalidGrant));
    let mut bare = token_form(&code(&provider, "test"));
    bare.take("client_secret");
    assert_eq!(provider.token(&bare, now()), Err(GrantError::InvalidClient));
}

#[test]
fn user_info_is_a_signed_answer_to_the_scopes_asked() {
    let provider = provider();
    let tokens = provider.token(&token_form(&code(&provider, "naissance_Algérie")), now());
    let access_token = tokens.expect("tokens")["access_token"]
        .as_str()
        .expect("text")
        .to_owned();
    let jwt = provider.user_info(&access_token, now()).expect("claims");
    let claims = provider.key.open(&jwt).expect("signed");
    assert_eq!(claims["given_name_array"], json!(["Vincent", "Guillaume"]));
    assert_eq!(claims["birthplace"], "");
    assert_eq!(claims["birthcountry"], "99352");
    assert!(claims.get("preferred_username").is_none());
    assert!(claims.get("idp_birthdate").is_none());
    let late = now() + TimeDelta::seconds(60);
    assert_eq!(
        provider.user_info(&access_token, late),
        Err(GrantError::InvalidToken)
    );
}

#[test]
fn logging_out_returns_to_the_registered_address_only() {
    let provider = provider();
    let hint = provider.key.sign(&json!({ "sub": "x" }));
    let ask = |to: &str, hint: &str| {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("id_token_hint", hint)
            .append_pair("state", "s")
            .append_pair("post_logout_redirect_uri", to)
            .finish();
        provider.end_session(&Parameters::parse(query.as_bytes()))
    };
    let registered = "http://127.0.0.1:8080/auth/logout/callback";
    let Answer::Redirect(to) = ask(registered, &hint) else {
        panic!("refused")
    };
    assert_eq!(to, format!("{registered}?state=s"));
    assert!(matches!(
        ask("https://elsewhere.example/", &hint),
        Answer::Refused(_)
    ));
    assert!(matches!(ask(registered, "a.b.c"), Answer::Refused(_)));
}

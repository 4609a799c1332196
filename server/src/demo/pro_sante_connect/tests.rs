//! Pro Santé Connect's answers, odd names included.

use futures_util::FutureExt as _;

use super::*;
use crate::demo::{Activity, CLIENT_ID, CLIENT_SECRET, Lookup, Practitioner};

const CALLBACK: &str = "http://127.0.0.1:8080/auth/pro-sante-connect/callback";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-in-all";

fn provider() -> ProSanteConnect {
    let base = "http://127.0.0.1:8080";
    let directory = Directory::new(|lookup| {
        let one = Practitioner {
            rpps_number: "99700218896".into(),
            family_name: "DUBOIS".into(),
            given_name: "Angela".into(),
            civilite: "MME".into(),
            activities: vec![Activity {
                role: "316".into(),
                finess: "0B0168811".into(),
                structure_name: "STRUCTURE DE TEST".into(),
            }],
        };
        let found = match lookup {
            Lookup::Latest(_) => true,
            Lookup::RppsNumber(number) => number == one.rpps_number,
        };
        Box::pin(std::future::ready(if found {
            vec![one]
        } else {
            Vec::new()
        }))
    });
    ProSanteConnect::new(
        format!("{base}/psc"),
        Client::new(base, "pro-sante-connect"),
        directory,
    )
}

fn now() -> DateTime<Utc> {
    DateTime::from_timestamp(1_767_225_600, 0).expect("a date")
}

fn request(more: &[(&str, &str)]) -> Parameters {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let query = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("response_type", "code")
        .append_pair("client_id", CLIENT_ID)
        .append_pair("redirect_uri", CALLBACK)
        .append_pair("scope", "openid scope_all")
        .append_pair("state", "state")
        .append_pair("nonce", "nonce")
        .append_pair("acr_values", "eidas1")
        .append_pair("code_challenge", &challenge)
        .append_pair("code_challenge_method", "S256")
        .extend_pairs(more)
        .finish();
    Parameters::parse(query.as_bytes())
}

fn authorize(provider: &ProSanteConnect, parameters: Parameters) -> Answer {
    provider
        .authorize(parameters, true, now())
        .now_or_never()
        .expect("no waiting in a test")
}

fn code(provider: &ProSanteConnect, login: &str) -> String {
    let Answer::Redirect(to) = authorize(provider, request(&[("login", login)])) else {
        panic!("no code for {login}");
    };
    let (_, query) = to.split_once('?').expect("parameters");
    Parameters::parse(query.as_bytes())
        .take("code")
        .expect("a code")
}

fn token_form(code: &str, verifier: &str) -> Parameters {
    let form = url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "authorization_code")
        .append_pair("code", code)
        .append_pair("redirect_uri", CALLBACK)
        .append_pair("code_verifier", verifier)
        .finish();
    Parameters::parse(form.as_bytes())
}

fn basic() -> String {
    format!(
        "Basic {}",
        STANDARD.encode(format!("{CLIENT_ID}:{CLIENT_SECRET}"))
    )
}

fn user_info(provider: &ProSanteConnect, login: &str) -> Value {
    let form = token_form(&code(provider, login), VERIFIER);
    let tokens = provider
        .token(&form, Some(&basic()), now())
        .expect("tokens");
    let access_token = tokens["access_token"].as_str().expect("text");
    provider
        .user_info(access_token, now())
        .now_or_never()
        .expect("ready")
        .expect("claims")
}

#[test]
fn a_proof_key_is_checked_when_it_was_used() {
    let provider = provider();
    let wrong = token_form(&code(&provider, "899700366240"), "another-verifier");
    assert_eq!(
        provider.token(&wrong, Some(&basic()), now()),
        Err(GrantError::InvalidGrant)
    );
    let right = token_form(&code(&provider, "899700366240"), VERIFIER);
    assert_eq!(
        provider.token(&right, None, now()),
        Err(GrantError::InvalidClient)
    );
    assert!(provider.token(&right, Some(&basic()), now()).is_ok());
}

#[test]
fn the_holder_of_a_cpe_has_no_rpps_number() {
    let claims = user_info(&provider(), "30B0168811/CPET00001");
    assert_eq!(claims["SubjectNameID"], "30B0168811/CPET00001");
    assert_eq!(claims["otherIds"], json!([]));
    assert_eq!(claims["authMode"], "CARD");
    let activity = &claims["SubjectRefPro"]["exercices"][0]["activities"][0];
    assert_eq!(activity["numeroFinessSite"], "0B0168811");
    assert_eq!(activity["numeroFinessetablissementJuridique"], "1B0062023");
}

#[test]
fn somebody_registered_since_signs_in_with_the_new_number() {
    let provider = provider();
    let claims = user_info(&provider, "899700218896");
    assert_eq!(
        claims["SubjectNameID"], "899700218896",
        "a test card comes before the register"
    );
    let answer = authorize(&provider, request(&[("login", "810000000009")]));
    assert!(matches!(answer, Answer::Refused(_)), "not registered");
}

#[test]
fn the_page_lists_cards_and_people_registered_since() {
    let Answer::Page(page) = authorize(&provider(), request(&[])) else {
        panic!("no page")
    };
    for login in [
        "30B0168811/CPET00001",
        "30B0184230/CPET00002",
        "899700366240",
        "899700218896",
    ] {
        assert!(
            page.contains(&format!("name=\"login\" value=\"{login}\"")),
            "{login}"
        );
    }
    assert!(page.contains("Angela DUBOIS (e-CPS, RPPS 99700218896)"));
}

#[test]
fn an_unknown_client_or_address_never_gets_a_redirect() {
    let mut elsewhere = request(&[]);
    elsewhere.take("redirect_uri");
    assert!(matches!(
        authorize(&provider(), elsewhere),
        Answer::Refused(_)
    ));
}

#[test]
fn wrong_scopes_go_back_as_an_error() {
    let mut parameters = request(&[]);
    parameters.take("scope");
    let Answer::Redirect(to) = authorize(&provider(), parameters) else {
        panic!("no redirect")
    };
    assert!(to.contains("error=invalid_request") && to.contains("state=state"));
}

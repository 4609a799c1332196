//! The examples for integrators, run as they are written, and the figures beside them.

use axum::http::Method;
use serde_json::{Value, json};
use server::graphql::{DEFAULT_PAGE, MAX_ALIASES, MAX_BODY, MAX_COMPLEXITY, MAX_DEPTH, MAX_PAGE};

use crate::support::form::EMAIL;
use crate::support::people::Person;
use crate::support::portal::Portal;
use crate::support::socket::Socket;

const FRENCH: &str = include_str!("../../../../docs/integrateurs.md");
const ENGLISH: &str = include_str!("../../../../docs/integrators.md");

/// What a document has readers run, or expect.
#[derive(Debug, PartialEq)]
enum Piece {
    /// Who asks from here on.
    As(String),
    /// From here on, `<id>` is that of the object that this mutation answered.
    IdOf(String),
    Shell(String),
    Document(String),
    Variables(Value),
    Answer(Value),
}

fn pieces(document: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let directive = line
            .strip_prefix("<!-- ")
            .and_then(|line| line.strip_suffix(" -->"));
        if let Some(directive) = directive {
            pieces.push(match directive.split_once(' ') {
                Some(("as", who)) => Piece::As(who.to_owned()),
                Some(("id", rest)) => Piece::IdOf(rest.replace("of ", "")),
                _ => panic!("{directive}"),
            });
        }
        let Some(kind) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let block = block.join("\n");
        let read = |block: &str| {
            serde_json::from_str(block).unwrap_or_else(|error| panic!("{error}: {block}"))
        };
        pieces.push(match kind {
            "sh" => Piece::Shell(block),
            "graphql" => Piece::Document(block),
            "json variables" => Piece::Variables(read(&block)),
            "json answer" => Piece::Answer(read(&block)),
            _ => panic!("```{kind}"),
        });
    }
    pieces
}

/// The words of a command line, quotes and variables understood as a shell does.
fn words(line: &str, variable: impl Fn(&str) -> String) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        let word = words.last_mut().expect("a word");
        match character {
            '"' | '\'' if quote.is_none() => quote = Some(character),
            _ if quote == Some(character) => quote = None,
            '$' if quote != Some('\'') => {
                let mut name = String::new();
                while let Some(letter) = rest.next_if(char::is_ascii_uppercase) {
                    name.push(letter);
                }
                word.push_str(&variable(&name));
            }
            ' ' if quote.is_none() => words.push(String::new()),
            other => word.push(other),
        }
    }
    words
}

/// Does what `curl` does with the options that the documents use.
async fn curl(portal: &Portal, person: &Person, token: &str, line: &str) -> Value {
    let session = person.browser.cookie("__Host-session").unwrap_or_default();
    let words = words(line, |name| match name {
        "PORTAL" => portal.origin.clone(),
        "SESSION" => session.to_owned(),
        "TOKEN" => token.to_owned(),
        other => panic!("${other}"),
    });
    let mut words = words.into_iter();
    assert_eq!(words.next().as_deref(), Some("curl"), "{line}");
    let (mut address, mut headers, mut body) = (String::new(), Vec::new(), String::new());
    while let Some(word) = words.next() {
        let mut value = || words.next().expect("a value");
        match word.as_str() {
            "-H" => {
                let header = value();
                let (name, value) = header.split_once(": ").expect("a header");
                headers.push((name.to_owned(), value.to_owned()));
            }
            "-b" => headers.push(("cookie".to_owned(), value())),
            "-d" => body = value(),
            option if option.starts_with('-') => panic!("{option} of {line}"),
            _ => address = word,
        }
    }
    let headers: Vec<(&str, &str)> = headers
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    // No browser: it has the cookies that the line names.
    let anybody = portal.browser();
    let answer = anybody.call(Method::POST, &address, &headers, body).await;
    assert_eq!(answer.status.as_u16(), 200, "{line}: {}", answer.body);
    answer.json()
}

/// Whether everything that is expected is there: of a list, at least these at some place.
fn holds(found: &Value, expected: &Value) -> bool {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => expected
            .iter()
            .all(|(name, expected)| found.get(name).is_some_and(|found| holds(found, expected))),
        (Value::Array(found), Value::Array(expected)) if expected.is_empty() => found.is_empty(),
        (Value::Array(found), Value::Array(expected)) => expected
            .iter()
            .all(|expected| found.iter().any(|found| holds(found, expected))),
        _ => found == expected,
    }
}

#[test]
fn both_languages_have_the_same_examples() {
    assert_eq!(pieces(FRENCH), pieces(ENGLISH));
}

#[test]
fn the_figures_of_the_documents_are_those_of_the_portal() {
    for document in [FRENCH, ENGLISH] {
        for figure in [
            format!("{} KiB", MAX_BODY / 1024),
            format!(" {MAX_DEPTH} "),
            format!(" {MAX_ALIASES} alias"),
            format!(" {MAX_COMPLEXITY} "),
            format!(" {DEFAULT_PAGE} "),
            format!(" {MAX_PAGE} "),
        ] {
            assert!(document.contains(&figure), "{figure}");
        }
    }
}

#[tokio::test]
async fn every_example_does_what_is_written_beside_it() {
    let portal = Portal::demo().await;
    let (professional, manager) = (portal.professional().await, portal.manager().await);
    let anybody = portal.anybody();
    let mut person = &anybody;
    let (mut id, mut token, mut said) = (String::new(), String::new(), Value::Null);
    let mut pieces = pieces(ENGLISH).into_iter().peekable();
    let mut examples = 0;
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::As(who) => {
                person = match who.as_str() {
                    "anybody" => &anybody,
                    "professional" => &professional,
                    "manager" => &manager,
                    _ => panic!("{who}"),
                };
            }
            Piece::IdOf(mutation) => {
                said[mutation.as_str()]["id"]
                    .as_str()
                    .expect("an id")
                    .clone_into(&mut id);
            }
            Piece::Shell(line) => {
                said = curl(&portal, person, &token, &line).await;
                if let Some(given) = said["access_token"].as_str() {
                    given.clone_into(&mut token);
                } else {
                    said = said["data"].take();
                }
            }
            Piece::Document(document) => {
                let variables = match pieces.next_if(|next| matches!(next, Piece::Variables(_))) {
                    Some(Piece::Variables(variables)) => variables.to_string(),
                    _ => "{}".to_owned(),
                };
                let mut variables = variables.replace("<id>", &id);
                if variables.contains("<code>") {
                    let code = portal.code_sent_to(EMAIL).await;
                    variables = variables.replace("<code>", &code);
                }
                let variables: Value = serde_json::from_str(&variables).expect("JSON");
                said = if document.starts_with("subscription") {
                    let mut socket = Socket::open(person).await;
                    socket.subscribe_to("1", &document, &variables).await;
                    let (_, field) = document.split_once('{').expect("a selection");
                    let (name, _) = field.trim().split_once('(').expect("a field");
                    json!({ name: socket.value().await })
                } else {
                    let reply = person.ask(&document, &variables).await.0;
                    assert!(reply["errors"].is_null(), "{document}\n{reply}");
                    reply["data"].clone()
                };
            }
            Piece::Variables(variables) => panic!("of no document: {variables}"),
            Piece::Answer(expected) => {
                assert!(holds(&said, &expected), "expected {expected}\nfound {said}");
                examples += 1;
            }
        }
    }
    assert!(examples > 10, "{examples}");
}

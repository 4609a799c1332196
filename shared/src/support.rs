//! What somebody writes to support: parsed alike by the page that it is typed on and by the server.

use uuid::Uuid;

use crate::email::Email;
use crate::field_error::{Field, FieldError, Problem};
use crate::id::SupportId;
use crate::newtype::coded_enum;
use crate::text::Text;

coded_enum! {
    /// What a question is about.
    Topic {
        SignIn = "SIGN_IN",
        CivilStatus = "CIVIL_STATUS",
        Request = "REQUEST",
        NumberOrEcps = "NUMBER_OR_ECPS",
        Designation = "DESIGNATION",
        Accessibility = "ACCESSIBILITY",
        Other = "OTHER",
    }
}

coded_enum! {
    /// Where a question stands.
    State {
        Open = "OPEN",
        Answered = "ANSWERED",
        Closed = "CLOSED",
    }
}

coded_enum! {
    /// Who wrote a message.
    Side {
        Writer = "WRITER",
        Support = "SUPPORT",
    }
}

/// Characters of a message, of a name and of a reference.
pub const LONGEST_MESSAGE: usize = 4_000;
const LONGEST_NAME: usize = 100;
const LONGEST_REFERENCE: usize = 40;

impl Topic {
    pub const fn label(self) -> Text {
        match self {
            Self::SignIn => Text::new("Connexion au portail", "Signing in"),
            Self::CivilStatus => Text::new(
                "Correction de mon état civil",
                "Correction of my civil status",
            ),
            Self::Request => Text::new("Ma demande d’enregistrement", "My registration request"),
            Self::NumberOrEcps => {
                Text::new("Mon numéro RPPS ou mon e-CPS", "My RPPS number or my e-CPS")
            }
            Self::Designation => {
                Text::new("Désignation d’un gestionnaire", "Designation of a manager")
            }
            Self::Accessibility => Text::new("Accessibilité du portail", "Accessibility"),
            Self::Other => Text::new("Autre question", "Another question"),
        }
    }
}

impl State {
    pub const fn label(self) -> Text {
        match self {
            Self::Open => Text::new("En attente", "Waiting"),
            Self::Answered => Text::new("Répondu", "Answered"),
            Self::Closed => Text::new("Clos", "Closed"),
        }
    }
}

/// A question as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawQuestion {
    pub topic: String,
    pub full_name: String,
    pub email: String,
    /// Of a request, when there is one.
    pub reference: String,
    pub message: String,
}

/// A question that can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    pub topic: Topic,
    pub full_name: String,
    pub email: Email,
    pub reference: String,
    pub message: String,
}

impl RawQuestion {
    /// The question, or everything that is wrong with it, in the order of the form.
    pub fn parse(&self) -> Result<Question, Vec<FieldError>> {
        let mut errors = Vec::new();
        let topic = topic(&self.topic, &mut errors);
        let full_name = text(&self.full_name, Field::FullName, LONGEST_NAME, &mut errors);
        if full_name.is_empty() {
            required(Field::FullName, &mut errors);
        }
        let email = email(&self.email, &mut errors);
        let reference = text(
            &self.reference,
            Field::Reference,
            LONGEST_REFERENCE,
            &mut errors,
        );
        let message = parse_message(&self.message)
            .map_err(|error| errors.push(error))
            .ok();
        match (topic, email, message) {
            (Some(topic), Some(email), Some(message)) if errors.is_empty() => Ok(Question {
                topic,
                full_name,
                email,
                reference,
                message,
            }),
            _ => Err(errors),
        }
    }
}

/// What somebody wrote, several lines or one.
pub fn parse_message(typed: &str) -> Result<String, FieldError> {
    let typed = typed.trim().replace("\r\n", "\n");
    let is_control = |character: char| character.is_control() && character != '\n';
    let problem = if typed.is_empty() {
        Problem::Required
    } else if typed.chars().nth(LONGEST_MESSAGE).is_some() {
        Problem::TooLong
    } else if typed.chars().any(is_control) {
        Problem::ControlCharacter
    } else {
        return Ok(typed);
    };
    Err(FieldError::new(Field::Message, problem))
}

fn topic(typed: &str, errors: &mut Vec<FieldError>) -> Option<Topic> {
    let topic = Topic::from_code(typed.trim());
    if topic.is_none() {
        let problem = if typed.trim().is_empty() {
            Problem::Required
        } else {
            Problem::UnknownCode
        };
        errors.push(FieldError::new(Field::Topic, problem));
    }
    topic
}

fn email(typed: &str, errors: &mut Vec<FieldError>) -> Option<Email> {
    if typed.trim().is_empty() {
        required(Field::Email, errors);
        return None;
    }
    Email::parse_typed(typed)
        .map_err(|_| errors.push(FieldError::new(Field::Email, Problem::EmailShape)))
        .ok()
}

/// A line, empty or not.
fn text(typed: &str, field: Field, longest: usize, errors: &mut Vec<FieldError>) -> String {
    let typed = typed.trim();
    if typed.chars().nth(longest).is_some() {
        errors.push(FieldError::new(field, Problem::TooLong));
    } else if typed.chars().any(char::is_control) {
        errors.push(FieldError::new(field, Problem::ControlCharacter));
    }
    typed.to_owned()
}

fn required(field: Field, errors: &mut Vec<FieldError>) {
    errors.push(FieldError::new(field, Problem::Required));
}

impl SupportId {
    /// What the writer quotes: short, and enough to find the question.
    pub fn reference(self) -> String {
        let hex = Uuid::simple(self.0).to_string().to_uppercase();
        format!("SU-{}-{}", &hex[22..27], &hex[27..32])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right() -> RawQuestion {
        RawQuestion {
            topic: "SIGN_IN".to_owned(),
            full_name: " Angela Dubois ".to_owned(),
            email: "angela@EXEMPLE.fr".to_owned(),
            reference: String::new(),
            message: "Bonjour,\r\nje ne peux pas me connecter.".to_owned(),
        }
    }

    fn wrong(change: impl Fn(&mut RawQuestion)) -> Vec<(Field, Problem)> {
        let mut raw = right();
        change(&mut raw);
        let errors = raw.parse().unwrap_err();
        errors
            .into_iter()
            .map(|error| (error.field, error.problem))
            .collect()
    }

    #[test]
    fn a_question_keeps_its_lines_and_loses_its_margins() {
        let question = right().parse().unwrap();
        assert_eq!(question.topic, Topic::SignIn);
        assert_eq!(question.full_name, "Angela Dubois");
        assert_eq!(question.email.as_str(), "angela@exemple.fr");
        assert_eq!(question.message, "Bonjour,\nje ne peux pas me connecter.");
    }

    #[test]
    fn everything_that_is_missing_is_told_at_once() {
        let errors = RawQuestion::default().parse().unwrap_err();
        let fields: Vec<Field> = errors.iter().map(|error| error.field).collect();
        assert_eq!(
            fields,
            [Field::Topic, Field::FullName, Field::Email, Field::Message]
        );
        assert!(
            errors
                .iter()
                .all(|error| error.problem == Problem::Required)
        );
    }

    #[test]
    fn what_is_wrong_is_told_beside_its_field() {
        assert_eq!(
            wrong(|raw| raw.topic = "NOTHING".to_owned()),
            [(Field::Topic, Problem::UnknownCode)]
        );
        assert_eq!(
            wrong(|raw| raw.full_name = "x".repeat(101)),
            [(Field::FullName, Problem::TooLong)]
        );
        assert_eq!(
            wrong(|raw| raw.email = "a@b".to_owned()),
            [(Field::Email, Problem::EmailShape)]
        );
        assert_eq!(
            wrong(|raw| raw.reference = "a\nb".to_owned()),
            [(Field::Reference, Problem::ControlCharacter)]
        );
        assert_eq!(
            wrong(|raw| raw.message = "é".repeat(LONGEST_MESSAGE + 1)),
            [(Field::Message, Problem::TooLong)]
        );
        assert_eq!(
            wrong(|raw| raw.message = "a\0b".to_owned()),
            [(Field::Message, Problem::ControlCharacter)]
        );
        let mut longest = right();
        longest.message = "é".repeat(LONGEST_MESSAGE);
        assert!(longest.parse().is_ok());
    }

    #[test]
    fn every_code_has_its_words() {
        for topic in Topic::ALL {
            assert!(!topic.label().fr.is_empty() && !topic.label().en.is_empty());
            assert_eq!(Topic::from_code(topic.code()), Some(*topic));
        }
        for state in State::ALL {
            assert!(!state.label().fr.is_empty() && !state.label().en.is_empty());
        }
    }

    #[test]
    fn a_reference_is_short_and_not_that_of_a_request() {
        let id: SupportId = "019aaf0e-8f3b-7c3a-9d42-0123456789ab".parse().unwrap();
        assert_eq!(id.reference(), "SU-23456-789AB");
    }
}

//! The address that the RPPS number and the e-CPS activation code are sent to.

use crate::newtype::text_newtype;

/// An address as mail servers at large accept it: ASCII, a dotted domain, at most 254 characters.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Email(String);

text_newtype!(Email);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EmailError {
    #[error("an e-mail address has at most 254 characters")]
    TooLong,
    #[error("an e-mail address is written name@domain.tld")]
    Shape,
}

impl Email {
    pub fn parse(text: &str) -> Result<Self, EmailError> {
        if text.len() > 254 {
            return Err(EmailError::TooLong);
        }
        let (local, domain) = text.rsplit_once('@').ok_or(EmailError::Shape)?;
        if is_local(local) && is_domain(domain) {
            Ok(Self(text.to_owned()))
        } else {
            Err(EmailError::Shape)
        }
    }

    /// As people write it: spaces around, a domain in capitals.
    pub fn parse_typed(text: &str) -> Result<Self, EmailError> {
        let text = text.trim();
        match text.rsplit_once('@') {
            Some((local, domain)) => {
                Self::parse(&format!("{local}@{}", domain.to_ascii_lowercase()))
            }
            None => Self::parse(text),
        }
    }

    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// The address that was probably meant, when the domain is a well-known one mistyped.
    pub fn suggestion(&self) -> Option<Self> {
        let domain = self.domain();
        let (_, meant) = MISTYPED.iter().find(|(mistyped, _)| *mistyped == domain)?;
        let local = &self.0[..self.0.len() - domain.len()];
        Some(Self(format!("{local}{meant}")))
    }
}

fn is_local(local: &str) -> bool {
    local.len() <= 64
        && local.split('.').all(|atom| {
            !atom.is_empty()
                && atom.bytes().all(|byte| {
                    byte.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&byte)
                })
        })
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_top = |top: &str| top.len() >= 2 && !top.bytes().all(|byte| byte.is_ascii_digit());
    domain.split('.').all(is_label) && domain.rsplit_once('.').is_some_and(|(_, top)| is_top(top))
}

const MISTYPED: &[(&str, &str)] = &[
    ("gamil.com", "gmail.com"),
    ("gmail.co", "gmail.com"),
    ("gmail.con", "gmail.com"),
    ("gmail.fr", "gmail.com"),
    ("gmial.com", "gmail.com"),
    ("gmil.com", "gmail.com"),
    ("hotmail.con", "hotmail.com"),
    ("hotmial.com", "hotmail.com"),
    ("hotmil.com", "hotmail.com"),
    ("laposte.fr", "laposte.net"),
    ("oragne.fr", "orange.fr"),
    ("orang.fr", "orange.fr"),
    ("outlok.fr", "outlook.fr"),
    ("outloo.fr", "outlook.fr"),
    ("outlok.com", "outlook.com"),
    ("wanadoo.com", "wanadoo.fr"),
    ("yaho.fr", "yahoo.fr"),
    ("yahooo.fr", "yahoo.fr"),
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn right_addresses_parse() {
        for text in [
            "wossewodda-3728@yopmail.com",
            "multiPrenom@france.fr",
            "a@b.fr",
            "o'neil+rpps@mail.chu-nancy.fr",
            "x@xn--bcher-kva.example",
        ] {
            assert_eq!(Email::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn wrong_addresses_are_refused() {
        for text in [
            "",
            "@",
            "a@",
            "@b.fr",
            "a@b",
            "a.b.fr",
            "a b@c.fr",
            "a@@b.fr",
            "a@b..fr",
            ".a@b.fr",
            "a.@b.fr",
            "a@-b.fr",
            "a@b-.fr",
            "a@b.1",
            "a@127.0.0.1",
            "é@b.fr",
            "a@b.fr\r\nBcc: c@d.fr",
            "a@b.fr\0",
            "\"a b\"@c.fr",
            "a@b.fr,c@d.fr",
            "<a@b.fr>",
        ] {
            assert_eq!(Email::parse(text), Err(EmailError::Shape), "{text}");
        }
    }

    #[test]
    fn lengths_are_limited() {
        let local = "a".repeat(64);
        assert!(Email::parse(&format!("{local}@b.fr")).is_ok());
        assert_eq!(
            Email::parse(&format!("{local}a@b.fr")),
            Err(EmailError::Shape)
        );
        let domain = ["b"; 93].join(".");
        let longest = format!("{local}@{domain}.fra");
        assert_eq!(longest.len(), 254);
        assert!(Email::parse(&longest).is_ok());
        assert_eq!(
            Email::parse(&format!("{longest}n")),
            Err(EmailError::TooLong)
        );
        assert_eq!(Email::parse(&"a".repeat(10_000)), Err(EmailError::TooLong));
    }

    #[test]
    fn a_domain_has_no_case() {
        assert_eq!(
            Email::parse_typed(" Jean@CHU.FR "),
            Email::parse("Jean@chu.fr")
        );
    }

    #[test]
    fn a_mistyped_domain_gets_a_hint() {
        let suggestion = |text: &str| {
            Email::parse(text)
                .unwrap()
                .suggestion()
                .map(|email| email.to_string())
        };
        assert_eq!(suggestion("a@gmial.com").as_deref(), Some("a@gmail.com"));
        assert_eq!(suggestion("a@gmail.com"), None);
        for (mistyped, meant) in MISTYPED {
            assert!(is_domain(mistyped) && is_domain(meant));
            assert!(
                MISTYPED.iter().all(|(other, _)| other != meant),
                "{meant} is right"
            );
        }
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = (Email::parse(&text), Email::parse_typed(&text));
        }

        #[test]
        fn plain_addresses_parse(text in "[a-z0-9]{1,20}(\\.[a-z0-9]{1,20})?@[a-z][a-z0-9]{0,20}\\.[a-z]{2,6}") {
            prop_assert!(Email::parse(&text).is_ok());
        }
    }
}

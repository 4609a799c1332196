//! The national identifier of a professional (idNatPS): what Pro Santé Connect calls `SubjectNameID`.

use crate::finess::Finess;
use crate::newtype::text_newtype;
use crate::rpps::RppsNumber;
use crate::siren::Siren;
use crate::siret::Siret;

/// A person-type code glued to an identifier. A provider's own test data has wrong keys, so `parse`
/// only looks at the shape; `rpps` and `finess_employee` are strict.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Idnps(String);

text_newtype!(Idnps);

/// Who the person-type code (`TRE_G08`) says it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdnpsKind {
    /// `0` + ADELI.
    Adeli,
    /// `1` + ADELI-rang `/` internal id.
    AdeliEmployee,
    /// `3` + FINESS `/` internal id: the holder of a CPE card.
    FinessEmployee,
    /// `4` + SIREN `/` internal id.
    SirenEmployee,
    /// `5` + SIRET `/` internal id.
    SiretEmployee,
    /// `6` + RPPS-rang `/` internal id.
    RppsEmployee,
    /// `8` + RPPS.
    Rpps,
    /// `10` + address.
    SecureMail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdnpsError {
    #[error("a national identifier is a person type followed by an identifier")]
    Shape,
    #[error("the key of the number inside the national identifier is wrong")]
    Key,
}

const MAX_LENGTH: usize = 100;

impl Idnps {
    pub fn parse(text: &str) -> Result<Self, IdnpsError> {
        let plain = text.len() <= MAX_LENGTH && text.bytes().all(|byte| byte.is_ascii_graphic());
        match kind_of(text) {
            Some(_) if plain => Ok(Self(text.to_owned())),
            _ => Err(IdnpsError::Shape),
        }
    }

    /// As people write it; here a wrong key is a slip of the finger and is refused.
    pub fn parse_typed(text: &str) -> Result<Self, IdnpsError> {
        let idnps = Self::parse(text.trim())?;
        let number = idnps.number();
        let right = match idnps.kind() {
            IdnpsKind::Rpps => RppsNumber::parse(number).is_ok(),
            IdnpsKind::FinessEmployee => Finess::parse(number).is_ok(),
            IdnpsKind::SirenEmployee => Siren::parse(number).is_ok(),
            IdnpsKind::SiretEmployee => Siret::parse(number).is_ok(),
            _ => true,
        };
        if right {
            Ok(idnps)
        } else {
            Err(IdnpsError::Key)
        }
    }

    /// The identifier of somebody who has this RPPS number.
    pub fn of_rpps(number: &RppsNumber) -> Self {
        Self(format!("8{number}"))
    }

    #[expect(
        clippy::missing_panics_doc,
        reason = "`parse` refuses a text without a kind"
    )]
    pub fn kind(&self) -> IdnpsKind {
        kind_of(&self.0).expect("checked when the identifier was parsed")
    }

    /// The RPPS number of an `8…`, when its key is right.
    pub fn rpps(&self) -> Option<RppsNumber> {
        let digits = self.0.strip_prefix('8')?;
        RppsNumber::parse(digits).ok()
    }

    /// The structure and the internal id of a `3…`, when the FINESS number parses.
    pub fn finess_employee(&self) -> Option<(Finess, &str)> {
        let (finess, internal) = self.0.strip_prefix('3')?.split_once('/')?;
        Some((Finess::parse(finess).ok()?, internal))
    }

    /// What stands between the person type and the slash.
    fn number(&self) -> &str {
        let number = &self.0[1..];
        number.split_once('/').map_or(number, |(number, _)| number)
    }
}

fn kind_of(text: &str) -> Option<IdnpsKind> {
    let (prefix, rest) = text.split_at_checked(1)?;
    let digits = |text: &str, length: usize| {
        text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let employee_of = |length: usize| {
        rest.split_once('/')
            .is_some_and(|(number, internal)| !internal.is_empty() && digits(number, length))
    };
    match prefix {
        "0" if digits(rest, 9) => Some(IdnpsKind::Adeli),
        "1" if rest.starts_with('0') && rest.contains('@') => Some(IdnpsKind::SecureMail),
        "1" if employee_of(9) || employee_of(11) => Some(IdnpsKind::AdeliEmployee),
        "3" => is_finess_employee(rest).then_some(IdnpsKind::FinessEmployee),
        "4" if employee_of(9) => Some(IdnpsKind::SirenEmployee),
        "5" if employee_of(14) => Some(IdnpsKind::SiretEmployee),
        "6" if employee_of(14) => Some(IdnpsKind::RppsEmployee),
        "8" if digits(rest, 11) => Some(IdnpsKind::Rpps),
        _ => None,
    }
}

/// The published splitting rule: `^3([0-9AB]{9})/(.+)$`.
fn is_finess_employee(rest: &str) -> bool {
    rest.split_once('/').is_some_and(|(finess, internal)| {
        finess.len() == 9
            && finess
                .bytes()
                .all(|byte| byte.is_ascii_digit() || matches!(byte, b'A' | b'B'))
            && !internal.is_empty()
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn test_cards_are_read() {
        for (text, number) in [
            ("899700218896", "99700218896"),
            ("899700366240", "99700366240"),
            ("899700245667", "99700245667"),
        ] {
            let idnps = Idnps::parse(text).unwrap();
            assert_eq!(idnps.kind(), IdnpsKind::Rpps);
            assert_eq!(idnps.rpps().unwrap().as_str(), number);
            assert_eq!(Idnps::of_rpps(&idnps.rpps().unwrap()), idnps);
            assert_eq!(idnps.finess_employee(), None);
        }
    }

    #[test]
    fn the_holder_of_a_cpe_has_a_structure_and_no_rpps_number() {
        for (text, structure, internal) in [
            ("30B0168811/CPET00001", "0B0168811", "CPET00001"),
            ("30B0184230/CPET00002", "0B0184230", "CPET00002"),
            ("30B0037750/CPET0001", "0B0037750", "CPET0001"),
        ] {
            let idnps = Idnps::parse(text).unwrap();
            assert_eq!(idnps.rpps(), None);
            let (finess, id) = idnps.finess_employee().unwrap();
            assert_eq!((finess.as_str(), id), (structure, internal));
        }
    }

    #[test]
    fn an_internal_id_may_itself_hold_a_slash() {
        let idnps = Idnps::parse("30B0168811/A/B").unwrap();
        assert_eq!(idnps.finess_employee().unwrap().1, "A/B");
    }

    #[test]
    fn a_wrong_key_is_kept_as_received_and_refused_as_typed() {
        let received = Idnps::parse("31B0062023/CPET1").unwrap();
        assert_eq!(received.finess_employee(), None);
        assert_eq!(Idnps::parse("810009781080").unwrap().rpps(), None);
        assert_eq!(Idnps::parse_typed("31B0062023/CPET1"), Err(IdnpsError::Key));
        assert_eq!(Idnps::parse_typed("810009781080"), Err(IdnpsError::Key));
        assert!(Idnps::parse_typed(" 899700218896 ").is_ok());
        assert!(Idnps::parse_typed("30B0168811/CPET00001").is_ok());
    }

    #[test]
    fn every_person_type_is_known() {
        for (text, kind) in [
            ("0123456789", IdnpsKind::Adeli),
            ("1123456789/12", IdnpsKind::AdeliEmployee),
            ("30B0168811/1", IdnpsKind::FinessEmployee),
            ("4732829320/1", IdnpsKind::SirenEmployee),
            ("573282932000074/1", IdnpsKind::SiretEmployee),
            ("610123456781019/1", IdnpsKind::RppsEmployee),
            ("810123456781", IdnpsKind::Rpps),
            ("10a.b@chu.mssante.fr", IdnpsKind::SecureMail),
        ] {
            assert_eq!(Idnps::parse(text).unwrap().kind(), kind, "{text}");
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        for text in [
            "",
            "8",
            "8100112345678",
            "10123456781",
            "2123456789",
            "9123456789",
            "30B0168811",
            "30B0168811/",
            "3/CPET",
            "30b0168811/CPET",
            "30B0168811/CP ET",
            "30B0168811/CP\0",
            "é99700218896",
            "８99700218896",
        ] {
            assert_eq!(Idnps::parse(text), Err(IdnpsError::Shape), "{text}");
        }
        assert_eq!(
            Idnps::parse(&format!("30B0168811/{}", "1".repeat(10_000))),
            Err(IdnpsError::Shape)
        );
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in "[0-9]{0,2}.*") {
            if let Ok(idnps) = Idnps::parse(&text) {
                let _ = (idnps.kind(), idnps.rpps(), idnps.finess_employee(), Idnps::parse_typed(&text));
            }
        }
    }
}

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

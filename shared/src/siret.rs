//! The SIRET number of an establishment: its SIREN, four digits and a key.

use crate::luhn;
use crate::newtype::{text_newtype, without_spaces};
use crate::siren::Siren;

#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Siret(String);

text_newtype!(Siret);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiretError {
    #[error("a SIRET number has fourteen digits")]
    Shape,
    #[error("the SIRET number does not begin with a SIREN number")]
    Siren,
    #[error("the key of the SIRET number is wrong")]
    Key,
}

const LA_POSTE: &str = "356000000";
const LA_POSTE_HEAD_OFFICE: &str = "35600000000048";

impl Siret {
    pub fn parse(text: &str) -> Result<Self, SiretError> {
        if text.len() != 14 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SiretError::Shape);
        }
        Siren::parse(&text[..9]).map_err(|_| SiretError::Siren)?;
        // La Poste has more establishments than Luhn keys allow: all but its head office only
        // have a digit sum that is a multiple of five.
        let right = if text.starts_with(LA_POSTE) && text != LA_POSTE_HEAD_OFFICE {
            digit_sum(text).is_multiple_of(5)
        } else {
            luhn::is_valid(text)
        };
        if right {
            Ok(Self(text.to_owned()))
        } else {
            Err(SiretError::Key)
        }
    }

    /// As people write it, in groups.
    pub fn parse_typed(text: &str) -> Result<Self, SiretError> {
        Self::parse(&without_spaces(text))
    }

    /// The legal person that the establishment belongs to.
    #[expect(
        clippy::missing_panics_doc,
        reason = "`parse` refuses a SIRET whose SIREN does not parse"
    )]
    pub fn siren(&self) -> Siren {
        Siren::parse(&self.0[..9]).expect("checked when the SIRET was parsed")
    }
}

fn digit_sum(digits: &str) -> u32 {
    digits.bytes().map(|byte| u32::from(byte - b'0')).sum()
}

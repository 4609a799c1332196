//! Why a sign-in did not succeed. The codes are those of the catalogue.

use openidconnect::{ClaimsVerificationError, SignatureVerificationError};
use thiserror::Error;

use crate::store::StoreError;

/// The reasons are fixed words: an answer's content is personal and never reaches a log.
#[derive(Debug, Error)]
pub enum SignInError {
    #[error("the person gave up at the provider")]
    Cancelled,
    #[error("the state is unknown, was used, or belongs to another browser")]
    StateUnknown,
    #[error("the person took too long")]
    Expired,
    #[error("the provider cannot be used: {0}")]
    ProviderUnavailable(&'static str),
    #[error("the provider's answer does not hold: {0}")]
    TokenInvalid(&'static str),
    #[error("the level of assurance is not the one asked for")]
    AssuranceTooLow,
    #[error("the identity lacks {0}")]
    IdentityIncomplete(&'static str),
    #[error("a test identity, outside of a demo")]
    TestIdentity,
    #[error("too many attempts from one address")]
    TooMany,
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl SignInError {
    /// The catalogue's code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Cancelled => "SIGN_IN_CANCELLED",
            Self::StateUnknown => "SIGN_IN_STATE_UNKNOWN",
            Self::Expired => "SIGN_IN_EXPIRED",
            Self::ProviderUnavailable(_) => "SIGN_IN_PROVIDER_UNAVAILABLE",
            Self::TokenInvalid(_) => "SIGN_IN_TOKEN_INVALID",
            Self::AssuranceTooLow => "SIGN_IN_ASSURANCE_TOO_LOW",
            Self::IdentityIncomplete(_) => "SIGN_IN_IDENTITY_INCOMPLETE",
            Self::TestIdentity => "SIGN_IN_TEST_IDENTITY",
            Self::TooMany => "SIGN_IN_TOO_MANY",
            Self::Store(_) => "SIGN_IN_FAILED",
        }
    }
}

impl From<ClaimsVerificationError> for SignInError {
    fn from(error: ClaimsVerificationError) -> Self {
        Self::TokenInvalid(match error {
            ClaimsVerificationError::InvalidAuthContext(_) => return Self::AssuranceTooLow,
            ClaimsVerificationError::Expired(_) => "expired, or issued at another time",
            ClaimsVerificationError::InvalidAudience(_) => "audience",
            ClaimsVerificationError::InvalidIssuer(_) => "issuer",
            ClaimsVerificationError::InvalidNonce(_) => "nonce",
            ClaimsVerificationError::InvalidSubject(_) => "subject",
            ClaimsVerificationError::SignatureVerification(signature) => match signature {
                SignatureVerificationError::DisallowedAlg(_)
                | SignatureVerificationError::UnsupportedAlg(_)
                | SignatureVerificationError::NoSignature => "signature algorithm",
                SignatureVerificationError::NoMatchingKey
                | SignatureVerificationError::AmbiguousKeyId(_) => "signing key",
                _ => "signature",
            },
            _ => "claims",
        })
    }
}

#[cfg(test)]
mod tests {
    use shared::catalogue;

    use super::*;

    #[test]
    fn every_code_is_in_the_catalogue() {
        let errors = [
            SignInError::Cancelled,
            SignInError::StateUnknown,
            SignInError::Expired,
            SignInError::ProviderUnavailable(""),
            SignInError::TokenInvalid(""),
            SignInError::AssuranceTooLow,
            SignInError::IdentityIncomplete(""),
            SignInError::TestIdentity,
            SignInError::TooMany,
            SignInError::Store(StoreError::Stale),
        ];
        for error in errors {
            let code = error.code();
            assert!(
                catalogue::SIGN_IN_ERRORS
                    .iter()
                    .any(|(known, _)| *known == code),
                "{code}"
            );
        }
    }
}

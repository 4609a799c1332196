//! Random secrets that travel in cookies and URLs, kept by us only as a hash.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};

const BYTES: usize = 32;

/// 32 random bytes: 43 characters as text.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn random() -> Self {
        let mut bytes = [0; BYTES];
        rand::rngs::OsRng.fill_bytes(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// A secret that came back, if it has the shape of one.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        (bytes.len() == BYTES).then(|| Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept: whoever reads the database cannot use it.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_comes_back_as_it_went() {
        let secret = Secret::random();
        assert_eq!(secret.as_str().len(), 43);
        assert_eq!(
            Secret::parse(secret.as_str()).map(|back| back.hash()),
            Some(secret.hash())
        );
        assert_eq!(format!("{secret:?}"), "Secret");
    }

    #[test]
    fn another_shape_is_no_secret() {
        for text in ["", "short", "é", &"A".repeat(44), &"A".repeat(10_000)] {
            assert!(Secret::parse(text).is_none(), "{text}");
        }
    }
}

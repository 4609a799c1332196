//! A signing key of a demo provider: made at each start, published in its JWKS.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use p256::ecdsa::signature::Verifier as _;
use rand::rngs::OsRng;
use rsa::signature::{Keypair as _, SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};
use sha2::Sha256;

/// Bits of the RSA key: what the real provider uses, and quick enough to make at a start.
const RSA_BITS: usize = 2048;

pub struct Key {
    kid: String,
    secret: Secret,
}

enum Secret {
    Es256(p256::ecdsa::SigningKey),
    Rs256(Box<rsa::pkcs1v15::SigningKey<Sha256>>),
}

impl Key {
    pub fn es256() -> Self {
        Self {
            kid: super::random_text(12),
            secret: Secret::Es256(p256::ecdsa::SigningKey::random(&mut OsRng)),
        }
    }

    /// Slow (a fraction of a second): not for a thread that serves others.
    ///
    /// # Panics
    /// Never: 2048 bits leave room for two primes.
    pub fn rs256() -> Self {
        let private = rsa::RsaPrivateKey::new(&mut OsRng, RSA_BITS)
            .expect("2048 bits leave room for two primes");
        Self {
            kid: super::random_text(12),
            secret: Secret::Rs256(Box::new(rsa::pkcs1v15::SigningKey::new(private))),
        }
    }

    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub fn algorithm(&self) -> &'static str {
        match self.secret {
            Secret::Es256(_) => "ES256",
            Secret::Rs256(_) => "RS256",
        }
    }

    /// The public half, as an entry of a JWKS.
    pub fn jwk(&self) -> Value {
        match &self.secret {
            Secret::Es256(secret) => {
                let point = secret.verifying_key().to_encoded_point(false);
                let encode = |part: Option<&_>| {
                    part.map(|part: &p256::FieldBytes| encode(part))
                        .unwrap_or_default()
                };
                json!({
                    "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.kid,
                    "x": encode(point.x()), "y": encode(point.y()),
                })
            }
            Secret::Rs256(secret) => {
                let key: &rsa::RsaPrivateKey = secret.as_ref().as_ref();
                json!({
                    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid,
                    "n": encode(&key.n().to_bytes_be()), "e": encode(&key.e().to_bytes_be()),
                })
            }
        }
    }

    /// A compact JWS over these claims.
    pub fn sign(&self, claims: &Value) -> String {
        let header = json!({ "alg": self.algorithm(), "typ": "JWT", "kid": self.kid });
        self.sign_with(&header, claims)
    }

    /// The same with a header of one's own, which lets a test be dishonest.
    pub fn sign_with(&self, header: &Value, claims: &Value) -> String {
        let signed = format!(
            "{}.{}",
            encode(header.to_string().as_bytes()),
            encode(claims.to_string().as_bytes())
        );
        let signature = match &self.secret {
            Secret::Es256(secret) => {
                let signature: p256::ecdsa::Signature = secret.sign(signed.as_bytes());
                encode(&signature.to_bytes())
            }
            Secret::Rs256(secret) => encode(&secret.sign(signed.as_bytes()).to_bytes()),
        };
        format!("{signed}.{signature}")
    }

    /// The claims of a token that this very key has signed.
    pub fn open(&self, token: &str) -> Option<Value> {
        let (signed, signature) = token.rsplit_once('.')?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        match &self.secret {
            Secret::Es256(secret) => {
                let signature = p256::ecdsa::Signature::from_slice(&signature).ok()?;
                secret
                    .verifying_key()
                    .verify(signed.as_bytes(), &signature)
                    .ok()?;
            }
            Secret::Rs256(secret) => {
                let signature = rsa::pkcs1v15::Signature::try_from(&*signature).ok()?;
                secret
                    .verifying_key()
                    .verify(signed.as_bytes(), &signature)
                    .ok()?;
            }
        }
        let (_, claims) = signed.split_once('.')?;
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).ok()?).ok()
    }
}

fn encode(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_what_it_signed_and_nothing_else() {
        for (key, other) in [(Key::es256(), Key::es256()), (Key::rs256(), Key::rs256())] {
            let token = key.sign(&json!({ "sub": "someone" }));
            assert_eq!(key.open(&token).expect("own signature")["sub"], "someone");
            assert!(other.open(&token).is_none());
            assert!(key.open(&token.replace('.', "..")).is_none());
        }
    }
}

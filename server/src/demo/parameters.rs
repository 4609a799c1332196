//! Parameters of a query or of a form, kept as they came so that a provider can be strict.

use url::form_urlencoded;

/// No honest parameter is longer.
const LONGEST: usize = 4096;

pub struct Parameters(Vec<(String, String)>);

impl Parameters {
    /// From `a=1&b=2`, a query string or a form body.
    pub fn parse(text: &[u8]) -> Self {
        Self(form_urlencoded::parse(text).into_owned().collect())
    }

    /// A value that is there and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value.as_str()).filter(|value| !value.is_empty())
    }

    /// Removes a parameter that belongs to our own page, not to the protocol.
    pub fn take(&mut self, name: &str) -> Option<String> {
        let value = self.get(name).map(str::to_owned);
        self.0.retain(|(known, _)| known != name);
        value
    }

    /// Whether each is known, given once and of a sane length.
    pub fn are_among(&self, known: &[&str]) -> bool {
        self.0.iter().enumerate().all(|(position, (name, value))| {
            known.contains(&name.as_str())
                && value.len() <= LONGEST
                && self
                    .0
                    .iter()
                    .skip(position + 1)
                    .all(|(other, _)| other != name)
        })
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_or_repeated_parameter_is_noticed() {
        assert!(Parameters::parse(b"a=1&b=2").are_among(&["a", "b"]));
        assert!(!Parameters::parse(b"a=1&c=2").are_among(&["a", "b"]));
        assert!(!Parameters::parse(b"a=1&a=1").are_among(&["a", "b"]));
    }

    #[test]
    fn an_empty_value_is_as_good_as_none() {
        let mut parameters = Parameters::parse(b"a=&b=%C3%A9");
        assert_eq!(parameters.get("a"), None);
        assert_eq!(parameters.take("b").as_deref(), Some("é"));
        assert_eq!(parameters.get("b"), None);
    }
}

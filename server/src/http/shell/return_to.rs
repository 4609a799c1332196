//! Where a person goes after signing in: a path of this portal, and nothing else.

use url::form_urlencoded;

/// The path that `return_to` asks for, if it stays on this portal.
///
/// Browsers read `//host` and `/\host` as another host's address.
pub(super) fn asked(query: Option<&str>) -> Option<String> {
    let (_, path) =
        form_urlencoded::parse(query?.as_bytes()).find(|(name, _)| name == "return_to")?;
    let is_local = path.starts_with('/')
        && !path[1..].starts_with(['/', '\\'])
        && !path.contains(char::is_control);
    is_local.then(|| path.into_owned())
}

/// The sign-in page that leads back to `path`.
pub(super) fn sign_in_address(path: &str) -> String {
    with_return_to("/connexion", path)
}

/// `address` with the path to come back to.
pub(super) fn with_return_to(address: &str, path: &str) -> String {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("return_to", path)
        .finish();
    format!("{address}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_portal_is_kept() {
        assert_eq!(
            asked(Some("lang=en&return_to=%2Fdemandes%2F1")).as_deref(),
            Some("/demandes/1")
        );
    }

    #[test]
    fn another_host_is_not_gone_to() {
        for query in [
            "return_to=//evil.example",
            "return_to=/%5Cevil.example",
            "return_to=https://evil.example",
            "return_to=/%0A/evil",
        ] {
            assert_eq!(asked(Some(query)), None, "{query}");
        }
    }

    #[test]
    fn the_sign_in_page_leads_back() {
        let address = sign_in_address("/demandes/a b");
        assert_eq!(address, "/connexion?return_to=%2Fdemandes%2Fa+b");
        assert_eq!(
            asked(address.split_once('?').map(|(_, query)| query)).as_deref(),
            Some("/demandes/a b")
        );
    }
}

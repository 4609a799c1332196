//! In which language a page is answered: the address, then the cookie, then the browser, then French.

use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};
use shared::text::Language;

const ONE_YEAR: u32 = 365 * 24 * 60 * 60;

/// The language of the answer, and whether the person has just chosen it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    pub language: Language,
    pub is_new: bool,
}

impl Choice {
    pub fn of(parts: &Parts) -> Self {
        if let Some(language) = parts.uri.query().and_then(asked_in_query) {
            return Self {
                language,
                is_new: true,
            };
        }
        Self {
            language: of_headers(&parts.headers),
            is_new: false,
        }
    }

    /// The cookie that remembers a choice just made.
    pub fn cookie(self) -> Option<HeaderValue> {
        let value = format!(
            "lang={}; Path=/; Max-Age={ONE_YEAR}; SameSite=Lax",
            self.language.code()
        );
        self.is_new
            .then(|| HeaderValue::from_str(&value).ok())
            .flatten()
    }
}

/// The language of an answer whose address says nothing of it.
pub fn of_headers(headers: &HeaderMap) -> Language {
    in_cookie(headers)
        .or_else(|| in_accept_language(headers))
        .unwrap_or_default()
}

/// The same page in that language; the rest of the query stays.
pub(super) fn href(query: Option<&str>, language: Language) -> String {
    let others = query
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    let mut href = String::from("?");
    for pair in others {
        href.push_str(pair);
        href.push('&');
    }
    href.push_str("lang=");
    href.push_str(language.code());
    href
}

fn asked_in_query(query: &str) -> Option<Language> {
    query
        .split('&')
        .find_map(|pair| pair.strip_prefix("lang="))
        .and_then(exact)
}

fn in_cookie(headers: &HeaderMap) -> Option<Language> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .find_map(|cookie| cookie.trim().strip_prefix("lang="))
        .and_then(exact)
}

/// The first language of the browser's list that the portal speaks; browsers list them by preference.
fn in_accept_language(headers: &HeaderMap) -> Option<Language> {
    let list = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    list.split(',')
        .find_map(|choice| exact(choice.trim().get(..2)?))
}

fn exact(code: &str) -> Option<Language> {
    [Language::Fr, Language::En]
        .into_iter()
        .find(|language| language.code().eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn choice(uri: &str, headers: &[(&str, &str)]) -> Choice {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Choice::of(&request.body(()).unwrap().into_parts().0)
    }

    #[test]
    fn the_address_wins_over_the_cookie_and_is_remembered() {
        let choice = choice("/?lang=en", &[("cookie", "a=b; lang=fr")]);
        assert_eq!(
            choice,
            Choice {
                language: Language::En,
                is_new: true
            }
        );
        assert!(
            choice
                .cookie()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("lang=en; Path=/; Max-Age=31536000")
        );
    }

    #[test]
    fn the_cookie_wins_over_the_browser() {
        let choice = choice(
            "/",
            &[
                ("cookie", "a=b; lang=en"),
                ("accept-language", "fr-FR,fr;q=0.9"),
            ],
        );
        assert_eq!(
            choice,
            Choice {
                language: Language::En,
                is_new: false
            }
        );
        assert_eq!(choice.cookie(), None);
    }

    #[test]
    fn the_browser_is_asked_when_nobody_has_chosen() {
        assert_eq!(
            choice("/", &[("accept-language", "de-DE, en-GB;q=0.8, fr;q=0.5")]).language,
            Language::En
        );
    }

    #[test]
    fn an_unknown_language_is_answered_in_french() {
        assert_eq!(
            choice(
                "/?lang=xx",
                &[("cookie", "lang=de"), ("accept-language", "de")]
            )
            .language,
            Language::Fr
        );
    }

    #[test]
    fn switching_the_language_keeps_the_rest_of_the_query() {
        assert_eq!(
            href(Some("code=X&lang=fr&a=b"), Language::En),
            "?code=X&a=b&lang=en"
        );
        assert_eq!(href(None, Language::Fr), "?lang=fr");
    }
}

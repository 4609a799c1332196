//! The built browser part, carried in the program: stylesheet, fonts, script, WASM, explorer.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

/// Where the files are served; Trunk writes the same prefix into what it builds.
pub const PREFIX: &str = "/assets/";

/// One file of the browser part.
#[derive(Debug)]
pub struct Asset {
    /// Path below `dist/`, with the hash of its content if Trunk gave it one.
    pub path: &'static str,
    /// The same without the hash.
    pub name: &'static str,
    pub content_type: &'static str,
    pub hash: &'static str,
    /// A hashed name never means another content, so a browser keeps it for ever.
    pub is_immutable: bool,
    pub identity: &'static [u8],
    pub brotli: Option<&'static [u8]>,
    pub gzip: Option<&'static [u8]>,
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

impl Asset {
    /// The file that was built from `name`; none when the server was built without the browser part.
    pub fn named(name: &str) -> Option<&'static Self> {
        TABLE.iter().find(|asset| asset.name == name)
    }

    pub fn url(&self) -> String {
        format!("{PREFIX}{}", self.path)
    }
}

/// The address of the file built from `name`.
pub fn url_of(name: &str) -> Option<String> {
    Asset::named(name).map(Asset::url)
}

pub fn routes<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new()
        .route("/assets/{*path}", get(file))
        .route("/favicon.ico", get(favicon))
}

async fn file(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let asset = TABLE
        .binary_search_by(|asset| asset.path.cmp(path.as_str()))
        .ok()
        .map(|index| &TABLE[index]);
    answer(asset, &headers)
}

async fn favicon(headers: HeaderMap) -> Response {
    answer(Asset::named("favicon.ico"), &headers)
}

fn answer(asset: Option<&'static Asset>, headers: &HeaderMap) -> Response {
    let Some(asset) = asset else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (encoding, content) = asset.negotiate(headers);
    let etag = match encoding {
        Some(encoding) => format!("\"{}-{encoding}\"", asset.hash),
        None => format!("\"{}\"", asset.hash),
    };
    let caching = if asset.is_immutable {
        "public, max-age=31536000, immutable"
    } else {
        "public, no-cache"
    };
    let common: [(HeaderName, String); 3] = [
        (ETAG, etag.clone()),
        (CACHE_CONTROL, caching.to_owned()),
        (VARY, ACCEPT_ENCODING.to_string()),
    ];
    if is_known(headers, &etag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let mut response = (
        common,
        [(CONTENT_TYPE, asset.content_type)],
        Body::from(content),
    )
        .into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(
            CONTENT_ENCODING,
            axum::http::HeaderValue::from_static(encoding),
        );
    }
    response
}

impl Asset {
    /// Brotli before gzip before the plain file, among what the browser accepts.
    fn negotiate(&self, headers: &HeaderMap) -> (Option<&'static str>, &'static [u8]) {
        let packed = [("br", self.brotli), ("gzip", self.gzip)];
        packed
            .into_iter()
            .find_map(|(encoding, content)| {
                content
                    .filter(|_| accepts(headers, encoding))
                    .map(|it| (Some(encoding), it))
            })
            .unwrap_or((None, self.identity))
    }
}

/// Whether `Accept-Encoding` names the encoding, or anything, with a weight above zero.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let mut by_star = false;
    for header in headers.get_all(ACCEPT_ENCODING) {
        for choice in header.to_str().unwrap_or_default().split(',') {
            let (name, parameters) = choice.split_once(';').unwrap_or((choice, ""));
            let is_refused = parameters.trim().strip_prefix("q=").is_some_and(|weight| {
                weight
                    .trim()
                    .parse::<f32>()
                    .is_ok_and(|weight| weight <= 0.0)
            });
            if name.trim().eq_ignore_ascii_case(encoding) {
                return !is_refused;
            }
            by_star |= name.trim() == "*" && !is_refused;
        }
    }
    by_star
}

fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers.get_all(IF_NONE_MATCH).iter().any(|header| {
        let known = header.to_str().unwrap_or_default();
        known.trim() == "*"
            || known
                .split(',')
                .any(|tag| tag.trim().trim_start_matches("W/") == etag)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    static SCRIPT: Asset = Asset {
        path: "portal-0123456789abcdef.js",
        name: "portal.js",
        content_type: "text/javascript; charset=utf-8",
        hash: "00ff",
        is_immutable: true,
        identity: b"plain",
        brotli: Some(b"brotli"),
        gzip: Some(b"gzip"),
    };

    fn headers(name: HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, axum::http::HeaderValue::from_static(value))])
    }

    #[test]
    fn brotli_is_preferred_to_gzip() {
        assert_eq!(
            SCRIPT
                .negotiate(&headers(ACCEPT_ENCODING, "gzip, deflate, br"))
                .0,
            Some("br")
        );
    }

    #[test]
    fn an_encoding_of_weight_zero_is_refused() {
        assert_eq!(
            SCRIPT
                .negotiate(&headers(ACCEPT_ENCODING, "br;q=0, gzip;q=0.5"))
                .0,
            Some("gzip")
        );
        assert_eq!(
            SCRIPT
                .negotiate(&headers(ACCEPT_ENCODING, "*, br;q=0, gzip; q=0.0"))
                .0,
            None
        );
    }

    #[test]
    fn a_browser_that_names_no_encoding_gets_the_plain_file() {
        assert_eq!(SCRIPT.negotiate(&HeaderMap::new()), (None, SCRIPT.identity));
    }

    #[test]
    fn a_hashed_file_may_be_kept_for_ever_and_says_so() {
        let response = answer(Some(&SCRIPT), &headers(ACCEPT_ENCODING, "br"));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            response.headers()[CACHE_CONTROL],
            "public, max-age=31536000, immutable"
        );
        assert_eq!(response.headers()[CONTENT_ENCODING], "br");
        assert_eq!(response.headers()[VARY], "accept-encoding");
    }

    #[test]
    fn a_file_the_browser_has_is_not_sent_again() {
        let mut asked = headers(IF_NONE_MATCH, "W/\"aa\", \"00ff-gzip\"");
        asked.insert(
            ACCEPT_ENCODING,
            axum::http::HeaderValue::from_static("gzip"),
        );
        assert_eq!(
            answer(Some(&SCRIPT), &asked).status(),
            StatusCode::NOT_MODIFIED
        );
    }

    #[test]
    fn an_unknown_file_is_not_found() {
        assert_eq!(
            answer(None, &HeaderMap::new()).status(),
            StatusCode::NOT_FOUND
        );
    }
}

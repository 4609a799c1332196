//! A file that somebody chose, as text.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlInputElement, TextDecoder, TextDecoderOptions};

/// Far beyond any file that is taken: what is larger is not even read.
const LARGEST: f64 = 32.0 * 1024.0 * 1024.0;

/// The file of the field that changed: as UTF-8, or as spreadsheets on Windows write it.
pub(crate) async fn file_of(event: &web_sys::Event) -> Option<String> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let file = field.files()?.get(0)?;
    if file.size() > LARGEST {
        return None;
    }
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    let bytes: js_sys::Object = bytes.dyn_into().ok()?;
    let strict = TextDecoderOptions::new();
    strict.set_fatal(true);
    let utf8 = TextDecoder::new_with_label_and_options("utf-8", &strict).ok()?;
    utf8.decode_with_buffer_source(&bytes)
        .or_else(|_| TextDecoder::new_with_label("windows-1252")?.decode_with_buffer_source(&bytes))
        .ok()
}

//! The page for integrators: the document of the repository, whose examples a test runs.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use shared::text::Text;

use super::markdown::html;
use super::{Kind, Page, Shell, Value, fill};

const AROUND: Text = Text::new(
    include_str!("../../../pages/fr/integrators.html"),
    include_str!("../../../pages/en/integrators.html"),
);
const DOCUMENT: Text = Text::new(
    include_str!("../../../../docs/integrateurs.md"),
    include_str!("../../../../docs/integrators.md"),
);
const TITLE: Text = Text::new("Pour les intégrateurs", "For integrators");

pub(super) fn routes<S>(shell: &Arc<Shell>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let shell = Arc::clone(shell);
    let answer = move |request: Request| async move {
        let (parts, _) = request.into_parts();
        let page = Page::of(&parts, Kind::Content, TITLE);
        let document = html(DOCUMENT.r#in(page.language()));
        let main = fill(
            AROUND.r#in(page.language()),
            &[("document", Value::Html(&document))],
        );
        shell.page(&page, &main)
    };
    Router::new().route("/developpeurs", get(answer))
}

//! Addresses where the application runs: the server gives each its title and something to read meanwhile.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use shared::text::Text;

use super::{Kind, Page, Shell, Value, fill};

const MAIN: Text = Text::new(
    include_str!("../../../pages/fr/application.html"),
    include_str!("../../../pages/en/application.html"),
);

/// The first segment of the address, and the title until the application sets its own.
const PLACES: [(&str, Text); 5] = [
    (
        "/pre-verification",
        Text::new(
            "Vérifier si je suis concerné",
            "Check whether you are concerned",
        ),
    ),
    (
        "/demandes",
        Text::new("Mes demandes d’enregistrement", "My registration requests"),
    ),
    (
        "/gestion",
        Text::new("Gestion des demandes", "Managing requests"),
    ),
    ("/ans", Text::new("Espace de l’ANS", "ANS space")),
    (
        "/mon-enregistrement",
        Text::new("Mon enregistrement", "My registration"),
    ),
];

pub(super) fn routes<S>(shell: &Arc<Shell>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut router = Router::new();
    for (place, title) in PLACES {
        for path in [place.to_owned(), format!("{place}/{{*rest}}")] {
            let shell = Arc::clone(shell);
            router = router.route(
                &path,
                get(move |request: Request| async move {
                    let (parts, _) = request.into_parts();
                    let page = Page::of(&parts, Kind::Application, title);
                    let main = fill(
                        MAIN.r#in(page.language()),
                        &[("title", Value::Text(page.title))],
                    );
                    shell.page(&page, &main)
                }),
            );
        }
    }
    router
}

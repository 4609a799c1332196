//! Addresses where the application runs: the server gives each its title and something to read meanwhile.

use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::routing::get;
use shared::text::Text;

use super::{Kind, Page, Program, Shell, Value, fill};

const MAIN: Text = Text::new(
    include_str!("../../../pages/fr/application.html"),
    include_str!("../../../pages/en/application.html"),
);

/// How the address begins, the program that holds its pages, and the title until that sets its own.
const PLACES: [(&str, Program, Text); 19] = [
    (
        "/pre-verification",
        Program::Portal,
        Text::new(
            "Vérifier si je suis concerné",
            "Check whether you are concerned",
        ),
    ),
    (
        "/demandes",
        Program::Portal,
        Text::new("Mes demandes d’enregistrement", "My registration requests"),
    ),
    (
        "/gestion",
        Program::Desk,
        Text::new("Gestion des demandes", "Managing requests"),
    ),
    (
        "/gestion/enregistrement",
        Program::Register,
        Text::new("Enregistrer un professionnel", "Register a professional"),
    ),
    (
        "/gestion/a-risque",
        Program::Figures,
        Text::new("Enregistrements à risque", "Registrations at risk"),
    ),
    (
        "/gestion/tableau-de-bord",
        Program::Figures,
        Text::new("Tableau de bord", "Dashboard"),
    ),
    (
        "/gestion/modeles",
        Program::Figures,
        Text::new("Modèles de textes", "Text templates"),
    ),
    (
        "/avis",
        Program::Figures,
        Text::new("Mes avis", "My notices"),
    ),
    (
        "/gestion/personnes",
        Program::Register,
        Text::new("Personnes enregistrées", "Registered persons"),
    ),
    (
        "/gestion/enregistrements",
        Program::Register,
        Text::new("Un enregistrement", "A registration"),
    ),
    (
        "/gestion/lots",
        Program::Bulk,
        Text::new("Traitements par lot", "Batches"),
    ),
    (
        "/ans",
        Program::Ans,
        Text::new("Espace de l’ANS", "ANS space"),
    ),
    (
        "/mon-enregistrement",
        Program::Register,
        Text::new("Mon enregistrement", "My registration"),
    ),
    (
        "/demande",
        Program::Portal,
        Text::new("Demander mon enregistrement", "Ask for my registration"),
    ),
    (
        "/confirmation",
        Program::Register,
        Text::new("Confirmer mon enregistrement", "Confirm my registration"),
    ),
    (
        "/sessions",
        Program::Portal,
        Text::new("Mes sessions ouvertes", "My open sessions"),
    ),
    (
        "/representation",
        Program::Desk,
        Text::new("Mes structures", "My structures"),
    ),
    (
        "/habilitation",
        Program::Desk,
        Text::new(
            "Mon habilitation de gestionnaire",
            "My habilitation as a manager",
        ),
    ),
    (
        "/invitation",
        Program::Desk,
        Text::new("Devenir gestionnaire RPPS+", "Become an RPPS+ manager"),
    ),
];

pub(super) fn routes<S>(shell: &Arc<Shell>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    let mut router = Router::new();
    for (place, program, title) in PLACES {
        for path in [place.to_owned(), format!("{place}/{{*rest}}")] {
            let shell = Arc::clone(shell);
            router = router.route(
                &path,
                get(move |request: Request| async move {
                    let (parts, _) = request.into_parts();
                    let page = Page::of(&parts, Kind::Application(program), title);
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

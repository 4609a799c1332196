//! Which folder may use what. An arrow of the architecture points one way.

use super::{assert_none, rust, texts};

/// Lines of a folder's Rust that say a word, but for the places where it may stand.
fn elsewhere(below: &str, words: &[&str], but: &[&str]) -> Vec<String> {
    let files = rust(below).into_iter().filter(|file| !file.is_in(but));
    files
        .flat_map(|file| {
            words
                .iter()
                .flat_map(|word| file.lines_with(word))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn the_rules_know_no_database_no_network_and_no_page() {
    let foreign = ["sqlx", "axum", "async-graphql", "leptos", "tokio"];
    let manifest = texts("shared/Cargo.toml").remove(0);
    let named: Vec<String> = foreign
        .iter()
        .flat_map(|name| manifest.lines_with(name))
        .collect();
    assert_none(&named, "`shared` depends on none of these");
    assert_none(
        &elsewhere(
            "shared",
            &["sqlx::", "axum::", "async_graphql", "leptos", "tokio::"],
            &[],
        ),
        "nor names any",
    );
}

#[test]
fn the_rules_read_no_clock_and_no_environment() {
    let clocks = [
        "Utc::now",
        "Local::now",
        "SystemTime::now",
        "Instant::now",
        "env::var",
    ];
    assert_none(
        &elsewhere("shared/src", &clocks, &[]),
        "time is an argument",
    );
}

#[test]
fn sql_is_spoken_in_the_store_alone() {
    // The log names the module whose remarks it leaves out.
    let but = ["server/src/store", "server/src/telemetry.rs"];
    let wrong = elsewhere("server/src", &["sqlx"], &but);
    assert_none(&wrong, "only `store` uses sqlx");
    let but = [
        "server/tests/portal/support/database.rs",
        "server/tests/portal/tidy",
    ];
    let wrong = elsewhere("server/tests", &["sqlx::"], &but);
    assert_none(&wrong, "tests read past the store through `Database` alone");
}

#[test]
fn graphql_types_stay_where_the_schema_is() {
    // The transport hands requests over and gets responses back.
    let but = ["server/src/graphql", "server/src/http/graphql"];
    assert_none(
        &elsewhere("server/src", &["async_graphql"], &but),
        "only `graphql` uses async-graphql",
    );
}

#[test]
fn http_is_spoken_at_the_edge_alone() {
    // `main` starts the server that the routes are served by.
    let but = ["server/src/http", "server/src/main.rs"];
    assert_none(
        &elsewhere("server/src", &["axum::"], &but),
        "only `http` uses axum",
    );
}

#[test]
fn layers_are_used_from_above_only() {
    let below = [
        (
            "server/src/store",
            [
                "crate::http",
                "crate::graphql",
                "crate::requests",
                "crate::mail",
            ]
            .as_slice(),
        ),
        ("server/src/requests", &["crate::http", "crate::graphql"]),
        (
            "server/src/mail",
            &["crate::http", "crate::graphql", "crate::requests"],
        ),
        (
            "server/src/sign_in",
            &["crate::http", "crate::graphql", "crate::requests"],
        ),
        ("server/src/graphql", &["crate::http"]),
    ];
    for (folder, above) in below {
        assert_none(&elsewhere(folder, above, &[]), "nothing points upwards");
    }
}

#[test]
fn the_clock_is_read_in_one_place() {
    let wrong = elsewhere(
        "server/src",
        &["Utc::now", "Local::now", "SystemTime::now"],
        &["server/src/clock.rs"],
    );
    assert_none(&wrong, "only `clock` reads the time");
}

#[test]
fn the_environment_is_read_in_one_place() {
    let wrong = elsewhere(
        "server/src",
        &["env::var", "env::args"],
        &["server/src/config.rs"],
    );
    assert_none(&wrong, "only `config` reads the environment");
    assert_none(
        &elsewhere("frontend/src", &["env::var"], &[]),
        "a page has no environment",
    );
}

#[test]
fn a_component_shows_and_never_fetches() {
    let wrong = elsewhere(
        "frontend/src/components",
        &["crate::api::send", "api::send", "api::watch", "gloo_net"],
        &[],
    );
    assert_none(&wrong, "`components` never calls `api`");
}

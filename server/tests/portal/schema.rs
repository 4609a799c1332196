//! The published schema is what the server prints.

use std::path::Path;

#[test]
fn schema_graphql_is_what_the_server_prints() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema.graphql");
    let printed = server::graphql::sdl();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&file, &printed).expect("the file is writable");
    }
    let published = std::fs::read_to_string(&file).expect("the file is there");
    assert!(
        published == printed,
        "schema.graphql is not what the server prints; `UPDATE_SCHEMA=1 cargo test --package server schema_graphql` \
         writes it anew, for its difference to be read"
    );
}

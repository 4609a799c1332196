//! Gives cynic the schema, so that a query that the server would refuse does not compile.

fn main() {
    cynic_codegen::register_schema("portal")
        .from_sdl_file("../schema.graphql")
        .expect("schema.graphql stands at the root of the repository and parses")
        .as_default()
        .expect("the build folder is writable");
}

//! Documents that speak of what is there, and files that speak of no machine but the reader's own.

use super::{File, assert_none, root, texts};

const DOCS: [&str; 6] = [
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "migrations/README.md",
    "server/data/README.md",
    "shared/data/README.md",
];
const EXTENSIONS: [&str; 12] = [
    "rs", "md", "toml", "sql", "graphql", "json", "css", "html", "csv", "ts", "mjs", "sh",
];

/// What stands between backticks, and where links lead.
fn named(text: &str) -> Vec<&str> {
    let quoted = text.split('`').skip(1).step_by(2);
    let linked = text
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    quoted.chain(linked).collect()
}

/// Whether a text is meant as a path of the repository.
fn is_path(text: &str) -> bool {
    let plain = text
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let extension = text
        .rsplit_once('.')
        .is_some_and(|(_, extension)| EXTENSIONS.contains(&extension));
    // A path of an address begins with a slash.
    plain && !text.starts_with(['/', '.']) && (extension || text.ends_with('/'))
}

/// Made when the portal is built or run.
fn is_made(path: &str) -> bool {
    ["data/", "dist/", "target/", "node_modules/"]
        .iter()
        .any(|made| path.starts_with(made))
}

#[test]
fn documents_name_only_what_exists() {
    let root = root();
    let mut wrong = Vec::new();
    for doc in DOCS.into_iter().filter(|doc| root.join(doc).exists()) {
        let file = texts(doc).remove(0);
        let folder = root.join(doc).parent().expect("a folder").to_owned();
        for path in named(&file.text)
            .into_iter()
            .filter(|path| is_path(path) && !is_made(path))
        {
            let anywhere = texts("").iter().any(|known| {
                known.path.ends_with(&format!("/{path}"))
                    || known.path.contains(&format!("/{path}"))
            });
            if !root.join(path).exists() && !folder.join(path).exists() && !anywhere {
                wrong.push(format!("{doc}: {path}"));
            }
        }
    }
    assert_none(&wrong, "a document names what is not there");
}

#[test]
fn the_picture_links_of_documents_lead_somewhere() {
    let root = root();
    let mut wrong = Vec::new();
    for doc in DOCS.into_iter().filter(|doc| root.join(doc).exists()) {
        let text = texts(doc).remove(0).text;
        let folder = root.join(doc).parent().expect("a folder").to_owned();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split([')', '#']).next())
        {
            let is_ours = !link.is_empty() && !link.contains("://") && !link.starts_with("mailto:");
            if is_ours && !folder.join(link).exists() {
                wrong.push(format!("{doc}: {link}"));
            }
        }
    }
    assert_none(&wrong, "a link leads nowhere");
}

/// Lines that name a place of one machine.
fn places(file: &File) -> Vec<String> {
    // In two parts, so that this file does not find itself.
    let places = [
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["/Us", "ers/"],
        ["C:", "\\"],
        ["/work", "space/"],
    ];
    places
        .iter()
        .flat_map(|parts| file.lines_with(&parts.concat()))
        .collect()
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let lines: Vec<String> = texts("").iter().flat_map(places).collect();
    assert_none(&lines, "a place of one machine");
}

#[test]
fn packages_come_from_their_public_registries() {
    let mut wrong = Vec::new();
    for file in texts("") {
        let allowed: &[&str] = match file.path.rsplit('/').next().unwrap_or_default() {
            "Cargo.lock" => &["source = \"registry+https://github.com/rust-lang/crates.io-index\""],
            "package-lock.json" => &["\"resolved\": \"https://registry.npmjs.org/"],
            _ => continue,
        };
        let lines = file
            .lines_with("source = \"")
            .into_iter()
            .chain(file.lines_with("\"resolved\":"));
        wrong.extend(lines.filter(|line| !allowed.iter().any(|allowed| line.contains(allowed))));
    }
    assert_none(&wrong, "a package of elsewhere");
    let configured = ["frontend/.npmrc", "e2e/.npmrc", ".npmrc"].map(|path| root().join(path));
    assert!(
        configured.iter().all(|path| !path.exists()),
        "a registry is each machine's own affair"
    );
}

//! Embeds the built browser part, `dist/`, into the server: every file with its compressed twins.
//!
//! Without `dist/` the table is empty, so that the server's tests compile before the browser's part is built.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// The six programs of the browser's part, each a script and its WASM.
const PROGRAM_FILES: [&str; 12] = [
    "ans.js",
    "ans.wasm",
    "bulk.js",
    "bulk.wasm",
    "desk.js",
    "desk.wasm",
    "figures.js",
    "figures.wasm",
    "portal.js",
    "portal.wasm",
    "register.js",
    "register.wasm",
];

fn main() -> io::Result<()> {
    // From where Cargo runs this, which is the package: a path put in when it is compiled would outlive a shared target folder.
    let dist = std::env::current_dir()?.join("../dist");
    // Cargo runs this again at every build while a watched folder is missing, so it is made.
    fs::create_dir_all(&dist)?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", dist.display());

    let mut files = BTreeMap::new();
    list(&dist, "", &mut files)?;
    for name in PROGRAM_FILES {
        let has_name = |path: &String| name_without_hash(path).as_deref() == Some(name);
        if files.contains_key("index.html") && !files.keys().any(has_name) {
            let problem = format!("dist/ is built and holds no {name}");
            return Err(io::Error::other(problem));
        }
    }
    let mut table = String::from("static TABLE: &[Asset] = &[\n");
    for (path, file) in &files {
        if path != "index.html" && !matches!(extension(path), "br" | "gz") {
            table.push_str(&entry(path, file)?);
        }
    }
    table.push_str("];\n");

    let out = std::env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo names OUT_DIR"))?;
    fs::write(Path::new(&out).join("assets.rs"), table)
}

/// Files by their path below `dist/`, in the order in which the server searches them. Trunk's staging folder is hidden.
fn list(folder: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            files.insert(format!("{prefix}{name}"), entry.path());
        }
    }
    Ok(())
}

fn entry(path: &str, file: &Path) -> io::Result<String> {
    let content = fs::read(file)?;
    let mut hasher = DefaultHasher::new();
    content.hash(&mut hasher);
    let name = name_without_hash(path);
    let mut entry = String::new();
    writeln!(entry, "    Asset {{").map_err(io::Error::other)?;
    for (field, value) in [
        ("path", format!("{path:?}")),
        ("name", format!("{:?}", name.as_deref().unwrap_or(path))),
        ("content_type", format!("{:?}", content_type(path))),
        ("hash", format!("\"{:016x}\"", hasher.finish())),
        ("is_immutable", name.is_some().to_string()),
        (
            "identity",
            format!("include_bytes!({:?})", file.display().to_string()),
        ),
        ("brotli", twin(file, "br")),
        ("gzip", twin(file, "gz")),
    ] {
        writeln!(entry, "        {field}: {value},").map_err(io::Error::other)?;
    }
    entry.push_str("    },\n");
    Ok(entry)
}

fn twin(file: &Path, extension: &str) -> String {
    let mut path = file.as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    let path = PathBuf::from(path);
    if path.is_file() {
        format!("Some(include_bytes!({:?}))", path.display().to_string())
    } else {
        "None".to_owned()
    }
}

/// `portal-0123456789abcdef.js` is `portal.js`; a name without a hash has none to take off. Trunk writes its hash
/// without leading zeros, so that one in sixteen is shorter.
fn name_without_hash(path: &str) -> Option<String> {
    let (stem, extension) = path.rsplit_once('.')?;
    let (name, hash) = stem.rsplit_once('-')?;
    let is_hash = (8..=16).contains(&hash.len())
        && hash
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    is_hash.then(|| format!("{name}.{extension}"))
}

fn content_type(path: &str) -> &'static str {
    match extension(path) {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "ico" => "image/x-icon",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

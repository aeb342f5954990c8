//! The contents of an archive as RO-Crate 1.1 metadata.

use crate::manifest::Manifest;
use crate::report::json_lines;
use serde_json::{Value, json};

/// The path of the metadata below the crate's folder.
pub const PATH: &str = "ro-crate-metadata.json";

/// The metadata of a crate that holds the captures of these manifests, each a file and a part of an article.
///
/// No date of making is given: RO-Crate asks for one, so that the latest capture's is (the day before any, if none is
/// dated). The same archive makes the same crate.
pub fn metadata(manifests: &[Manifest], licence: Option<&str>) -> Vec<u8> {
    let latest = manifests.iter().filter_map(|manifest| manifest.captured_at).max();
    let published = latest.map_or_else(|| "1970-01-01".to_owned(), |at| at.to_string());
    let files = manifests.iter().filter(|manifest| manifest.extent.is_none());
    let parts: Vec<Value> = files.map(|manifest| json!({ "@id": id(manifest) })).collect();
    let mut graph = vec![
        json!({
            "@id": PATH,
            "@type": "CreativeWork",
            "conformsTo": { "@id": "https://w3id.org/ro/crate/1.1" },
            "about": { "@id": "./" },
        }),
        json!({
            "@id": "./",
            "@type": "Dataset",
            "name": "News articles, archived for quotation",
            "description": "Captures of articles, byte for byte, with a manifest of each and the history of all.",
            "datePublished": published,
            "license": licence.unwrap_or("The articles belong to their publishers."),
            "hasPart": parts,
        }),
    ];
    graph.extend(manifests.iter().map(file));
    let crate_ = json!({ "@context": "https://w3id.org/ro/crate/1.1/context", "@graph": graph });
    let mut bytes = json_lines(&crate_).into_bytes();
    bytes.push(b'\n');
    bytes
}

fn file(manifest: &Manifest) -> Value {
    let mut file = json!({
        "@id": id(manifest),
        "@type": kind(manifest),
        "name": manifest.title.clone().unwrap_or_else(|| manifest.article.to_string()),
        "encodingFormat": manifest.media_type.name(),
        "contentSize": manifest.bytes.to_string(),
        "sha256": manifest.sha256.hex(),
        "identifier": manifest.article.to_string(),
    });
    let facts = [
        ("url", manifest.address()),
        ("datePublished", manifest.published.clone()),
        ("dateCreated", manifest.captured_at.map(|at| at.to_string())),
        ("publisher", manifest.publisher.clone()),
    ];
    if let Some(extent) = &manifest.extent {
        file["isPartOf"] = json!({ "@id": escaped(extent.file().as_str()) });
    }
    for (key, value) in facts {
        if let Some(value) = value {
            file[key] = Value::String(value);
        }
    }
    file
}

/// An article in a file of its own, one in a web archive, or such an archive.
fn kind(manifest: &Manifest) -> Value {
    match &manifest.extent {
        Some(_) => json!("NewsArticle"),
        None if manifest.capture.is_web_archive() => json!("File"),
        None => json!(["File", "NewsArticle"]),
    }
}

fn id(manifest: &Manifest) -> String {
    escaped(manifest.capture.as_str())
}

/// A path as a relative URI.
fn escaped(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let escaped = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    path.bytes().map(escaped).collect()
}

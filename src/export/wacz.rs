//! The captures as WACZ 1.1.1: a WARC file, its index and its list of pages, for replay and for other people's checks.

use super::zip;
use crate::capture::{CapturedAt, MediaType};
use crate::digest::Digest;
use crate::manifest::{Manifest, Reading};
use flate2::{Compression, GzBuilder};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use url::Url;

/// The version of the format.
const VERSION: &str = "1.1.1";
const WARC: &str = "archive/data.warc";
const INDEX: &str = "indexes/index.cdx.gz";
const PARTS: &str = "indexes/index.idx";
const PAGES: &str = "pages/pages.jsonl";
const PACKAGE: &str = "datapackage.json";
const PACKAGE_DIGEST: &str = "datapackage-digest.json";

/// A capture that can be in a web archive: it has an address and a time.
struct WaczPage<'c> {
    url: Url,
    at: CapturedAt,
    manifest: &'c Manifest,
    bytes: &'c [u8],
}

/// The WACZ file of these captures with their bytes; and the captures that are not in it, because no web address or no
/// time of them is known. `None` where it would be larger than a plain ZIP file can be.
pub fn wacz<'c>(captures: impl IntoIterator<Item = (&'c Manifest, &'c [u8])>) -> Option<(Vec<u8>, Vec<&'c Manifest>)> {
    let (mut pages, mut left_out) = (Vec::new(), Vec::new());
    for (manifest, bytes) in captures {
        match (address(manifest), manifest.captured_at) {
            (Some(url), Some(at)) => pages.push(WaczPage { url, at, manifest, bytes }),
            _ => left_out.push(manifest),
        }
    }
    let mut warc = info();
    let mut index: Vec<String> = pages.iter().map(|page| page.append(&mut warc)).collect();
    // An index is sorted by the bytes of its lines.
    index.sort();
    let listed: String = pages.iter().map(WaczPage::line).collect();
    let mut files = BTreeMap::from([
        (WARC.to_owned(), warc),
        (
            PAGES.to_owned(),
            format!("{}\n{listed}", json!({"format": "json-pages-1.0", "id": "pages", "title": "Captures"}))
                .into_bytes(),
        ),
    ]);
    let packed = packed(&index.concat());
    files.insert(PARTS.to_owned(), parts(index.first().map_or("", String::as_str), packed.len()));
    files.insert(INDEX.to_owned(), packed);
    let package = package(&files);
    files.insert(PACKAGE_DIGEST.to_owned(), digest(&package));
    files.insert(PACKAGE.to_owned(), package);
    Some((zip(&files)?, left_out))
}

/// The first address that is one of the web, spelled as URLs are: nothing in it breaks a line.
fn address(manifest: &Manifest) -> Option<Url> {
    let urls = manifest.addresses().filter_map(|url| Url::parse(&url).ok());
    urls.into_iter().find(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some())
}

impl WaczPage<'_> {
    /// Adds its record; its line in the index.
    fn append(&self, warc: &mut Vec<u8>) -> String {
        let (offset, sha256) = (warc.len(), self.manifest.sha256.hex());
        let head = [
            ("WARC-Type", "resource".to_owned()),
            ("WARC-Record-ID", id(self.manifest.capture.as_str(), self.manifest.sha256)),
            ("WARC-Date", self.at.to_string()),
            ("WARC-Target-URI", self.url.to_string()),
            ("WARC-Block-Digest", format!("sha256:{sha256}")),
            ("WARC-Payload-Digest", format!("sha256:{sha256}")),
            ("Content-Type", self.content_type()),
        ];
        record(warc, &head, self.bytes);
        let entry = json!({
            "url": self.url.as_str(),
            "mime": self.mime(),
            "status": "200",
            "digest": format!("sha256:{sha256}"),
            "length": (warc.len() - offset).to_string(),
            "offset": offset.to_string(),
            "filename": "data.warc",
        });
        format!("{} {} {entry}\n", key(&self.url), self.stamp())
    }

    /// Its line in the list of pages.
    fn line(&self) -> String {
        let id = &id(self.manifest.capture.as_str(), self.manifest.sha256)["<urn:uuid:".len()..][..8];
        let title = self.manifest.title.as_deref().unwrap_or(self.manifest.article.as_str());
        format!("{}\n", json!({"id": id, "url": self.url.as_str(), "ts": self.at.to_string(), "title": title}))
    }

    fn mime(&self) -> &'static str {
        match self.manifest.media_type {
            MediaType::Other => "application/octet-stream",
            kind => kind.name(),
        }
    }

    /// With the charset, where text was read out of it.
    fn content_type(&self) -> String {
        match &self.manifest.reading {
            Reading::Transcript(typed) => format!("{}; charset={}", self.mime(), typed.charset.name),
            Reading::Undecodable(_) => self.mime().to_owned(),
        }
    }

    /// Its moment in fourteen digits.
    fn stamp(&self) -> String {
        self.at.to_string().chars().filter(char::is_ascii_digit).take(14).collect()
    }
}

/// Adds a record.
fn record(warc: &mut Vec<u8>, head: &[(&str, String)], block: &[u8]) {
    warc.extend(b"WARC/1.1\r\n");
    for (name, value) in head {
        warc.extend(format!("{name}: {value}\r\n").as_bytes());
    }
    warc.extend(format!("Content-Length: {}\r\n\r\n", block.len()).as_bytes());
    warc.extend(block);
    warc.extend(b"\r\n\r\n");
}

/// The record that says who wrote the file. Its moment is the first there is: the same archive makes the same file.
fn info() -> Vec<u8> {
    let block = concat!("software: literatim ", env!("CARGO_PKG_VERSION"), "\r\nformat: WARC File Format 1.1\r\n");
    let head = [
        ("WARC-Type", "warcinfo".to_owned()),
        ("WARC-Record-ID", id("warcinfo", Digest::of(block.as_bytes()))),
        ("WARC-Date", "1970-01-01T00:00:00Z".to_owned()),
        ("WARC-Filename", "data.warc".to_owned()),
        ("Content-Type", "application/warc-fields".to_owned()),
    ];
    let mut warc = Vec::new();
    record(&mut warc, &head, block.as_bytes());
    warc
}

/// A UUID of version 8 (RFC 9562), made of what the record is of.
fn id(name: &str, content: Digest) -> String {
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&Digest::of_parts([name.as_bytes(), b"\0", content.as_bytes()]).as_bytes()[..16]);
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("<urn:uuid:{}-{}-{}-{}-{}>", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

/// The key that an index is sorted by: the names of the host in reverse order, then the path, in lower case.
fn key(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = match url.domain() {
        Some(domain) => domain.strip_prefix("www.").unwrap_or(domain).rsplit('.').collect::<Vec<_>>().join(","),
        None => host.to_owned(),
    };
    let port = url.port().map(|port| format!(":{port}")).unwrap_or_default();
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    format!("{host}{port}){}{query}", url.path()).to_lowercase()
}

/// In one gzip member, not made smaller: other versions of a packer would make other bytes.
fn packed(index: &str) -> Vec<u8> {
    let mut packer = GzBuilder::new().write(Vec::new(), Compression::none());
    let written = packer.write_all(index.as_bytes()).and_then(|()| packer.finish());
    written.expect("memory is not a full disk")
}

/// The list of the parts of the index: there is one.
fn parts(first: &str, length: usize) -> Vec<u8> {
    let head = json!({"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"});
    let key: Vec<&str> = first.splitn(3, ' ').take(2).collect();
    let part = json!({"offset": 0, "length": length});
    let part = if first.is_empty() { String::new() } else { format!("{} {part}\n", key.join(" ")) };
    format!("!meta 0 {head}\n{part}").into_bytes()
}

fn package(files: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let resource = |(path, bytes): (&String, &Vec<u8>)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        json!({"name": name, "path": path, "hash": Digest::of(bytes).to_string(), "bytes": bytes.len()})
    };
    let resources: Vec<Value> = files.iter().map(resource).collect();
    printed(&json!({
        "profile": "data-package",
        "wacz_version": VERSION,
        "software": concat!("literatim ", env!("CARGO_PKG_VERSION")),
        "title": "News articles, archived by literatim",
        "resources": resources,
    }))
}

fn digest(package: &[u8]) -> Vec<u8> {
    printed(&json!({"path": PACKAGE, "hash": Digest::of(package).to_string()}))
}

fn printed(value: &Value) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("it is JSON");
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_by_host_from_its_end() {
        let of = |url: &str| key(&Url::parse(url).unwrap());
        assert_eq!(of("https://www.lantern.example/Bridge?B=1#x"), "example,lantern)/bridge?b=1");
        assert_eq!(of("http://a.b.example:8080"), "example,b,a:8080)/");
        assert_eq!(of("http://192.0.2.1/x"), "192.0.2.1)/x");
    }

    #[test]
    fn an_id_is_a_uuid_of_what_it_names() {
        let one = id("a", Digest::of(b"x"));
        assert_eq!((one.len(), &one[23..25]), (47, "-8"));
        assert_ne!(one, id("b", Digest::of(b"x")));
        assert_ne!(one, id("a", Digest::of(b"y")));
    }
}

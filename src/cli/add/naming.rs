//! The ids of new articles.

use crate::capture::urls::identity;
use crate::capture::{ArticleId, CapturePath, slug};
use crate::cli::Failure;
use crate::digest::Digest;
use crate::store::Root;
use std::path::Path;

/// The number of digits of an address's digest that distinguish two that read alike.
const DIGITS: usize = 8;

/// Ids made of a URL, best first: the last part of its path that says something, else its host; all of it; and the
/// first with digits of the digest of all of it, which no other URL has.
pub(super) fn ids_of_url(url: &str) -> Vec<ArticleId> {
    let Some(identity) = identity(url) else { return Vec::new() };
    let path = identity.split('?').next().unwrap_or(&identity);
    let mut parts = path.split('/');
    let host = parts.next().unwrap_or_default();
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let words = parts
        .iter()
        .rev()
        .map(|part| stem(part))
        .find(|part| part.chars().any(char::is_alphabetic) && *part != "index");
    let short = slug(words.unwrap_or(host)).or_else(|_| slug(host)).ok();
    let digits = &Digest::of(identity.as_bytes()).hex()[..DIGITS];
    let sure = slug(&format!(
        "{}-{digits}",
        short.as_ref().map_or("page", ArticleId::as_str).chars().take(70).collect::<String>()
    ));
    let ids = [short, slug(stem(path)).ok(), sure.ok()].into_iter().flatten();
    let mut ids: Vec<ArticleId> = ids.filter(can_be_kept).collect();
    ids.dedup();
    ids
}

/// Returns true if a folder of this name can hold captures.
fn can_be_kept(id: &ArticleId) -> bool {
    format!("archive/{id}/a.txt").parse::<CapturePath>().is_ok()
}

/// An id made of the name of `file`; an empty one gives none.
pub(super) fn id_of_name(source: &str, file: &Path) -> Result<ArticleId, Failure> {
    let name = source.rsplit('/').next().unwrap_or(source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    slug(stem).map_err(|why| {
        let is_named = stem.bytes().any(|byte| byte.is_ascii_alphanumeric());
        let why = if is_named { why.to_string() } else { "its name gives no id".to_owned() };
        Failure::new(file.display(), why, "set one with --id, or a URL with --url")
    })
}

/// Ids made of the path of a file below the root: its name, and all of it; none where only its name is known.
pub(super) fn ids_of_file(source: &str) -> Vec<ArticleId> {
    let Some((folder, name)) = source.rsplit_once('/') else { return Vec::new() };
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ids = [slug(stem), slug(&format!("{folder}/{stem}"))].into_iter().flatten();
    ids.filter(can_be_kept).collect()
}

/// Ids made of the name of a file: that, its path, and the first with digits of the digest of its bytes.
pub(super) fn ids_of_name(source: &str, bytes: &[u8]) -> Vec<ArticleId> {
    let name = source.rsplit('/').next().unwrap_or(source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ids = [slug(stem)].into_iter().flatten().chain(ids_of_file(source)).chain(sure_id(source, bytes));
    ids.filter(can_be_kept).collect()
}

/// An id made of the name of a file and digits of the digest of its bytes, which no other file has: that of a file whose
/// name alone gives none, too.
pub(super) fn sure_id(source: &str, bytes: &[u8]) -> Option<ArticleId> {
    let name = source.rsplit('/').next().unwrap_or(source);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digits = &Digest::of(bytes).hex()[..DIGITS];
    slug(&format!("{}-{digits}", stem.chars().take(70).collect::<String>())).ok()
}

/// The path by which notes may know a file: below the root; else its name, with the folder that Zotero gives each file.
pub(super) fn source_path(root: &Root, file: &Path, name: String) -> String {
    if let Some(below) = root.folder_of(file) {
        return if below.is_empty() { name } else { format!("{below}/{name}") };
    }
    let mut above = file.parent().into_iter().flat_map(Path::iter).rev().map(|part| part.to_str());
    match (above.next().flatten(), above.next().flatten()) {
        (Some(key), Some("storage")) if key.len() == 8 && key.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            format!("storage/{key}/{name}")
        }
        _ => name,
    }
}

/// A part of a path without the ending of a page.
fn stem(part: &str) -> &str {
    [".html", ".htm", ".php", ".aspx", ".shtml"].iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_the_last_part_of_a_url_that_says_something() {
        for (url, id) in [
            ("https://lantern.example/2014/06/11/the-bridge.html?utm_source=x", "the-bridge"),
            ("https://lantern.example/the-bridge/12345/", "the-bridge"),
            ("https://lantern.example/story/index.html", "story"),
            ("https://web.archive.org/web/2014/https://www.lantern.example/the-bridge/amp", "the-bridge"),
            ("https://www.lantern.example/", "lantern-example"),
            ("https://lantern.example/%E6%96%B0/x", "x"),
        ] {
            assert_eq!(ids_of_url(url)[0].as_str(), id, "{url}");
        }
    }

    #[test]
    fn pages_that_end_alike_have_other_ids_too() {
        let ids = |url| ids_of_url(url).into_iter().map(String::from).collect::<Vec<_>>();
        let one = ids("https://lantern.example/2014/story.html");
        let other = ids("https://lantern.example/2015/story.html?p=1");
        assert_eq!((one[0].as_str(), one[1].as_str()), ("story", "lantern-example-2014-story"));
        assert_eq!(one[0], other[0]);
        assert!(one[1] != other[1] && one.last() != other.last());
        assert_ne!(ids("https://lantern.example/?p=1").last(), ids("https://lantern.example/?p=2").last());
    }
}

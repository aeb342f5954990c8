//! The article, and the capture, that an argument names.

use super::Failure;
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::manifest::{Collection, Listed, Name, Resolution, Trouble, Witness, listed};
use crate::report::legible;
use crate::text::similar_names;
use std::sync::Arc;

/// The article that `name` stands for: an id, a URL, a digest's first digits or a path; and the capture that it pins.
pub fn article(archive: &dyn Collection, name: &str) -> Result<(ArticleId, Option<CapturePath>), Failure> {
    let digest = format!("sha256:{}", name.strip_prefix("sha256:").unwrap_or(name));
    for way in [Name::Id(name), Name::Url(name), Name::Digest(&digest), Name::Path(name, None)] {
        match archive.resolve(way).map_err(|trouble| unknown(name, &trouble))? {
            Resolution::Article(article, capture) => return Ok((article, capture)),
            Resolution::Several(articles) => {
                return Err(format!("{} matches {}", legible(name), list(&articles)).into());
            }
            Resolution::Nothing => {}
        }
    }
    Err(format!("there is no article {}{}", legible(name), suggestion(archive, name)).into())
}

/// The failure where the archive cannot say what a name stands for.
fn unknown(name: &str, trouble: &Trouble) -> Failure {
    Failure::new(name, trouble.to_string(), "run `literatim audit`")
}

fn list(articles: &[ArticleId]) -> String {
    let ids: Vec<_> = articles.iter().map(|article| legible(article.as_str())).collect();
    format!("{} articles: {}; choose one of them", ids.len(), ids.join(", "))
}

/// The number of ids that are suggested.
const SUGGESTIONS: usize = 3;

fn suggestion(archive: &dyn Collection, name: &str) -> String {
    let mut ids: Vec<ArticleId> = listed(archive).0.iter().map(CapturePath::article).collect();
    ids.dedup();
    let ids: Vec<&str> = ids.iter().map(ArticleId::as_str).collect();
    let near = nearest(name, &ids);
    match if near.is_empty() { with_word_like(name, &ids) } else { near }.as_slice() {
        [] => "; `literatim show` lists the articles".to_owned(),
        near => format!("; did you mean {}?", near.join(", ")),
    }
}

/// The ids that have a word like `name`, or `name` in a word: what a person remembers of one.
fn with_word_like(name: &str, ids: &[&str]) -> Vec<String> {
    let name = name.to_lowercase();
    let is_meant = |id: &&&str| {
        let id = id.to_lowercase();
        let words: Vec<&str> = id.split(|c: char| !c.is_alphanumeric()).collect();
        (name.chars().count() > 2 && id.contains(&name)) || similar_names(&name, &words).next().is_some()
    };
    ids.iter().filter(is_meant).take(SUGGESTIONS).map(|id| legible(id).into_owned()).collect()
}

/// Names like `name` that are meant perhaps, as they may be shown.
pub fn nearest(name: &str, names: &[&str]) -> Vec<String> {
    similar_names(name, names).take(SUGGESTIONS).map(|name| legible(name).into_owned()).collect()
}

/// The capture of `article` that `name` stands for: its path, its file's name, its stamp, or the moment it was made;
/// its day, of which the last is meant, as in pins; its digest's first digits; or its number in `literatim history`.
pub fn capture(archive: &dyn Collection, article: &ArticleId, name: &str) -> Result<Arc<Witness>, Failure> {
    witness(archive, &capture_path(archive, article, name)?)
}

fn capture_path(archive: &dyn Collection, article: &ArticleId, name: &str) -> Result<CapturePath, Failure> {
    let moment: Option<CapturedAt> = CapturedAt::from_stamp(name).or_else(|| name.parse().ok());
    let captures = captures(archive, article)?;
    let is_meant = |Listed { capture, captured_at, .. }: &&Listed| {
        capture.as_str() == name
            || capture.file_name() == name
            || moment.is_some() && captured_at.or(capture.stamp()) == moment
    };
    let by_number =
        || name.parse::<usize>().ok().filter(|_| name.len() < 5)?.checked_sub(1).and_then(|at| captures.get(at));
    let digits = format!("sha256:{}", name.strip_prefix("sha256:").unwrap_or(name));
    let mut pinned = None;
    for pin in [name, &digits] {
        if let Resolution::Article(_, Some(capture)) =
            archive.resolve(Name::Pin(article.as_str(), pin)).map_err(|trouble| unknown(name, &trouble))?
        {
            pinned.get_or_insert(capture);
        }
    }
    let path = |listed: &Listed| listed.capture.clone();
    match captures.iter().find(is_meant).map(path).or(pinned).or_else(|| by_number().map(path)) {
        Some(path) => Ok(path),
        None => {
            let paths: Vec<_> = captures.iter().map(|listed| legible(listed.capture.as_str())).collect();
            Err(format!(
                "{article} has no capture {}; it has {} (give a path, time stamp, day, digest, or number)",
                legible(name),
                paths.join(", ")
            )
            .into())
        }
    }
}

/// The capture that is meant by an article's name and perhaps a capture's: the latest, if nothing says which.
pub fn shown(archive: &dyn Collection, name: &str, of: Option<&str>) -> Result<Arc<Witness>, Failure> {
    witness(archive, &named(archive, name, of)?.1)
}

/// The article and the capture that are meant so, whether or not that can be proven.
pub fn named(archive: &dyn Collection, name: &str, of: Option<&str>) -> Result<(ArticleId, CapturePath), Failure> {
    let (article, pinned) = self::article(archive, name)?;
    let capture = match of {
        Some(name) => Some(capture_path(archive, &article, name)?),
        None => pinned.or(captures(archive, &article)?.last().map(|listed| listed.capture.clone())),
    };
    match capture {
        Some(capture) => Ok((article, capture)),
        None => Err(format!("{article} has no capture").into()),
    }
}

/// The captures of `article`, oldest first.
pub fn captures(archive: &dyn Collection, article: &ArticleId) -> Result<Arc<[Listed]>, Failure> {
    archive.captures(article).map_err(|trouble| unknown(article.as_str(), &trouble))
}

/// The witnesses of all captures of `article`, oldest first, or why one of them is missing.
pub fn witnesses(archive: &dyn Collection, article: &ArticleId) -> Result<Vec<Arc<Witness>>, Failure> {
    let paths: Vec<CapturePath> = captures(archive, article)?.iter().map(|listed| listed.capture.clone()).collect();
    let proven = paths.iter().zip(archive.witnesses(&paths));
    proven.map(|(path, proven)| proven.map_err(|trouble| unproven(path, &trouble))).collect()
}

/// The witness at `path`, or why there is none.
pub fn witness(archive: &dyn Collection, path: &CapturePath) -> Result<Arc<Witness>, Failure> {
    archive.witness(path).map_err(|trouble| unproven(path, &trouble))
}

fn unproven(path: &CapturePath, trouble: &Trouble) -> Failure {
    let (path, why) = (legible(path.as_str()), trouble.to_string());
    format!("{path} cannot be verified: {}; run `literatim audit`", legible(&why)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_forgiven() {
        assert_eq!(nearest("the-wier", &["the-wire", "the-fire", "other"]), ["the-wire"]);
        assert!(nearest("wire", &["quite-another-thing"]).is_empty());
    }

    #[test]
    fn one_word_of_an_id_is_enough_to_be_reminded_of_it() {
        let ids = ["news/old-quay-2024", "quayside", "night-boat"];
        assert_eq!(with_word_like("Quay", &ids), ["news/old-quay-2024", "quayside"]);
        assert_eq!(with_word_like("nights", &ids), ["night-boat"]);
        assert!(with_word_like("tram", &ids).is_empty());
    }
}

//! The article, and the capture, that an argument names.

use super::Failure;
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::manifest::{Holdings, Resolution, Witness};
use crate::report::legible;
use std::sync::Arc;

/// The article that `name` stands for: an id, a URL, a digest's first digits or a path; and the capture that it pins.
pub fn article(holdings: &Holdings, name: &str) -> Result<(ArticleId, Option<CapturePath>), Failure> {
    let catalogue = holdings.catalogue();
    let digits = name.strip_prefix("sha256:").unwrap_or(name);
    let ways = [
        catalogue.by_id(name),
        catalogue.by_url(name),
        catalogue.by_digest(&format!("sha256:{digits}")),
        catalogue.by_path(name, None),
    ];
    let shown = legible(name);
    match ways.into_iter().find(|resolution| *resolution != Resolution::Nothing) {
        Some(Resolution::Article(article, capture)) => Ok((article, capture)),
        Some(Resolution::Several(articles)) => Err(format!("{shown} matches {}", list(&articles)).into()),
        _ => Err(format!("there is no article {shown}{}", suggestion(holdings, name)).into()),
    }
}

fn list(articles: &[ArticleId]) -> String {
    let ids: Vec<_> = articles.iter().map(|article| legible(article.as_str())).collect();
    format!("{} articles: {}; choose one of them", ids.len(), ids.join(", "))
}

/// The number of ids that are suggested.
const SUGGESTIONS: usize = 3;

fn suggestion(holdings: &Holdings, name: &str) -> String {
    let mut ids: Vec<_> = holdings.witnesses().map(|witness| witness.article().as_str()).collect();
    ids.dedup();
    match nearest(name, &ids).as_slice() {
        [] => "; `literatim show` lists the articles".to_owned(),
        near => format!("; did you mean {}?", near.join(", ")),
    }
}

/// The names that few edits make of `name`, fewest first: at most one edit for each three letters.
pub fn nearest(name: &str, names: &[&str]) -> Vec<String> {
    let limit = (name.chars().count() / 3).clamp(1, 5);
    // A name that is much longer or shorter cannot be near, and need not be compared.
    let worth = |other: &&&str| other.len().abs_diff(name.len()) <= 4 * limit;
    let mut near: Vec<_> = names
        .iter()
        .filter(worth)
        .map(|other| (distance(name, other), *other))
        .filter(|(edits, _)| *edits <= limit)
        .collect();
    near.sort_unstable();
    near.dedup();
    near.iter().take(SUGGESTIONS).map(|(_, name)| legible(name).into_owned()).collect()
}

/// Letters to put in, take out or change to make `other` of `name` (Levenshtein).
fn distance(name: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, c) in name.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (at, d) in other.iter().enumerate() {
            let changed = diagonal + usize::from(c != *d);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

/// The capture of `article` that `name` stands for: its path, its file's name, its stamp, or the moment it was made;
/// its day, of which the last is meant, as in pins; its digest's first digits; or its number in `literatim history`.
pub fn capture<'h>(holdings: &'h Holdings, article: &ArticleId, name: &str) -> Result<&'h Arc<Witness>, Failure> {
    let moment: Option<CapturedAt> = CapturedAt::from_stamp(name).or_else(|| name.parse().ok());
    let captures = holdings.catalogue().captures(article);
    let is_meant = |path: &&CapturePath| {
        path.as_str() == name
            || path.file_name() == name
            || moment.is_some()
                && holdings.witness(path).and_then(|witness| witness.captured_at()).or(path.stamp()) == moment
    };
    let by_number =
        || name.parse::<usize>().ok().filter(|_| name.len() < 5)?.checked_sub(1).and_then(|at| captures.get(at));
    let digits = format!("sha256:{}", name.strip_prefix("sha256:").unwrap_or(name));
    let pinned = [name, &digits].into_iter().find_map(|pin| match holdings.catalogue().by_pin(article.as_str(), pin) {
        Resolution::Article(_, capture) => capture,
        _ => None,
    });
    match captures.iter().find(is_meant).or(pinned.as_ref()).or_else(by_number) {
        Some(path) => witness(holdings, path),
        None => {
            let paths: Vec<_> = captures.iter().map(|path| legible(path.as_str())).collect();
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
pub fn shown<'h>(holdings: &'h Holdings, name: &str, of: Option<&str>) -> Result<&'h Arc<Witness>, Failure> {
    let (article, pinned) = self::article(holdings, name)?;
    let latest = holdings.catalogue().captures(&article).last();
    match (of, pinned.as_ref().or(latest)) {
        (Some(name), _) => capture(holdings, &article, name),
        (None, Some(path)) => witness(holdings, path),
        (None, None) => Err(format!("{article} has no capture").into()),
    }
}

/// The witness at `path`, or why there is none.
pub fn witness<'h>(holdings: &'h Holdings, path: &CapturePath) -> Result<&'h Arc<Witness>, Failure> {
    holdings.witness(path).ok_or_else(|| {
        let why = holdings.troubles().get(path.as_str()).map_or_else(String::new, |trouble| format!(": {trouble}"));
        format!("{} cannot be verified{}; run `literatim audit`", legible(path.as_str()), legible(&why)).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_forgiven() {
        assert_eq!(nearest("the-wier", &["the-wire", "the-fire", "other"]), ["the-wire"]);
        assert!(nearest("wire", &["quite-another-thing"]).is_empty());
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}

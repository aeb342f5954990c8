//! From what notes cite to the article that it names, whatever knows the names.

use super::{Listed, Name, Resolution};
use crate::capture::source_file::{agreement, has_folder, is_same, stems};
use crate::capture::urls::wayback_stamp;
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::digest::Digest;
use std::sync::Arc;

/// Something that knows articles and their captures.
pub trait NameSource {
    /// Why it may not know.
    type Error;

    /// The folder of captures on the disk, from the root: what their paths call `archive`.
    fn archive_folder(&self) -> &str {
        "archive"
    }

    /// The captures of the article with this id, oldest first; those without a date before all others.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn listed(&self, id: &str) -> Result<Arc<[Listed]>, Self::Error>;

    /// The captures that lie in the folder of this name below `archive/`, and in none within it; web archives left out.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn in_folder(&self, folder: &str) -> Result<Vec<CapturePath>, Self::Error>;

    /// The captures that have an address with the same [identity](crate::capture::urls::identity) as `url`.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn with_url(&self, url: &str) -> Result<Vec<CapturePath>, Self::Error>;

    /// The captures that were added from a file whose [name without its ending](crate::capture::source_file::stem) is
    /// `stem`.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn with_file(&self, stem: &str) -> Result<Vec<CapturePath>, Self::Error>;

    /// The captures whose digest has these first eight digits.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be known.
    fn with_digits(&self, digits: &str) -> Result<Vec<CapturePath>, Self::Error>;
}

/// The article that `name` stands for.
///
/// # Errors
///
/// The reason why `source` does not know.
pub fn resolve<S: NameSource + ?Sized>(source: &S, name: Name<'_>) -> Result<Resolution, S::Error> {
    match name {
        Name::Id(id) => by_id(source, id),
        Name::Pin(id, pin) => by_pin(source, id, pin),
        Name::Url(url) => by_url(source, url),
        Name::Path(path, folder) => by_path(source, path, folder),
        Name::File(path) => by_file(source, path),
        Name::Digest(digest) => by_digest(source, digest),
    }
}

/// The id of the article of captures of one article, if there are any.
fn article(listed: &[Listed]) -> Option<ArticleId> {
    listed.first().map(|listed| listed.capture.article())
}

/// The article that has this id, letter for letter; else the one that lies in the folder of this name, if that holds no other.
fn by_id<S: NameSource + ?Sized>(source: &S, id: &str) -> Result<Resolution, S::Error> {
    match article(&source.listed(id)?) {
        Some(id) => Ok(Resolution::Article(id, None)),
        None => Ok(Resolution::of(source.in_folder(id)?.iter().map(CapturePath::article).collect())),
    }
}

/// The article that has this id, and the capture of it that `pin` names: by its moment or stamp, by its day (the last of
/// that day), or by the first digits of its digest. Nothing if there is no such capture: another one would not be what the
/// notes name.
fn by_pin<S: NameSource + ?Sized>(source: &S, id: &str, pin: &str) -> Result<Resolution, S::Error> {
    let Resolution::Article(id, _) = by_id(source, id)? else { return Ok(Resolution::Nothing) };
    let listed = source.listed(id.as_str())?;
    let found = match pin.strip_prefix("sha256:") {
        Some(digits) => with_digits(&listed, digits),
        None => {
            let moment = CapturedAt::from_stamp(pin).or_else(|| pin.parse().ok().filter(|_| pin.len() > 10));
            let is_at = |at: CapturedAt| moment.map_or_else(|| at.day() == pin, |moment| at == moment);
            listed.iter().rfind(|one| one.captured_at.is_some_and(is_at))
        }
    };
    Ok(found.map_or(Resolution::Nothing, |one| Resolution::Article(one.capture.article(), Some(one.capture.clone()))))
}

/// The one capture whose digest begins so, by at least eight digits; the oldest, where the same bytes are held again.
fn with_digits<'l>(listed: &'l [Listed], digits: &str) -> Option<&'l Listed> {
    let (low, high) = Some(digits).filter(|digits| digits.len() >= 8).and_then(Digest::beginning_with)?;
    let mut found = listed.iter().filter(|one| one.sha256.is_some_and(|found| (low..=high).contains(&found)));
    let first = found.next()?;
    found.all(|one| one.sha256 == first.sha256).then_some(first)
}

/// The article that can be found at `url`. An address at the Wayback Machine pins the capture that was made at the moment
/// it names, if there is one.
fn by_url<S: NameSource + ?Sized>(source: &S, url: &str) -> Result<Resolution, S::Error> {
    let captures = source.with_url(url)?;
    match Resolution::of(captures.iter().map(CapturePath::article).collect()) {
        Resolution::Article(id, _) => {
            let pinned = match wayback_stamp(url) {
                None => None,
                Some(stamp) => {
                    let listed = source.listed(id.as_str())?;
                    listed.iter().find(|one| one.captured_at == Some(stamp)).map(|one| one.capture.clone())
                }
            };
            Ok(Resolution::Article(id, pinned))
        }
        other => Ok(other),
    }
}

/// The article that a path leads to, from `folder` (below the root, empty for the root itself) or from the root: to its
/// folder, a capture, a record or a manifest, or to the file that it was added from. A capture of an article that has
/// several is pinned. A path that begins with `/` starts from the root, as on a web site; one that leaves the root leads
/// nowhere.
fn by_path<S: NameSource + ?Sized>(source: &S, path: &str, folder: Option<&str>) -> Result<Resolution, S::Error> {
    let plain = percent_decoded(path);
    let starts = folder.filter(|_| !path.starts_with('/')).into_iter().chain([""]);
    let places = starts.flat_map(|start| [Some(path), plain.as_deref()].map(|path| (start, path)));
    let found = places.filter_map(|(start, path)| walked(start, path?)).map(|place| at(source, &place));
    found.into_iter().try_fold(Resolution::Nothing, |so_far, found| Ok(so_far.and(found?)))
}

/// Resolves a path below the root.
fn at<S: NameSource + ?Sized>(source: &S, place: &str) -> Result<Resolution, S::Error> {
    let kept = place.strip_prefix(source.archive_folder()).and_then(|below| below.strip_prefix('/'));
    let capture = match (kept, place.split_once('/')) {
        (Some(below), _) => format!("archive/{}", below.strip_suffix(".record.json").unwrap_or(below)),
        (None, Some(("manifests", below))) => format!("archive/{}", below.strip_suffix(".json").unwrap_or(below)),
        _ => {
            let found = added_from(source, place)?.into_iter().filter(|(file, _)| is_same(file, place));
            return Ok(Resolution::of(found.map(|(_, article)| article).collect()));
        }
    };
    let Ok(capture) = capture.parse::<CapturePath>() else { return Ok(Resolution::Nothing) };
    let listed = source.listed(capture.article_name())?;
    match listed.iter().any(|one| one.capture == capture) {
        true => Ok(Resolution::Article(capture.article(), Some(capture).filter(|_| listed.len() > 1))),
        false => by_id(source, capture.below_archive()),
    }
}

/// The article that was added from the file at `path`, by as much of the two paths as both have; where several were, those
/// that agree in most of it.
fn by_file<S: NameSource + ?Sized>(source: &S, path: &str) -> Result<Resolution, S::Error> {
    let plain = percent_decoded(path);
    let path = plain.as_deref().unwrap_or(path);
    if let Some(kept) = by_kept_file(source, path)? {
        return Ok(kept);
    }
    // A link from folder to folder is not met by a name alone.
    let least = if has_folder(path) && !path.starts_with('/') { 2 } else { 1 };
    let found = added_from(source, path)?.into_iter();
    let found: Vec<(usize, ArticleId)> = found
        .filter_map(|(file, article)| Some((agreement(&file, path).filter(|parts| *parts >= least)?, article)))
        .collect();
    let most = found.iter().map(|(parts, _)| *parts).max();
    let best = found.into_iter().filter(|(parts, _)| Some(*parts) == most).map(|(_, article)| article);
    Ok(Resolution::of(best.collect()))
}

/// The article of a file that lies in a folder of captures of the user's own, by its path from the root, with its ending or
/// without; `None` where it is none of these.
fn by_kept_file<S: NameSource + ?Sized>(source: &S, path: &str) -> Result<Option<Resolution>, S::Error> {
    let folder = source.archive_folder();
    let below = || path.trim_start_matches("./").trim_start_matches('/').strip_prefix(folder)?.strip_prefix('/');
    let Some(below) = below().filter(|_| folder != "archive") else { return Ok(None) };
    let found = at(source, &format!("{folder}/{below}"))?;
    Ok(Some(found).filter(|found| *found != Resolution::Nothing))
}

/// The files of the same name as `path` that captures were added from, and the article of each.
fn added_from<S: NameSource + ?Sized>(source: &S, path: &str) -> Result<Vec<(String, ArticleId)>, S::Error> {
    let mut found = Vec::new();
    for stem in stems(path) {
        for capture in source.with_file(&stem)? {
            let listed = source.listed(capture.article().as_str())?;
            let file = listed.iter().find(|one| one.capture == capture).and_then(|one| one.came_from.clone());
            found.extend(file.map(|file| (file, capture.article())));
        }
    }
    Ok(found)
}

/// The capture whose bytes have the digest that begins so: `sha256:` and at least eight lowercase digits. It is pinned.
/// Where the same bytes are held more than once in one article, the oldest is meant.
fn by_digest<S: NameSource + ?Sized>(source: &S, digest: &str) -> Result<Resolution, S::Error> {
    let digits = digest.strip_prefix("sha256:").filter(|digits| digits.len() >= 8);
    let Some((digits, (low, high))) = digits.and_then(|digits| Some((digits, Digest::beginning_with(digits)?))) else {
        return Ok(Resolution::Nothing);
    };
    let mut articles: Vec<ArticleId> = source.with_digits(&digits[..8])?.iter().map(CapturePath::article).collect();
    articles.sort_unstable();
    articles.dedup();
    let mut hits: Vec<Listed> = Vec::new();
    for id in &articles {
        let listed = source.listed(id.as_str())?;
        hits.extend(listed.iter().filter(|one| one.sha256.is_some_and(|it| (low..=high).contains(&it))).cloned());
    }
    match (Resolution::of(hits.iter().map(|one| one.capture.article()).collect()), hits.as_slice()) {
        (Resolution::Article(id, _), [one, rest @ ..]) if rest.iter().all(|other| other.sha256 == one.sha256) => {
            Ok(Resolution::Article(id, Some(one.capture.clone())))
        }
        (other, _) => Ok(other),
    }
}

/// The path that `path` leads to from `start`, both with `/` between parts; `None` if that is not below the root.
fn walked(start: &str, path: &str) -> Option<String> {
    let path = path.split('#').next().unwrap_or(path);
    let mut parts: Vec<&str> = Vec::new();
    for part in start.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// `path` with its percent-encoded bytes decoded, as links in Markdown have them; `None` where there are none, or the
/// bytes are not UTF-8.
fn percent_decoded(path: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(path.len());
    let mut pieces = path.split('%');
    bytes.extend_from_slice(pieces.next()?.as_bytes());
    for piece in pieces {
        let digits = piece.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend_from_slice(&piece.as_bytes()[2..]);
            }
            None => {
                bytes.push(b'%');
                bytes.extend_from_slice(piece.as_bytes());
            }
        }
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded != path)
}

//! `literatim add`: articles, taken into the archive byte for byte.

use super::{Exit, Failure, Place, visible};
use crate::capture::urls::{identity, wayback_stamp};
use crate::capture::{ArticleId, Capture, CapturePath, CapturedAt, MediaType, Record, slug};
use crate::manifest::{Catalogue, Inventory, Resolution};
use crate::store::{Accession, Added, Retyped, Root, accept, adopt};
use crate::transcript::{Fact, FactKind, FactSource, decode};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What `literatim add` takes.
#[derive(Debug, Clone, clap::Args)]
pub struct Args {
    /// The article as a file, or `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    /// The article's id; without it, that of the article with this URL, else one made of URL or file name
    #[arg(long)]
    id: Option<ArticleId>,

    /// Where the article can be found; the first is the canonical one. Without it, what a page says of itself
    #[arg(long = "url", value_name = "URL", value_parser = web_address)]
    urls: Vec<String>,

    /// When it was captured; without it, the moment that a Wayback URL names, else now
    #[arg(long, value_name = "RFC3339")]
    captured_at: Option<CapturedAt>,

    /// Who published it; without it, what a page says of itself
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// Its headline, where the text does not say it well; without it, what a page says of itself
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// When it was published; without it, what a page says of itself
    #[arg(long, value_name = "DATE")]
    published: Option<String>,

    /// The charset of the bytes, where it was told beside them
    #[arg(long, value_name = "LABEL", value_parser = charset)]
    charset: Option<String>,

    /// What the bytes are; without it, what the file's name says, and for standard input plain text
    #[arg(long = "as", value_name = "KIND", value_parser = ["txt", "md", "html"])]
    kind: Option<String>,
}

fn web_address(text: &str) -> Result<String, String> {
    match identity(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err("not a web address, such as https://example.com/story".to_owned()),
    }
}

fn charset(label: &str) -> Result<String, String> {
    match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(_) => Ok(label.to_owned()),
        None => Err("not an encoding label of the WHATWG, such as utf-8 or windows-1252".to_owned()),
    }
}

/// Runs `literatim add`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    args.refuse_several()?;
    let (root, rules) = (place.root()?, place.rules()?);
    let (inside, outside): (Vec<_>, Vec<_>) = args.files.iter().partition(|file| lies_in_archive(root, file).is_some());
    let accessions = outside.iter().map(|file| args.accession(root, file)).collect::<Result<Vec<_>, _>>()?;
    let adopted = inside.iter().map(|file| args.adoption(root, file)).collect::<Result<Vec<_>, _>>()?;
    let mut taken = Vec::new();
    if !accessions.is_empty() {
        taken.push(accept(root, &rules, accessions)?);
    }
    for (path, record) in adopted {
        taken.push(adopt(root, &rules, &path, record)?);
    }
    let text: String = taken.iter().flat_map(|taken| &taken.added).map(told).collect();
    let retyped: Vec<Retyped> = taken.into_iter().flat_map(|taken| taken.retyped).collect();
    place.print(&visible(&(text + &super::manifest::retold(&retyped))))?;
    Ok(Exit::Fine)
}

fn told(added: &Added) -> String {
    match added {
        Added::New(path, digest, 1) => format!("added {path}\n  {digest}\n"),
        Added::New(path, digest, count) => {
            format!("added {path}\n  {digest}\n  a new capture of {}, which has {count} now\n", path.article())
        }
        Added::Already(path, digest) => format!("already there, nothing changed: {path}\n  {digest}\n"),
        Added::Listed(path, digest) => format!("lay in the archive, and is listed now: {path}\n  {digest}\n"),
        Added::Restored(path, digest) => format!("was listed and gone, and is back: {path}\n  {digest}\n"),
    }
}

/// Where `file` lies in the archive, if it does.
fn lies_in_archive(root: &Root, file: &Path) -> Option<String> {
    root.below(file).filter(|path| path.starts_with("archive/"))
}

impl Args {
    /// What names or describes one article cannot be said of several files.
    fn refuse_several(&self) -> Result<(), Failure> {
        let of_one = [("--id", self.id.is_some()), ("--url", !self.urls.is_empty()), ("--title", self.title.is_some())];
        match of_one.iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) if self.files.len() > 1 => {
                Err(Failure::new(name, "it is said of one article, and here are several files", "add them one by one"))
            }
            _ => Ok(()),
        }
    }

    fn accession(&self, root: &Root, file: &Path) -> Result<Accession, Failure> {
        let is_stdin = file == Path::new("-");
        let bytes = if is_stdin { read_stdin() } else { std::fs::read(file) };
        let bytes = bytes.map_err(|error| cannot_read(file, &error))?;
        if bytes.is_empty() {
            return Err(Failure::new(file.display(), "it is empty", "look at how it was fetched"));
        }
        let name = file.file_name().filter(|_| !is_stdin).map(|name| name.to_string_lossy().into_owned());
        let ending = self.ending(name.as_deref());
        let told = self.completed(&bytes, &ending);
        let stamp = told.urls.iter().find_map(|url| wayback_stamp(url));
        let captured_at = told.captured_at.or(stamp).map_or_else(now, Ok)?;
        let record = told.record(Some(captured_at), name.clone());
        Ok(Accession { article: told.article(root, file, name.as_deref())?, captured_at, ending, bytes, record })
    }

    /// What was told, and where nothing was, what a page says of itself.
    fn completed(&self, bytes: &[u8], ending: &str) -> Self {
        let mut told = self.clone();
        let facts = page_facts(bytes, ending, self.charset.clone());
        let says = |kind, most| {
            facts.iter().find(|fact| fact.kind == kind && fact.from <= most).map(|fact| fact.value.clone())
        };
        if told.urls.is_empty() {
            let urls = facts.iter().filter(|fact| fact.kind == FactKind::Url).map(|fact| &fact.value);
            // The element is what the publisher calls canonical; the others may point at a section, or at a share.
            told.urls = urls.rev().find(|url| identity(url).is_some()).into_iter().cloned().collect();
        }
        told.title = told.title.or_else(|| says(FactKind::Headline, FactSource::OpenGraph));
        told.publisher = told.publisher.or_else(|| says(FactKind::Publisher, FactSource::Meta));
        told.published = told.published.or_else(|| says(FactKind::Published, FactSource::Meta));
        told
    }

    /// A file that lies in the archive already keeps its place, and so its article.
    fn adoption(&self, root: &Root, file: &Path) -> Result<(CapturePath, Record), Failure> {
        let path = lies_in_archive(root, file).unwrap_or_default();
        if root.path().join(&path).is_dir() {
            let what = "it is a folder of the archive";
            return Err(Failure::new(path, what, "run `literatim manifest` to list everything that lies in it"));
        }
        let capture: CapturePath =
            path.parse().map_err(|why| Failure::new(&path, format!("{why}"), "add the capture itself"))?;
        match &self.id {
            Some(id) if *id != capture.article() => Err(Failure::new(
                &path,
                format!("it lies in the archive as a capture of {}, and not of {id}", capture.article()),
                "move it to that article's folder, or leave --id out",
            )),
            _ => Ok((capture, self.record(self.captured_at, None))),
        }
    }

    fn record(&self, captured_at: Option<CapturedAt>, came_from: Option<String>) -> Record {
        Record {
            captured_at,
            urls: self.urls.clone(),
            publisher: self.publisher.clone(),
            title: self.title.clone(),
            published: self.published.clone(),
            charset: self.charset.clone(),
            came_from,
            marks: Vec::new(),
        }
    }

    /// The article: as named, else the one that is known by a URL, else a new one.
    fn article(&self, root: &Root, file: &Path, name: Option<&str>) -> Result<ArticleId, Failure> {
        if let Some(id) = &self.id {
            return Ok(id.clone());
        }
        if let Some(known) = self.known(root)? {
            return Ok(known);
        }
        let of_url = self.urls.first().and_then(|url| id_of_url(url));
        let of_name = || slug(name.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem))?);
        of_url.or_else(of_name).ok_or_else(|| {
            Failure::new(file.display(), "no id can be made of its name", "name one with --id, or a URL with --url")
        })
    }

    /// The article that the archive knows by one of the URLs.
    fn known(&self, root: &Root) -> Result<Option<ArticleId>, Failure> {
        let inventory = std::fs::read(root.path().join(Inventory::PATH)).ok();
        let inventory = inventory.and_then(|bytes| Inventory::from_bytes(&bytes).ok()).unwrap_or_default();
        let catalogue = Catalogue::of(&inventory);
        for url in &self.urls {
            match catalogue.by_url(url) {
                Resolution::Article(id, _) => return Ok(Some(id)),
                Resolution::Several(ids) => {
                    let ids: Vec<&str> = ids.iter().map(ArticleId::as_str).collect();
                    let what = format!("several articles have this URL: {}", ids.join(", "));
                    return Err(Failure::new(url, what, "name the one you mean with --id"));
                }
                Resolution::Nothing => {}
            }
        }
        Ok(None)
    }

    /// The ending of the capture's name: it says what the bytes are.
    fn ending(&self, name: Option<&str>) -> String {
        let of_name = || {
            let (_, ending) = name?.rsplit_once('.')?;
            let is_plain = (1..=10).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
            is_plain.then(|| ending.to_ascii_lowercase())
        };
        self.kind.clone().or_else(of_name).unwrap_or_else(|| "txt".to_owned())
    }
}

/// What a page says of itself outside of its text; nothing for any other capture.
fn page_facts(bytes: &[u8], ending: &str, charset: Option<String>) -> Vec<Fact> {
    let path = format!("archive/page/20000101T000000Z.{ending}").parse();
    let Some(path) = path.ok().filter(|_| MediaType::of(&format!("a.{ending}")) == MediaType::Html) else {
        return Vec::new();
    };
    let record = Record { charset, ..Record::default() };
    decode(&Capture { path, bytes: bytes.to_vec(), record }).map(|page| page.facts().to_vec()).unwrap_or_default()
}

/// An id made of the last part of a URL's path that says something; else of its host.
fn id_of_url(url: &str) -> Option<ArticleId> {
    let identity = identity(url)?;
    let mut parts = identity.split('?').next()?.split('/');
    let host = parts.next()?;
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let told = parts
        .iter()
        .rev()
        .map(|part| stem(part))
        .find(|part| part.chars().any(char::is_alphabetic) && *part != "index");
    slug(told.unwrap_or(host))
}

/// A part of a path without the ending of a page.
fn stem(part: &str) -> &str {
    [".html", ".htm", ".php", ".aspx", ".shtml"].iter().find_map(|ending| part.strip_suffix(ending)).unwrap_or(part)
}

fn read_stdin() -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn cannot_read(file: &Path, error: &std::io::Error) -> Failure {
    let help = match error.kind() {
        std::io::ErrorKind::IsADirectory => "name the files in it",
        std::io::ErrorKind::NotFound => "look at the path's spelling",
        _ => "make it readable",
    };
    Failure::new(file.display(), error.to_string(), help)
}

pub(super) fn now() -> Result<CapturedAt, Failure> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
    let moment = since.and_then(|since| CapturedAt::from_unix(i64::try_from(since.as_secs()).ok()?));
    moment.ok_or_else(|| Failure::new("clock", "it is before 1970", "set it, or name the time with --captured-at"))
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
            assert_eq!(id_of_url(url).unwrap().as_str(), id, "{url}");
        }
    }
}

//! `literatim add`: articles, taken into the archive byte for byte.

mod batch;
mod body;
mod crawl;
mod dating;
mod facts;
mod file;
mod folder;
mod in_place;
mod kinds;
mod list;
mod made_text;
mod mail_head;
mod moments;
mod naming;
mod outcomes;
mod own_kind;
mod result;
mod saved;

use super::{Exit, Failure, Place, visible};
use crate::capture::urls::identity;
use crate::capture::{ArticleId, CapturePath, CapturedAt, MediaType, Record, without_userinfo};
use crate::report::remedy;
use crate::store::{IngestOutcome, NewCapture, Root, ingest_and_list, ingest_in_place, open_named};
use crate::transcript::DecodeError;
use crate::web_archive::PageFilter;
use body::{kind_of, sized};
use crawl::{harvest, is_web_archive};
use dating::Dating;
use facts::{Found, complete};
pub(super) use file::warn_of_secrets;
use file::{cannot_read, read};
use folder::add_folders;
use in_place::{KeptWebArchives, lies_in_archive};
use kinds::refuse_other_kind;
use list::add_list;
use made_text::made_text;
use naming::{id_of_name, ids_of_file, ids_of_name, ids_of_url, source_path, sure_id};
use outcomes::{described, finish};
use own_kind::{OwnKind, own_kind};
use saved::SavedPage;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The arguments of `literatim add`.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = examples!(
    "add story.html --url https://example.com/story",
    "add sources/ --dry-run",
    "add --list sources.csv",
    "add crawl.warc.gz --url 'https://example.com/2025/*'"
))]
pub struct Args {
    /// The article: a file, or - for standard input; a web archive (.warc, .warc.gz, .warc.zst, .wacz); or a folder of
    /// these, with the folders in it
    #[arg(required_unless_present = "list", value_name = "FILE|FOLDER")]
    files: Vec<PathBuf>,

    /// Add the files that this list names: .csv, .yaml or .json with path, url, captured_at, sha256, title, publisher,
    /// published and id, as far as they are known; or a .bib with files, whose keys become ids
    #[arg(long, value_name = "LIST", conflicts_with_all = ["files", "id", "urls", "title", "published", "text"])]
    list: Option<PathBuf>,

    /// The article's id [default: that of the article with this URL, else made from the URL or file name]
    #[arg(long)]
    id: Option<ArticleId>,

    /// The article's URL, the canonical one first [default: the one the page names]. For a web archive: add only pages
    /// whose URL matches; * matches anything
    #[arg(long = "url", value_name = "URL")]
    urls: Vec<String>,

    /// For a web archive: add only pages whose URL starts with this
    #[arg(long = "prefix", value_name = "URL", value_parser = web_address)]
    prefixes: Vec<String>,

    /// For a web archive: add only pages fetched at this time or later
    #[arg(long, value_name = "RFC3339")]
    since: Option<CapturedAt>,

    /// For a damaged web archive: add what can be read, and record what is wrong with it
    #[arg(long)]
    salvage: bool,

    /// For a web archive: keep the file whole and read its pages from it, instead of extracting them
    #[arg(long)]
    in_place: bool,

    /// When the article was captured [default: the time in a Wayback URL, else the one that the
    /// program which saved the page wrote into it, else now]
    #[arg(long, value_name = "RFC3339")]
    captured_at: Option<CapturedAt>,

    /// The publisher [default: the one the page names]
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,

    /// The headline [default: the one the page names]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,

    /// The date of publication [default: the one the page names]
    #[arg(long, value_name = "DATE")]
    published: Option<String>,

    /// The charset of the bytes, if it was sent separately (such as in an HTTP header)
    #[arg(long, value_name = "LABEL", value_parser = charset)]
    charset: Option<String>,

    /// For JSON: where the text is in it, as a JSON Pointer, such as /article/body
    #[arg(long, value_name = "POINTER", value_parser = pointer)]
    pointer: Option<String>,

    /// The words of the file by another program, or by a person: of a scan, a spreadsheet, a recording. A form feed ends a
    /// page. They are kept beside the file, and what is quoted is held against them
    #[arg(long, value_name = "FILE", requires = "made_by")]
    text: Option<PathBuf>,

    /// The maker of that text: the program with its version and options, or the person
    #[arg(long, value_name = "WHO", requires = "text")]
    made_by: Option<String>,

    /// The type of the file [default: by its name; plain text for standard input]
    #[arg(long = "as", value_name = "KIND", value_parser = KINDS)]
    kind: Option<String>,

    /// Say what would be added, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Write what became of each file as one JSON object, errors too (docs/commands-json.md)
    #[arg(long)]
    pub json: bool,
}

/// The kinds that `--as` names: endings.
const KINDS: [&str; 14] =
    ["txt", "md", "html", "pdf", "docx", "odt", "epub", "mhtml", "eml", "mbox", "vtt", "srt", "json", "rss"];

const WORDLESS: &str = "this page has no words before its scripts run, so nothing can be quoted; save the page \
    from a browser, and add that";
const NO_PAGE: &str = "the address that this page gives itself is the front page of its site, so it is added without an address; \
    give the right one with --url";
pub(super) const NO_ADDRESS: &str = "not a web address";

fn web_address(text: &str) -> Result<String, Failure> {
    match identity(text) {
        Some(_) => Ok(text.to_owned()),
        None => Err(format!("{NO_ADDRESS}, such as https://example.com/story").into()),
    }
}

/// An argument that is not an address, as it may be shown: what stands before `@` may be a password.
fn signed_out(url: &str) -> String {
    let url = without_userinfo(url).unwrap_or_else(|| url.to_owned());
    let is_mailbox = url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    match url.rsplit_once('@').filter(|(before, _)| !is_mailbox && before.contains(':')) {
        Some((_, host)) => format!("…@{host}"),
        None => url,
    }
}

fn charset(label: &str) -> Result<String, Failure> {
    match encoding_rs::Encoding::for_label(label.as_bytes()) {
        Some(_) => Ok(label.to_owned()),
        None => Err("unknown charset: use a WHATWG label, such as utf-8 or windows-1252".into()),
    }
}

fn pointer(text: &str) -> Result<String, Failure> {
    match text.is_empty() || text.starts_with('/') {
        true => Ok(text.to_owned()),
        false => Err("a JSON Pointer begins with a slash, such as /article/body".into()),
    }
}

/// Runs `literatim add`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    let is_inside = |file: &PathBuf| place.root().is_ok_and(|root| lies_in_archive(root, file).is_some());
    if let Some(list) = &args.list {
        args.refuse_what_is_for_web_archives()?;
        return add_list(args, list, place);
    }
    if args.dry_run || args.json || args.files.iter().any(|file| file.is_dir() && !is_inside(file)) {
        args.refuse_for_folders()?;
        return add_folders(args, place);
    }
    if args.files.iter().any(|file| is_web_archive(file)) {
        return args.run_web_archives(place);
    }
    args.refuse_what_is_for_web_archives()?;
    args.refuse_several()?;
    let (root, rules) = (place.root()?, place.rules()?);
    let (inside, outside): (Vec<_>, Vec<_>) = args.files.iter().partition(|file| lies_in_archive(root, file).is_some());
    let now = now()?;
    let read = outside.iter().map(|file| args.new_file(file, now, place)).collect::<Result<Vec<_>, _>>()?;
    let (captures, datings): (Vec<_>, Vec<_>) = read.into_iter().unzip();
    let adopted = inside.iter().map(|file| args.adoption(root, file, place)).collect::<Result<Vec<_>, _>>()?;
    let kinds: Vec<_> = captures.iter().map(|(new, _)| kind_of(new)).collect();
    let (taken, sizes) = ingest_and_list(root, &rules, captures, adopted)?;
    let files: Vec<String> = outside.iter().map(|file| file.display().to_string()).collect();
    finish(&taken, &files, place, |number| match (&taken[number], datings.get(number)) {
        (IngestOutcome::New(..) | IngestOutcome::Disowned(..), Some(dating)) => {
            dating.line() + &sized(&taken[number], &kinds[number], &sizes)
        }
        _ => String::new(),
    })
}

/// A capture on its way into the archive, with the ids of which its article gets one; none where --id or the file name
/// decides.
type NewFile = (NewCapture, Vec<ArticleId>);

impl Args {
    /// Refuses what names or describes one article where there are several files.
    fn refuse_several(&self) -> Result<(), Failure> {
        let of_one = [
            ("--id", self.id.is_some()),
            ("--url", !self.urls.is_empty()),
            ("--title", self.title.is_some()),
            ("--text", self.text.is_some()),
        ];
        match of_one.iter().find(|(_, is_given)| *is_given) {
            Some((name, _)) if self.files.len() > 1 || self.files[0].is_dir() => {
                let given = if self.files.len() > 1 { "several files are" } else { "a folder is" };
                let what = format!("it is for one article, and {given} given");
                Err(Failure::new(name, what, "add the files one by one"))
            }
            _ => Ok(()),
        }
    }

    /// Adds pages of web archives, which say of their pages what the arguments say of a file.
    fn run_web_archives(&self, place: &Place) -> Result<Exit, Failure> {
        if let Some(file) = self.files.iter().find(|file| !is_web_archive(file)) {
            let what = "this is not a web archive, but other files given are";
            return Err(Failure::new(file.display(), what, "add web archives separately"));
        }
        let of_one = [
            ("--id", self.id.is_some()),
            ("--title", self.title.is_some()),
            ("--published", self.published.is_some()),
            ("--captured-at", self.captured_at.is_some()),
            ("--charset", self.charset.is_some()),
            ("--as", self.kind.is_some()),
            ("--pointer", self.pointer.is_some()),
            ("--text", self.text.is_some()),
        ];
        if let Some((name, _)) = of_one.iter().find(|(_, is_given)| *is_given) {
            let what = "it is for one article; the pages of a web archive have their own";
            return Err(Failure::new(name, what, "choose pages with --url, --prefix or --since"));
        }
        let wanted = PageFilter { patterns: self.urls.clone(), prefixes: self.prefixes.clone(), since: self.since };
        let kept = self.in_place.then(|| KeptWebArchives::of(&self.files, place.root()?)).transpose()?;
        let mut harvest = harvest(&self.files, (wanted, self.salvage), kept.as_ref(), place)?;
        for (new, _) in &mut harvest.captures {
            new.record.publisher.clone_from(&self.publisher);
            complete(&mut new.record, &new.bytes, &new.ending, None);
            warn_of_secrets(&new.record.leave_out_secrets(), place);
        }
        let checked: Vec<_> = harvest.captures.iter().map(|(new, _)| new.record.warc.clone()).collect();
        let archives = kept.map(|kept| kept.web_archives).unwrap_or_default();
        let kept = archives.len();
        let taken = ingest_in_place(place.root()?, &place.rules()?, archives, harvest.captures)?;
        let (archives, pages) = taken.split_at(kept);
        let archives: String = archives.iter().map(|added| described(added, &[], 0, place)).collect();
        place.print(&visible(&format!("{}{archives}", harvest.summary)))?;
        let records = checked.iter().map(|one| one.as_ref().map_or(String::new(), |one| one.record_id.clone()));
        let exit = finish(pages, &records.collect::<Vec<_>>(), place, |number| {
            checked.get(number).and_then(Option::as_ref).map_or_else(String::new, crawl::summary)
        })?;
        Ok(if harvest.is_short { Exit::CannotTell } else { exit })
    }

    /// The same arguments for one web archive that was found in a folder.
    fn for_web_archive(&self, file: PathBuf) -> Self {
        Self { files: vec![file], captured_at: None, published: None, charset: None, kind: None, ..self.clone() }
    }

    /// Refuses what is for one article, or for web archives alone, where there are folders.
    fn refuse_for_folders(&self) -> Result<(), Failure> {
        if !self.files.iter().any(|file| is_web_archive(file)) {
            self.refuse_what_is_for_web_archives()?;
        }
        self.refuse_several()
    }

    fn refuse_what_is_for_web_archives(&self) -> Result<(), Failure> {
        let given = [
            ("--prefix", !self.prefixes.is_empty()),
            ("--since", self.since.is_some()),
            ("--salvage", self.salvage),
            ("--in-place", self.in_place),
        ];
        if let Some((name, _)) = given.iter().find(|(_, is_given)| *is_given) {
            let what = "it is only for web archives, and none is given";
            return Err(Failure::new(name, what, "name a file that ends in .warc, .warc.gz, .warc.zst or .wacz"));
        }
        match self.urls.iter().find(|url| identity(url).is_none()) {
            Some(url) => {
                Err(Failure::new(signed_out(url), NO_ADDRESS, "write it in full, such as https://example.com/story"))
            }
            None => Ok(()),
        }
    }

    /// The capture in `file`, and the source of its moment.
    fn new_file(&self, file: &Path, now: CapturedAt, place: &Place) -> Result<(NewFile, Dating), Failure> {
        let bytes = read_article(file, file == Path::new("-"))?;
        self.new_capture((file, None), bytes, now, place)
    }

    /// The same of the `bytes` that it has; with the path by which notes may know it, where it was found in a folder.
    fn new_capture(
        &self,
        (file, source): (&Path, Option<String>),
        bytes: Vec<u8>,
        now: CapturedAt,
        place: &Place,
    ) -> Result<(NewFile, Dating), Failure> {
        let name = file.file_name().filter(|_| file != Path::new("-")).map(|name| name.to_string_lossy().into_owned());
        let mut ending = self.ending(name.as_deref());
        if let Some(kind) = own_kind(&bytes, &ending).filter(|_| self.kind.is_none()) {
            let OwnKind { name, ending: own } = kind;
            place.complain(&format_args!(
                "{}: its first bytes say that it is {name}, so it is added as .{own}",
                file.display()
            ));
            own.clone_into(&mut ending);
        }
        refuse_other_kind(file, &bytes, (&ending, self.kind.is_some()), place)?;
        if self.pointer.is_some() && MediaType::of(&format!("a.{ending}")) != MediaType::Json {
            let what = "it says where the text is in JSON, and this file is not JSON";
            return Err(Failure::new(format!("--pointer: {}", file.display()), what, "leave it out, or add --as json"));
        }
        let root = place.root()?;
        let is_in_folder = source.is_some();
        let came_from = source.or_else(|| name.map(|name| source_path(root, file, name)));
        let mut record = self.record(None, came_from)?;
        let saved = SavedPage::of(&bytes, &ending, now);
        match complete(&mut record, &bytes, &ending, saved.address.as_deref()) {
            Found::Words(missing) => {
                missing.iter().for_each(|what| place.complain(&format_args!("{}: {what}", file.display())));
            }
            Found::Wordless => place.complain(&format_args!("{}: {WORDLESS}", file.display())),
            // Without its pointer JSON would be kept unread, and adding it again with one would change nothing.
            Found::Unread(why @ DecodeError::NeedsPointer { .. }) => {
                return Err(Failure::new(file.display(), "it is JSON: say where in it the text is", remedy(&why)));
            }
            Found::Unread(why) => place.complain(&format_args!("{}: {why} ({})", file.display(), remedy(&why))),
        }
        if record.claimed && record.urls.is_empty() {
            place.complain(&format_args!("{}: {NO_PAGE}", file.display()));
        }
        let dating = Dating::of(self.captured_at, &record, &saved, now);
        let address_trouble = saved.address_trouble.filter(|_| self.urls.is_empty());
        for trouble in address_trouble.into_iter().chain(saved.moment_trouble.filter(|_| !dating.is_given())) {
            place.complain(&format_args!("{}: {trouble}", file.display()));
        }
        warn_of_secrets(&record.leave_out_secrets(), place);
        record.captured_at = Some(dating.at);
        record.captured_at_claimed = dating.is_claimed();
        // Without what was left out: a name that was made of an address may have had a password in it.
        let source = record.came_from.as_deref().unwrap_or_default();
        let mut ids = self.ids_of(&record, source, &bytes);
        if is_in_folder && self.id.is_none() {
            let of_name = if ids.is_empty() { ids_of_name(source, &bytes) } else { Vec::new() };
            ids.extend(of_name.into_iter().chain(sure_id(source, &bytes)));
        }
        let of_name = || id_of_name(source, file);
        let article = self.id.clone().or_else(|| ids.first().cloned()).map_or_else(of_name, Ok)?;
        Ok(((NewCapture { article, captured_at: dating.at, ending, bytes, record }, ids), dating))
    }

    /// The ids of which an article gets one; none where --id or the file name decides.
    fn ids_of(&self, record: &Record, source: &str, bytes: &[u8]) -> Vec<ArticleId> {
        match (&self.id, record.urls.first()) {
            (Some(_), _) => Vec::new(),
            // Any page may say that it is the front page of its site, and then has no address.
            (None, None) if record.claimed => ids_of_name(source, bytes),
            // What a page says of itself may be said by many: the name of its file tells them apart.
            (None, Some(url)) if record.claimed => [ids_of_url(url), ids_of_name(source, bytes)].concat(),
            (None, Some(url)) => ids_of_url(url),
            (None, None) => ids_of_file(source),
        }
    }

    /// The path of a file that lies in the archive already, where it stays, and the record that the arguments make.
    fn adoption(&self, root: &Root, file: &Path, place: &Place) -> Result<(CapturePath, Record), Failure> {
        let path = lies_in_archive(root, file).unwrap_or_default();
        if root.place(&path).is_dir() {
            let what = format!("this is a folder in {}/", root.archive());
            return Err(Failure::new(path, what, "run `literatim manifest` to list everything in it"));
        }
        let capture: CapturePath =
            path.parse().map_err(|why| Failure::new(&path, format!("{why}"), "add the capture itself"))?;
        match &self.id {
            Some(id) if *id != capture.article() => Err(Failure::new(
                &path,
                format!("the file is in the archive as a capture of {}, not of {id}", capture.article()),
                "move it to that article's folder, or leave --id out",
            )),
            _ => {
                let mut record = self.record(self.captured_at, None)?;
                warn_of_secrets(&record.leave_out_secrets(), place);
                Ok((capture, record))
            }
        }
    }

    fn record(&self, captured_at: Option<CapturedAt>, came_from: Option<String>) -> Result<Record, Failure> {
        Ok(Record {
            captured_at,
            urls: self.urls.clone(),
            claimed: false,
            captured_at_claimed: false,
            publisher: self.publisher.clone(),
            title: self.title.clone(),
            published: self.published.clone(),
            charset: self.charset.clone(),
            pointer: self.pointer.clone(),
            came_from,
            marks: Vec::new(),
            text: self.text.as_deref().zip(self.made_by.as_deref()).map(made_text).transpose()?,
            warc: None,
        })
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

/// The bytes of an article, which cannot be empty.
fn read_article(file: &Path, is_stdin: bool) -> Result<Vec<u8>, Failure> {
    if let Some(url) = file.to_str().filter(|name| name.contains("://") && identity(name).is_some() && !file.exists()) {
        let what = "this is a web address, and nothing is downloaded";
        let help = "save the page, and add the file with --url ADDRESS";
        return Err(Failure::new(signed_out(url), what, help));
    }
    let bytes = if is_stdin { read(std::io::stdin().lock()) } else { open_named(file).and_then(read) };
    let bytes = bytes.map_err(|error| cannot_read(file, &error))?;
    if bytes.is_empty() {
        return Err(Failure::new(file.display(), "the file is empty", "check how it was fetched"));
    }
    Ok(bytes)
}

pub(super) fn now() -> Result<CapturedAt, Failure> {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok();
    let moment = since.and_then(|since| CapturedAt::from_unix(i64::try_from(since.as_secs()).ok()?));
    moment.ok_or_else(|| {
        Failure::new("clock", "the system clock is before 1970", "set the clock, or give the time with --captured-at")
    })
}

//! `literatim set`: the facts about a capture that are not in its bytes.

use super::rejudged::Before;
use super::{Exit, Failure, Place, naming, rename, visible};
use crate::capture::urls::identity;
use crate::capture::{ArticleId, CapturedAt, Record};
use crate::manifest::{Name, Resolution};
use crate::store;
use std::path::PathBuf;

/// The arguments of `literatim set`.
#[derive(Debug, clap::Args)]
#[command(after_help = examples!(
    "set night-boat --url https://lowland-news.example/2025/01/night-boat",
    "set untitled-3 --id night-boat --notes notes/",
    "set night-boat --captured-at 2025-01-20T22:10:00Z --because \"the moment in the browser's history\""
))]
pub struct Args {
    /// The article: its id, URL, path, or the first digits of its digest
    article: String,
    /// The capture of the article: its path or time stamp [default: the latest]
    #[arg(long, value_name = "PATH|STAMP")]
    capture: Option<String>,
    /// The article's URL, the canonical one first; replaces all that the capture has
    #[arg(long = "url", value_name = "URL")]
    urls: Vec<String>,
    /// The headline; "" for none, as with all that follow
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// The publisher
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The date of publication
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// When the article was captured. The name of the file stays as it is
    #[arg(long, value_name = "RFC3339")]
    captured_at: Option<CapturedAt>,
    /// Another id for the article; its files move. The old id names nothing any more: notes that cite it must be changed, and
    /// `literatim pin` run again; addresses and names of files resolve as before
    #[arg(long, value_name = "ID", conflicts_with_all = ["capture", "urls", "title", "publisher", "published", "captured_at"])]
    id: Option<ArticleId>,
    /// Why, for the log [default: what was set]
    #[arg(long, value_name = "REASON", value_parser = super::mark::reason)]
    because: Option<String>,
    /// List the quotations in these notes whose verdict changes
    #[arg(long, value_name = "NOTES", num_args = 1..)]
    notes: Vec<PathBuf>,
}

impl Args {
    /// The names of what is set.
    fn names(&self) -> Vec<&'static str> {
        let set = [
            ("url", !self.urls.is_empty()),
            ("title", self.title.is_some()),
            ("publisher", self.publisher.is_some()),
            ("published", self.published.is_some()),
            ("captured-at", self.captured_at.is_some()),
        ];
        set.into_iter().filter(|(_, is_set)| *is_set).map(|(name, _)| name).collect()
    }

    /// Puts what is set into a record.
    fn change(&self, record: &mut Record) {
        if !self.urls.is_empty() {
            record.urls = self.urls.iter().filter(|url| !url.is_empty()).cloned().collect();
            record.claimed = false;
        }
        let text = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        for (field, given) in [
            (&mut record.title, &self.title),
            (&mut record.publisher, &self.publisher),
            (&mut record.published, &self.published),
        ] {
            if let Some(given) = given {
                *field = text(given);
            }
        }
        if let Some(at) = self.captured_at {
            record.captured_at = Some(at);
            record.captured_at_claimed = false;
        }
    }
}

/// Runs `literatim set`.
pub fn run(args: &Args, place: &Place) -> Result<Exit, Failure> {
    if let Some(new_id) = args.id.clone() {
        let Args { article, because, notes, .. } = args;
        let renamed = rename::Args { article: article.clone(), new_id, because: because.clone(), notes: notes.clone() };
        return rename::run(&renamed, place);
    }
    // It may find that a run which was interrupted did all of it.
    crate::store::tidy(place.root()?)?;
    let names = args.names();
    if names.is_empty() {
        return Err(Failure::new(
            "set",
            "nothing is to be set",
            "give --url, --title, --publisher, --published, --captured-at or --id",
        ));
    }
    let archive = place.archive()?;
    let archive = archive.collection();
    let (article, path) = naming::named(archive, &args.article, args.capture.as_deref())?;
    for url in args.urls.iter().filter(|url| !url.is_empty()) {
        if identity(url).is_none() {
            return Err(Failure::new(
                url,
                super::add::NO_ADDRESS,
                "write it in full, such as https://example.com/story",
            ));
        }
        match archive.resolve(Name::Url(url)) {
            Ok(Resolution::Article(other, _)) if other != article => {
                let what = format!("this is the address of {other}, and notes that cite it would cite two articles");
                return Err(Failure::new(url, what, "change that article first"));
            }
            _ => {}
        }
    }
    let captures = naming::captures(archive, &article)?;
    let twin = captures
        .iter()
        .find(|one| one.capture != path && args.captured_at.is_some() && one.captured_at == args.captured_at);
    if let Some(twin) = twin {
        let what = format!("{} was captured at this moment already", place.on_disk(twin.capture.as_str()));
        return Err(Failure::new(&article, what, "an article has one capture of a moment"));
    }
    let before = if args.notes.is_empty() { None } else { Some(Before::of(&args.notes, place)?) };
    let because = args.because.clone().unwrap_or_else(|| format!("set {}", names.join(", ")));
    let others = store::describe(place.root()?, &place.rules()?, &path, &because, |record| args.change(record))?;
    let rejudged = before.map_or_else(|| Ok(String::new()), |before| before.compared(place))?;
    let text = format!("{}: {} set\n", place.on_disk(path.as_str()), names.join(", "));
    place.print(&visible(&(text + &super::manifest::roles_changed(&others) + &rejudged)))?;
    Ok(Exit::Fine)
}

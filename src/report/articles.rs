//! The articles of an archive, one a line.

use super::{counted, legible};
use crate::capture::{ArticleId, CapturePath, CapturedAt};
use crate::manifest::{Collection, Trouble, troubles_met};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// An article, as a list of all has it.
#[derive(Debug)]
pub struct ListedArticle {
    /// Its id.
    pub id: ArticleId,
    /// The number of its captures.
    pub captures: usize,
    /// The latest of them.
    pub latest: CapturePath,
    /// When that was captured.
    pub captured_at: Option<CapturedAt>,
    /// Its title.
    pub title: Option<String>,
    /// The result of proving it.
    pub state: ArticleState,
}

/// The result of proving the latest capture of an article.
#[derive(Debug)]
pub enum ArticleState {
    /// It is proven.
    Proven,
    /// It is withheld.
    Withheld,
    /// It is what was committed to, and no words are read out of it; why.
    Unread(Trouble),
    /// It cannot be proven; why.
    Unproven(Trouble),
}

/// The articles of an archive by id, and the troubles that were met, by path.
pub fn listed_articles(archive: &dyn Collection) -> (Vec<ListedArticle>, BTreeMap<String, Trouble>) {
    let (mut articles, listing) = listed(archive);
    let mut broken = BTreeMap::new();
    for article in &mut articles {
        article.state = match (archive.withheld(&article.latest), archive.witness(&article.latest)) {
            (Some(_), _) => ArticleState::Withheld,
            (None, Ok(witness)) => {
                article.captured_at = witness.captured_at();
                article.title.clone_from(&witness.manifest().title);
                ArticleState::Proven
            }
            (None, Err(trouble @ (Trouble::Undecodable(_) | Trouble::Wordless))) => ArticleState::Unread(trouble),
            (None, Err(trouble)) => {
                broken.insert(article.latest.clone(), trouble.clone());
                ArticleState::Unproven(trouble)
            }
        };
    }
    let mut troubles = troubles_met(archive, &broken, listing.as_ref());
    // Its bytes are as committed, and nobody asked for its words.
    troubles.retain(|_, trouble| !matches!(trouble, Trouble::Undecodable(_) | Trouble::Wordless));
    (articles, troubles)
}

/// Writes each article's id, when it was last captured, how often, and its title.
pub fn articles(articles: &[ListedArticle], out: &mut dyn Write) -> io::Result<()> {
    let width = articles.iter().map(|one| legible(one.id.as_str()).chars().count()).max().unwrap_or(0);
    for article in articles {
        let when = match &article.state {
            ArticleState::Proven | ArticleState::Unread(_) => {
                article.captured_at.map_or("at an unknown time".to_owned(), |at| at.to_string())
            }
            ArticleState::Withheld => "withheld".to_owned(),
            ArticleState::Unproven(_) => "cannot be verified: run `literatim audit`".to_owned(),
        };
        let unread = if matches!(article.state, ArticleState::Unread(_)) { "  kept, and not read" } else { "" };
        let often =
            if article.captures > 1 { format!(" ({})", counted(article.captures, "capture")) } else { String::new() };
        let title = legible(article.title.as_deref().unwrap_or_default());
        let line = format!("{:width$}  {when}{often}{unread}  {title}", legible(article.id.as_str()));
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out, "{}", counted(articles.len(), "article"))
}

/// The articles that are listed or withheld, by id; and why there may be more, if not all could be listed.
fn listed(archive: &dyn Collection) -> (Vec<ListedArticle>, Option<Trouble>) {
    let mut articles: BTreeMap<ArticleId, (usize, (Option<CapturedAt>, CapturePath))> = BTreeMap::new();
    let mut add = |article: ArticleId, latest: (Option<CapturedAt>, CapturePath)| {
        let (captures, known) = articles.entry(article).or_insert_with(|| (0, latest.clone()));
        *captures += 1;
        *known = known.clone().max(latest);
    };
    let listing = archive.each(&mut |one| {
        add(one.capture.article(), (one.captured_at, one.capture.clone()));
        ControlFlow::Continue(())
    });
    for withheld in archive.all_withheld() {
        add(withheld.entry.article.clone(), (withheld.entry.captured_at, withheld.entry.capture.clone()));
    }
    let article = |(id, (captures, (captured_at, latest)))| ListedArticle {
        id,
        captures,
        latest,
        captured_at,
        title: None,
        state: ArticleState::Withheld,
    };
    (articles.into_iter().map(article).collect(), listing.err())
}

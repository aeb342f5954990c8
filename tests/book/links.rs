//! Links of a page, and where they lead.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::path::Path;

/// A link of a page.
pub struct Link {
    pub target: String,
}

/// The links of a page, in their order.
pub fn of(text: &str) -> Vec<Link> {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES);
    let targets = events.filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url.into_string()),
        _ => None,
    });
    targets.map(|target| Link { target }).collect()
}

/// The names by which the headings of a page are linked to, as forges and mdBook make them.
fn anchors(text: &str) -> Vec<String> {
    let (mut anchors, mut heading) = (Vec::new(), None::<String>);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::Text(text) | Event::Code(text) => heading.iter_mut().for_each(|heading| heading.push_str(&text)),
            Event::End(TagEnd::Heading(_)) => {
                let kept = heading.take().unwrap_or_default().to_lowercase();
                let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                anchors.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
            }
            _ => {}
        }
    }
    anchors
}

/// The links of a page of the repository that lead nowhere; of a page of the book also those that lead out of it.
pub fn wrong(page: &str, is_in_book: bool) -> Vec<String> {
    wrong_in(page, &super::read(page), is_in_book)
}

/// The same for a page with this text.
pub fn wrong_in(page: &str, text: &str, is_in_book: bool) -> Vec<String> {
    let is_wrong = |link: &Link| leads_to(page, text, &link.target, is_in_book).err();
    of(text).iter().filter_map(|link| Some(format!("{page}: {}: {}", link.target, is_wrong(link)?))).collect()
}

fn leads_to(page: &str, text: &str, target: &str, is_in_book: bool) -> Result<(), &'static str> {
    if target.contains("://") || target.starts_with("mailto:") {
        return Ok(());
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let file = match path {
        "" => page.to_owned(),
        path => joined(page, path).ok_or("it leads out of the repository")?,
    };
    let place = super::root().join(&file);
    if is_in_book && !file.starts_with("docs/") {
        return Err("it leads out of the book");
    }
    if !place.exists() || (is_in_book && !place.is_file()) {
        return Err("there is no such page");
    }
    let is_named = |anchor: &str| {
        let other = if path.is_empty() { text.to_owned() } else { super::read(&file) };
        anchors(&other).iter().any(|known| known == anchor)
    };
    match anchor {
        Some(anchor) if Path::new(&file).extension().is_some_and(|ending| ending == "md") && !is_named(anchor) => {
            Err("the page has no such heading")
        }
        _ => Ok(()),
    }
}

/// The path of what `path` means in `page`, from the root.
fn joined(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        match part {
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

//! Link targets: what the links of a block lead to, by their addresses.

use crate::text::Span;
use crate::transcript::Transcript;
use regex::bytes::RegexSet;
use std::sync::LazyLock;

/// The kind of place that an address leads to, in the order of [`PATTERNS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkTarget {
    /// The stories on a topic.
    Topic,
    /// A part of the site.
    Section,
    /// Someone who writes.
    Author,
    /// A letter to an address.
    Mail,
    /// A telephone.
    Telephone,
    /// A network, to pass the story on there.
    Sharing,
    /// The comments on the story.
    Comments,
    /// The site's first page.
    Home,
}

/// The addresses, by the paths that systems for publishing and networks agree on.
const PATTERNS: [&str; 8] = [
    r"(?i-u)^[^?#]*/(?:tags?|topics?|temas?|themen?|thema|sujets?|etiquetas?|etiquettes?|labels?|keywords?|argoment[io]|schlagworte?|trefwoord|hashtag)/[^/]",
    r"(?i-u)^[^?#]*/(?:categor(?:y|ies|ias?|ie)|kategorien?|sections?|seccion|sezion[ei]|rubriques?|rubriken?|ressorts?|secao|rubriek)/[^/]",
    r"(?i-u)^[^?#]*/(?:authors?|by|byline|contributors?|staff|journalists?|reporters?|columnists?|writers?|autor(?:en|es|as?)?|auteurs?|autor[ei]|redactie|redacao)/[^/]",
    r"(?i-u)^mailto:[^?]",
    r"(?i-u)^(?:tel|callto|fax|sms):",
    r"(?i-u)^(?:whatsapp:|mailto:\?|fb-messenger:)|(?:/sharer\b|/intent/(?:tweet|post)|/share(?:article|\.php)?\b|/dialog/(?:feed|share|send)|//wa\.me/|//api\.whatsapp\.|/pin/create|/submit\?(?:.*&)?url=|/sharing/)",
    r"(?i-u)#(?:comments?|respond|disqus|disqus_thread|replies|kommentare?|comentarios|commentaires|commenti|reacties)\b",
    r"(?i-u)^(?:(?:https?:)?//[^/?#]+/?|/)(?:index\.[a-z]+)?$",
];

static ADDRESSES: LazyLock<RegexSet> =
    LazyLock::new(|| RegexSet::new(PATTERNS).expect("the addresses are regular expressions"));

/// The most bytes of an address that are looked at: what comes behind is the page's own.
const LONGEST: usize = 300;

/// For each block of a page what any of its links leads to, and what all of them do; a bit each.
pub(super) struct LinkTargets {
    any: Vec<u8>,
    all: Vec<u8>,
}

impl LinkTargets {
    /// Reads the links of a page, each once.
    pub(super) fn of(transcript: &Transcript) -> Self {
        let blocks: Vec<Span> = transcript.blocks().iter().map(|block| block.span).collect();
        let (mut any, mut all) = (vec![0; blocks.len()], vec![u8::MAX; blocks.len()]);
        for link in transcript.links().iter().filter(|link| !link.span.is_empty()) {
            let read = read(&link.url);
            let from = blocks.partition_point(|block| block.end <= link.span.start);
            for (index, _) in (from..).zip(&blocks[from..]).take_while(|(_, block)| block.start < link.span.end) {
                any[index] |= read;
                all[index] &= read;
            }
        }
        // A block without links leads nowhere.
        all.iter_mut().zip(&any).for_each(|(all, any)| *all &= any);
        Self { any, all }
    }

    /// Returns true if one of the links of a block leads there.
    pub(super) fn any(&self, index: usize, target: LinkTarget) -> bool {
        self.any[index] >> target as u8 & 1 == 1
    }

    /// Returns true if a block has links, and all of them lead there.
    pub(super) fn all(&self, index: usize, target: LinkTarget) -> bool {
        self.all[index] >> target as u8 & 1 == 1
    }
}

fn read(url: &str) -> u8 {
    let url = &url[..url.floor_char_boundary(LONGEST)];
    ADDRESSES.matches(url.as_bytes()).into_iter().fold(0, |targets, target| targets | 1 << target)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_say_what_they_lead_to() {
        for (url, target) in [
            ("https://lamp.example/tags/rivers/", LinkTarget::Topic),
            ("/category/rivers", LinkTarget::Section),
            ("/authors/ann-lamp", LinkTarget::Author),
            ("mailto:ann@lamp.example", LinkTarget::Mail),
            ("mailto:?subject=The%20lamp", LinkTarget::Sharing),
            ("tel:+44123456", LinkTarget::Telephone),
            ("https://net.example/sharer.php?u=x", LinkTarget::Sharing),
            ("https://lamp.example/story#comments", LinkTarget::Comments),
            ("https://lamp.example/", LinkTarget::Home),
            ("/", LinkTarget::Home),
        ] {
            assert_eq!(read(url), 1 << target as u8, "{url}");
        }
        for url in ["https://lamp.example/2019/the-lamp-by-ann", "/stage/left", "#top", "/topics/", ""] {
            assert_eq!(read(url), 0, "{url}");
        }
    }
}

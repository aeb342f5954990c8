//! Classes of the names of elements: what those that a block stands in say that they are for.

use crate::transcript::Tag;

/// A kind of words in the names of elements, and the elements that mean the same.
pub(super) struct NameClass {
    /// Its name in evidence.
    pub name: &'static str,
    /// The words that are looked for in the names; a pattern of the `regex` crate.
    pub words: &'static str,
    /// The elements that mean it whatever they are called.
    pub tags: &'static [Tag],
}

pub(super) const fn name_class(name: &'static str, words: &'static str, tags: &'static [Tag]) -> NameClass {
    NameClass { name, words, tags }
}

/// All classes. Their order is that of the model's features: only add at the end, and train again.
pub(super) const NAME_CLASSES: [NameClass; 36] = [
    name_class(
        "story",
        r"prop=articlebody|articlebody|article[-_]{0,2}(?:body|content|text|copy|main)|stor(?:y|ia)[-_]{0,2}(?:body|content|text|copy)|(?:entry|post|news|single|page|node|main|body|paragraph)[-_]{0,2}(?:content|body|text)|content[-_]{0,2}(?:body|article|main|text)|body[-_]{0,2}(?:copy|text)|richtext|rich-text|field-name-body|td-post-content|artikel|texto|cuerpo|corpo",
        &[],
    ),
    name_class(
        "article",
        r"article|\.post\b|story|hentry|\bentry\b|news|nota|noticia|type=[a-z:/.]*(?:article|posting)",
        &[Tag::Article],
    ),
    name_class("content", r"content|body|text|copy|paragraph", &[]),
    name_class("main", r"\bmain\b|role=main|#content", &[Tag::Main]),
    name_class(
        "navigation",
        r"\bnav|menu|breadcrumb|role=(?:navigation|menu)|toolbar|pager|pagination|skip|submenu|sitemap",
        &[Tag::Nav, Tag::Menu],
    ),
    name_class("header", r"header|masthead|banner|topbar|top-bar|role=banner", &[Tag::Header]),
    name_class("footer", r"foot|bottom|role=contentinfo|colophon", &[Tag::Footer]),
    name_class(
        "aside",
        r"side|aside|rail|complementary|secondary|right-?col|column|infobox|inset|factbox",
        &[Tag::Aside],
    ),
    name_class(
        "related",
        r"relat|recommend|recirc|more|also|suggest|read-?next|next|prev|similar|recent|latest|trending|popular|most-|\bmost|top-stories|recomm|yarpp|relacionad|verwandt|lire-aussi|leia|correlat",
        &[],
    ),
    name_class(
        "teaser",
        r"teaser|card|tile|promo|headline-?list|river|feed|carousel|slider|listing|\blist|grid|widget|module|thumb|item",
        &[],
    ),
    name_class(
        "comments",
        r"comment(?:[^a]|$)|disqus|respond|reply|discuss|livefyre|coral|kommentare|comentarios",
        &[],
    ),
    name_class(
        "sharing",
        r"shar(?:e|ing)|social|follow|facebook|twitter|whatsapp|addthis|sharedaddy|jetpack|like|addtoany|bookmark|print",
        &[],
    ),
    name_class(
        "subscribing",
        r"newsletter|subscri|signup|sign-up|register|login|donat|membership|member|mailing|optin|cta|appeal|abo\b|suscr",
        &[],
    ),
    name_class(
        "advertising",
        r"(?:^|[^a-z])ads?(?:[^a-z]|$)|advert|sponsor|outbrain|taboola|dfp|gpt|\bad[-_]|[-_]ad\b|adsby|promoted|partner|commercial|affiliate|zergnet|revcontent|publi(?:cidad|cite)|anzeige|werbung",
        &[],
    ),
    name_class(
        "caption",
        r"caption|wp-caption|figcaption|photo-?(?:credit|caption|text)|image-?(?:credit|caption|desc|title)|credit|legend|bildunterschrift|pie-?foto|legende|foto",
        &[Tag::Figcaption],
    ),
    name_class(
        "picture",
        r"image|photo|picture|figure|gallery|slide|media|img|galeria|bild",
        &[Tag::Figure, Tag::Picture],
    ),
    name_class("video", r"video|player|audio|podcast|youtube|jwplayer|brightcove", &[]),
    name_class(
        "author",
        r"author|byline|\bbio\b|contributor|writer|autor|journalist|profile|reporter|prop=author|vcard",
        &[],
    ),
    name_class("facts", r"meta|info|date|time|published|posted|updated|dateline|details|prop=date", &[Tag::Time]),
    name_class("tags", r"\btag|topic|categor|keyword|section-name|kicker|eyebrow|label|rubri|etiquet|schlagwort", &[]),
    name_class("headline", r"headline|title|titulo|titre|titel|titolo|heading|prop=headline", &[Tag::Hgroup]),
    name_class(
        "standfirst",
        r"standfirst|subtitle|sub-?head|\bdek\b|deck|summary|excerpt|lead|intro|abstract|teaser-?text|description|subtitulo|chapo|bajada|prop=description|sapo|strap",
        &[],
    ),
    name_class("legal", r"copyright|legal|disclaim|terms|privacy|licen[sc]e|rights|imprint|impressum", &[]),
    name_class(
        "consent",
        r"cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox|dialog|alert|notice|notification|toast|role=(?:dialog|alert)|interstitial",
        &[],
    ),
    name_class("paywall", r"paywall|regwall|meter|premium|gate\b|piano|locked|barrier|subscriber", &[]),
    name_class("quote", r"pull-?quote|pullout|blockquote|\bquote|cita\b|zitat", &[Tag::Blockquote]),
    name_class("embed", r"embed|twitter-tweet|tweet|instagram|oembed|facebook-post|iframe|social-embed|tiktok", &[]),
    name_class(
        "note",
        r"correction|editor-?note|note\b|update|footnote|source|endnote|disclosure|clarification|trust|about",
        &[],
    ),
    name_class("table", r"table|chart|graph|stats|score|rating|price|product|spec", &[Tag::Table]),
    name_class(
        "form",
        r"form|search|input|button|btn|role=search|captcha|poll|survey|quiz",
        &[Tag::Form, Tag::Button, Tag::Search, Tag::Fieldset],
    ),
    name_class("list", r"", &[Tag::Ul, Tag::Ol, Tag::Dl]),
    name_class("list item", r"", &[Tag::Li, Tag::Dd, Tag::Dt]),
    name_class("paragraph", r"", &[Tag::P]),
    name_class("cell", r"", &[Tag::Td, Tag::Th]),
    name_class("section", r"section|wrapper|container|row|region", &[Tag::Section]),
    name_class("heading", r"", &[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]),
];

/// Classes that leave no doubt when they are so near: of the labelled blocks that have one, hardly any is the story's.
pub(super) const CERTAIN: [(usize, i16); 4] = [(10, 2), (12, 3), (13, 3), (22, 3)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_no_doubt_is_what_it_is_meant_to_be() {
        let names = CERTAIN.map(|(sign, _)| NAME_CLASSES[sign].name);
        assert_eq!(names, ["comments", "subscribing", "advertising", "legal"]);
    }
}

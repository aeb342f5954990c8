//! Signs: what the elements that a block stands in say that they are for.

use crate::transcript::Tag;

/// A kind of words in the names of elements, and the elements that mean the same.
pub(super) struct Sign {
    /// What it is called where evidence is told.
    pub name: &'static str,
    /// What is looked for in the names; a pattern of the `regex` crate.
    pub words: &'static str,
    /// The elements that mean it whatever they are called.
    pub tags: &'static [Tag],
}

pub(super) const fn sign(name: &'static str, words: &'static str, tags: &'static [Tag]) -> Sign {
    Sign { name, words, tags }
}

/// All signs. Their order is that of the model's traits: only add at the end, and train again.
pub(super) const SIGNS: [Sign; 36] = [
    sign(
        "story",
        r"prop=articlebody|articlebody|article[-_]{0,2}(?:body|content|text|copy|main)|stor(?:y|ia)[-_]{0,2}(?:body|content|text|copy)|(?:entry|post|news|single|page|node|main|body|paragraph)[-_]{0,2}(?:content|body|text)|content[-_]{0,2}(?:body|article|main|text)|body[-_]{0,2}(?:copy|text)|richtext|rich-text|field-name-body|td-post-content|artikel|texto|cuerpo|corpo",
        &[],
    ),
    sign(
        "article",
        r"article|\.post\b|story|hentry|\bentry\b|news|nota|noticia|type=[a-z:/.]*(?:article|posting)",
        &[Tag::Article],
    ),
    sign("content", r"content|body|text|copy|paragraph", &[]),
    sign("main", r"\bmain\b|role=main|#content", &[Tag::Main]),
    sign(
        "navigation",
        r"\bnav|menu|breadcrumb|role=(?:navigation|menu)|toolbar|pager|pagination|skip|submenu|sitemap",
        &[Tag::Nav, Tag::Menu],
    ),
    sign("header", r"header|masthead|banner|topbar|top-bar|role=banner", &[Tag::Header]),
    sign("footer", r"foot|bottom|role=contentinfo|colophon", &[Tag::Footer]),
    sign("aside", r"side|aside|rail|complementary|secondary|right-?col|column|infobox|inset|factbox", &[Tag::Aside]),
    sign(
        "related",
        r"relat|recommend|recirc|more|also|suggest|read-?next|next|prev|similar|recent|latest|trending|popular|most-|\bmost|top-stories|recomm|yarpp|relacionad|verwandt|lire-aussi|leia|correlat",
        &[],
    ),
    sign(
        "teaser",
        r"teaser|card|tile|promo|headline-?list|river|feed|carousel|slider|listing|\blist|grid|widget|module|thumb|item",
        &[],
    ),
    sign("comments", r"comment(?:[^a]|$)|disqus|respond|reply|discuss|livefyre|coral|kommentare|comentarios", &[]),
    sign(
        "sharing",
        r"shar(?:e|ing)|social|follow|facebook|twitter|whatsapp|addthis|sharedaddy|jetpack|like|addtoany|bookmark|print",
        &[],
    ),
    sign(
        "subscribing",
        r"newsletter|subscri|signup|sign-up|register|login|donat|membership|member|mailing|optin|cta|appeal|abo\b|suscr",
        &[],
    ),
    sign(
        "advertising",
        r"(?:^|[^a-z])ads?(?:[^a-z]|$)|advert|sponsor|outbrain|taboola|dfp|gpt|\bad[-_]|[-_]ad\b|adsby|promoted|partner|commercial|affiliate|zergnet|revcontent|publi(?:cidad|cite)|anzeige|werbung",
        &[],
    ),
    sign(
        "caption",
        r"caption|wp-caption|figcaption|photo-?(?:credit|caption|text)|image-?(?:credit|caption|desc|title)|credit|legend|bildunterschrift|pie-?foto|legende|foto",
        &[Tag::Figcaption],
    ),
    sign("picture", r"image|photo|picture|figure|gallery|slide|media|img|galeria|bild", &[Tag::Figure, Tag::Picture]),
    sign("video", r"video|player|audio|podcast|youtube|jwplayer|brightcove", &[]),
    sign(
        "author",
        r"author|byline|\bbio\b|contributor|writer|autor|journalist|profile|reporter|prop=author|vcard",
        &[],
    ),
    sign("facts", r"meta|info|date|time|published|posted|updated|dateline|details|prop=date", &[Tag::Time]),
    sign("tags", r"\btag|topic|categor|keyword|section-name|kicker|eyebrow|label|rubri|etiquet|schlagwort", &[]),
    sign("headline", r"headline|title|titulo|titre|titel|titolo|heading|prop=headline", &[Tag::Hgroup]),
    sign(
        "standfirst",
        r"standfirst|subtitle|sub-?head|\bdek\b|deck|summary|excerpt|lead|intro|abstract|teaser-?text|description|subtitulo|chapo|bajada|prop=description|sapo|strap",
        &[],
    ),
    sign("legal", r"copyright|legal|disclaim|terms|privacy|licen[sc]e|rights|imprint|impressum", &[]),
    sign(
        "consent",
        r"cookie|consent|gdpr|modal|popup|pop-up|overlay|lightbox|dialog|alert|notice|notification|toast|role=(?:dialog|alert)|interstitial",
        &[],
    ),
    sign("paywall", r"paywall|regwall|meter|premium|gate\b|piano|locked|barrier|subscriber", &[]),
    sign("quote", r"pull-?quote|pullout|blockquote|\bquote|cita\b|zitat", &[Tag::Blockquote]),
    sign("embed", r"embed|twitter-tweet|tweet|instagram|oembed|facebook-post|iframe|social-embed|tiktok", &[]),
    sign(
        "note",
        r"correction|editor-?note|note\b|update|footnote|source|endnote|disclosure|clarification|trust|about",
        &[],
    ),
    sign("table", r"table|chart|graph|stats|score|rating|price|product|spec", &[Tag::Table]),
    sign(
        "form",
        r"form|search|input|button|btn|role=search|captcha|poll|survey|quiz",
        &[Tag::Form, Tag::Button, Tag::Search, Tag::Fieldset],
    ),
    sign("list", r"", &[Tag::Ul, Tag::Ol, Tag::Dl]),
    sign("list item", r"", &[Tag::Li, Tag::Dd, Tag::Dt]),
    sign("paragraph", r"", &[Tag::P]),
    sign("cell", r"", &[Tag::Td, Tag::Th]),
    sign("section", r"section|wrapper|container|row|region", &[Tag::Section]),
    sign("heading", r"", &[Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6]),
];

/// Signs that leave no doubt when they are so near: of the labelled blocks that have one, hardly any is the story's.
pub(super) const CERTAIN: [(usize, i16); 4] = [(10, 2), (12, 3), (13, 3), (22, 3)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leaves_no_doubt_is_what_it_is_meant_to_be() {
        let names = CERTAIN.map(|(sign, _)| SIGNS[sign].name);
        assert_eq!(names, ["comments", "subscribing", "advertising", "legal"]);
    }
}

//! Calls: what elements of furniture call themselves, more narrowly than the signs that the model knows.

use super::name_classes::{Sign, sign};
use crate::transcript::Tag;

/// How many calls there are.
pub(super) const CALLS_LEN: usize = 13;

/// All calls. The model does not see them, so that they may change without training.
pub(super) const CALLS: [Sign; CALLS_LEN] = [
    sign("search", r"search|such(?:e|feld|formular)\b|recherche|\bbusca|\bcerca\b|pesquisa|zoek", &[Tag::Search]),
    sign(
        "date",
        r"prop=date|publi(?:sh|she|cation|cado|c)[-_]{0,2}(?:ed)?[-_]{0,2}(?:date|on|time|at)\b|pub[-_]?date|date[-_]{0,2}(?:line|published|posted|time)|(?:post|entry|article|story|byline)[-_]{0,2}(?:date|time)\b|time-?stamp|[-_.#]date\b",
        &[Tag::Time],
    ),
    sign(
        "contact",
        r"[.#-]contact|[.#_-]address|[.#]adr\b|[.#-](?:tel|phone|telephone|telefon|impressum|imprint)\b|kontakt|contatt|contacto\b|contato\b|prop=(?:telephone|email|address|streetaddress)",
        &[Tag::Address],
    ),
    sign(
        "biography",
        r"(?:author|autor|contributor|writer)[-_]{0,2}(?:bio|box|info|desc|card|profile|about)|[.#_-]bio\b|biograph|about-?(?:the-?)?(?:author|writer)",
        &[],
    ),
    sign(
        "wall",
        r"pay-?wall|reg-?wall|meter(?:ed|ing)|premium[-_](?:wall|content|teaser)|[.#_-](?:gate|piano)\b|content-?gate|barrier|subscriber[-_]?only",
        &[],
    ),
    sign("summary", r"high-?lights?\b|key-?(?:point|fact|take-?away)|take-?aways|at-a-glance|in-?brief", &[]),
    sign(
        "topics",
        r"[.#_-](?:related)?(?:tags?|topics?|keywords?)(?:[-_ ]|$)|tag-?list|tag-?cloud|filed-?under|post-?tags|article-?tags|topic-?list",
        &[],
    ),
    sign(
        "legend",
        r"[-_.#a-z]caption\b|[.#]caption|photographer|photo-?credit|bildunterschrift|pie-?(?:de-?)?foto|didascalia",
        &[Tag::Figcaption],
    ),
    sign(
        "credit",
        r"credit|photographer|fotograf|(?:image|photo|picture|media)[-_]{1,2}(?:source|copyright|rights|owner)|prop=copyrightholder",
        &[],
    ),
    sign(
        "offer",
        r"news-?letter|subscri|sign-?up|regist(?:er|ration)|log-?in|donat|member|mailing|opt-?in\b|appeal|[.#_-]abo\b|suscr|follow-?by",
        &[],
    ),
    sign(
        "share",
        r"[.#_-]shar(?:e|ing)|share-?(?:bar|button|icon|this|link)|social|[.#_-]follow(?:-|_|\b)|facebook|twitter|whatsapp|addthis|sharedaddy|addtoany|add-?to-?any|bookmark|tweet|print-?(?:button|link|article)",
        &[],
    ),
    sign(
        "notice",
        r"cookie|consent|gdpr|ccpa|privacy|\bmodal|pop-?up|role=(?:dialog|alert)|notification|toast|interstitial",
        &[],
    ),
    sign("breadcrumb", r"breadcrumb|bread-crumb|briciole|ariane", &[]),
];

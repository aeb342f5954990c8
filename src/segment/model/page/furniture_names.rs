//! Calls: what elements of furniture call themselves, more narrowly than the signs that the model knows.

use super::name_classes::{NameClass, name_class};
use crate::transcript::Tag;

/// The number of classes of furniture.
pub(super) const FURNITURE_NAMES_LEN: usize = 13;

/// All calls. The model does not see them, so that they may change without training.
pub(super) const FURNITURE_NAMES: [NameClass; FURNITURE_NAMES_LEN] = [
    name_class("search", r"search|such(?:e|feld|formular)\b|recherche|\bbusca|\bcerca\b|pesquisa|zoek", &[Tag::Search]),
    name_class(
        "date",
        r"prop=date|publi(?:sh|she|cation|cado|c)[-_]{0,2}(?:ed)?[-_]{0,2}(?:date|on|time|at)\b|pub[-_]?date|date[-_]{0,2}(?:line|published|posted|time)|(?:post|entry|article|story|byline)[-_]{0,2}(?:date|time)\b|time-?stamp|[-_.#]date\b",
        &[Tag::Time],
    ),
    name_class(
        "contact",
        r"[.#-]contact|[.#_-]address|[.#]adr\b|[.#-](?:tel|phone|telephone|telefon|impressum|imprint)\b|kontakt|contatt|contacto\b|contato\b|prop=(?:telephone|email|address|streetaddress)",
        &[Tag::Address],
    ),
    name_class(
        "biography",
        r"(?:author|autor|contributor|writer)[-_]{0,2}(?:bio|box|info|desc|card|profile|about)|[.#_-]bio\b|biograph|about-?(?:the-?)?(?:author|writer)",
        &[],
    ),
    name_class(
        "wall",
        r"pay-?wall|reg-?wall|meter(?:ed|ing)|premium[-_](?:wall|content|teaser)|[.#_-](?:gate|piano)\b|content-?gate|barrier|subscriber[-_]?only",
        &[],
    ),
    name_class("summary", r"high-?lights?\b|key-?(?:point|fact|take-?away)|take-?aways|at-a-glance|in-?brief", &[]),
    name_class(
        "topics",
        r"[.#_-](?:related)?(?:tags?|topics?|keywords?)(?:[-_ ]|$)|tag-?list|tag-?cloud|filed-?under|post-?tags|article-?tags|topic-?list",
        &[],
    ),
    name_class(
        "legend",
        r"[-_.#a-z]caption\b|[.#]caption|photographer|photo-?credit|bildunterschrift|pie-?(?:de-?)?foto|didascalia",
        &[Tag::Figcaption],
    ),
    name_class(
        "credit",
        r"credit|photographer|fotograf|(?:image|photo|picture|media)[-_]{1,2}(?:source|copyright|rights|owner)|prop=copyrightholder",
        &[],
    ),
    name_class(
        "offer",
        r"news-?letter|subscri|sign-?up|regist(?:er|ration)|log-?in|donat|member|mailing|opt-?in\b|appeal|[.#_-]abo\b|suscr|follow-?by",
        &[],
    ),
    name_class(
        "share",
        r"[.#_-]shar(?:e|ing)|share-?(?:bar|button|icon|this|link)|social|[.#_-]follow(?:-|_|\b)|facebook|twitter|whatsapp|addthis|sharedaddy|addtoany|add-?to-?any|bookmark|tweet|print-?(?:button|link|article)",
        &[],
    ),
    name_class(
        "notice",
        r"cookie|consent|gdpr|ccpa|privacy|\bmodal|pop-?up|role=(?:dialog|alert)|notification|toast|interstitial",
        &[],
    ),
    name_class("breadcrumb", r"breadcrumb|bread-crumb|briciole|ariane", &[]),
];

//! Identifiers of works: `doi:`, `pmid:`, `pmcid:`, `arXiv:`, `isbn:`; and the names that an archive may have for them.

/// The kinds of identifiers, by the names that are written before the colon.
const KINDS: [(&str, Kind); 7] = [
    ("doi", Kind::Doi),
    ("pmid", Kind::Pmid),
    ("pubmed", Kind::Pmid),
    ("pmcid", Kind::Pmcid),
    ("pmc", Kind::Pmcid),
    ("arxiv", Kind::Arxiv),
    ("isbn", Kind::Isbn),
];
/// The versions of a preprint that are looked for where none is named.
const VERSIONS: u8 = 9;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Doi,
    Pmid,
    Pmcid,
    Arxiv,
    Isbn,
}

/// The kind and the value of an identifier, as `doi:10.5555/a`.
fn parts(text: &str) -> Option<(Kind, &str)> {
    let (name, value) = text.trim().split_once(':')?;
    let kind = KINDS.iter().find(|(known, _)| name.eq_ignore_ascii_case(known))?.1;
    let value = value.trim_start_matches('/').trim();
    is_value(kind, value).then_some((kind, value))
}

fn is_value(kind: Kind, value: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match kind {
        Kind::Doi => value.starts_with("10.") && value.contains('/') && !value.contains(char::is_whitespace),
        Kind::Pmid => digits(value) && value.len() <= 9,
        Kind::Pmcid => digits(value.trim_start_matches(['P', 'M', 'C', 'p', 'm', 'c'])),
        Kind::Arxiv => {
            let good = |c: char| c.is_ascii_alphanumeric() || "./-".contains(c);
            value.contains(|c: char| c.is_ascii_digit()) && value.chars().all(good)
        }
        Kind::Isbn => value.chars().filter(char::is_ascii_digit).count() >= 9 && value.len() <= 20,
    }
}

/// An identifier as it is written in notes: `doi:10.5555/a`, `PMID: 123`. `None` for anything else.
pub(crate) fn of_text(text: &str) -> Option<String> {
    let (name, _) = text.trim().split_once(':')?;
    parts(text).map(|(_, value)| format!("{}:{value}", name.trim()))
}

/// The identifier that the field `name` of some data holds, with the name of its kind or without.
pub(in crate::notes) fn of_field(name: &str, value: &str) -> Option<String> {
    let value = value.trim();
    let is_kind = KINDS.iter().any(|(known, _)| name.eq_ignore_ascii_case(known));
    if !is_kind || value.contains("://") {
        return None;
    }
    of_text(value).or_else(|| of_text(&format!("{name}:{value}")))
}

/// The length in bytes of the name of a kind of identifier that `text` ends with.
pub(in crate::notes) fn name_before(text: &str) -> Option<usize> {
    let letters = text.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let name = &text[text.len() - letters..];
    KINDS.iter().any(|(known, _)| name.eq_ignore_ascii_case(known)).then_some(letters)
}

/// The addresses at which the work of an identifier is found, and the ids that an article of it may have.
pub(in crate::notes) fn names(identifier: &str) -> (Vec<String>, Vec<String>) {
    let Some((kind, value)) = parts(identifier) else { return Default::default() };
    let bare = value.trim_start_matches(['P', 'M', 'C', 'p', 'm', 'c']);
    let urls = match kind {
        Kind::Doi => vec![format!("https://doi.org/{value}")],
        Kind::Pmid => vec![
            format!("https://pubmed.ncbi.nlm.nih.gov/{value}"),
            format!("https://www.ncbi.nlm.nih.gov/pubmed/{value}"),
        ],
        Kind::Pmcid => vec![
            format!("https://pmc.ncbi.nlm.nih.gov/articles/PMC{bare}"),
            format!("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC{bare}"),
        ],
        Kind::Arxiv => arxiv(value),
        Kind::Isbn => {
            let digits: String = value.chars().filter(|c| c.is_ascii_alphanumeric()).collect();
            vec![format!("https://openlibrary.org/isbn/{digits}"), format!("https://www.worldcat.org/isbn/{digits}")]
        }
    };
    let name = identifier.trim().split(':').next().unwrap_or_default();
    let spelled = [name.to_owned(), name.to_lowercase(), name.to_uppercase()];
    let plain = value.replace('/', "_");
    let ids = spelled.iter().flat_map(|name| [format!("{name}_{plain}"), format!("{name}-{plain}")]);
    (urls, ids.chain([identifier.trim().to_owned()]).collect())
}

/// A version pins: without one, any is meant.
fn arxiv(value: &str) -> Vec<String> {
    let paths = |value: &str| ["abs", "pdf", "html"].map(|kind| format!("https://arxiv.org/{kind}/{value}"));
    let version = value.rsplit_once('v').map(|(_, version)| version);
    if version.is_some_and(|version| !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit())) {
        return paths(value).into();
    }
    let versions = (1..=VERSIONS).flat_map(|version| paths(&format!("{value}v{version}")));
    paths(value).into_iter().chain(versions).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_known_by_their_kind_and_form() {
        assert_eq!(of_text("doi: 10.5555/a.b"), Some("doi:10.5555/a.b".into()));
        assert_eq!(of_text("PMID:123"), Some("PMID:123".into()));
        assert_eq!(of_field("doi", "10.5555/a"), Some("doi:10.5555/a".into()));
        for text in ["doi:x", "pmid:x", "https://doi.org/10.1/a", "note: 10.1/a", "isbn:1"] {
            assert_eq!(of_text(text), None, "{text}");
        }
    }

    #[test]
    fn a_version_pins() {
        assert_eq!(arxiv("2401.00001v2").len(), 3);
        assert!(arxiv("2401.00001").contains(&"https://arxiv.org/abs/2401.00001v3".into()));
    }
}

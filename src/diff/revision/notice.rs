//! Notices of correction and of update.

/// The words that a notice begins with, before a mark or at the start of a sentence.
const HEADS: [&str; 10] = [
    "correction",
    "corrections",
    "clarification",
    "update",
    "updated",
    "editor's note",
    "editors' note",
    "corrected",
    "corrects",
    "erratum",
];

/// The names that articles have for themselves in a notice.
const SELVES: [&str; 8] = ["article", "story", "post", "report", "page", "piece", "blog post", "column"];
/// The words for what has been done to them.
const DEEDS: [&str; 5] = ["updated", "corrected", "amended", "revised", "clarified"];

/// Returns true if `text` is a notice, or begins with one.
pub(super) fn is_notice(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
    headed(&text) || text.split(['.', '!', '?']).take(2).any(|sentence| of_itself(sentence.trim()))
}

/// `Correction:`, `Update (3 March):`, `UPDATE —`.
fn headed(text: &str) -> bool {
    HEADS.iter().filter_map(|head| text.strip_prefix(head)).any(|rest| {
        if rest.starts_with(char::is_alphanumeric) {
            return false;
        }
        let rest = rest.trim_start_matches(['*', '_', ' ']);
        let reach = rest.char_indices().nth(40).map_or(rest.len(), |(at, _)| at);
        let stop = rest[..reach].find([':', '—', '–', '|']);
        // Between head and mark stands a date, or nothing: `Corrections officers said:` is a sentence.
        stop.is_some_and(|at| {
            rest[..at].trim().is_empty() || rest[..at].contains(|c: char| c.is_ascii_digit() || c == '(')
        })
    })
}

/// `This post has been updated …`, `An earlier version of this article …`.
fn of_itself(sentence: &str) -> bool {
    let earlier = ["an earlier version of", "a previous version of", "earlier versions of", "previous versions of"];
    if earlier.iter().any(|words| sentence.starts_with(words)) {
        return true;
    }
    let Some(rest) = sentence.strip_prefix("this ") else { return false };
    SELVES.iter().filter_map(|own| rest.strip_prefix(own)).any(|rest| {
        let rest = rest.trim_start();
        let said =
            ["has been ", "was ", "has since been ", "was last "].iter().find_map(|verb| rest.strip_prefix(verb));
        said.is_some_and(|said| DEEDS.iter().any(|deed| said.starts_with(deed)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notices_are_distinguished_from_stories_of_updates() {
        for text in [
            "Correction: the bridge opened in 1931.",
            "**Update (3 March):** more.",
            "Editor’s note: this is a translation.",
            "UPDATE — 5 p.m. The dam held.",
            "This story has been corrected to say that she left.",
            "An earlier version of this article misspelled a name.",
        ] {
            assert!(is_notice(text), "{text}");
        }
        for text in [
            "Update your browser now.",
            "Corrections officers met: all agreed.",
            "This post was written by Ada.",
            "The update: none",
        ] {
            assert!(!is_notice(text), "{text}");
        }
    }
}

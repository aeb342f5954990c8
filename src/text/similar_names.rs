//! Names that somebody may have meant by another one.

/// The `names` that few edits make of `name`, fewest first: at most one edit for each three letters.
pub(crate) fn similar_names<'n>(name: &str, names: &[&'n str]) -> impl Iterator<Item = &'n str> + use<'n> {
    let limit = (name.chars().count() / 3).clamp(1, 5);
    // A name that is much longer or shorter cannot be near, and need not be compared.
    let is_near = |other: &&&str| other.len().abs_diff(name.len()) <= 4 * limit;
    let edits = |other: &&'n str| (distance(name, other), *other);
    let mut near: Vec<_> = names.iter().filter(is_near).map(edits).filter(|(edits, _)| *edits <= limit).collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter().map(|(_, name)| name)
}

/// Letters to put in, take out or change to make `other` of `name` (Levenshtein).
fn distance(name: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, c) in name.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (at, d) in other.iter().enumerate() {
            let changed = diagonal + usize::from(c != *d);
            diagonal = row[at + 1];
            row[at + 1] = changed.min(diagonal + 1).min(row[at] + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_near_and_another_is_not() {
        let near = |name| similar_names(name, &["style", "strict", "exclude"]).collect::<Vec<_>>();
        assert_eq!(near("stile"), ["style"]);
        assert_eq!(near("Style"), ["style"]);
        assert_eq!(near("stylle"), ["style"]);
        assert!(near("bibliography").is_empty() && near("").is_empty());
    }
}

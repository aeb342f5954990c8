//! Numbers of things, in words.

/// So many things; English makes the plural with an s.
pub fn counted(number: usize, thing: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{ending}")
}

//! Tokens by number, so that two are compared at once.

use super::cost_row::TokenId;
use crate::matching::{FoldedText, Folding, KeyHasher};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// The different tokens of a quotation.
pub struct TokenIds<'t> {
    own: HashMap<&'t str, (u32, u32), BuildHasherDefault<KeyHasher>>,
    folded: HashMap<Cow<'t, str>, u32, BuildHasherDefault<KeyHasher>>,
    /// The [`sign`] of each folded one.
    signs: u64,
}

impl<'t> TokenIds<'t> {
    /// The name that no token of the quotation has.
    const OTHER: u32 = u32::MAX;

    /// Room for the names of so many tokens.
    pub fn of(tokens: usize) -> Self {
        Self {
            own: HashMap::with_capacity_and_hasher(tokens, BuildHasherDefault::default()),
            folded: HashMap::with_capacity_and_hasher(tokens, BuildHasherDefault::default()),
            signs: 0,
        }
    }

    /// The name of a token of the quotation.
    pub fn give(&mut self, token: &'t str, is_word: bool) -> TokenId {
        let (next, folded, signs) = (self.own.len() as u32, &mut self.folded, &mut self.signs);
        let &mut (own, folded) = self.own.entry(token).or_insert_with(|| {
            let (token, next_folded) = (fold(token), folded.len() as u32);
            *signs |= sign(&token);
            (next, *folded.entry(token).or_insert(next_folded))
        });
        TokenId { is_word, own, folded }
    }

    /// The name of a token of the archive: most of them have none, and need not be distinguished.
    pub fn find(&self, token: &str, is_word: bool) -> TokenId {
        let is_plain = token.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_plain && self.signs & sign(token) == 0 {
            return TokenId { is_word, own: Self::OTHER, folded: Self::OTHER };
        }
        if let Some(&(own, folded)) = self.own.get(token) {
            return TokenId { is_word, own, folded };
        }
        let folded = self.folded.get(&*fold(token)).copied();
        TokenId { is_word, own: Self::OTHER, folded: folded.unwrap_or(Self::OTHER) }
    }
}

/// A bit for the first byte, in whatever case, and the length of a token.
fn sign(token: &str) -> u64 {
    let first = token.bytes().next().unwrap_or_default() | b' ';
    1 << ((usize::from(first) + 11 * token.len()) % 64)
}

/// A token in whatever case and type. The first ways are short cuts for what is most frequent.
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        return Cow::Borrowed(text);
    }
    if matches!(text, "." | "," | ";" | ":" | "!" | "?" | "(" | ")") {
        return Cow::Borrowed(text);
    }
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Owned(text.to_ascii_lowercase());
    }
    Cow::Owned(folded(text))
}

pub fn folded(text: &str) -> String {
    FoldedText::whole(text, Folding::FULL).text().to_lowercase()
}

//! Words by chance: the same on every machine.

/// The generator that Knuth gives for MMIX.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit
    }
}

/// Six thousand words; two may be the same.
pub fn vocabulary(chance: &mut Chance) -> Vec<String> {
    let letters = b"etaoinshrdlucmfwypvbgk";
    let word = |chance: &mut Chance| {
        let len = 2 + chance.below(8);
        (0..len).map(|_| letters[chance.below(letters.len())] as char).collect()
    };
    (0..6000).map(|_| word(chance)).collect()
}

/// One of some words; the first are more frequent, as in any language.
pub fn word(chance: &mut Chance, words: &[String]) -> String {
    let limit = 1 + chance.below(words.len());
    words[chance.below(limit)].clone()
}

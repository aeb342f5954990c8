//! Prefixes of compounds with a hyphen.

/// Prefixes that, with their hyphen, are part of the word: `violent` cannot be quoted out of `non-violent`.
pub const PREFIXES: [&str; 38] = [
    "non",
    "un",
    "anti",
    "ex",
    "in",
    "dis",
    "mis",
    "de",
    "pre",
    "post",
    "pro",
    "counter",
    "quasi",
    "pseudo",
    "semi",
    "sub",
    "half",
    "mid",
    "vice",
    "co",
    "re",
    "never",
    "over",
    "under",
    "multi",
    "self",
    "ultra",
    "neo",
    "crypto",
    "would", // English
    "nicht",
    "möchtegern", // German
    "contre",
    "demi", // French
    "niet",
    "oud", // Dutch
    "não",
    "sem", // Portuguese
];

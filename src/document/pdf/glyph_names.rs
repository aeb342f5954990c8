//! The characters that glyphs are named after.

use unicode_normalization::UnicodeNormalization;

/// Names that are no letters with an accent, and the characters they stand for.
const NAMES: &[(&str, &str)] = &[
    ("space", " "), ("exclam", "!"), ("quotedbl", "\""), ("numbersign", "#"), ("dollar", "$"), ("percent", "%"),
    ("ampersand", "&"), ("quotesingle", "'"), ("quoteright", "’"), ("parenleft", "("), ("parenright", ")"),
    ("asterisk", "*"), ("plus", "+"), ("comma", ","), ("hyphen", "-"), ("period", "."), ("slash", "/"), ("zero", "0"),
    ("one", "1"), ("two", "2"), ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"),
    ("eight", "8"), ("nine", "9"), ("colon", ":"), ("semicolon", ";"), ("less", "<"), ("equal", "="),
    ("greater", ">"), ("question", "?"), ("at", "@"), ("bracketleft", "["), ("backslash", "\\"),
    ("bracketright", "]"), ("asciicircum", "^"), ("underscore", "_"), ("grave", "`"), ("quoteleft", "‘"),
    ("braceleft", "{"), ("bar", "|"), ("braceright", "}"), ("asciitilde", "~"), ("exclamdown", "¡"), ("cent", "¢"),
    ("sterling", "£"), ("fraction", "⁄"), ("yen", "¥"), ("florin", "ƒ"), ("section", "§"), ("currency", "¤"),
    ("quotedblleft", "“"), ("guillemotleft", "«"), ("guillemetleft", "«"), ("guilsinglleft", "‹"),
    ("guilsinglright", "›"), ("fi", "fi"), ("fl", "fl"), ("ff", "ff"), ("ffi", "ffi"), ("ffl", "ffl"), ("ft", "ft"),
    ("tt", "tt"), ("ti", "ti"), ("st", "st"), ("ct", "ct"), ("IJ", "Ĳ"), ("ij", "ĳ"), ("endash", "–"), ("dagger", "†"),
    ("daggerdbl", "‡"), ("periodcentered", "·"), ("middot", "·"), ("paragraph", "¶"), ("bullet", "•"),
    ("quotesinglbase", "‚"), ("quotedblbase", "„"), ("quotedblright", "”"), ("guillemotright", "»"),
    ("guillemetright", "»"), ("ellipsis", "…"), ("perthousand", "‰"), ("questiondown", "¿"), ("acute", "´"),
    ("circumflex", "ˆ"), ("tilde", "˜"), ("macron", "¯"), ("overscore", "¯"), ("breve", "˘"), ("dotaccent", "˙"), ("dieresis", "¨"),
    ("ring", "˚"), ("cedilla", "¸"), ("hungarumlaut", "˝"), ("ogonek", "˛"), ("caron", "ˇ"), ("emdash", "—"),
    ("AE", "Æ"), ("ordfeminine", "ª"), ("Lslash", "Ł"), ("Oslash", "Ø"), ("OE", "Œ"), ("ordmasculine", "º"),
    ("ae", "æ"), ("dotlessi", "ı"), ("dotlessj", "ȷ"), ("lslash", "ł"), ("oslash", "ø"), ("oe", "œ"),
    ("germandbls", "ß"), ("Germandbls", "ẞ"), ("SS", "SS"), ("Eth", "Ð"), ("eth", "ð"), ("Thorn", "Þ"), ("thorn", "þ"),
    ("Dcroat", "Đ"), ("dcroat", "đ"), ("Hbar", "Ħ"), ("hbar", "ħ"), ("Tbar", "Ŧ"), ("tbar", "ŧ"), ("Eng", "Ŋ"),
    ("eng", "ŋ"), ("kgreenlandic", "ĸ"), ("longs", "ſ"), ("onesuperior", "¹"), ("twosuperior", "²"),
    ("threesuperior", "³"), ("foursuperior", "⁴"), ("onequarter", "¼"), ("onehalf", "½"), ("threequarters", "¾"),
    ("onethird", "⅓"), ("twothirds", "⅔"), ("oneeighth", "⅛"), ("threeeighths", "⅜"), ("fiveeighths", "⅝"),
    ("seveneighths", "⅞"), ("copyright", "©"), ("registered", "®"), ("trademark", "™"), ("degree", "°"),
    ("plusminus", "±"), ("multiply", "×"), ("divide", "÷"), ("minus", "−"), ("brokenbar", "¦"), ("logicalnot", "¬"),
    ("mu", "µ"), ("mu1", "µ"), ("Euro", "€"), ("euro", "€"), ("lira", "₤"), ("franc", "₣"), ("peseta", "₧"), ("won", "₩"),
    ("dong", "₫"), ("sfthyphen", "\u{ad}"), ("softhyphen", "\u{ad}"), ("hyphenminus", "-"), ("nbspace", " "), ("nonbreakingspace", " "), ("figuredash", "‒"),
    ("quotereversed", "‛"), ("minute", "′"), ("second", "″"), ("twodotenleader", "‥"), ("nsuperior", "ⁿ"),
    ("afii61289", "ℓ"), ("afii61352", "№"), ("estimated", "℮"), ("afii00208", "―"), ("horizontalbar", "―"),
    ("visiblespace", "␣"), ("lozenge", "◊"), ("infinity", "∞"), ("notequal", "≠"), ("lessequal", "≤"),
    ("greaterequal", "≥"), ("approxequal", "≈"), ("equivalence", "≡"), ("similar", "∼"), ("congruent", "≅"),
    ("proportional", "∝"), ("partialdiff", "∂"), ("summation", "∑"), ("product", "∏"), ("integral", "∫"),
    ("radical", "√"), ("element", "∈"), ("notelement", "∉"), ("intersection", "∩"), ("union", "∪"),
    ("logicaland", "∧"), ("logicalor", "∨"), ("therefore", "∴"), ("universal", "∀"), ("existential", "∃"),
    ("emptyset", "∅"), ("gradient", "∇"), ("nabla", "∇"), ("asteriskmath", "∗"), ("dotmath", "⋅"), ("bulletoperator", "∙"),
    ("perpendicular", "⊥"), ("angle", "∠"), ("arrowleft", "←"), ("arrowright", "→"), ("arrowup", "↑"), ("arrowdown", "↓"), ("arrowboth", "↔"),
    ("arrowdblleft", "⇐"), ("arrowdblright", "⇒"), ("arrowdblboth", "⇔"), ("club", "♣"), ("diamond", "♦"), ("heart", "♥"), ("spade", "♠"),
    ("Alpha", "Α"), ("Beta", "Β"), ("Gamma", "Γ"), ("Delta", "Δ"), ("increment", "Δ"), ("Epsilon", "Ε"), ("Zeta", "Ζ"), ("Eta", "Η"),
    ("Theta", "Θ"), ("Iota", "Ι"), ("Kappa", "Κ"), ("Lambda", "Λ"), ("Mu", "Μ"), ("Nu", "Ν"), ("Xi", "Ξ"),
    ("Omicron", "Ο"), ("Pi", "Π"), ("Rho", "Ρ"), ("Sigma", "Σ"), ("Tau", "Τ"), ("Upsilon", "Υ"), ("Phi", "Φ"),
    ("Chi", "Χ"), ("Psi", "Ψ"), ("Omega", "Ω"), ("Ohm", "Ω"), ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"),
    ("epsilon", "ε"), ("epsilon1", "ϵ"), ("zeta", "ζ"), ("eta", "η"), ("theta", "θ"), ("theta1", "ϑ"), ("iota", "ι"), ("kappa", "κ"),
    ("lambda", "λ"), ("nu", "ν"), ("xi", "ξ"), ("omicron", "ο"), ("pi", "π"), ("pi1", "ϖ"), ("rho", "ρ"), ("rho1", "ϱ"),
    ("sigma", "σ"), ("sigma1", "ς"), ("tau", "τ"), ("upsilon", "υ"), ("phi", "φ"), ("phi1", "ϕ"), ("chi", "χ"), ("psi", "ψ"),
    ("omega", "ω"), ("omega1", "ϖ"), ("suppress", "\u{335}"), ("polishlcross", "\u{335}"), ("napostrophe", "ŉ"), ("Ldot", "Ŀ"), ("ldot", "ŀ"), ("commaaccent", "\u{326}"),
];

/// The accents in names such as `eacute`, as marks on the letter before.
const ACCENTS: [(&str, char); 15] = [
    ("acute", '\u{301}'),
    ("grave", '\u{300}'),
    ("circumflex", '\u{302}'),
    ("dieresis", '\u{308}'),
    ("tilde", '\u{303}'),
    ("ring", '\u{30a}'),
    ("caron", '\u{30c}'),
    ("cedilla", '\u{327}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("ogonek", '\u{328}'),
    ("dotaccent", '\u{307}'),
    ("dot", '\u{307}'),
    ("hungarumlaut", '\u{30b}'),
    ("commaaccent", '\u{327}'),
];

/// The characters that the name of a glyph stands for.
pub(super) fn characters(name: &str) -> Option<String> {
    let name = name.split_once('.').map_or(name, |(name, _)| name);
    let mut parts = name.split('_').map(of_part);
    match name.is_empty() {
        true => None,
        false => parts.try_fold(String::new(), |text, part| Some(text + &part?)),
    }
}

fn of_part(name: &str) -> Option<String> {
    if name.chars().count() == 1 {
        return name.chars().next().filter(char::is_ascii_alphabetic).map(String::from);
    }
    if let Some((_, characters)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some((*characters).to_owned());
    }
    if let Some(hex) = name.strip_prefix("uni").filter(|hex| hex.len() >= 4 && hex.len() % 4 == 0) {
        let units = hex.as_bytes().chunks(4).map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok());
        return String::from_utf16(&units.collect::<Option<Vec<u16>>>()?).ok();
    }
    if let Some(code) = name.strip_prefix('u').filter(|hex| (4..=6).contains(&hex.len()))
        && let Ok(code) = u32::from_str_radix(code, 16)
    {
        return char::from_u32(code).map(String::from);
    }
    if let Some(number) = name.strip_prefix("afii").and_then(|number| number.parse::<u32>().ok()) {
        return cyrillic(number).map(String::from);
    }
    let (letter, accent) = name.split_at_checked(1)?;
    let mark = ACCENTS.iter().find(|(known, _)| *known == accent)?.1;
    // Latvian letters have a comma below them where others have a cedilla; Romanian ones are two characters.
    let mark = if accent == "commaaccent" && matches!(letter, "S" | "s" | "T" | "t") { '\u{326}' } else { mark };
    let composed: String = [letter.chars().next()?, mark].into_iter().nfc().collect();
    (composed.chars().count() == 1 && letter.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(composed)
}

/// The Cyrillic letters of the numbered names: the alphabet with `Ё` behind `Е`.
fn cyrillic(number: u32) -> Option<char> {
    let letter = |at: u32, first: u32| match at {
        0..6 => char::from_u32(first + at),
        6 => None,
        _ => char::from_u32(first + at - 1),
    };
    match number {
        10023 => Some('Ё'),
        10071 => Some('ё'),
        10017..=10049 => letter(number - 10017, 0x410),
        10065..=10097 => letter(number - 10065, 0x430),
        10050 => Some('Ґ'),
        10098 => Some('ґ'),
        10053 => Some('Є'),
        10101 => Some('є'),
        10055 => Some('І'),
        10103 => Some('і'),
        10056 => Some('Ї'),
        10104 => Some('ї'),
        10062 => Some('Ў'),
        10110 => Some('ў'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_glyphs_are_read() {
        for (name, expected) in [
            ("a", Some("a")),
            ("eacute", Some("é")),
            ("Scedilla", Some("Ş")),
            ("scommaaccent", Some("ș")),
            ("Abreve", Some("Ă")),
            ("f_f_i", Some("ffi")),
            ("ffi", Some("ffi")),
            ("one.oldstyle", Some("1")),
            ("uni20AC", Some("€")),
            ("u1F600", Some("😀")),
            ("afii10017", Some("А")),
            ("afii10023", Some("Ё")),
            ("afii10049", Some("Я")),
            ("afii10097", Some("я")),
            ("minus", Some("−")),
            ("g12", None),
            (".notdef", None),
            ("qacute", None),
        ] {
            assert_eq!(characters(name).as_deref(), expected, "{name}");
        }
    }
}

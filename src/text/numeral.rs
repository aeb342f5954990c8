//! Numbers, in digits and in letters.

use super::sign::{is_attached, is_sign};
use super::tokens::words;

const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const LARGE: [&str; 5] = ["hundred", "thousand", "million", "billion", "trillion"];

/// The number that `word` writes out, in digits; a large one, from a hundred on, in small letters. `None` if it is none.
pub fn written_out(word: &str) -> Option<String> {
    let word = word.to_lowercase();
    if let Some(units) = UNITS.iter().position(|unit| *unit == word) {
        return Some(units.to_string());
    }
    if let Some(tens) = TENS.iter().position(|ten| *ten == word) {
        return Some((10 * (tens + 2)).to_string());
    }
    LARGE.contains(&word.as_str()).then_some(word)
}

/// The words for numbers of other languages, as the spell-out rules of CLDR 46 give them for 0 to 20, the tens, and the
/// large ones. Left out are those that are common words of a language whose news is read here: *once*, *due*, *sei*.
const NUMBERS: [&str; 111] = [
    "eins",
    "zwei",
    "drei",
    "vier",
    "fünf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "zwölf",
    "zwanzig",
    "dreißig",
    "vierzig",
    "fünfzig",
    "sechzig",
    "siebzig",
    "achtzig",
    "neunzig",
    "hundert",
    "tausend",
    "million",
    "millionen", // German
    "deux",
    "trois",
    "quatre",
    "cinq",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "vingt",
    "vingts",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "septante",
    "huitante",
    "nonante",
    "cent",
    "cents",
    "mille",
    "millions", // French
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "doce",
    "trece",
    "catorce",
    "quince",
    "veinte",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
    "cien",
    "ciento",
    "mil",
    "millón", // Spanish
    "dois",
    "duas",
    "três",
    "quatro",
    "seis",
    "sete",
    "oito",
    "nove",
    "dez",
    "vinte",
    "trinta",
    "quarenta",
    "cinquenta",
    "sessenta",
    "oitenta",
    "noventa",
    "cem",
    "cento",
    "milhão",
    "milhões", // Portuguese
    "tre",
    "quattro",
    "cinque",
    "sette",
    "dieci",
    "venti",
    "trenta",
    "cinquanta",
    "sessanta",
    "settanta",
    "ottanta",
    "novanta",
    "milione",
    "milioni", // Italian
    "twee",
    "vijf",
    "zeven",
];

/// Returns true if `word` writes out a number, in English or another language of the list.
pub fn is_number_word(word: &str) -> bool {
    written_out(word).is_some() || NUMBERS.contains(&word.to_lowercase().as_str())
}

/// Returns true for characters that numbers are written with in Chinese and Japanese: those of Unicode that have a
/// `kPrimaryNumeric` value and are in use as numbers, and the formal ones of `kAccountingNumeric`.
pub fn is_han_number(c: char) -> bool {
    const NUMBERS: &str = "〇零一二三四五六七八九十百千万萬億亿兆两兩廿卅卌壱壹弐贰貳叁肆柒捌玖佰仟";
    NUMBERS.contains(c)
}

/// Words that count as numbers, and have no digits of their own.
const PARTS: [&str; 4] = ["half", "dozen", "dozens", "double"];

/// Returns true if `word` is a number, in digits or in letters.
pub fn is_number(word: &str) -> bool {
    let is_part = || PARTS.iter().any(|part| part.eq_ignore_ascii_case(word));
    word.contains(char::is_numeric)
        || is_number_word(word)
        || is_part()
        || !word.is_empty() && word.chars().all(is_han_number)
}

/// The numbers of `text`, in order, each with its sign and the symbols that stand at it. A small one that is written out
/// in English is written in digits, and digits of any script or width are those of ASCII.
pub fn numbers_in(text: &str) -> Vec<String> {
    let mut numbers: Vec<String> = Vec::new();
    let mut last = 0;
    for word in words(text).filter(|word| is_number(&text[word.range()])) {
        let (before, after) = (&text[..word.start], &text[word.end..]);
        let mut number = before.chars().next_back().map_or_else(String::new, |mark| {
            let further = before[..before.len() - mark.len_utf8()].chars().next_back();
            match () {
                () if is_sign(further, mark, &text[word.start..]) => "−".to_owned(),
                () if is_attached(mark) => narrow(mark).to_string(),
                () => String::new(),
            }
        });
        let value = &text[word.range()];
        number.extend(written_out(value).unwrap_or_else(|| value.to_lowercase()).chars().map(ascii_digit));
        number.extend(after.chars().take_while(|&c| is_attached(c)).map(narrow));
        // Characters of scripts without spaces follow on each other and are one number.
        match numbers.last_mut() {
            Some(one) if last == word.start && last > 0 => one.push_str(&number),
            _ => numbers.push(number),
        }
        last = word.end;
    }
    numbers
}

/// `c`, or, for one of full width, that of ASCII.
fn narrow(c: char) -> char {
    match u32::from(c) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

/// `c`, or, for a decimal digit of another script, that of ASCII.
fn ascii_digit(c: char) -> char {
    let Some(zero) = ZEROS.iter().find(|&&zero| (zero..=char::from_u32(zero as u32 + 9).unwrap_or(zero)).contains(&c))
    else {
        return c;
    };
    char::from_digit(c as u32 - *zero as u32, 10).unwrap_or(c)
}

/// The zeros of the decimal digits in use: Arabic, Persian, Indic, Thai, Lao, Tibetan, Myanmar, Khmer,
/// and full width.
const ZEROS: [char; 17] = ['٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '༠', '၀', '០', '０'];

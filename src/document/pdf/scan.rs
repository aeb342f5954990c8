//! Objects of a file found without its table.

use super::lexer::is_space;
use std::collections::HashMap;

/// The offset of each `12 0 obj` in a file, by its number: the last one of each.
pub(super) fn scan(bytes: &[u8]) -> HashMap<u32, usize> {
    let mut found = HashMap::new();
    for at in memchr::memmem::find_iter(bytes, b"obj") {
        let number_before = |mut end: usize| {
            let spaces = bytes[..end].iter().rev().take(8).take_while(|&&byte| is_space(byte)).count();
            end -= spaces;
            let digits = bytes[..end].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
            let value = bytes[end - digits..end].iter().fold(0_u64, |sum, byte| sum * 10 + u64::from(byte & 15));
            (digits > 0 && spaces > 0).then_some((end - digits, value))
        };
        let Some((start, _)) = number_before(at) else { continue };
        let Some((start, number)) = number_before(start) else { continue };
        if let Ok(number) = u32::try_from(number) {
            found.insert(number, start);
        }
    }
    found
}

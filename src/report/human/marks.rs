//! The marks under a line of words.

/// Columns that a variant takes on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Underline {
    variant: usize,
    start: usize,
    end: usize,
}

impl Underline {
    /// Marks `width` columns from `start` on; joined to the mark before, where that is of the same variant. What takes
    /// no column, such as a combining mark, is marked where it is drawn: under the character before it.
    pub fn add(marks: &mut Vec<Self>, variant: usize, start: usize, width: usize) {
        let (start, end) = if width == 0 { (start.saturating_sub(1), start.max(1)) } else { (start, start + width) };
        match marks.last_mut() {
            Some(last) if last.variant == variant => last.end = end.max(last.end),
            _ => marks.push(Self { variant, start, end }),
        }
    }
}

/// The lines under a line of words: `^^^` under each mark, and what `name` calls it beside that, or under it where
/// there is no room. No marks, no lines.
pub(super) fn underline(marks: &[Underline], room: usize, mut name: impl FnMut(usize) -> &'static str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for (index, mark) in marks.iter().enumerate() {
        write(&mut lines[0], mark.start, &"^".repeat(mark.end - mark.start));
        let label = name(mark.variant);
        let beside = mark.end + 1 + label.len();
        let behind = marks.get(index + 1).map_or(room, |next| next.start.saturating_sub(1));
        match label {
            "" => {}
            _ if beside <= behind => write(&mut lines[0], mark.end + 1, label),
            _ => write_under(&mut lines, mark.start.min(room.saturating_sub(label.len())), label),
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// Writes `text` at `column`; where the line is longer already, after what it has.
fn write(line: &mut String, column: usize, text: &str) {
    let have = line.len();
    *line += &" ".repeat(column.saturating_sub(have));
    // A mark that begins before the line's end shares its first columns with the mark before.
    line.push_str(text.get(have.saturating_sub(column)..).unwrap_or(""));
}

/// Writes `label` on the first line under the marks that is free from `column` on.
fn write_under(lines: &mut Vec<String>, column: usize, label: &str) {
    let free = (1..lines.len()).find(|&line| lines[line].is_empty() || lines[line].len() < column);
    let line = free.unwrap_or_else(|| {
        lines.push(String::new());
        lines.len() - 1
    });
    write(&mut lines[line], column, label);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn under(marks: &[(usize, usize)], room: usize) -> Vec<String> {
        let marks: Vec<_> =
            marks.iter().enumerate().map(|(variant, &(start, end))| Underline { variant, start, end }).collect();
        underline(&marks, room, |_| "wording")
    }

    #[test]
    fn a_label_stands_beside_its_mark_where_there_is_room() {
        assert_eq!(under(&[(2, 5)], 20), ["  ^^^ wording"]);
    }

    #[test]
    fn a_label_stands_under_its_mark_where_there_is_none() {
        assert_eq!(under(&[(2, 5), (7, 9)], 20), ["  ^^^  ^^ wording", "  wording"]);
        assert_eq!(under(&[(8, 12)], 14), ["        ^^^^", "       wording"]);
    }

    #[test]
    fn labels_do_not_run_into_each_other() {
        assert_eq!(under(&[(0, 1), (3, 4), (6, 7)], 9), ["^  ^  ^", "wording", "  wording", "  wording"]);
    }
}

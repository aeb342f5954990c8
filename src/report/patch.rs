//! The changes in a file, as a patch that `git apply` takes.

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};
use std::io::{self, Write};

/// Lines of agreement around a change.
const CONTEXT: usize = 3;

/// Writes the patch that makes `new` of `old`, which is the file at `path`; nothing if they are the same. Lines end
/// with a line feed, and with nothing else.
pub fn patch(path: &str, old: &str, new: &str, out: &mut dyn Write) -> io::Result<()> {
    if old == new {
        return Ok(());
    }
    let (before, after): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    writeln!(out, "--- {}", name("a", path))?;
    writeln!(out, "+++ {}", name("b", path))?;
    let ops = capture_diff_slices(Algorithm::Myers, &before, &after);
    group_diff_ops(ops, CONTEXT).iter().try_for_each(|hunk| write_hunk(hunk, &before, &after, out))
}

fn write_hunk(hunk: &[DiffOp], before: &[&str], after: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return Ok(()) };
    let range = |start: usize, end: usize| match end - start {
        1 => format!("{}", start + 1),
        // For no lines, the number is that of the line after which they would stand.
        0 => format!("{start},0"),
        count => format!("{},{count}", start + 1),
    };
    let old = range(first.old_range().start, last.old_range().end);
    let new = range(first.new_range().start, last.new_range().end);
    writeln!(out, "@@ -{old} +{new} @@")?;
    for op in hunk {
        if let DiffOp::Equal { .. } = op {
            op.old_range().try_for_each(|line| write_line(' ', before[line], out))?;
        } else {
            op.old_range().try_for_each(|line| write_line('-', before[line], out))?;
            op.new_range().try_for_each(|line| write_line('+', after[line], out))?;
        }
    }
    Ok(())
}

fn write_line(sign: char, line: &str, out: &mut dyn Write) -> io::Result<()> {
    match line.strip_suffix('\n') {
        Some(line) => writeln!(out, "{sign}{line}"),
        None => writeln!(out, "{sign}{line}\n\\ No newline at end of file"),
    }
}

/// A file's name, quoted as git does where a line would not hold it; a tab ends one with spaces in it.
fn name(side: &str, path: &str) -> String {
    if path.chars().any(|c| c.is_control() || matches!(c, '"' | '\\')) {
        let escaped: String = path.chars().map(escape).collect();
        return format!("\"{side}/{escaped}\"");
    }
    let tab = if path.contains(' ') { "\t" } else { "" };
    format!("{side}/{path}{tab}")
}

fn escape(c: char) -> String {
    match c {
        '"' | '\\' => format!("\\{c}"),
        '\n' => "\\n".to_owned(),
        '\t' => "\\t".to_owned(),
        c if c.is_control() => {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().map(|byte| format!("\\{byte:03o}")).collect()
        }
        c => c.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patched(path: &str, old: &str, new: &str) -> String {
        let mut out = Vec::new();
        patch(path, old, new, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_change_is_a_hunk() {
        let old = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let expected = "--- a/n.md\n+++ b/n.md\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(patched("n.md", old, &old.replace('5', "five")), expected);
    }

    #[test]
    fn the_end_without_a_line_feed_is_marked() {
        let expected =
            "--- a/n.md\n+++ b/n.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        assert_eq!(patched("n.md", "a", "b"), expected);
    }

    #[test]
    fn names_that_a_line_would_not_hold_are_quoted() {
        assert_eq!(name("a", "plain/näme.md"), "a/plain/näme.md");
        assert_eq!(name("a", "two words.md"), "a/two words.md\t");
        assert_eq!(name("a", "a\"b\u{1}.md"), "\"a/a\\\"b\\001.md\"");
    }

    #[test]
    fn what_is_the_same_is_no_patch() {
        assert_eq!(patched("n.md", "a", "a"), "");
    }
}

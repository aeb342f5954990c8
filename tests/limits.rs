//! The limits that the documentation tells are the ones that hold.

use std::path::Path;

/// The rows of a page's tables: constant, file, value.
fn rows(page: &str) -> Vec<(String, String, String)> {
    let code = |cell: &str| cell.split('`').nth(1).map(str::to_owned);
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        Some((code(cells.get(1)?)?, code(cells.get(2)?)?, code(cells.get(3)?)?))
    };
    page.lines().filter(|line| line.starts_with("| `")).filter_map(row).collect()
}

#[test]
fn every_limit_in_the_documentation_is_a_constant_with_that_value() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/limits.md")).unwrap();
    let rows = rows(&page);
    assert_eq!(rows.len(), page.lines().filter(|line| line.starts_with("| `")).count());
    for (name, file, value) in rows {
        let source = std::fs::read_to_string(root.join("src").join(&file)).unwrap();
        let is_it = |line: &str| line.contains(&format!("const {name}: ")) && line.ends_with(&format!("= {value};"));
        assert!(source.lines().any(is_it), "{file} has no {name} = {value}");
    }
}

#[test]
fn every_attack_in_the_documentation_has_the_test_that_it_names() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/attacks.md")).unwrap();
    let mut attacks = 0;
    for line in page.lines().filter(|line| line.ends_with("` |")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let (test, file) = (cells[2].trim_matches('`'), cells[3].trim_matches('`'));
        let source = std::fs::read_to_string(root.join(file)).unwrap_or_else(|why| panic!("{file}: {why}"));
        assert!(source.contains(&format!("fn {test}(")), "{file} has no {test}");
        attacks += 1;
    }
    assert!(attacks > 40, "{attacks}");
}

//! What dom_smoothie takes for the body of each page of a folder, and how many pages a second it reads.
//!
//! `literatim-peers FOLDER > predictions.json`; the speed goes to standard error.

use std::collections::BTreeMap;
use std::time::Instant;

fn main() {
    let folder = std::env::args().nth(1).expect("the folder of pages");
    let mut pages: Vec<_> = std::fs::read_dir(folder).expect("it is a folder").map(|page| page.unwrap().path()).collect();
    pages.sort();
    let read = |path: &std::path::PathBuf| {
        let id = path.file_stem().unwrap().to_string_lossy().into_owned();
        (id, String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned())
    };
    let pages: Vec<(String, String)> = pages.iter().map(read).collect();
    let begin = Instant::now();
    let body = |html: &str| {
        let mut reader = dom_smoothie::Readability::new(html, None, None).ok()?;
        Some(reader.parse().ok()?.text_content.to_string())
    };
    let bodies: Vec<Option<String>> = pages.iter().map(|(_, html)| body(html)).collect();
    eprintln!("{:.0}", pages.len() as f64 / begin.elapsed().as_secs_f64());
    let predictions: BTreeMap<_, _> = pages
        .iter()
        .zip(bodies)
        .map(|((id, _), body)| (id.clone(), BTreeMap::from([("articleBody", body.unwrap_or_default())])))
        .collect();
    println!("{}", serde_json::to_string(&predictions).unwrap());
}

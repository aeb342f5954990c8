//! Folders in which browsers put the parts of a page that they save.

/// Endings of pages that a browser saves with a folder beside them, in small letters.
const PAGES: [&str; 5] = ["html", "htm", "xhtml", "xht", "shtml"];

/// The ends that browsers give to the name of that folder, by the language of the system.
const ENDS: [&str; 19] = [
    "_files",
    ".files",
    "-dateien",
    "_dateien",
    "_fichiers",
    "_archivos",
    "_arquivos",
    "_ficheros",
    "_file",
    "_bestanden",
    "-filer",
    "_filer",
    "_tiedostot",
    "_pliki",
    "_soubory",
    "_elemei",
    "_dosyalar",
    "_datoteke",
    "_fitxers",
];

/// The name of a page without its ending, in small letters; `None` for any other file.
pub fn page_stem(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    PAGES.contains(&ending).then(|| stem.to_owned())
}

/// The names that the page may have, as [`page_stem`] writes them, whose parts lie in a folder called `folder`.
pub fn pages_of(folder: &str) -> Vec<String> {
    let folder = folder.to_lowercase();
    ENDS.iter().filter_map(|end| folder.strip_suffix(end)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_of_a_page_is_known_by_its_name() {
        assert_eq!(page_stem("Report 2019 (final).HTML").as_deref(), Some("report 2019 (final)"));
        assert_eq!(page_stem("report.pdf"), None);
        for folder in ["Report_files", "report-Dateien", "REPORT.files", "report_fichiers"] {
            assert!(pages_of(folder).contains(&"report".to_owned()), "{folder}");
        }
        assert!(pages_of("reports").is_empty() && pages_of("files").is_empty());
    }
}

//! Articles by the files that they were added from, as notes know them.

use crate::archive::Archive;
use std::fs;

/// Files of a folder of notes with its sources, three of them added.
fn vault() -> Archive {
    let archive = Archive::empty();
    for (path, text) in [
        ("raw/2024/minutes.md", "The chair asked for the minutes of the last meeting to be read.\n"),
        ("raw/2025/minutes.md", "The chair asked for the accounts of the last year to be read.\n"),
        (
            "Clippings/The Gates Café.md",
            "---\nsource: https://courier.example/2025/gates\n---\nThe keeper had lost the key to the winding house.\n",
        ),
    ] {
        fs::create_dir_all(archive.path(path).parent().unwrap()).unwrap();
        fs::write(archive.path(path), text).unwrap();
    }
    let sources = ["raw/2024/minutes.md", "raw/2025/minutes.md", "Clippings/The Gates Café.md"];
    archive.run(&[&["add"], &sources[..]].concat()).ends_with(0).says("archive/gates/");
    archive
}

/// The first line of what is said of notes in `wiki/`.
#[track_caller]
fn says(archive: &Archive, notes: &str, words: &str) {
    fs::create_dir_all(archive.path("wiki")).unwrap();
    fs::write(archive.path("wiki/notes.md"), notes).unwrap();
    archive.run(&["verify", "wiki/notes.md", "--format", "concise"]).says(words);
}

#[test]
fn notes_cite_a_source_by_the_file_that_it_was_added_from() {
    let archive = vault();
    for notes in [
        "“the accounts of the last year” ([2025](../raw/2025/minutes.md))\n",
        "“the accounts of the last year” ([2025](/raw/2025/minutes.md#top))\n",
        "“the accounts of the last year” `raw/2025/minutes.md:1`\n",
        "“the accounts of the last year” [[2025/minutes]]\n",
        "“the accounts of the last year” [[raw/2025/minutes.md|there]]\n",
        "> the accounts of the last year to be read.\n> — raw/2025/minutes.md\n",
        "> the accounts of the last year to be read.\n\nSource: `raw/2025/minutes.md` (line 1)\n",
        "---\nsource: raw/2025/minutes.md\n---\n“the accounts of the last year”\n",
        "---\nsources:\n- raw/2025/minutes.md\n---\n“the accounts of the last year”\n",
        "“had lost the key to the winding house” [[The Gates Café]]\n",
        "“had lost the key to the winding house” [[The Gates Cafe\u{301}]]\n",
        "“had lost the key to the winding house” ([there](../Clippings/The%20Gates%20Caf%C3%A9.md))\n",
    ] {
        says(&archive, notes, "1 verbatim, 0 refuted");
    }
    says(&archive, "“the accounts of the last month” [[2025/minutes]]\n", "the archive says “year” (raw-2025-minutes");
}

#[test]
fn a_file_of_the_same_name_elsewhere_is_another_article() {
    let archive = vault();
    let other = "“the accounts of the last year” ([2024](../raw/2024/minutes.md))\n";
    says(&archive, other, "the archive says “minutes”, and 1 more (minutes, paragraph 1)");
    says(&archive, "“the accounts of the last year” [[minutes]]\n", "the citation matches 2 articles");
    // The path leads to notes that are beside these, and not to the source of the same name.
    says(&archive, "“the accounts of the last year” ([2025](minutes.md))\n", "info[quote-uncited] minutes.md names no");
    // The same file again is a capture of the same article.
    fs::write(archive.path("raw/2025/minutes.md"), "The chair asked for the accounts of two years to be read.\n")
        .unwrap();
    let when = "2030-01-01T00:00:00Z";
    archive
        .run(&["add", "raw/2025/minutes.md", "--captured-at", when])
        .ends_with(0)
        .says("archive/raw-2025-minutes/2030");
    archive.run(&["audit"]).ends_with(0);
    archive.run(&["manifest"]).ends_with(0);
    archive.run(&["audit"]).ends_with(0);
}

#[test]
fn any_of_the_sources_that_notes_list_may_be_meant() {
    let archive = vault();
    let head =
        "---\nsources:\n  - raw/2024/minutes.md\n  - url: https://courier.example/2025/gates\n    title: Gates\n---\n";
    says(&archive, &format!("{head}“asked for the minutes of the last meeting”\n"), "1 verbatim, 0 refuted");
    says(&archive, &format!("{head}“The keeper had lost the key to the winding house.”\n"), "1 verbatim, 0 refuted");
    says(
        &archive,
        &format!("{head}“The miller had lost the key to the winding house”\n"),
        "error[quote-altered] notes say “miller”, the archive says “keeper” (gates",
    );
    says(
        &archive,
        &format!("{head}“the accounts of the last year to be read”\n"),
        "info[quote-uncited] none of the 2 sources of this file has these words, but these words are in raw-2025-minutes",
    );
    says(
        &archive,
        &format!("{head}“nobody ever said any of these words to anybody here”\n"),
        "none of the 2 sources of this file has these words",
    );
    // What cannot be read may be where they stand.
    fs::remove_dir_all(archive.path("archive/gates")).unwrap();
    says(&archive, &format!("{head}“The miller had lost the key”\n"), "1 could not be checked");
}

#[test]
fn a_note_in_the_place_of_a_source_is_none() {
    let archive = vault();
    let head = "---\nreference: ../topics/moss.md\n---\n";
    says(&archive, &format!("{head}A “good” one.\n"), "1 skipped");
    says(&archive, &format!("{head}“the accounts of the last year”\n"), "info[quote-uncited]");
}

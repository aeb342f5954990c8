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
    // An id is the name of its article, whatever files are called.
    says(&archive, "“the minutes of the last meeting” [[minutes]]\n", "1 verbatim");
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
        "info[quote-uncited] none of the 2 sources that these notes name has these words, but these words are in raw-2025-minutes",
    );
    says(
        &archive,
        &format!("{head}“nobody ever said any of these words to anybody here”\n"),
        "none of the 2 sources that these notes name has these words",
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

#[test]
fn what_notes_list_at_their_foot_may_be_the_source_of_any_quotation_in_them() {
    let archive = vault();
    let foot = "\n## Sources\n\n- [Gates](https://courier.example/2025/gates)\n- `raw/2024/minutes.md`\n";
    says(&archive, &format!("“asked for the minutes of the last meeting”\n{foot}"), "1 verbatim, 0 refuted");
    says(
        &archive,
        &format!("“The miller had lost the key to the winding house”\n{foot}"),
        "error[quote-altered] notes say “miller”, the archive says “keeper” (gates",
    );
    says(&archive, &format!("“the accounts of the last year to be read”\n{foot}"), "none of the 2 sources that these");
}

#[test]
fn of_several_sources_of_a_paragraph_the_one_that_has_the_words_is_meant() {
    let archive = vault();
    let sources = "Of [[2024/minutes]] and [[The Gates Café]]. It had to do.";
    says(&archive, &format!("{sources} They wrote “had lost the key to the winding house” then.\n"), "1 verbatim");
    says(
        &archive,
        &format!("{sources} They wrote “had lost the door to the winding house” then.\n"),
        "error[quote-altered] notes say “door”, the archive says “key” (gates",
    );
    let other = "They wrote “asked for the accounts of the last year” then.";
    says(&archive, &format!("{sources} {other}\n"), "none of the 2 sources that these notes name has these words, but");
}

#[test]
fn the_title_of_a_saved_page_is_no_altered_quotation_of_it() {
    let archive = Archive::empty();
    fs::create_dir_all(archive.path("raw")).unwrap();
    let page = "---\ntitle: Gates versus locks was the wrong debate\n---\nThe gates and the locks are one thing, and the debate was wrong.\n";
    fs::write(archive.path("raw/gates.md"), page).unwrap();
    archive.run(&["add", "raw/gates.md"]).ends_with(0);
    says(&archive, "See “Gates versus locks was the wrong debate” [[gates]].\n", "1 skipped");
    says(&archive, "See “Gates versus dams was the wrong debate” [[gates]].\n", "1 refuted");
}

use literatim::capture::{ArticleId, slug};

#[test]
fn ids_are_names_that_every_system_can_keep() {
    let long = ["the-wire", "2014/june/mosul", "console.txt", "com\u{b9}1", "می\u{200c}خواهم"];
    for good in ["ärger", "a b", "x.y", "com", "com0", "com10", "conin", "git~2", "a con"].into_iter().chain(long) {
        assert!(good.parse::<ArticleId>().is_ok(), "{good}");
    }
    let paths = ["", ".", "..", "../x", "a//b", "/a", "a/", ".git"];
    let short = ["con", "com1", "a:b", "a\\b", "a\nb", "a.", "NUL.txt", "LPT9.txt"];
    let long = [
        "con .txt",
        "CONIN$",
        "conout$.txt",
        "COM\u{b9}",
        "lpt\u{b3}.txt",
        "nul  .tar.gz",
        "Git~1",
        "x/GIT~1",
        "\u{200c}.git",
        ".g\u{200c}it",
        "\u{feff}",
        "co\u{200d}n",
        "a.j\u{17f}on",
    ];
    for bad in paths.into_iter().chain(short).chain(long) {
        assert!(bad.parse::<ArticleId>().is_err(), "{bad:?}");
    }
    assert!("a/".repeat(400).trim_end_matches('/').parse::<ArticleId>().is_err());
    assert!("a/".repeat(61).trim_end_matches('/').parse::<ArticleId>().is_err());
    assert!("a/".repeat(60).trim_end_matches('/').parse::<ArticleId>().is_ok());
}

#[test]
fn a_folder_cannot_stand_where_a_manifest_may() {
    assert!("a.json".parse::<ArticleId>().is_err());
    assert!("a.JSON/b".parse::<ArticleId>().is_err());
    assert!("json".parse::<ArticleId>().is_ok());
}

#[test]
fn slugs_are_short_ascii() {
    assert_eq!(slug("Ministère : l’été, 2014!").unwrap().as_str(), "ministere-lete-2014");
    assert!(slug("新聞").is_err());
    assert!(slug("con").unwrap_err().to_string().contains("reserved on Windows"));
    assert_eq!(slug(&"x".repeat(500)).unwrap().as_str().len(), 80);
}

use literatim::capture::without_userinfo;
use proptest::prelude::*;
use url::Url;

#[test]
fn what_stands_before_a_host_is_left_out_wherever_the_host_stands() {
    for (url, without) in [
        ("https://user:secret@lantern.example/a?b#c", "https://lantern.example/a?b#c"),
        ("https://secret@lantern.example/", "https://lantern.example/"),
        ("  HTTPS://user:se@cret@lantern.example:8080", "  HTTPS://lantern.example:8080"),
        ("//user:secret@lantern.example/a", "//lantern.example/a"),
        ("https:///user:secret@lantern.example/a", "https:///lantern.example/a"),
        ("https://user:s&ecret@lantern.example/a", "https://lantern.example/a"),
        ("https://us\ter:sec\nret@lantern.example/a", "https://lantern.example/a"),
        ("https://user%40x:s%2Fecret@lantern.example/a", "https://lantern.example/a"),
        ("ftp://user:secret@lantern.example/a", "ftp://lantern.example/a"),
        (
            "https://web.archive.org/web/20140611093000/https://user:secret@lantern.example/a",
            "https://web.archive.org/web/20140611093000/https://lantern.example/a",
        ),
        ("web.archive.org/web/2014/https:/user:secret@a.example/", "web.archive.org/web/2014/https:/a.example/"),
        ("https://a.example/?to=http://user:secret@b.example/&x=1", "https://a.example/?to=http://b.example/&x=1"),
        (
            "https://a.example/?to=https%3A%2F%2Fuser%3As%252Fecret%40b.example%2Fc",
            "https://a.example/?to=https%3A%2F%2Fb.example%2Fc",
        ),
        ("a.example/?to=https%253a%252f%252fsecret%2540b.example", "a.example/?to=https%253a%252f%252fb.example"),
        ("https%3A%2F%2Fuser%3Asecret%40b.example%2Fc.html", "https%3A%2F%2Fb.example%2Fc.html"),
    ] {
        assert_eq!(without_userinfo(url).as_deref(), Some(without), "{url}");
    }
}

#[test]
fn other_signs_are_left_alone() {
    for url in [
        "https://lantern.example/@user/a",
        "https://lantern.example/?q=a@b.example",
        "https://lantern.example/a%40b",
        "https://lantern.example/40",
        "https://web.archive.org/web/2014/https://lantern.example/@user",
        "https://a.example/?u=https://b.example&mail=c@d.example",
        "https://a.example/?u=https%3A%2F%2Fb.example%26c%40d",
        "mailto:a@lantern.example",
        "archive/a@b/c.txt",
    ] {
        assert_eq!(without_userinfo(url), None, "{url}");
    }
}

proptest! {
    #[test]
    fn nothing_is_left_to_leave_out(url in r"(https?:/{1,3}|//|HTTP%3A%2F%2F|[a-z]{0,2})([a-z@:/%\\?#&. \t]|%40|%2F|https://|:){0,24}") {
        let once = without_userinfo(&url).unwrap_or(url);
        prop_assert_eq!(without_userinfo(&once), None, "{}", once);
        if let Ok(parsed) = Url::parse(&once) {
            prop_assert!(parsed.host().is_none() || parsed.username().is_empty() && parsed.password().is_none());
        }
    }
}

use literatim::capture::urls::{identity, wayback_stamp};
use proptest::prelude::*;

#[track_caller]
fn same(urls: &[&str]) {
    let expected = identity(urls[0]);
    assert!(expected.is_some(), "{} has no identity", urls[0]);
    for url in urls {
        assert_eq!(identity(url), expected, "{url}");
    }
}

#[test]
fn scheme_www_slash_fragment_port_and_case_of_the_host_are_ignored() {
    same(&[
        "https://example.com/story/one",
        "http://example.com/story/one",
        "https://www.example.com/story/one/",
        "HTTPS://EXAMPLE.com:443/story/one#comments",
        "http://example.com:80/story/one",
        "//example.com/story/one",
        "example.com/story/one",
        "https://example.com./story/%6Fne",
        "https://example.com/story/./two/../one",
    ]);
}

#[test]
fn tracking_is_ignored_and_other_parameters_are_not() {
    same(&[
        "https://example.com/?p=12&q=a%2fb",
        "https://example.com/?utm_source=x&p=12&fbclid=1&q=a%2Fb&UTM_Medium=y&hsCtaTracking=1",
    ]);
    assert_ne!(identity("https://example.com/?p=12"), identity("https://example.com/?p=13"));
    assert_ne!(identity("https://example.com/A"), identity("https://example.com/a"));
    assert_ne!(identity("https://example.com:8080/a"), identity("https://example.com/a"));
}

#[test]
fn the_page_that_a_reader_came_from_is_ignored_but_not_what_a_program_shows() {
    same(&["https://post.example/a/b", "https://m.post.example/a/b?mod=hp_lead", "https://post.example/a/b?srnd=all"]);
    assert_ne!(identity("https://post.example/index.php?mod=a"), identity("https://post.example/index.php?mod=b"));
    assert_ne!(identity("https://post.example/?mod=a"), identity("https://post.example/?mod=b"));
}

#[test]
fn identifiers_have_one_spelling_at_their_own_hosts() {
    same(&["https://doi.org/10.5555/ABC", "http://dx.doi.org/10.5555/abc"]);
    same(&["https://perma.cc/AB12-CD34", "https://perma.cc/ab12-cd34?type=image"]);
    same(&["https://archive.ph/AbC12", "https://archive.is/AbC12", "http://archive.today/AbC12"]);
    same(&["https://archive.ph/o/AbC12/https://post.example/a", "https://post.example/a"]);
    assert_ne!(identity("https://archive.ph/AbC12"), identity("https://archive.ph/abc12"));
}

#[test]
fn who_signs_in_is_ignored_and_the_host_is_not() {
    same(&[
        "https://example.com/story",
        "https://user:secret@example.com/story",
        "https://token@www.example.com/story/",
        "//user:secret@example.com/story",
        "https://web.archive.org/web/2014/https://user:secret@example.com/story",
    ]);
    same(&["https://evil.example/story", "https://example.com@evil.example/story"]);
    same(&["https://evil.example/story", "https://example.com:443@evil.example/story"]);
    assert_ne!(identity("https://example.com/@one"), identity("https://example.com/@other"));
    assert_ne!(identity("https://a.example/story"), identity("https://a.example@b.example/story"));
    assert_eq!(identity("user:secret@example.com/story"), None);
}

#[test]
fn amp_is_ignored() {
    same(&[
        "https://www.example.com/story",
        "https://amp.example.com/story",
        "https://example.com/story/amp/",
        "https://example.com/story?amp=1",
        "https://www-example-com.cdn.ampproject.org/c/s/www.example.com/story/amp",
        "https://www.google.com/amp/s/www.example.com/story?amp",
    ]);
    assert_ne!(identity("https://example.com/lamp"), identity("https://example.com/l"));
}

#[test]
fn the_wayback_machine_is_ignored() {
    same(&[
        "https://www.example.com/story?id=4",
        "https://web.archive.org/web/20140611093000/https://www.example.com/story?id=4",
        "http://web.archive.org/web/20140611093000id_/http://example.com:80/story?id=4#top",
        "https://web.archive.org/web/2014*/https:/example.com/story?id=4",
        "https://web.archive.org/web/https://example.com/story?id=4",
        "web.archive.org/web/20140611093000/https://web.archive.org/web/2013/example.com/story?id=4",
    ]);
    assert_eq!(identity("https://web.archive.org/about").as_deref(), Some("web.archive.org/about"));
}

#[test]
fn a_capture_in_any_archive_that_gives_stamp_and_address_is_one_of_its_original() {
    same(&[
        "https://www.example.com/story?id=4",
        "https://archive.example/wayback/20140611093000/https://www.example.com/story?id=4",
        "https://archive.example/all/20140611093000mp_/http://example.com/story/?id=4",
        "archive.example/20140611093000/https:/example.com/story?id=4",
    ]);
    let url = "https://archive.example/all/20140611093000id_/http://example.com/";
    assert_eq!(wayback_stamp(url).unwrap().to_string(), "2014-06-11T09:30:00Z");
    for other in ["https://example.com/20140611093000/story", "https://example.com/2014/https://example.org/"] {
        assert_eq!(identity(other).unwrap().split('/').next(), Some("example.com"), "{other}");
        assert_eq!(wayback_stamp(other), None);
    }
}

#[test]
fn a_stamp_to_the_second_is_a_moment() {
    let stamp = |stamp| {
        wayback_stamp(&format!("https://web.archive.org/web/{stamp}/https://example.com/"))
            .map(|moment| moment.to_string())
    };
    assert_eq!(stamp("20140611093000").as_deref(), Some("2014-06-11T09:30:00Z"));
    assert_eq!(stamp("20140611093000if_").as_deref(), Some("2014-06-11T09:30:00Z"));
    assert_eq!(stamp("20140611"), None);
    assert_eq!(stamp("20141399999999"), None);
    assert_eq!(wayback_stamp("https://example.com/web/20140611093000/x"), None);
}

#[test]
fn what_is_no_web_address_has_no_identity() {
    for other in ["", "mailto:a@example.com", "ftp://example.com/a", "archive/a/b", "../x.md", "#top", "javascript:1"] {
        assert_eq!(identity(other), None, "{other}");
    }
    assert_eq!(identity(&format!("https://example.com/{}", "a".repeat(9000))), None);
    assert_eq!(identity("www..com").and_then(|once| identity(&once)), identity("www..com"));
}

proptest! {
    #[test]
    fn the_identity_of_an_identity_is_itself(url in "\\PC{0,60}") {
        if let Some(once) = identity(&url) {
            prop_assert_eq!(identity(&once), Some(once.clone()), "of {}", url);
        }
    }

    #[test]
    fn and_so_for_what_looks_like_a_url(
        wrap in prop::sample::select(vec!["", "https://web.archive.org/web/2014id_/", "archive.example/20140611093000mp_/http:/", "www.google.com/amp/s/", "amp.www."]),
        scheme in prop::sample::select(vec!["", "http://", "https://", "//"]),
        rest in r"(www\.|amp\.){0,2}[a-z0-9]{1,5}\.(com|org\.?|1)(:80|:443|:8080)?(/amp|/web|/%61mp|/[a-z%2Ff]{0,6}|//|\?|&|amp|utm_a=b|#|=){0,8}",
    ) {
        let url = format!("{wrap}{scheme}{rest}");
        if let Some(once) = identity(&url) {
            prop_assert_eq!(identity(&once), Some(once.clone()), "of {}", url);
        }
    }
}

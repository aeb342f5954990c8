//! When two URLs name the same article.
//!
//! **Invariant**: [`identity`] of an identity is itself.

use super::{CapturedAt, without_userinfo};
use url::Url;

/// Longest URL that is read, in bytes. RFC 9110 asks for 8000 at least; nothing longer names an article.
const LONGEST: usize = 8192;

/// Parameters that say how a reader came, not what is read. `utm_…` are those of Google Analytics campaigns; the others are
/// the ones that Firefox (query-stripping) and Brave (query filter) remove, with click and share ids of the same kind.
const TRACKING: &str = "__hsfp __hssc __hstc __s _bhlid _branch_match_id _branch_referrer _gl _hsenc _hsmi _openstat at_campaign \
    at_medium dclid epik fbclid gad_source gbraid gclid gclsrc guccounter guce_referrer guce_referrer_sig \
    hsctatracking igsh igshid li_fat_id mc_cid mc_eid mkt_tok ml_subscriber ml_subscriber_hash msclkid oly_anon_id \
    oly_enc_id rb_clickid rdt_cid s_cid scclid srsltid ttclid twclid vero_conv vero_id wbraid wickedid yclid";

/// Parameters by which newspapers note the page that a reader came from, behind the address of a story. Programs that
/// serve all pages from one file may choose between them by the same names.
const SECTIONS: [&str; 2] = ["mod", "srnd"];
/// The hosts of one archive.
const ARCHIVE_TODAY: [&str; 7] =
    ["archive.ph", "archive.today", "archive.is", "archive.li", "archive.vn", "archive.fo", "archive.md"];

/// The part of `url` that names the article: scheme, `www.`, trailing slash, tracking parameters, fragment, AMP and
/// `web.archive.org/web/…/` (and the like of other archives, RFC 7089) left out, and names and passwords to sign in with. `None` if `url` is not an `http`, `https` or scheme-less web address, or is longer
/// than 8192 bytes.
pub fn identity(url: &str) -> Option<String> {
    // Who signs in does not change what is read.
    let signed_out = if url.len() > LONGEST { None } else { without_userinfo(url) };
    let mut url = parse(signed_out.as_deref().unwrap_or(url))?;
    // Each turn takes a prefix off, so that there are few: a URL has at most 8192 bytes, and here at most 8 wrappings.
    for _ in 0..8 {
        match wrapped(&url) {
            Some(inner) => url = parse(&inner)?,
            None => return Some(spell(&url)),
        }
    }
    None
}

/// The moment that a `web.archive.org/web/<stamp>…/` URL, or one of another archive of that form or of archive.today, asks for; `None` for any other URL, and for a stamp that is not
/// to the second, because that asks for whatever is nearest.
pub fn wayback_stamp(url: &str) -> Option<CapturedAt> {
    let url = parse(url)?;
    let digits = wayback(&url).map(|(stamp, _)| stamp).or_else(|| dotted_stamp(&url))?;
    let digits = digits.get(..14)?;
    CapturedAt::from_stamp(&format!("{}T{}Z", digits.get(..8)?, digits.get(8..)?))
}

/// Reads a web address, with a scheme or without.
fn parse(text: &str) -> Option<Url> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let url = match scheme(text) {
        Some(scheme) if ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web)) => {
            Url::parse(text).ok()?
        }
        Some(_) => return None,
        None => bare(text)?,
    };
    let host = without_dots(url.host_str()?);
    let is_named = host.contains('.') && !host.starts_with('.');
    (is_named || host.starts_with('[') || host == "localhost").then_some(url)
}

/// The text before `://`, if that is a scheme.
fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once("://")?;
    let is_name = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_name.then_some(scheme)
}

/// Reads an address that has no scheme: it starts with its host. `name@host` is a mailbox and no address.
fn bare(text: &str) -> Option<Url> {
    let text = text.strip_prefix("//").unwrap_or(text);
    let authority = text.split(['/', '?', '#', '\\']).next().unwrap_or(text);
    let is_host = !authority.is_empty() && !authority.starts_with('.') && !authority.contains('@');
    if is_host { Url::parse(&format!("http://{text}")).ok() } else { None }
}

/// The address inside one of an archive or AMP cache.
fn wrapped(url: &Url) -> Option<String> {
    if let Some((_, inner)) = wayback(url) {
        return Some(inner);
    }
    let host = bare_host(url);
    let path = url.path();
    if ARCHIVE_TODAY.contains(&host)
        && let Some(at) = ["/http:/", "/https:/"].iter().filter_map(|scheme| path.find(scheme)).min()
    {
        let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
        return Some(whole_scheme(&format!("{}{query}", &path[at + 1..]))).filter(|inner| parse(inner).is_some());
    }
    let inner = if host.ends_with(".cdn.ampproject.org") || host.ends_with(".bing-amp.com") {
        // `/c/`, `/v/` or `/i/` for the kind, and `/s/` where the article is served over https.
        let path = ["/c/", "/v/", "/i/", "/r/"].iter().find_map(|kind| path.strip_prefix(kind))?;
        path.strip_prefix("s/").unwrap_or(path)
    } else if host.starts_with("google.") && path.starts_with("/amp/") {
        let path = &path["/amp/".len()..];
        path.strip_prefix("s/").unwrap_or(path)
    } else {
        return None;
    };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    Some(format!("{inner}{query}")).filter(|inner| parse(inner).is_some())
}

/// Stamp (with its flags) and address of a URL of the Wayback Machine.
fn wayback(url: &Url) -> Option<(String, String)> {
    if bare_host(url) != "web.archive.org" {
        return memento(url);
    }
    let path = url.path().trim_start_matches('/').strip_prefix("web/")?;
    let (stamp, inner) = match path.split_once('/') {
        Some((stamp, inner)) if stamp.starts_with(|c: char| c.is_ascii_digit() || c == '*') => (stamp, inner),
        _ => ("", path),
    };
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let inner = whole_scheme(&format!("{inner}{query}"));
    parse(&inner).map(|_| (stamp.to_owned(), inner))
}

/// The same for any other archive that writes the addresses of its captures (RFC 7089) as the programs do that most run:
/// a stamp to the second, perhaps with flags, and right after it the whole address. No publisher's own looks so.
fn memento(url: &Url) -> Option<(String, String)> {
    let (at, scheme) =
        ["/http:/", "/https:/"].iter().filter_map(|scheme| Some((url.path().find(scheme)?, scheme))).min()?;
    let stamp = url.path()[..at].rsplit('/').next()?;
    let (digits, flags) = stamp.split_at_checked(14)?;
    let is_stamp = digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_flag = flags.is_empty() || flags.len() == 3 && flags.ends_with('_');
    let inner = url.path()[at + scheme.len()..].trim_start_matches('/');
    let query = url.query().map(|query| format!("?{query}")).unwrap_or_default();
    let inner = format!("{}/{inner}{query}", &scheme[1..]);
    (is_stamp && is_flag && parse(&inner).is_some()).then(|| (stamp.to_owned(), inner))
}

/// The digits of the stamp that archive.today writes with dots: `archive.ph/2014.06.11-093000/https://…`.
fn dotted_stamp(url: &Url) -> Option<String> {
    let stamp = url.path().strip_prefix('/')?.split_once("/http").map(|(stamp, _)| stamp)?;
    let form = b"0000.00.00-000000";
    let is_like = |(byte, like): (u8, &u8)| if *like == b'0' { byte.is_ascii_digit() } else { byte == *like };
    let is_stamp = stamp.len() == form.len() && stamp.bytes().zip(form).all(is_like);
    (is_stamp && ARCHIVE_TODAY.contains(&bare_host(url))).then(|| stamp.replace(['.', '-'], ""))
}

/// Repairs `https:/host`, which is what is left where something took `//` for `/`.
fn whole_scheme(text: &str) -> String {
    for scheme in ["http:", "https:"] {
        if let Some(rest) = text.strip_prefix(scheme) {
            return format!("{scheme}//{}", rest.trim_start_matches('/'));
        }
    }
    text.to_owned()
}

/// A host without the dot that makes it absolute.
fn without_dots(host: &str) -> &str {
    host.trim_end_matches('.')
}

/// The host without `www.`, `amp.`, `m.` and a final dot.
fn bare_host(url: &Url) -> &str {
    let mut host = without_dots(url.host_str().unwrap_or_default());
    while let Some(rest) = ["www.", "amp.", "m."].iter().find_map(|lead| host.strip_prefix(lead)) {
        if !rest.contains('.') || rest.starts_with('.') {
            break;
        }
        host = rest;
    }
    host
}

fn spell(url: &Url) -> String {
    let host = bare_host(url);
    let mut spelled = if ARCHIVE_TODAY.contains(&host) { ARCHIVE_TODAY[0] } else { host }.to_owned();
    if spelled == "perma.cc" {
        // Its query says in which form the capture is shown.
        return spelled + &story_path(url.path()).to_ascii_uppercase();
    }
    if let Some(port) = url.port().filter(|port| ![80, 443].contains(port)) {
        spelled.push_str(&format!(":{port}"));
    }
    let path = normal(url.path());
    match spelled.as_str() {
        // A DOI is the same in any case of its letters (DOI Handbook, 2.4), and was found at `dx.doi.org` once.
        "doi.org" | "dx.doi.org" => spelled = format!("doi.org{}", story_path(&path).to_ascii_lowercase()),
        _ => spelled.push_str(story_path(&path)),
    }
    let query = normal(url.query().unwrap_or_default());
    let is_story = !matches!(url.path().rsplit('/').next(), None | Some("")) && !url.path().ends_with(".php");
    let is_kept = |parameter: &&str| {
        let name = parameter.split('=').next().unwrap_or_default();
        names_the_article(parameter) && !(is_story && SECTIONS.contains(&name))
    };
    let kept: Vec<&str> = query.split('&').filter(is_kept).collect();
    if !kept.is_empty() {
        spelled.push('?');
        spelled.push_str(&kept.join("&"));
    }
    spelled
}

/// The path without trailing slashes, and without `/amp` at its end.
fn story_path(path: &str) -> &str {
    let mut path = path.trim_end_matches('/');
    while let Some(story) = path.strip_suffix("/amp") {
        path = story.trim_end_matches('/');
    }
    path
}

fn names_the_article(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or(parameter).to_ascii_lowercase();
    let is_amp = matches!(parameter, "amp" | "amp=" | "amp=1" | "amp=true" | "outputType=amp");
    !parameter.is_empty() && !is_amp && !name.starts_with("utm_") && TRACKING.split(' ').all(|known| known != name)
}

/// One spelling for percent-encoded bytes (RFC 3986, section 6.2.2): letters, digits and `-._~` plain, digits uppercase.
fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        normal.push_str(&rest[..at]);
        let digits = rest.get(at + 1..at + 3).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => normal.push(char::from(byte)),
            Some(byte) => normal.push_str(&format!("%{byte:02X}")),
            None => normal.push('%'),
        }
        rest = &rest[at + if digits.is_some() { 3 } else { 1 }..];
    }
    normal.push_str(rest);
    normal
}

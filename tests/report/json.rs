//! The JSON report against its schema.

use crate::golden::written;
use crate::sample::report;
use literatim::report::{Paint, ReportFormat};
use literatim::verify::Report;
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(include_str!("../../docs/report-v1.schema.json")).unwrap()
}

fn json(report: &Report) -> String {
    written(report, ReportFormat::Json, &Paint::default())
}

/// What of `value` is not as `schema` says: the part of JSON Schema that ours uses, and an outcry at any other.
fn faults(schema: &Value, value: &Value, place: &str, root: &Value, faults_found: &mut Vec<String>) {
    for (keyword, told) in schema.as_object().unwrap() {
        let holds = match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let target = root.pointer(told.as_str().unwrap().trim_start_matches('#')).expect("a place in it");
                faults(target, value, place, root, faults_found);
                true
            }
            "type" => types(told).any(|name| is_a(name, value)),
            "const" => value == told,
            "enum" => told.as_array().unwrap().contains(value),
            "minimum" => value.as_u64() >= told.as_u64(),
            "pattern" => regex::Regex::new(told.as_str().unwrap()).unwrap().is_match(value.as_str().unwrap()),
            "minItems" => value.as_array().unwrap().len() as u64 >= told.as_u64().unwrap(),
            "maxItems" => value.as_array().unwrap().len() as u64 <= told.as_u64().unwrap(),
            "required" => told.as_array().unwrap().iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
            "additionalProperties" => {
                assert_eq!(told, &Value::Bool(false));
                value.as_object().unwrap().keys().all(|name| schema["properties"].get(name).is_some())
            }
            "items" => {
                for (index, item) in value.as_array().unwrap().iter().enumerate() {
                    faults(told, item, &format!("{place}/{index}"), root, faults_found);
                }
                true
            }
            "properties" => {
                for (name, schema) in told.as_object().unwrap() {
                    if let Some(value) = value.get(name) {
                        faults(schema, value, &format!("{place}/{name}"), root, faults_found);
                    }
                }
                true
            }
            other => panic!("the schema uses {other}, which this test does not know"),
        };
        if !holds {
            faults_found.push(format!("{place}: {keyword} {told}, but it is {value}"));
        }
    }
}

fn types(told: &Value) -> impl Iterator<Item = &str> {
    told.as_array().map_or(std::slice::from_ref(told), Vec::as_slice).iter().map(|name| name.as_str().unwrap())
}

fn is_a(name: &str, value: &Value) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_u64(),
        "null" => value.is_null(),
        other => panic!("the schema has the type {other}, which this test does not know"),
    }
}

fn check(value: &Value) -> Vec<String> {
    let (schema, mut found) = (schema(), Vec::new());
    faults(&schema, value, "", &schema, &mut found);
    found
}

#[test]
fn real_output_is_as_the_schema_says() {
    for report in [report(), Report::default()] {
        let value = serde_json::from_str(&json(&report)).unwrap();
        assert_eq!(check(&value), Vec::<String>::new());
    }
}

#[test]
fn only_a_quotation_of_a_withheld_article_says_how_it_is_proven() {
    let mut report = report();
    assert!(!json(&report).contains("evidence"));
    let by = Box::new(literatim::verify::Disclosure {
        capture: "archive/the-lamp/20140611T093000Z.txt".parse().unwrap(),
        captured_at: None,
        root: literatim::digest::Digest::of(b""),
        tokens: vec![literatim::text::Span::new(4, 9)],
        paragraph: 2,
    });
    report.quotations[0].judgement = literatim::verify::Judgement::Disclosed { by, edits: Vec::new() };
    let value: Value = serde_json::from_str(&json(&report)).unwrap();
    assert_eq!(check(&value), Vec::<String>::new());
    assert_eq!(value["quotations"][0]["evidence"], "disclosed");
    assert_eq!(value["quotations"][0]["disclosed"]["tokens"], serde_json::json!([[4, 9]]));
}

#[test]
fn the_schema_refuses_what_is_not_a_report() {
    let good: Value = serde_json::from_str(&json(&report())).unwrap();
    for (pointer, bad) in [
        ("/version", 2.into()),
        ("/quotations/0/verdict", "fine".into()),
        ("/quotations/0/span", serde_json::json!([1])),
        ("/quotations/0/line", 0.into()),
        ("/quotations/0/nearest/sha256", "sha256:00".into()),
        ("/archive/0", serde_json::json!({})),
        ("/summary", serde_json::json!({"more": 1})),
    ] {
        let mut value = good.clone();
        *value.pointer_mut(pointer).unwrap() = bad;
        assert!(!check(&value).is_empty(), "{pointer} was let through");
    }
}

#[test]
fn it_is_one_line_and_hides_nothing() {
    let text = json(&report());
    assert_eq!(text.find('\n'), Some(text.len() - 1));
    assert!(!text.trim_end().contains(|c: char| c.is_control() || c == '\u{202E}'));
    let value: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["quotations"][3]["text"], "the p\u{430}ssage was\u{202E} closed\u{1B}[2J");
}

#[test]
fn the_keys_stand_in_the_order_that_was_promised() {
    let text = json(&report());
    let quotation = &text[text.find("\"quotations\"").unwrap()..];
    let keys = ["file", "line", "column", "span", "text", "article", "binding", "verdict", "loci", "edits", "findings"];
    let places: Vec<_> = keys.iter().map(|key| quotation.find(&format!("\"{key}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{places:?}");
    assert!(text.starts_with("{\"version\":1,\"style\":\"exact\",\"quotations\":[{\"file\":\"notes.md\",\"line\":3,"));
}

#[test]
fn what_is_not_bound_is_null() {
    let value: Value = serde_json::from_str(&json(&report())).unwrap();
    let missing = &value["quotations"][8];
    assert_eq!((&missing["article"], &missing["binding"]), (&Value::Null, &Value::Null));
}

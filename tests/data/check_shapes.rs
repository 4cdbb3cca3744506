//! Files and shapes: what does not read, and that everything that is wrong is told at once.

use serde_json::{Value, json};
use space_race::dataset::{Dataset, Files};

use crate::base::{Mini, assert_fault, assert_faults, faults};

const CLAIMS: &str = "claims/mini.json";
const INDICATORS: &str = "indicators/mini.json";
const MISSIONS: &str = "missions/mini.json";
const PLAYERS: &str = "players/mini.json";

#[test]
fn a_file_outside_the_folders_is_a_fault() {
    for path in ["claims.json", "notes/claims.json", "README.json"] {
        let found = faults(&Mini::sound().files().with(path, "[]"));
        let message = "no place for records, expected a folder of players, programs, missions, vehicles, events, timelines, trends, \
                       indicators, milestones, claims, sources";
        assert_fault(&found, (path, "-", "$", message));
    }
}

#[test]
fn a_data_set_without_files_is_a_fault() {
    assert_fault(&faults(&Files::default()), (".", "-", "$", "no JSON files, expected the folders of a data set"));
}

#[test]
fn folders_within_a_kind_are_free() {
    let mini =
        Mini::sound().add_to("players/europe/west.json", json!({ "id": "esa", "name": "ESA", "kind": "agency" }));
    let dataset = Dataset::read(&mini.files()).unwrap();
    assert_eq!(dataset.players.records().len(), 3);
}

#[test]
fn a_file_that_is_no_array_of_records_is_one_fault() {
    let broken = [
        ("", "EOF while parsing"),
        ("[{]", "line 1 column 3"),
        ("{}", "expected a JSON array of records"),
        ("null", "expected a JSON array of records"),
        ("[] []", "trailing characters at line 1 column 4, expected a JSON array of records"),
        ("\u{feff}[]", "line 1 column 1"),
    ];
    for (text, message) in broken {
        let found = faults(&Mini::sound().files().with("claims/broken.json", text));
        assert_fault(&found, ("claims/broken.json", "-", "$", message));
    }
    let found = faults(&Mini::sound().files().with("claims/broken.json", vec![b'[', b'"', 0xff, b'"', b']']));
    assert_fault(&found, ("claims/broken.json", "-", "$", "expected a JSON array of records"));
}

#[test]
fn a_record_without_a_readable_id_is_named_by_its_position() {
    let files = |record: &str| Mini::sound().files().with("claims/odd.json", format!("[{record}]"));
    assert_fault(&faults(&files("7")), ("claims/odd.json", "record 1", "$", "7 is not of type \"object\""));
    let found = faults(&files("{}"));
    assert!(
        found.list().iter().all(|fault| fault.record.as_deref() == Some("record 1") && fault.path == "$"),
        "{found}"
    );
    let required: Vec<&str> = found.list().iter().map(|fault| fault.message.as_str()).collect();
    for field in
        ["id", "name", "statement", "section", "verdict", "why", "evidence", "summary", "sources", "verified_on"]
    {
        let message = format!("\"{field}\" is a required property");
        assert!(required.contains(&message.as_str()), "{field} is not among the missing in {required:?}");
    }
    assert_eq!(required.len(), 10);
}

/// File, what is set, to what; record and path of the fault; what its message must tell.
type Case = (&'static str, &'static str, Value, &'static str, &'static str, &'static [&'static str]);

#[test]
fn each_fault_of_shape_is_told_once_with_its_path() {
    let year = || json!([{ "player": "freedonia", "points": { "soon": 1, "2022": 2 } }]);
    let two = || json!([{ "player": "freedonia", "points": { "2021": "one", "2022": 2 } }]);
    let cases: Vec<Case> = vec![
        (CLAIMS, "/0/section", json!(7), "it-landed", "$.section", &["7", "string"]),
        (CLAIMS, "/0/why", json!(null), "it-landed", "$.why", &["null", "string"]),
        (CLAIMS, "/0/verdict", json!("maybe"), "it-landed", "$.verdict", &["maybe", "confirmed", "unverifiable"]),
        (
            CLAIMS,
            "/0/decided",
            json!("soon"),
            "it-landed",
            "$.decided",
            &["\"soon\" is no date", "expected a spelling"],
        ),
        (
            CLAIMS,
            "/0/decided",
            json!("2021-02-30"),
            "it-landed",
            "$.decided",
            &["\"2021-02-30\" is not in the calendar"],
        ),
        (CLAIMS, "/0/decided", json!("2022/2021"), "it-landed", "$.decided", &["ends before it starts"]),
        (CLAIMS, "/0/verified_on", json!("2021-02-30"), "it-landed", "$.verified_on", &["expected YYYY-MM-DD"]),
        (CLAIMS, "/0/verified_on", json!("2021-02"), "it-landed", "$.verified_on", &["2021-02", "expected YYYY-MM-DD"]),
        (CLAIMS, "/0/players", json!(["FSA"]), "it-landed", "$.players[0]", &["F"]),
        (
            CLAIMS,
            "/0/evidence/0/kind",
            json!("rumour"),
            "it-landed",
            "$.evidence[0].kind",
            &["rumour", "player", "source"],
        ),
        (CLAIMS, "/0/evidence/0/weight", json!(1), "it-landed", "$.evidence[0]", &["weight"]),
        (CLAIMS, "/0/colour", json!("blue"), "it-landed", "$", &["colour"]),
        (INDICATORS, "/0/series", two(), "landings", "$.series[0].points.2021", &["one"]),
        (INDICATORS, "/0/series", year(), "landings", "$.series[0].points", &["number"]),
        ("milestones/mini.json", "/0/crewed", json!("no"), "first-landing", "$.crewed", &["no", "boolean"]),
        (
            "events/mini.json",
            "/1/ends_mission",
            json!("so-so"),
            "probe-1-landing",
            "$.ends_mission",
            &["so-so", "failure"],
        ),
        (
            "timelines/mini.json",
            "/0/query/from",
            json!("then"),
            "line",
            "$.query.from",
            &["then", "expected a spelling"],
        ),
    ];
    let mut wrong = Vec::new();
    for (file, pointer, value, record, path, words) in cases {
        // nobody names the records that do not read
        let mini = Mini::sound().set("trends/mini.json", "/0/claims", json!([]));
        let mini = mini.set("trends/mini.json", "/0/indicators", json!([]));
        let mini = mini.set("missions/mini.json", "/0/milestones", json!([]));
        let mini = mini.set("events/mini.json", "/1/milestones", json!([]));
        let found = mini.set(file, pointer, value.clone()).faults();
        let [fault] = found.list() else {
            wrong.push(format!("{pointer} = {value}: expected one fault at {path}, found\n{found}"));
            continue;
        };
        let fits = fault.file == file
            && fault.record.as_deref() == Some(record)
            && (fault.path == path || fault.path.starts_with(&format!("{path}.")))
            && words.iter().all(|word| fault.message.contains(word));
        if !fits {
            wrong.push(format!("{pointer} = {value}: expected {path}: {words:?}, found\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn patterns_of_other_catalogues_are_held() {
    let cases = [
        (MISSIONS, "/0/identifiers/cospar", json!("21-1A"), "probe-1", "$.identifiers.cospar"),
        (MISSIONS, "/0/identifiers/satcat", json!("S1"), "probe-1", "$.identifiers.satcat"),
        (MISSIONS, "/0/identifiers/wikidata", json!("Q0"), "probe-1", "$.identifiers.wikidata"),
        (PLAYERS, "/0/wikidata", json!("42"), "freedonia", "$.wikidata"),
        ("programs/mini.json", "/0/wikidata", json!("42"), "lunatic", "$.wikidata"),
        ("vehicles/mini.json", "/0/wikidata", json!("42"), "firework", "$.wikidata"),
    ];
    for (file, pointer, value, record, path) in cases {
        assert_fault(&Mini::sound().set(file, pointer, value).faults(), (file, record, path, "does not match"));
    }
    let money =
        json!([{ "amount": 1, "currency": "dollars", "kind": "budget", "covers": "all of it", "source": "plan" }]);
    let found = Mini::sound().set("programs/mini.json", "/0/budget", money).faults();
    assert_fault(&found, ("programs/mini.json", "lunatic", "$.budget[0].currency", "does not match"));
}

#[test]
fn several_faults_of_one_record_are_told_together() {
    let mini = Mini::sound()
        .set(MISSIONS, "/0/kinds", json!([]))
        .set(MISSIONS, "/0/name", json!(""))
        .set(MISSIONS, "/0/identifiers/satcat", json!("S1"))
        .set(MISSIONS, "/0/program", json!("lunatics"));
    assert_faults(
        &mini.faults(),
        &[
            (MISSIONS, "probe-1", "$.identifiers.satcat", "does not match"),
            (MISSIONS, "probe-1", "$.kinds", "no kind"),
            (MISSIONS, "probe-1", "$.name", "1 to 160"),
            (MISSIONS, "probe-1", "$.program", "did you mean lunatic?"),
        ],
    );
}

#[test]
fn faults_of_several_files_are_told_together_sorted_by_file_and_record() {
    let mini = Mini::sound()
        .set("vehicles/mini.json", "/0/last_flight", json!("2017"))
        .set(PLAYERS, "/1/website", json!("none"))
        .set(PLAYERS, "/0/summary", json!("Short."))
        .set("events/mini.json", "/0/outcome", json!(null))
        .set(CLAIMS, "/0/sources", json!([]));
    let found = faults(&mini.files().with("stray.json", "[]").with("trends/torn.json", "[{"));
    assert_faults(
        &found,
        &[
            (CLAIMS, "it-landed", "$.sources", "no source"),
            ("events/mini.json", "probe-1-launch", "$.outcome", "how the launch went"),
            (PLAYERS, "freedonia", "$.summary", "20 to 1500"),
            (PLAYERS, "fsa", "$.website", "no web address"),
            ("stray.json", "-", "$", "no place for records"),
            ("trends/torn.json", "-", "$", "EOF while parsing"),
            ("vehicles/mini.json", "firework", "$.last_flight", "2017 lies before"),
        ],
    );
    let text = found.to_string();
    assert!(text.ends_with("\n7 faults"), "{text}");
    assert!(text.contains("\nstray.json: $: no place"), "{text}");
    assert!(text.contains("players/mini.json: fsa: $.website: no web address, expected https://...\n"), "{text}");
}

#[test]
fn a_record_that_does_not_read_is_no_fault_of_those_that_name_it() {
    let found = Mini::sound().set("sources/mini.json", "/0/rank", json!("gossip")).faults();
    assert_fault(&found, ("sources/mini.json", "plan", "$.rank", "\"gossip\" is not one of"));
}

#[test]
fn a_field_that_stands_twice_is_a_fault() {
    let text = serde_json::to_string(&json!([{
        "id": "second", "title": "Second", "publisher": "FSA", "url": "https://example.org/second", "accessed": "2021-03-01",
        "rank": "press", "summary": "A record in which one field stands twice.", "verified_on": "2021-03-01",
    }]));
    let text = text.unwrap().replacen("\"rank\":", "\"rank\":\"community\",\"rank\":", 1);
    let files = Mini::sound().files().with("sources/second.json", text);
    assert!(Dataset::read(&files).is_err(), "of two ranks the first was dropped in silence");
}

#[test]
fn the_version_follows_the_content() {
    let version = |files: &Files| Dataset::read(files).unwrap().version;
    let first = version(&Mini::sound().files());
    assert_eq!(first, version(&Mini::sound().files()));
    assert_eq!(first.len(), 16);
    assert!(first.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let other = Mini::sound().set(PLAYERS, "/0/name", json!("Sylvania"));
    assert_ne!(first, version(&other.files()));
    assert_ne!(first, version(&Mini::sound().files().with("players/none.json", "[]")));
}

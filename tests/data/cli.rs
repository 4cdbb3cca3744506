//! The command line: everything but serving.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use space_race::domain::RecordKind;
use strum::IntoEnumIterator;

use crate::base::Mini;
use crate::folder::Folder;

/// The program, without what the environment of the tests may say.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_space-race"));
    for variable in ["SPACE_RACE_LISTEN", "SPACE_RACE_DATA", "SPACE_RACE_WORKERS", "SPACE_RACE_LOG"] {
        command.env_remove(variable);
    }
    command
}

/// What the program answered: its exit code, standard output and standard error.
pub(crate) fn answer(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    answer(&program().args(args).output().unwrap())
}

/// A data set with a fault of shape and one of a rule.
pub(crate) fn faulty() -> Folder {
    let mini = Mini::sound().set("missions/mini.json", "/0/schedule/1/target", json!("2021-Q5")).set(
        "players/mini.json",
        "/0/summary",
        json!("Short."),
    );
    Folder::of(&mini)
}

/// How each of the two is told: file, record, JSON path.
pub(crate) const FAULTS: [&str; 2] =
    ["missions/mini.json: probe-1: $.schedule[1].target: ", "players/mini.json: freedonia: $.summary: "];

/// A text that a person can read: no debug form, no backtrace.
#[track_caller]
pub(crate) fn assert_plain(text: &str) {
    for odd in ["Error {", "Os {", "panicked", "backtrace", "Some(", "src/"] {
        assert!(!text.contains(odd), "{text:?} is no plain message: {odd}");
    }
}

#[test]
fn help_names_the_commands_and_the_environment_variables() {
    let (code, out, err) = run(&["--help"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    for word in ["serve", "check", "openapi", "schema", "--listen", "--data", "--workers", "--log", "127.0.0.1:8080"] {
        assert!(out.contains(word), "{word} is not in the help:\n{out}");
    }
    for variable in ["SPACE_RACE_LISTEN", "SPACE_RACE_DATA", "SPACE_RACE_WORKERS", "SPACE_RACE_LOG"] {
        assert!(out.contains(variable), "{variable} is not in the help:\n{out}");
    }
}

#[test]
fn the_version_is_told() {
    let (code, out, _) = run(&["--version"]);
    assert_eq!((code, out.trim()), (Some(0), concat!("space-race ", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn check_of_the_built_in_data_finds_no_faults() {
    let (code, out, err) = run(&["check"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.starts_with("no faults; version "), "{out}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    assert_eq!(run(&["check", folder.to_str().unwrap()]), (code, out, err), "the folder is what was built in");
}

#[test]
fn check_of_a_sound_folder_finds_no_faults() {
    let folder = Folder::of(&Mini::sound());
    folder.write("README.md", "Not of the data set.");
    folder.write("missions/notes.txt", "Not of the data set either.");
    let (code, out, err) = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("no faults; version "), "{out}");
}

#[test]
fn check_of_a_faulty_folder_lists_every_fault() {
    let mini = Mini::sound()
        .set("missions/mini.json", "/0/kinds", json!([]))
        .set("missions/mini.json", "/0/program", json!("lunatics"))
        .set("players/mini.json", "/0/summary", json!("Short."));
    let folder = Folder::of(&mini);
    folder.write("events/torn.json", "[");
    folder.write("stray.json", "[]");
    let (code, out, err) = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    let lines: Vec<&str> = err.lines().collect();
    let starts = [
        "events/torn.json: $: EOF while parsing",
        "missions/mini.json: probe-1: $.kinds: no kind, expected at least one",
        "missions/mini.json: probe-1: $.program: no record lunatics, expected an id from programs/ (did you mean lunatic?)",
        "players/mini.json: freedonia: $.summary: expected one to a few sentences",
        "programs/mini.json: lunatic: $.id: no record names it, expected a use",
        "stray.json: $: no place for records, expected a folder of players",
        "6 faults",
    ];
    assert_eq!(lines.len(), starts.len(), "{err}");
    for (line, start) in lines.iter().zip(starts) {
        assert!(line.starts_with(start), "{line:?}, expected {start:?}");
    }
    assert_plain(&err);
}

#[test]
fn check_tells_editors_what_lies_in_the_future() {
    let folder = Folder::of(&Mini::sound().set("events/mini.json", "/1/date", json!("2999-12-31")));
    let (code, _, err) = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(err.contains("events/mini.json: probe-1-landing: $.date: 2999-12-31 lies in the future"), "{err}");
    assert!(err.ends_with("\n1 fault\n"), "{err}");
}

#[test]
fn check_of_a_missing_folder_says_which_folder() {
    for args in [["check", "/no/such/folder"].as_slice(), &["serve", "--data", "/no/such/folder"]] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (Some(1), ""), "{args:?}");
        assert_plain(&err);
        assert!(err.to_lowercase().contains("no such file or directory"), "{err}");
        assert!(err.contains("/no/such/folder"), "{args:?} does not name the folder: {err}");
    }
}

#[test]
fn check_of_an_empty_folder_is_a_fault() {
    let (code, _, err) = run(&["check", Folder::empty().path().to_str().unwrap()]);
    assert_eq!((code, err.as_str()), (Some(1), ".: $: no JSON files, expected the folders of a data set\n1 fault\n"));
}

#[test]
fn openapi_prints_the_committed_document() {
    let (code, out, err) = run(&["openapi"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let document: Value = serde_json::from_str(&out).unwrap();
    assert!(document["openapi"].as_str().is_some_and(|version| version.starts_with("3.")), "{}", document["openapi"]);
    let committed = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/v1.json")).unwrap();
    let first = out.lines().zip(committed.lines()).position(|(printed, committed)| printed != committed);
    assert!(out == committed, "openapi/v1.json is not what is printed, first in line {:?}", first.map(|line| line + 1));
}

#[test]
fn every_fixture_file_is_valid_under_the_printed_schemas() {
    let (code, out, err) = run(&["schema"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let schemas: Value = serde_json::from_str(&out).unwrap();
    let folders: Vec<&str> = RecordKind::iter().map(RecordKind::collection).chain(["sets", "standings"]).collect();
    assert_eq!(schemas.as_object().unwrap().len(), folders.len());
    for kind in folders {
        let schema = &schemas[kind];
        let validator = jsonschema::validator_for(schema).unwrap();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(kind);
        let mut files = 0;
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let faults: Vec<String> = validator.iter_errors(&file).map(|error| error.to_string()).collect();
            assert!(faults.is_empty(), "{}: {faults:?}", path.display());
            files += 1;
        }
        assert!(files > 0, "no files of {kind}");
        assert!(!validator.is_valid(&json!([{}])), "the schema of {kind} allows a record without fields");
        assert!(!validator.is_valid(&json!({})), "the schema of {kind} is not that of a file");
    }
}

#[test]
fn schema_of_one_kind_is_that_of_its_files() {
    let all: Value = serde_json::from_str(&run(&["schema"]).1).unwrap();
    for kind in ["player", "mission", "source"] {
        let (code, out, err) = run(&["schema", kind]);
        assert_eq!((code, err.as_str()), (Some(0), ""));
        let one: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(one, all[format!("{kind}s")]);
        assert_eq!(one["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(one["title"], format!("fixtures/{kind}s/*.json"));
        assert_eq!(one["type"], "array");
    }
}

#[test]
fn an_unknown_kind_is_refused_with_the_kinds_that_there_are() {
    let (code, out, err) = run(&["schema", "planet"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("planet"), "{err}");
    for kind in RecordKind::iter() {
        let word: &str = kind.into();
        assert!(err.contains(word), "{word} is not named: {err}");
    }
}

#[test]
fn unknown_words_are_refused_with_code_2() {
    let wrong: [(&[&str], &str); 7] = [
        (&["serv"], "serv"),
        (&["--port", "1"], "--port"),
        (&["--listen", "localhost"], "localhost"),
        (&["--workers", "0"], "1..=256"),
        (&["--workers", "257"], "1..=256"),
        (&["openapi", "v1"], "v1"),
        (&["check", "a", "b"], "'b'"),
    ];
    for (args, word) in wrong {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.starts_with("error: ") && err.contains(word), "{args:?}: {err}");
    }
}

#[test]
fn an_unknown_log_level_is_refused_with_code_2() {
    // a faulty data set ends the program where the level is taken
    let folder = faulty();
    let (code, _, err) = run(&["serve", "--log", "loud", "--data", folder.path().to_str().unwrap()]);
    assert_eq!(code, Some(2), "--log loud was taken: {err}");
    assert!(err.contains("warn"), "{err}");
}

//! The shape of `src/`: floors use only floors below them, and no file grows beyond a few screens.

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up.
const FLOORS: [&str; 5] = ["domain", "dataset", "store", "api", "server"];

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every source file: its path from `src/`, and its text.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    files_below(&src, &mut found);
    assert!(found.len() > 80, "{} files", found.len());
    let name = |path: &PathBuf| path.strip_prefix(&src).unwrap().to_str().unwrap().to_owned();
    found.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

/// The floor that a file belongs to, counted from the ground; `None` for the door and the map of the house.
fn floor_of(path: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| path.starts_with(&format!("{floor}/")) || path == format!("{floor}.rs"))
}

/// The code of a file without comments, so that prose may point anywhere.
fn code(text: &str) -> String {
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The floors that a code names after `crate::`, one by one or in braces.
fn used_floors(code: &str) -> Vec<usize> {
    let mut found = Vec::new();
    for piece in code.split("crate::").skip(1) {
        let names: Vec<&str> = match piece.strip_prefix('{') {
            Some(inside) => inside.split('}').next().unwrap().split(',').map(str::trim).collect(),
            None => vec![piece],
        };
        for name in names {
            let word = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            found.extend(FLOORS.iter().position(|floor| *floor == word));
        }
    }
    found
}

#[test]
fn no_floor_uses_a_higher_one() {
    let mut uses = 0;
    for (path, text) in sources() {
        let Some(floor) = floor_of(&path) else { continue };
        for used in used_floors(&code(&text)) {
            assert!(used <= floor, "{path} uses {}, which lies above it", FLOORS[used]);
            uses += 1;
        }
    }
    assert!(uses > 100, "{uses} uses were found");
}

#[test]
fn every_source_file_belongs_to_a_floor() {
    let outside: Vec<String> =
        sources().into_iter().map(|(path, _)| path).filter(|path| floor_of(path).is_none()).collect();
    for path in outside {
        assert!(["embed.rs", "lib.rs", "main.rs"].contains(&path.as_str()), "{path} stands outside the floors");
    }
}

#[test]
fn only_the_two_upper_floors_know_http() {
    for (path, text) in sources() {
        if floor_of(&path).is_some_and(|floor| floor < 3) {
            for word in ["actix_web", "actix_rt", "StatusCode", "HttpRe"] {
                assert!(!code(&text).contains(word), "{path} knows {word}");
            }
        }
    }
}

#[test]
fn only_the_configuration_reads_the_environment() {
    for (path, text) in sources() {
        assert!(!code(&text).contains("env::var"), "{path} reads the environment");
    }
}

#[test]
fn files_are_short_and_named_after_what_they_hold() {
    for (path, text) in sources() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{path} has {lines} lines");
        assert!(!path.ends_with("mod.rs"), "{path}: a module stands in the file of its name");
        let name = path.rsplit('/').next().unwrap();
        assert!(!["util.rs", "utils.rs", "helpers.rs", "types.rs", "common.rs"].contains(&name), "{path} says nothing");
        assert!(
            path == "embed.rs" || text.starts_with("//!") || floor_of(&path).is_some(),
            "{path} does not say what it is"
        );
    }
}

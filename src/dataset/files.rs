//! The files of a data set, from the binary, from a folder, or made by hand.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};
use strum::IntoEnumIterator;

use super::Faults;
use crate::domain::RecordKind;

static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/fixtures");

/// The JSON files of a data set by their path, such as `missions/artemis.json`.
#[derive(Clone, Debug, Default)]
pub struct Files(BTreeMap<String, Cow<'static, [u8]>>);

impl Files {
    /// The files that were built into the binary.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![&EMBEDDED];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                if let Some(path) = file.path().to_str().filter(|path| path.ends_with(".json")) {
                    files.insert(path.replace('\\', "/"), Cow::Borrowed(file.contents()));
                }
            }
        }
        Self(files)
    }

    /// The JSON files below a folder.
    ///
    /// # Errors
    ///
    /// When the folder or a file in it cannot be read.
    pub fn in_folder(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![(folder.to_owned(), String::new())];
        while let Some((folder, prefix)) = folders.pop() {
            let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", folder.display()));
            for entry in std::fs::read_dir(&folder).map_err(named)? {
                let entry = entry.map_err(named)?;
                let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
                if entry.path().is_dir() {
                    folders.push((entry.path(), format!("{path}/")));
                } else if path.ends_with(".json") {
                    files.insert(path, std::fs::read(entry.path()).map_err(named)?.into());
                }
            }
        }
        Ok(Self(files))
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, json: impl Into<Vec<u8>>) -> Self {
        self.0.insert(path.to_owned(), Cow::Owned(json.into()));
        self
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path.as_str(), bytes.as_ref()))
    }

    /// The files of one folder.
    pub(super) fn of(&self, folder: &str) -> impl Iterator<Item = (&str, &[u8])> {
        self.iter().filter(move |(path, _)| folder_of(path) == folder)
    }

    /// A file outside the folders would be silently ignored: it is a fault.
    pub(super) fn refuse_strays(&self, faults: &mut Faults) {
        let folders: Vec<_> = RecordKind::iter().map(RecordKind::collection).chain(super::FOLDERS_BESIDE).collect();
        for path in self.0.keys().filter(|path| !folders.contains(&folder_of(path))) {
            faults.file(path, format!("no place for records, expected a folder of {}", folders.join(", ")));
        }
        if self.0.is_empty() {
            faults.file(".", "no JSON files, expected the folders of a data set".to_owned());
        }
    }
}

fn folder_of(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

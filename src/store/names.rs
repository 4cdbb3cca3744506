//! Names of records, and who stands for whom.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::dataset::{Dataset, Table};
use crate::domain::{Id, Player, PlayerKind, Record, RecordKind};

/// A reference to another record: its id and its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Reference {
    /// Id of the record.
    #[schema(example = "nasa", pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", max_length = 80)]
    pub id: String,
    /// Usual English name of the record.
    #[schema(example = "NASA")]
    pub name: String,
}

/// Every record's name by kind and id, and the ids that records had before.
#[derive(Debug, Default)]
pub struct Names {
    names: BTreeMap<RecordKind, FxHashMap<String, String>>,
    former: BTreeMap<RecordKind, FxHashMap<String, String>>,
    above: FxHashMap<String, Vec<String>>,
    nations: FxHashSet<String>,
    sets: BTreeMap<RecordKind, FxHashMap<String, Vec<String>>>,
}

impl Names {
    pub(super) fn new(dataset: &Dataset) -> Self {
        let mut names = Self::default();
        let Dataset {
            players,
            programs,
            missions,
            vehicles,
            events,
            timelines,
            trends,
            indicators,
            milestones,
            claims,
            sources,
            sets,
            formulas: _,
            version: _,
        } = dataset;
        names.add(players);
        names.add(programs);
        names.add(missions);
        names.add(vehicles);
        names.add(events);
        names.add(timelines);
        names.add(trends);
        names.add(indicators);
        names.add(milestones);
        names.add(claims);
        names.add(sources);
        names.above = above(players.records());
        let nations = players.records().iter().filter(|player| player.kind == PlayerKind::Nation);
        names.nations = nations.map(|nation| nation.id.to_string()).collect();
        for set in sets.records() {
            let of_kind = names.sets.entry(set.kind.into()).or_default();
            set.members.iter().for_each(|id| of_kind.entry(id.to_string()).or_default().push(set.id.to_string()));
        }
        names
    }

    fn add<R: Record>(&mut self, table: &Table<R>) {
        let mut names = FxHashMap::with_capacity_and_hasher(table.records().len(), FxBuildHasher);
        let mut former = FxHashMap::default();
        for record in table.records() {
            names.insert(record.id().to_string(), record.name().to_owned());
            former.extend(record.former_ids().iter().map(|old| (old.to_string(), record.id().to_string())));
        }
        self.names.insert(R::KIND, names);
        self.former.insert(R::KIND, former);
    }

    /// The name of a record.
    pub fn name(&self, kind: RecordKind, id: &str) -> Option<&str> {
        self.names.get(&kind)?.get(id).map(String::as_str)
    }

    /// The id that a record has now, given one that it had before.
    pub fn renamed(&self, kind: RecordKind, former: &str) -> Option<&str> {
        self.former.get(&kind)?.get(former).map(String::as_str)
    }

    /// The complete sets that a record is a member of.
    pub(super) fn sets_of(&self, kind: RecordKind, id: &str) -> &[String] {
        self.sets.get(&kind).and_then(|of_kind| of_kind.get(id)).map_or(&[], Vec::as_slice)
    }

    /// The ids that records of a kind had before, by the id that they have now.
    pub(super) fn former_by_id(&self, kind: RecordKind) -> FxHashMap<&str, Vec<&str>> {
        let mut found: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for (former, id) in self.former.get(&kind).into_iter().flatten() {
            found.entry(id).or_default().push(former);
        }
        found
    }

    /// Id and name of a record of any kind.
    pub fn refer(&self, kind: RecordKind, id: &str) -> Reference {
        Reference { id: id.to_owned(), name: self.name(kind, id).unwrap_or(id).to_owned() }
    }

    /// Id and name of a record.
    pub(super) fn one<R: Record>(&self, id: &Id<R>) -> Reference {
        self.refer(R::KIND, id.as_str())
    }

    /// The players and all who stand for them: parents, and nations.
    pub(super) fn with_those_above<'a>(&self, players: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for player in players {
            found.extend(self.above.get(player).into_iter().flatten().cloned());
            found.insert(player.to_owned());
        }
        found
    }

    /// Whether a player is another, or belongs to it.
    pub(super) fn belongs_to(&self, player: &str, other: &str) -> bool {
        player == other || self.above.get(player).is_some_and(|above| above.iter().any(|one| one == other))
    }

    /// Whether a player is a nation.
    pub fn is_nation(&self, player: &str) -> bool {
        self.nations.contains(player)
    }

    /// The nations that the players are or belong to.
    pub(super) fn nations_of<'a>(&self, players: impl IntoIterator<Item = &'a str>) -> Vec<String> {
        self.with_those_above(players).into_iter().filter(|player| self.nations.contains(player)).collect()
    }
}

/// For each player all parents and nations, however far up.
fn above(players: &[Player]) -> FxHashMap<String, Vec<String>> {
    let by_id: FxHashMap<&str, &Player> = players.iter().map(|player| (player.id.as_str(), player)).collect();
    let ways = players.iter().map(|player| {
        let mut found = BTreeSet::new();
        let mut open = vec![player];
        while let Some(player) = open.pop() {
            for above in player.parent.iter().chain(&player.nation) {
                if let (true, Some(next)) = (found.insert(above.to_string()), by_id.get(above.as_str())) {
                    open.push(next);
                }
            }
        }
        (player.id.to_string(), found.into_iter().collect())
    });
    ways.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::dataset::Files;

    fn names() -> Names {
        let player = |id: &str, kind: &str, nation: Option<&str>, parent: Option<&str>, former: &[&str]| {
            json!({
                "id": id, "name": id.to_uppercase(), "kind": kind, "nation": nation, "parent": parent, "former_ids": former,
                "summary": "A player of a data set for tests.", "sources": ["book"], "verified_on": "2021-01-01",
            })
        };
        let players = json!([
            player("freedonia", "nation", None, None, &[]),
            player("sylvania", "nation", None, None, &[]),
            player("fsa", "agency", Some("freedonia"), None, &["old-fsa", "older-fsa"]),
            player("firm", "company", Some("sylvania"), Some("fsa"), &[]),
            player("shop", "company", None, Some("firm"), &["stall"]),
            player("club", "alliance", None, None, &[]),
        ]);
        let book = json!([{
            "id": "book", "title": "The book", "publisher": "Freedonia", "url": "https://example.org/", "accessed": "2021-01-01",
            "rank": "press", "summary": "A source of a data set for tests.", "verified_on": "2021-01-01",
        }]);
        let files =
            Files::default().with("players/all.json", players.to_string()).with("sources/all.json", book.to_string());
        Names::new(&Dataset::read(&files).unwrap())
    }

    #[test]
    fn parents_and_nations_stand_for_a_player_however_far_up() {
        let names = names();
        let above = |player: &str| names.with_those_above([player]).into_iter().collect::<Vec<_>>();
        assert_eq!(above("shop"), ["firm", "freedonia", "fsa", "shop", "sylvania"]);
        assert_eq!(above("fsa"), ["freedonia", "fsa"]);
        assert_eq!(above("club"), ["club"]);
        assert!(names.belongs_to("shop", "sylvania") && names.belongs_to("club", "club"));
        assert!(!names.belongs_to("fsa", "firm") && !names.belongs_to("nobody", "fsa"));
        assert_eq!(names.with_those_above(["fsa", "club", "fsa"]).len(), 3);
        assert_eq!(names.nations_of(["shop", "club"]), ["freedonia", "sylvania"]);
        assert_eq!(names.nations_of(["freedonia"]), ["freedonia"]);
        assert!(names.nations_of(["club"]).is_empty());
    }

    #[test]
    fn names_and_former_ids_are_known_within_their_kind() {
        let names = names();
        assert_eq!(names.name(RecordKind::Player, "fsa"), Some("FSA"));
        assert_eq!(names.name(RecordKind::Source, "book"), Some("The book"));
        assert_eq!(names.name(RecordKind::Source, "fsa"), None);
        assert_eq!(names.renamed(RecordKind::Player, "older-fsa"), Some("fsa"));
        assert_eq!(names.renamed(RecordKind::Player, "fsa"), None);
        assert_eq!(names.renamed(RecordKind::Mission, "older-fsa"), None);
        let mut former = names.former_by_id(RecordKind::Player)["fsa"].clone();
        former.sort_unstable();
        assert_eq!(former, ["old-fsa", "older-fsa"]);
        let reference = names.refer(RecordKind::Player, "nobody");
        assert_eq!((reference.id.as_str(), reference.name.as_str()), ("nobody", "nobody"));
    }
}

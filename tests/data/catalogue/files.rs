//! What the files of the General Catalog of Artificial Space Objects state of each launch.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use space_race::domain::{FuzzyDate, Precision};

/// Complete to its last day; its times are Julian dates of two decimals.
const LAUNCHES: &str = "gcat/gcat_orbital_launches_1957_20251130.csv";
/// One row per payload, with times to the minute or the second.
const PAYLOADS: &str = "gcat/launchlog_to_2023-07.tsv";
/// Complete between its first and its last row.
const EXCERPT: &str = "gcat-2026/gcat_launchlog_2026-198_to_225.csv";
/// Payloads that failed to reach orbit; the file has no launch code, as none is needed.
const FAILURES: &str = "gcat-2026/gcat_ftocat_2025_2026_failures.csv";
/// Objects that left for the Moon and beyond: the day of launch and no more.
const DEPARTURES: &str = "gcat-2026/gcat_deepcat_2023_2026_excerpt.csv";

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const GREEK: [&str; 24] = [
    "ALP", "BET", "GAM", "DEL", "EPS", "ZET", "ETA", "THE", "IOT", "KAP", "LAM", "MU", "NU", "XI", "OMI", "PI", "RHO",
    "SIG", "TAU", "UPS", "PHI", "CHI", "PSI", "OME",
];

/// The Unix epoch as a Julian date, in hundredths of a day.
const EPOCH: i64 = 244_058_750;
const HUNDREDTH_OF_A_DAY: i64 = 864;

/// A stated moment: the first and the last second that it may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) spelling: String,
    from: i64,
    to: i64,
    is_instant: bool,
}

impl Moment {
    fn day(written: &str, julian: &str) -> Self {
        let (days, hundredths) = julian.split_once('.').unwrap();
        let hundredths = days.parse::<i64>().unwrap() * 100 + format!("{hundredths:0<2}").parse::<i64>().unwrap();
        let middle = (hundredths - EPOCH) * HUNDREDTH_OF_A_DAY;
        let day = Self::from(&written.parse().unwrap());
        Self {
            spelling: format!("{written} (JD {julian})"),
            from: day.from.max(middle - HUNDREDTH_OF_A_DAY / 2),
            to: day.to.min(middle + HUNDREDTH_OF_A_DAY / 2),
            is_instant: false,
        }
    }

    /// Whether both may be the same moment. Two instants may lie two minutes apart.
    pub(super) fn agrees_with(&self, other: &Self) -> bool {
        let allowed = if self.is_instant && other.is_instant { 120 } else { 0 };
        (self.from - other.to).max(other.from - self.to) <= allowed
    }
}

impl From<&FuzzyDate> for Moment {
    fn from(date: &FuzzyDate) -> Self {
        let is_instant = [Precision::Second, Precision::Minute].contains(&date.precision());
        Self { spelling: date.value().to_owned(), from: date.start(), to: date.end(), is_instant }
    }
}

/// All that the files state of one launch.
#[derive(Debug, Default)]
pub(super) struct Launch {
    pub(super) moments: Vec<Moment>,
    pub(super) vehicles: BTreeSet<String>,
    /// Of the newest file that states one: older ones score fewer launches.
    pub(super) code: Option<String>,
}

/// The launches by the launch part of their COSPAR designation, such as `2023-098` or `1996-F05`.
#[derive(Debug, Default)]
pub(super) struct Catalogue {
    launches: BTreeMap<String, Launch>,
    complete: Vec<(i64, i64)>,
}

impl Catalogue {
    /// Reads the files, or nothing where they are not there.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        if [LAUNCHES, PAYLOADS, EXCERPT, FAILURES, DEPARTURES].iter().any(|file| !folder.join(file).is_file()) {
            return None;
        }
        let mut read = Self::default();
        for [tag, date, vehicle, code] in
            rows(&folder.join(PAYLOADS), b'\t', ["#Launch_Tag", "Launch_Date", "LV_Type", "Launch_Code"])
        {
            read.add(&tag, Moment::from(&iso(&date).parse().unwrap()), Some(vehicle), Some(code));
        }
        let mut days = Vec::new();
        for [tag, day, julian, vehicle, code] in
            rows(&folder.join(LAUNCHES), b',', ["Launch_Tag", "Launch_Date", "Launch_JD", "LV_Type", "LaunchCode"])
        {
            days.push(Moment::from(&day.parse().unwrap()));
            read.add(&tag, Moment::day(&day, &julian), Some(vehicle), Some(code));
        }
        read.complete(&days);
        let mut moments = Vec::new();
        for [tag, date, vehicle, code] in
            rows(&folder.join(EXCERPT), b',', ["launch_tag", "date_utc", "vehicle", "launch_code"])
        {
            moments.push(instant(&date));
            read.add(&tag, instant(&date), Some(vehicle), Some(code));
        }
        read.complete(&moments);
        for [tag, date, vehicle] in rows(&folder.join(FAILURES), b',', ["launch_tag", "date_utc", "vehicle"]) {
            read.add(&tag, instant(&date), Some(vehicle), Some("OF".to_owned()));
        }
        for [tag, date] in rows(&folder.join(DEPARTURES), b',', ["launch_tag", "launch_date"]) {
            read.add(&tag, instant(&date), None, None);
        }
        Some(read)
    }

    pub(super) fn launch(&self, cospar: &str) -> Option<&Launch> {
        self.launches.get(cospar.trim_end_matches(|piece: char| piece.is_ascii_uppercase()))
    }

    /// Whether the files list all launches of that time.
    pub(super) fn is_complete_at(&self, date: &FuzzyDate) -> bool {
        self.complete.iter().any(|(from, to)| *from <= date.end() && date.start() <= *to)
    }

    fn add(&mut self, tag: &str, moment: Moment, vehicle: Option<String>, code: Option<String>) {
        let launch = self.launches.entry(designation(tag)).or_default();
        if !launch.moments.contains(&moment) {
            launch.moments.push(moment);
        }
        launch.vehicles.extend(vehicle);
        launch.code = code.or(launch.code.take());
    }

    fn complete(&mut self, moments: &[Moment]) {
        let from = moments.iter().map(|moment| moment.from).min().unwrap();
        let to = moments.iter().map(|moment| moment.to).max().unwrap();
        self.complete.push((from, to));
    }
}

/// Some columns of a table, without surrounding spaces. Rows that begin with `#` are remarks.
fn rows<const N: usize>(file: &Path, delimiter: u8, columns: [&str; N]) -> Vec<[String; N]> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .flexible(true)
        .from_path(file)
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let header = reader.headers().unwrap().clone();
    let places = columns.map(|column| {
        let place = header.iter().position(|name| name == column);
        place.unwrap_or_else(|| panic!("{} has no column {column}", file.display()))
    });
    let records = reader.records().map(Result::unwrap).filter(|record| !record[0].starts_with('#'));
    records.map(|record| places.map(|place| record[place].trim().to_owned())).collect()
}

/// `1957 ALP` -> `1957-001`: until 1962 launches had Greek letters, after `OME` came `A ALP`, after that `B ALP`.
fn designation(tag: &str) -> String {
    let parts: Vec<&str> = tag.split_whitespace().collect();
    let (year, round, letter) = match parts[..] {
        [year, letter] => (year, 0, letter),
        [year, "A", letter] => (year, 1, letter),
        [year, "B", letter] => (year, 2, letter),
        _ => return tag.to_owned(),
    };
    let place = GREEK.iter().position(|greek| *greek == letter).unwrap_or_else(|| panic!("no such letter: {tag}"));
    format!("{year}-{:03}", round * GREEK.len() + place + 1)
}

/// `1957 Oct  4 1928:34` -> `1957-10-04T19:28:34Z`. A question mark at the end is dropped: the time is the best one known.
fn iso(written: &str) -> String {
    let parts: Vec<&str> = written.trim_end_matches('?').split_whitespace().collect();
    let month =
        MONTHS.iter().position(|month| *month == parts[1]).unwrap_or_else(|| panic!("no such month: {written}"));
    let day = format!("{}-{:02}-{:0>2}", parts[0], month + 1, parts[2]);
    let Some(time) = parts.get(3) else { return day };
    let (hour, rest) = time.split_at(2);
    format!("{day}T{hour}:{rest}Z")
}

/// A moment that is spelt as in the fixtures, but for the mark of UTC.
fn instant(written: &str) -> Moment {
    let date = if written.contains('T') { format!("{written}Z") } else { written.to_owned() };
    Moment::from(&date.parse().unwrap())
}

#[test]
fn launches_with_greek_letters_are_counted() {
    for (tag, expected) in
        [("1957 ALP", "1957-001"), ("1961 A ALP", "1961-025"), ("1962 B NU", "1962-061"), ("1996-F05", "1996-F05")]
    {
        assert_eq!(designation(tag), expected);
    }
}

#[test]
fn a_date_of_the_log_is_spelt_anew() {
    for (written, expected) in [
        ("1957 Oct  4 1928:34", "1957-10-04T19:28:34Z"),
        ("2022 Feb 10 2000", "2022-02-10T20:00Z"),
        ("1966 Jul  8 0531?", "1966-07-08T05:31Z"),
        ("1990 Dec 24", "1990-12-24"),
    ] {
        assert_eq!(iso(written), expected);
    }
}

#[test]
fn a_julian_date_of_two_decimals_leaves_a_quarter_of_an_hour() {
    let stated = Moment::day("1957-10-04", "2436116.31");
    let agrees = |date: &str| stated.agrees_with(&Moment::from(&date.parse().unwrap()));
    assert!(agrees("1957-10-04T19:28:34Z"));
    assert!(agrees("1957-10-04"));
    assert!(!agrees("1957-10-04T19:10Z") && !agrees("1957-10-04T19:40Z") && !agrees("1957-10-05"));
}

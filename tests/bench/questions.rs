//! The questions that are measured.

use crate::measure::App;

/// A question, without a day.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) name: &'static str,
    /// Path and query.
    pub(crate) uri: String,
    /// Whether a page in the middle is measured, reached by a cursor.
    pub(crate) is_far_on: bool,
}

impl Question {
    /// The question about a day, or about today.
    pub(crate) fn about(&self, day: Option<&str>) -> String {
        let mark = if self.uri.contains('?') { '&' } else { '?' };
        day.map_or_else(|| self.uri.clone(), |day| format!("{}{mark}as_of={day}", self.uri))
    }

    /// Where a page in the middle is measured, the question whose first record stands before it.
    pub(crate) fn after(&self, day: &str) -> Option<String> {
        let year: i32 = day[..4].parse().unwrap();
        self.is_far_on.then(|| format!("{}&launch_from={}&limit=1", self.uri, year - (year - 1957) / 4))
    }
}

/// All of them. Records and words that are known on every day are looked for in the data.
pub(crate) async fn all(app: &App) -> Vec<Question> {
    let first = app.json("/api/v1/missions?as_of=1958-06-01&limit=1&sort=id").await;
    let mission = first["data"][0]["id"].as_str().unwrap();
    let name_word = first["data"][0]["name"].as_str().unwrap().split(' ').next().unwrap();
    let words: Vec<&str> =
        first["data"][0]["summary"].as_str().unwrap().trim_end_matches('.').split(' ').take(2).collect();
    let question = |name, uri: &str| Question { name, uri: format!("/api/v1{uri}"), is_far_on: false };
    vec![
        question("missions", "/missions"),
        question("missions of a status", "/missions?status=planned"),
        question("missions of a nation to come", "/missions?player=nation-001&status_group=future&sort=-launch_date"),
        question("missions with counts", "/missions?destination=moon&facets=status,nation"),
        question("missions of a period", "/missions?launch_from=1990&launch_to=1995&match=certain"),
        Question { is_far_on: true, ..question("missions, a page far on", "/missions?destination=moon") },
        question("missions, newest first", "/missions?sort=-launch_date,-slips"),
        question("missions with words", &format!("/missions?q={}", words.join("+"))),
        question("a mission", &format!("/missions/{mission}")),
        question("a mission and its events", &format!("/missions/{mission}?include=events")),
        question("a mission's slip ledger", &format!("/missions/{mission}/schedule")),
        question("events of a nation in a period", "/events?player=nation-000&from=2001&to=2003"),
        question("events of a timeline", "/timelines/timeline-00/events?sort=-date"),
        question("timelines", "/timelines"),
        question("programs", "/programs"),
        question("players", "/players?sort=-missions"),
        question("a milestone", "/milestones/milestone-03"),
        question("an indicator's series", "/indicators/indicator-03/series"),
        question("search for a name", &format!("/search?q={name_word}")),
        question("search for words", &format!("/search?q={}", words.join("+"))),
        question("milestones as an export", "/dataset/export?kind=milestone"),
    ]
}

//! Asks the service, and measures how long that takes.

use std::fmt;
use std::pin::Pin;
use std::rc::Rc;
use std::time::{Duration, Instant};

use actix_web::body::to_bytes;
use actix_web::http::header;
use actix_web::test;
use actix_web::web::{Bytes, Data};
use serde_json::Value;
use space_race::api::cursor;
use space_race::domain::Day;
use space_race::server;
use space_race::store::{Start, Store};

use crate::generate::{FIRST_DAY, TODAY};
use crate::questions::Question;
use crate::random::Random;

/// Most answers that one figure is taken from.
const MOST: usize = 300;
/// Least.
const LEAST: usize = 7;
/// How long answers are collected for one figure.
const LONG: Duration = Duration::from_millis(1_500);
/// Past days that are asked about again and again.
const KEPT: [&str; 4] = ["1969-07-20", "1991-12-26", "2012-08-06", "2024-09-09"];
/// More days than the store keeps.
const FORGOTTEN_AFTER: usize = 40;

/// How long an answer took, and the answer.
pub(crate) type Answer = Pin<Box<dyn Future<Output = (Duration, Bytes)>>>;

/// The whole service: asked for an address, it answers.
pub(crate) struct App(Box<dyn Fn(String) -> Answer>);

impl App {
    pub(crate) async fn new(store: Store) -> Self {
        let service = Rc::new(test::init_service(server::app(Data::new(store))).await);
        Self(Box::new(move |uri| {
            let service = Rc::clone(&service);
            Box::pin(async move {
                let request = test::TestRequest::with_uri(&uri).append_header((header::ACCEPT_ENCODING, "identity"));
                let request = request.to_request();
                let start = Instant::now();
                let response = test::call_service(&*service, request).await;
                let status = response.status();
                let body = to_bytes(response.into_body()).await.unwrap_or_default();
                let time = start.elapsed();
                assert_eq!(status, 200, "{uri}: {body:?}");
                (time, body)
            })
        }))
    }

    pub(crate) async fn time(&self, uri: &str) -> Duration {
        self.0(uri.to_owned()).await.0
    }

    pub(crate) async fn json(&self, uri: &str) -> Value {
        serde_json::from_slice(&self.0(uri.to_owned()).await.1).unwrap()
    }
}

/// Past days, none twice.
#[derive(Debug)]
pub(crate) struct Days(Vec<i32>, Random);

impl Days {
    pub(crate) fn new() -> Self {
        let today = TODAY.parse::<Day>().unwrap().number();
        Self((FIRST_DAY + 400..today).collect(), Random::new(2040))
    }

    fn next(&mut self) -> String {
        let place = self.1.below(self.0.len());
        Day::from_number(self.0.swap_remove(place)).to_string()
    }
}

/// Times of one kind, sorted.
#[derive(Debug)]
struct Times(Vec<Duration>);

impl Times {
    fn at(&self, percent: usize) -> f64 {
        self.0[(self.0.len() * percent / 100).min(self.0.len() - 1)].as_secs_f64() * 1000.0
    }
}

/// What one question costs.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    now: Times,
    kept: Times,
    new: Times,
}

impl Row {
    pub(crate) const HEADER: &'static str =
        "milliseconds: median and 99th percentile      now            kept days      new days       kept/now  new/now";

    fn ratios(&self) -> (f64, f64) {
        (self.kept.at(50) / self.now.at(50), self.new.at(50) / self.now.at(50))
    }

    /// How many times as much as today a past day costs, by the medians.
    pub(crate) fn greatest_ratio(&self) -> f64 {
        let (kept, new) = self.ratios();
        kept.max(new)
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<42}", self.name)?;
        for times in [&self.now, &self.kept, &self.new] {
            write!(f, " {:>7.3}{:>8.3}", times.at(50), times.at(99))?;
        }
        let (kept, new) = self.ratios();
        write!(f, " {kept:>9.2}{new:>9.2}")
    }
}

/// Asks a question about today, about days that repeat, and about days that were never asked about before.
pub(crate) async fn question(app: &App, question: &Question, days: &mut Days) -> Row {
    let mut now = Vec::new();
    let uri = prepared(app, question, None).await;
    for _ in 0..3 {
        app.time(&uri).await;
    }
    let start = Instant::now();
    while goes_on(&now, start) {
        now.push(app.time(&uri).await);
    }
    let mut kept = Vec::new();
    let mut uris = Vec::new();
    for day in KEPT {
        let uri = prepared(app, question, Some(day)).await;
        app.time(&uri).await;
        uris.push(uri);
    }
    let start = Instant::now();
    while goes_on(&kept, start) {
        kept.push(app.time(&uris[kept.len() % KEPT.len()]).await);
    }
    let mut new = Vec::new();
    let start = Instant::now();
    while goes_on(&new, start) {
        let uri = prepared(app, question, Some(&days.next())).await;
        if question.is_far_on {
            forget(app, days).await;
        }
        new.push(app.time(&uri).await);
    }
    let sorted = |mut times: Vec<Duration>| {
        times.sort_unstable();
        Times(times)
    };
    Row { name: question.name, now: sorted(now), kept: sorted(kept), new: sorted(new) }
}

fn goes_on(times: &[Duration], start: Instant) -> bool {
    times.len() < LEAST || times.len() < MOST && start.elapsed() < LONG
}

/// The address to measure: the question's, or that of a page far on.
async fn prepared(app: &App, question: &Question, day: Option<&str>) -> String {
    let uri = question.about(day);
    let Some(after) = question.after(day.unwrap_or(TODAY)) else { return uri };
    let found = app.json(&Question { uri: after, ..*question }.about(day)).await;
    let id = found["data"][0]["id"].as_str().unwrap().to_owned();
    let (path, query) = uri.split_once('?').unwrap();
    let mut pairs: Vec<&str> = query.split('&').collect();
    pairs.sort_unstable();
    let cursor = cursor::encode(&format!("{path}&{}", pairs.join("&")), &Start::After(id)).unwrap();
    format!("{uri}&cursor={cursor}")
}

/// Asks about so many other days that those before are no longer at hand.
async fn forget(app: &App, days: &mut Days) {
    for _ in 0..FORGOTTEN_AFTER {
        app.time(&format!("/api/v1/milestones/milestone-00?as_of={}", days.next())).await;
    }
}

/// Asks about so many days, each only once.
pub(crate) async fn many_days(app: &App, days: &mut Days, count: usize) {
    for _ in 0..count {
        let day = days.next();
        app.time(&format!("/api/v1/missions?destination=moon&as_of={day}")).await;
        app.time(&format!("/api/v1/timelines/timeline-00/events?as_of={day}")).await;
    }
}

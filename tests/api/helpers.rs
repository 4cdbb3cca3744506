//! The harness: the very service that main serves, on a fixed day, asked without a socket.

use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};

use actix_web::body::to_bytes;
use actix_web::http::{Method, header};
use actix_web::rt::System;
use actix_web::test;
use actix_web::web::Data;
use serde_json::{Value, json};
use space_race::dataset::{Dataset, Files};
use space_race::server;
use space_race::store::Store;

/// The day on which all tests take place.
pub(crate) const TODAY: &str = "2026-11-25";

/// The service with a data set. Requests are answered by a thread that it shares with its copies.
#[derive(Clone)]
pub(crate) struct TestApp(Sender<Question>);

struct Question {
    method: Method,
    uri: String,
    headers: Vec<(String, String)>,
    answer: Sender<TestResponse>,
}

impl TestApp {
    /// The service with the real data, built once per process.
    pub(crate) fn new() -> Self {
        static REAL: OnceLock<[TestApp; 2]> = OnceLock::new();
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let apps = REAL.get_or_init(|| {
            let store = store(&Files::embedded());
            [Self::serving(store.clone()), Self::serving(store)]
        });
        apps[NEXT.fetch_add(1, Ordering::Relaxed) % 2].clone()
    }

    /// The service with a data set made by hand.
    pub(crate) fn with(files: &Files) -> Self {
        Self::serving(store(files))
    }

    fn serving(store: Data<Store>) -> Self {
        let (asked, questions) = channel::<Question>();
        std::thread::spawn(move || {
            System::new().block_on(async move {
                let app = test::init_service(server::app(store)).await;
                while let Ok(question) = questions.recv() {
                    let mut request = test::TestRequest::with_uri(&question.uri).method(question.method);
                    for (name, value) in &question.headers {
                        request = request.append_header((name.as_str(), value.as_str()));
                    }
                    let response = test::call_service(&app, request.to_request()).await;
                    let (status, headers) = (response.status().as_u16(), response.headers().clone());
                    let body = to_bytes(response.into_body()).await.unwrap_or_default().to_vec();
                    let text = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
                    let headers = headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect();
                    let _gone = question.answer.send(TestResponse { uri: question.uri, status, headers, body });
                }
            });
        });
        Self(asked)
    }

    /// Asks with GET.
    #[track_caller]
    pub(crate) fn get(&self, uri: &str) -> TestResponse {
        self.request(Method::GET, uri, &[])
    }

    /// Asks with GET and headers.
    #[track_caller]
    pub(crate) fn get_with(&self, uri: &str, headers: &[(&str, &str)]) -> TestResponse {
        self.request(Method::GET, uri, headers)
    }

    /// Asks with any method.
    #[track_caller]
    pub(crate) fn request(&self, method: Method, uri: &str, headers: &[(&str, &str)]) -> TestResponse {
        let (answer, answers) = channel();
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.0
            .send(Question { method, uri: uri.to_owned(), headers, answer })
            .unwrap_or_else(|_| panic!("{uri}: no service"));
        answers.recv().unwrap_or_else(|_| panic!("{uri}: the service panicked"))
    }

    /// The JSON body of a successful answer.
    #[track_caller]
    pub(crate) fn ok(&self, uri: &str) -> Value {
        self.get(uri).ok()
    }

    /// The record or records of a successful answer.
    #[track_caller]
    pub(crate) fn data(&self, uri: &str) -> Value {
        self.ok(uri)["data"].take()
    }

    /// The ids of the records of a list, in their order.
    #[track_caller]
    pub(crate) fn ids(&self, uri: &str) -> Vec<String> {
        ids(&self.ok(uri)["data"])
    }

    /// The ids of all records of a list, page by page.
    #[track_caller]
    pub(crate) fn all_ids(&self, uri: &str) -> Vec<String> {
        let mark = if uri.contains('?') { '&' } else { '?' };
        let (mut found, mut next) = (Vec::new(), Some(format!("{uri}{mark}limit=100&fields=id")));
        while let Some(uri) = next {
            let page = self.ok(&uri);
            found.extend(ids(&page["data"]));
            next = page["page"]["next"].as_str().map(str::to_owned);
        }
        found
    }

    /// The exact number of records that a list has.
    #[track_caller]
    pub(crate) fn total(&self, uri: &str) -> u64 {
        self.ok(uri)["page"]["total"].as_u64().unwrap()
    }
}

fn store(files: &Files) -> Data<Store> {
    let dataset = Dataset::read(files).unwrap_or_else(|faults| panic!("the data set has faults:\n{faults}"));
    Data::new(Store::new(&dataset, TODAY.parse().unwrap()).unwrap())
}

/// The ids of records.
pub(crate) fn ids(records: &Value) -> Vec<String> {
    records.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

/// An answer with its body read.
#[derive(Debug)]
pub(crate) struct TestResponse {
    /// What was asked.
    pub(crate) uri: String,
    /// Status code.
    pub(crate) status: u16,
    /// Headers, names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    /// The body as it was sent.
    pub(crate) body: Vec<u8>,
}

impl TestResponse {
    /// A header that has to be there.
    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("{}: no header {name} in {:?}", self.uri, self.headers))
    }

    /// The media type without its parameters.
    #[track_caller]
    pub(crate) fn media(&self) -> &str {
        self.header("content-type").split(';').next().unwrap()
    }

    /// The body as text.
    #[track_caller]
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap_or_else(|error| panic!("{}: {error}", self.uri))
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let text = self.text();
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{}: {error} in {text:.300}", self.uri))
    }

    /// The JSON body of a success.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        self.expect(200).json()
    }

    /// This answer, which has to have the status.
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> &Self {
        let body = String::from_utf8_lossy(&self.body);
        assert_eq!(self.status, status, "status of {:.300}: {body:.1000}", self.uri);
        self
    }

    /// The problem of an answer that has to have the status, with everything that holds for all problems checked.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16) -> Value {
        let uri = &self.uri;
        let problem = self.expect(status).json();
        assert_eq!(self.header("content-type"), "application/problem+json", "{uri}");
        assert_eq!(problem["status"], status, "{uri}");
        assert_eq!(problem["request_id"], self.header("request-id"), "{uri}");
        let path: String = uri.split('?').next().unwrap().chars().take(200).collect();
        assert_eq!(problem["instance"], path, "{uri}");
        let kind = problem["type"].as_str().unwrap();
        assert!(kind.starts_with("/problems/"), "{uri}: type {kind}");
        for field in ["title", "detail"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{uri}: {field} of {problem}");
        }
        assert!(problem["errors"].is_array(), "{uri}: errors of {problem}");
        problem
    }

    /// The names of the parameters at fault, of an answer that has to be 400.
    #[track_caller]
    pub(crate) fn faults(&self) -> Vec<String> {
        let problem = self.problem(400);
        assert_eq!(problem["type"], "/problems/invalid-request", "{}", self.uri);
        problem["errors"].as_array().unwrap().iter().map(|one| one["parameter"].as_str().unwrap().to_owned()).collect()
    }

    /// The one fault of an answer that has to be 400 for that alone.
    #[track_caller]
    pub(crate) fn fault(&self, parameter: &str) -> Value {
        assert_eq!(self.faults(), [parameter], "faults of {}", self.uri);
        self.json()["errors"][0].take()
    }
}

/// A data set made by hand: records by folder.
///
/// It starts with a nation, an agency of it, a company of no nation, and one source.
#[derive(Clone)]
pub(crate) struct Tiny(BTreeMap<String, Vec<Value>>);

impl Tiny {
    /// The data set that all others build on.
    pub(crate) fn new() -> Self {
        let source = json!({
            "id": "paper", "title": "A paper", "publisher": "The Press", "url": "https://example.org/paper", "accessed": "2026-01-01",
            "rank": "press", "summary": "A paper that says all that there is to say.", "verified_on": "2026-01-01",
        });
        let player =
            |id: &str, kind: &str, nation: Value| json!({ "id": id, "name": id, "kind": kind, "nation": nation });
        Self(BTreeMap::from([("sources".to_owned(), vec![source])]))
            .with("players", &player("freeland", "nation", Value::Null))
            .with("players", &player("agency", "agency", json!("freeland")))
            .with("players", &player("loner", "company", Value::Null))
    }

    /// Adds a record; what every record needs is filled in.
    pub(crate) fn with(mut self, folder: &str, record: &Value) -> Self {
        let mut whole = json!({
            "name": record["id"], "summary": "A record that was made by hand.", "sources": ["paper"], "verified_on": "2026-01-01",
        });
        let more = match folder {
            "missions" => {
                json!({ "operator": "agency", "kinds": ["orbiter"], "destination": "moon", "crewed": false, "launch": {} })
            }
            "milestones" => json!({ "destination": "moon", "crewed": false, "criterion": "Somebody does it." }),
            "trends" => json!({ "kind": "trend", "narrative": "It goes on and on.", "drivers": ["money"] }),
            "timelines" => json!({ "query": null }),
            _ => json!({}),
        };
        for part in [&more, record] {
            whole.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        }
        if folder == "sets" {
            whole.as_object_mut().unwrap().remove("summary"); // a set is no record
        }
        self.0.entry(folder.to_owned()).or_default().push(whole);
        self
    }

    /// Adds the formula of a dimension.
    pub(crate) fn formula(mut self, formula: &Value) -> Self {
        self.0.entry("standings".to_owned()).or_default().push(formula.clone());
        self
    }

    /// Adds a mission with nothing but an id and a launch target.
    pub(crate) fn planned(self, id: &str, target: &str) -> Self {
        let entry = json!({ "announced": "2020-01-01", "target": target, "kind": "initial", "source": "paper" });
        self.with("missions", &json!({ "id": id, "schedule": [entry] }))
    }

    /// Adds an event of a mission; `extra` is added to its fields.
    pub(crate) fn event(self, mission: &str, kind: &str, date: &str, extra: &Value) -> Self {
        let count = self.0.get("events").map_or(0, Vec::len);
        let id = format!("{mission}-{}-{count}", kind.replace('_', "-"));
        let mut event = json!({ "id": id, "mission": mission, "kind": kind, "date": date });
        event.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        self.with("events", &event)
    }

    /// Its files.
    pub(crate) fn files(&self) -> Files {
        let file = |files: Files, (folder, records): (&String, &Vec<Value>)| {
            files.with(&format!("{folder}/all.json"), json!(records).to_string())
        };
        self.0.iter().fold(Files::default(), file)
    }

    /// The service with these records.
    pub(crate) fn app(&self) -> TestApp {
        TestApp::with(&self.files())
    }
}

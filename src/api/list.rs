//! Lists: from typed parameters to a question, and from its answer to an envelope.

mod body;
pub(super) mod position;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::marker::PhantomData;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use serde::de::DeserializeOwned;

use super::envelope::PageInfo;
use super::extract::{self, Read};
use super::params::{Limit, ListParams, Offset};
use super::past::{has_past, snapshot_on};
use super::problem::{ApiError, ParameterError};
use super::respond::{Answer, Media, fault_of_format, negotiate};
use super::{csv, cursor, ics};
use crate::domain::{FuzzyDate, RecordKind};
use crate::store::{
    Collection, Cut, Match, Period, Selected, Selection, Snapshot, SortBy, Start, Store, UnknownValue, money_field,
};

pub use body::formats;
pub(super) use body::{included, sparse};

/// Greatest number of orders in `sort`.
pub const MAX_SORT: usize = 3;

/// The filters of one kind of record. The fields document and check the parameters; their names are those of the filters.
pub trait Filters: DeserializeOwned + Default {
    /// Kind of the records.
    const KIND: RecordKind;
}

/// The query of a list: filters of type `F`, and what every list takes.
#[derive(Debug)]
pub struct ListQuery<F> {
    request: HttpRequest,
    selection: Selection,
    params: ListParams,
    around: Option<FuzzyDate>,
    available: Vec<Media>,
    media: Option<Media>,
    question: String,
    errors: Vec<ParameterError>,
    filters: PhantomData<F>,
}

impl<F: Filters> FromRequest for ListQuery<F> {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::read(request)))
    }
}

impl<F: Filters> ListQuery<F> {
    /// Reads what can be read. Faults are kept until the values are looked up, so that all are told together.
    fn read(request: &HttpRequest) -> Self {
        let pairs = extract::pairs(request.query_string());
        let Read { params: (_, params), mut errors, faulty } =
            extract::two::<F, ListParams>(&pairs, &not_taken(F::KIND, request));
        let definition = crate::store::table(F::KIND);
        let sound = |name: &str| !faulty.iter().any(|other| other == name);
        let value = |name: &str| {
            pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_ref()).filter(|_| sound(name))
        };
        let list = |text: &str| text.split(',').map(str::to_owned).collect::<Vec<_>>();
        let facets =
            definition.facets.iter().filter_map(|facet| Some((facet.name.to_owned(), list(value(facet.name)?))));
        let is_given = |name: &str| pairs.iter().any(|(other, _)| other == name);
        let (periods, faults) = periods(definition.dates, &value, &is_given);
        errors.extend(faults);
        errors.extend(faults_of_lists(F::KIND, &params));
        let selection = Selection {
            facets: facets.collect(),
            ids: value("id").map(list),
            periods,
            words: value("q").map(str::to_owned),
            timeline: None,
        };
        let available = body::available(F::KIND, params.fields.is_some());
        errors.extend(fault_of_format(params.format.as_ref(), &available));
        let media = negotiate(request, params.format.as_ref(), &available).ok();
        errors.extend(media.map(|media| body::faults_of_room(media, &params)).unwrap_or_default());
        let mut question = position::question(request.path(), &pairs);
        if media == Some(Media::Feed) && !is_given("sort") {
            // a feed starts with the newest, so its positions are those of that order
            question += &format!("&sort=-{}", definition.default_order);
        }
        let around = value("around").and_then(|text| text.parse::<FuzzyDate>().ok());
        errors.extend(position::faults(F::KIND, &params, around.as_ref(), &question));
        let filters = PhantomData;
        Self { request: request.clone(), selection, params, around, available, media, question, errors, filters }
    }

    /// Only records that name another record, too: the one of the path.
    #[must_use]
    pub fn naming(mut self, snapshot: &Snapshot, of: RecordKind, doc: u32) -> Self {
        let id = snapshot.collection(of).id(doc).to_owned();
        self.selection.facets.push((<&str>::from(of).to_owned(), vec![id]));
        self
    }

    /// Only events that a timeline shows, too.
    #[must_use]
    pub fn shown_by(mut self, timeline: u32) -> Self {
        self.selection.timeline = Some(timeline);
        self
    }

    /// What is asked about: the past day of `as_of`, or the present.
    pub fn snapshot(&mut self, store: &Store) -> Arc<Snapshot> {
        let (snapshot, fault) = snapshot_on(store, self.params.as_of);
        self.errors.extend(fault);
        snapshot
    }

    /// The answer.
    ///
    /// # Errors
    ///
    /// Values of filters that no record can have, and media types that cannot be given.
    pub fn of(mut self, store: &Store) -> Result<Answer, ApiError> {
        let snapshot = self.snapshot(store);
        self.answer(&snapshot)
    }

    /// The answer from the snapshot that is asked about.
    ///
    /// # Errors
    ///
    /// Values of filters that no record can have, and media types that cannot be given.
    pub fn answer(&self, snapshot: &Snapshot) -> Result<Answer, ApiError> {
        let collection = snapshot.collection(F::KIND);
        let selected = self.selected(snapshot)?;
        let media = negotiate(&self.request, self.params.format.as_ref(), &self.available)?;
        let limit = self.limit();
        let start = self.start(snapshot)?;
        let sort = self.sort(collection);
        let cut = snapshot.cut(F::KIND, &selected, &sort, &start, usize::try_from(limit).unwrap_or(usize::MAX));
        let page = self.page(collection, &cut, selected.len(), limit);
        let links = [("next", page.next.clone()), ("prev", page.prev.clone())];
        let answer = self.body(media, snapshot, &selected, &cut.docs, page)?;
        let linked = links.into_iter().filter_map(|(relation, address)| Some((relation, address?)));
        Ok(linked.fold(answer, |answer, (relation, address)| answer.with_link(&address, relation)))
    }

    /// A calendar that is not cut into pages holds all it can.
    fn limit(&self) -> u32 {
        let default = if self.media == Some(Media::Calendar) { ics::MAX_RECORDS } else { Limit::DEFAULT };
        self.params.limit.map_or(default, |limit| limit.0)
    }

    fn selected<'s>(&self, snapshot: &'s Snapshot) -> Result<Selected<'s>, ApiError> {
        match snapshot.select(F::KIND, &self.selection) {
            Ok(selected) if self.errors.is_empty() => Ok(selected),
            Ok(_) => Err(ApiError::Invalid(self.errors.clone())),
            Err(unknown) => {
                let unknown = unknown.into_iter().map(unknown_value);
                Err(ApiError::Invalid(self.errors.iter().cloned().chain(unknown).collect()))
            }
        }
    }

    fn start(&self, snapshot: &Snapshot) -> Result<Start, ApiError> {
        let from_cursor = self.params.cursor.as_ref().and_then(|text| cursor::decode(&self.question, &text.0));
        if let Some(Start::After(id) | Start::Before(id)) = &from_cursor
            && snapshot.doc(F::KIND, id).is_none()
        {
            let detail = "the record that the cursor stands at is gone, expected a start from the first page";
            return Err(ApiError::Invalid(vec![ParameterError::new("cursor", detail)]));
        }
        if let Some(date) = &self.around {
            return Ok(Start::Around(date.start()));
        }
        let offset = self.params.offset.map_or(0, |offset| usize::try_from(offset.0).unwrap_or(usize::MAX));
        Ok(from_cursor.unwrap_or(Start::Offset(offset)))
    }

    fn sort(&self, collection: &Collection) -> Vec<SortBy> {
        let definition = collection.definition();
        let is_asked = |flag: &str| {
            let mut facets = self.selection.facets.iter();
            facets.any(|(facet, values)| facet == flag && values.iter().any(|value| value == "true"))
        };
        let order = definition.order_with.filter(|(flag, _)| self.around.is_none() && is_asked(flag));
        let order = order.map_or(definition.default_order, |(_, order)| order);
        let descending = self.media == Some(Media::Feed);
        let default = || vec![SortBy { name: order.to_owned(), descending }];
        self.params.sort.as_ref().map_or_else(default, |steps| {
            let step = |step: &String| match step.strip_prefix('-') {
                Some(name) => SortBy { name: name.to_owned(), descending: true },
                None => SortBy { name: step.clone(), descending: false },
            };
            steps.iter().map(step).collect()
        })
    }

    fn page(&self, collection: &Collection, cut: &Cut, total: u64, limit: u32) -> PageInfo {
        let after = cut.docs.last().filter(|_| cut.has_after).map(|doc| Start::After(collection.id(*doc).to_owned()));
        let before =
            cut.docs.first().filter(|_| cut.has_before).map(|doc| Start::Before(collection.id(*doc).to_owned()));
        let cursor = |start: Option<Start>| start.and_then(|start| cursor::encode(&self.question, &start));
        let next_cursor = cursor(after);
        let offset = self.params.offset.map(|offset| offset.0);
        let (next, prev) = match offset {
            // a caller who counts pages gets addresses that count
            Some(offset) => (
                next_cursor.as_ref().map(|cursor| match offset + limit {
                    next if next <= Offset::MAX => self.address("offset", &next.to_string()),
                    _ => self.address("cursor", cursor),
                }),
                (offset > 0 && total > 0)
                    .then(|| self.address("offset", &position::page_before(offset, limit, total).to_string())),
            ),
            None => (
                next_cursor.as_ref().map(|cursor| self.address("cursor", cursor)),
                cursor(before).map(|cursor| self.address("cursor", &cursor)),
            ),
        };
        PageInfo { total, limit, next_cursor, next, prev }
    }

    /// This request's address with another position.
    fn address(&self, name: &str, value: &str) -> String {
        let mut pairs = self.pairs(&["cursor", "offset", "around"]);
        if self.media == Some(Media::Feed) && self.params.format.is_none() {
            // those who follow the pages of a feed may ask for them in other words
            pairs.push(("format".into(), "atom".into()));
        }
        pairs.push((name.into(), value.into()));
        self.written(&pairs)
    }

    /// The parameters of this request but some.
    fn pairs(&self, without: &[&str]) -> extract::Pairs<'_> {
        let pairs = extract::pairs(self.request.query_string()).into_iter();
        pairs.filter(|(name, _)| !without.contains(&name.as_ref())).collect()
    }

    /// This request's path with other parameters.
    fn written(&self, pairs: &extract::Pairs<'_>) -> String {
        if pairs.is_empty() {
            return self.request.path().to_owned();
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        format!("{}?{}", self.request.path(), query.replace("%2C", ","))
    }
}

/// A kind of record without relations takes no `include`, one without filters no `facets`, one without money no `price_year`; where the path has an id, it is the only one.
pub(super) fn not_taken(kind: RecordKind, request: &HttpRequest) -> Vec<&'static str> {
    let definition = crate::store::table(kind);
    let none = [
        ("include", definition.includes.is_empty()),
        ("facets", definition.facets.is_empty()),
        ("id", request.match_info().get("id").is_some()),
        ("as_of", !has_past(kind)),
        ("price_year", money_field(kind).is_none()),
        ("deflator", money_field(kind).is_none()),
    ];
    none.into_iter().filter(|(_, is_empty)| *is_empty).map(|(name, _)| name).collect()
}

/// The query parameters of a date filter.
pub fn period_names(date: &str) -> (String, String) {
    if date == "date" { ("from".to_owned(), "to".to_owned()) } else { (format!("{date}_from"), format!("{date}_to")) }
}

/// The periods that dates are asked to lie in, and what is impossible about them.
pub(super) fn periods<'a>(
    dates: &[&'static str],
    value: &impl Fn(&str) -> Option<&'a str>,
    is_given: &impl Fn(&str) -> bool,
) -> (Vec<Period>, Vec<ParameterError>) {
    let mut errors = Vec::new();
    let mut periods = Vec::new();
    let matching = if value("match") == Some("certain") { Match::Certain } else { Match::Possible };
    let names: Vec<(String, String)> = dates.iter().map(|date| period_names(date)).collect();
    for (date, (from_name, to_name)) in dates.iter().zip(&names) {
        let end = |name: &str| value(name).and_then(|text| text.parse::<FuzzyDate>().ok());
        let (from, to) = (end(from_name), end(to_name));
        if let (Some(from), Some(to)) = (&from, &to)
            && to.end() < from.start()
        {
            let detail = format!("{from} lies after {to_name}={to}, expected the earlier date first");
            errors.push(ParameterError::new(from_name.clone(), detail));
        }
        if from.is_some() || to.is_some() {
            periods.push(Period { date, from, to, matching });
        }
    }
    if value("match").is_some() && !names.iter().any(|(from, to)| is_given(from) || is_given(to)) {
        let names: Vec<String> = names.iter().map(|(from, to)| format!("{from} or {to}")).collect();
        let detail = format!("needs a date to match, expected {} with it", names.join(", "));
        errors.push(ParameterError::new("match", detail));
    }
    (periods, errors)
}

/// Words of `sort`, `fields`, `include` and `facets` that the kind of record does not have.
fn faults_of_lists(kind: RecordKind, params: &ListParams) -> Vec<ParameterError> {
    let definition = crate::store::table(kind);
    let orders = definition.order_names();
    let sorts: Vec<String> = orders.iter().flat_map(|order| [(*order).to_owned(), format!("-{order}")]).collect();
    let facets: Vec<String> = definition.facets.iter().map(|facet| facet.name.to_owned()).collect();
    let mut errors = faults_of_list("sort", params.sort.as_deref(), &sorts);
    if let Some(sort) = params.sort.as_ref().filter(|sort| sort.len() > MAX_SORT) {
        errors.push(ParameterError::new("sort", format!("{} orders, expected at most {MAX_SORT}", sort.len())));
    }
    errors.extend(faults_of_list("facets", params.facets.as_deref(), &facets));
    errors.extend(faults_of_shape(kind, params.fields.as_deref(), params.include.as_deref()));
    errors
}

pub(super) fn faults_of_shape(
    kind: RecordKind,
    fields: Option<&[String]>,
    include: Option<&[String]>,
) -> Vec<ParameterError> {
    let includes: Vec<String> = crate::store::table(kind).includes.iter().map(|one| one.name.to_owned()).collect();
    let mut errors = faults_of_list("fields", fields, &csv::fields(kind));
    errors.extend(faults_of_list("include", include, &includes));
    errors
}

fn faults_of_list(parameter: &str, words: Option<&[String]>, allowed: &[String]) -> Vec<ParameterError> {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let faults = words.into_iter().flatten().filter_map(|word| {
        let shown: String = word.chars().take(60).collect();
        let count = seen.entry(word.trim_start_matches('-')).or_default();
        *count += 1;
        if *count > 1 {
            (*count == 2).then(|| ParameterError::new(parameter, format!("{shown:?} stands more than once")))
        } else if allowed.contains(word) {
            None
        } else {
            Some(ParameterError::new(parameter, format!("unknown value {shown:?}")).allowing(allowed, &shown))
        }
    });
    faults.collect()
}

fn unknown_value(one: UnknownValue) -> ParameterError {
    let shown: String = one.value.chars().take(60).collect();
    let found = match one.of {
        Some(kind) if one.since.is_some() => {
            let since = one.since.map(|day| day.to_string()).unwrap_or_default();
            format!(
                "{shown:?} in {} was not known before {since}, expected a record that was known on the day asked about",
                kind.collection()
            )
        }
        Some(kind) => format!("no record in {} has the id {shown:?}", kind.collection()),
        None => format!("no record has the value {shown:?}"),
    };
    ParameterError { parameter: one.facet, detail: found, allowed: Vec::new(), did_you_mean: one.nearest }
}

//! How any answer becomes bytes of a media type.

use actix_web::body::BoxBody;
use actix_web::http::header::{self, Accept, Header, Quality};
use actix_web::mime::Mime;
use actix_web::{HttpRequest, HttpResponse, Responder};
use serde::Serialize;

use super::params::FormatParam;
use super::problem::{ApiError, ParameterError};

/// A picture brings its own style and nothing else.
const PICTURE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'";

/// A media type that the service answers in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// A JSON document.
    Json,
    /// A JSON document whose records show only the fields asked for.
    Sparse,
    /// Comma-separated values.
    Csv,
    /// One JSON record a line.
    Ndjson,
    /// A calendar.
    Calendar,
    /// A news feed.
    Feed,
    /// A set of links (RFC 9264).
    Linkset,
    /// A web page.
    Html,
    /// A picture.
    Svg,
}

impl Media {
    /// As it stands in the `Content-Type` header.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Sparse => "application/vnd.space-race.sparse+json",
            Self::Csv => "text/csv; charset=utf-8; header=present",
            Self::Ndjson => "application/x-ndjson",
            Self::Calendar => "text/calendar; charset=utf-8",
            Self::Feed => "application/atom+xml; charset=utf-8",
            Self::Linkset => r#"application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727""#,
            Self::Html => "text/html; charset=utf-8",
            Self::Svg => "image/svg+xml",
        }
    }

    /// Its name without parameters.
    pub fn essence(self) -> &'static str {
        self.content_type().split(';').next().unwrap_or_default()
    }

    /// The word that asks for it with `format`; `None` for what is not asked for by a word.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::Json | Self::Sparse => Some("json"),
            Self::Csv => Some("csv"),
            Self::Ndjson => Some("ndjson"),
            Self::Calendar => Some("ics"),
            Self::Feed => Some("atom"),
            Self::Linkset | Self::Html | Self::Svg => None,
        }
    }
}

/// Says what is wrong with a `format` that is not one of those available.
pub fn fault_of_format(format: Option<&FormatParam>, available: &[Media]) -> Option<ParameterError> {
    let FormatParam(word) = format?;
    let words: Vec<&str> = available.iter().filter_map(|media| media.word()).collect();
    let shown: String = word.chars().take(60).collect();
    let fault = || {
        let exists = [Media::Calendar, Media::Feed].into_iter().any(|media| media.word() == Some(word));
        let why = if exists { "this list is not available as" } else { "unknown value" };
        ParameterError::new("format", format!("{why} {shown:?}")).allowing(words.iter().copied(), &shown)
    };
    (!words.contains(&word.as_str())).then(fault)
}

/// Chooses the media type of an answer: `format` decides; without it, `Accept` does.
///
/// # Errors
///
/// When the format is none of those available, or the request accepts none of them.
pub fn negotiate(request: &HttpRequest, format: Option<&FormatParam>, available: &[Media]) -> Result<Media, ApiError> {
    let json = available.first().copied().unwrap_or(Media::Json);
    if let Some(fault) = fault_of_format(format, available) {
        return Err(ApiError::Invalid(vec![fault]));
    }
    if let Some(FormatParam(word)) = format {
        return Ok(available.iter().copied().find(|media| media.word() == Some(word)).unwrap_or(json));
    }
    if !request.headers().contains_key(header::ACCEPT) {
        return Ok(json);
    }
    let Ok(accept) = Accept::parse(request) else { return Ok(json) };
    let mut best: Option<(Quality, Media)> = None;
    for media in available {
        let quality = quality(&accept, *media);
        if quality > Quality::ZERO && best.is_none_or(|(other, _)| quality > other) {
            best = Some((quality, *media));
        }
    }
    let none = || ApiError::NotAcceptable { available: available.iter().map(|media| media.essence()).collect() };
    best.map(|(_, media)| media).ok_or_else(none)
}

/// How much a media type is wanted: the most specific range that it lies in decides (RFC 9110, section 12.5.1).
fn quality(accept: &Accept, media: Media) -> Quality {
    let (kind, subtype) = media.essence().split_once('/').unwrap_or_default();
    let specificity = |range: &Mime| {
        let named = range
            .suffix()
            .map_or_else(|| range.subtype().to_string(), |suffix| format!("{}+{suffix}", range.subtype()));
        if range.type_() == kind && named == subtype {
            Some(3)
        } else if media == Media::Sparse && range.essence_str() == Media::Json.essence() {
            Some(2)
        } else if range.type_() == kind && named == "*" {
            Some(1)
        } else if range.type_() == "*" {
            Some(0)
        } else {
            None
        }
    };
    let fitting = accept.iter().filter_map(|range| Some((specificity(&range.item)?, range.quality)));
    fitting.max_by_key(|(specificity, _)| *specificity).map_or(Quality::ZERO, |(_, quality)| quality)
}

/// A successful answer.
#[derive(Debug)]
pub struct Answer {
    body: Vec<u8>,
    media: Media,
    links: Vec<String>,
    file_name: Option<String>,
}

impl Answer {
    /// An answer made of bytes.
    pub fn new(media: Media, body: impl Into<Vec<u8>>) -> Self {
        Self { body: body.into(), media, links: Vec::new(), file_name: None }
    }

    /// A JSON document.
    ///
    /// # Errors
    ///
    /// When the value cannot be serialised.
    pub fn json(value: &impl Serialize) -> Result<Self, ApiError> {
        Ok(Self::new(Media::Json, serde_json::to_vec(value)?))
    }

    /// Another media type for the same body.
    #[must_use]
    pub fn as_media(mut self, media: Media) -> Self {
        self.media = media;
        self
    }

    /// Adds a link (RFC 8288).
    #[must_use]
    pub fn with_link(mut self, address: &str, relation: &str) -> Self {
        self.links.push(format!("<{address}>; rel=\"{relation}\""));
        self
    }

    /// Suggests a name for those who save the answer.
    #[must_use]
    pub fn named(mut self, file_name: String) -> Self {
        self.file_name = Some(file_name);
        self
    }
}

impl Responder for Answer {
    type Body = BoxBody;

    fn respond_to(self, _request: &HttpRequest) -> HttpResponse<BoxBody> {
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CONTENT_TYPE, self.media.content_type()));
        if self.media == Media::Svg {
            response.insert_header((header::CONTENT_SECURITY_POLICY, PICTURE_POLICY));
        }
        if !self.links.is_empty() {
            response.insert_header((header::LINK, self.links.join(", ")));
        }
        if let Some(name) = self.file_name {
            response.insert_header((header::CONTENT_DISPOSITION, format!("inline; filename=\"{name}\"")));
        }
        response.body(self.body)
    }
}

//! Dates in plain English.

use jiff::civil::Date;

use super::{Bound, DAY, FuzzyDate, Precision, civil};

/// The date as a person would write it.
pub(super) fn plain_english(date: &FuzzyDate) -> String {
    let period = period(date);
    let about = if date.approximate { "about " } else { "" };
    match date.bound {
        None => format!("{about}{period}"),
        Some(Bound::NotEarlierThan) => format!("no earlier than {about}{period}"),
        Some(Bound::NotLaterThan) => format!("no later than {about}{period}"),
    }
}

fn period(date: &FuzzyDate) -> String {
    let first = civil(date.start.div_euclid(DAY));
    let last = civil(date.end.div_euclid(DAY));
    let of_day = date.start.rem_euclid(DAY);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    let year = first.year();
    match date.precision {
        Precision::Second => format!("{}, {hour:02}:{minute:02}:{second:02} UTC", day(first)),
        Precision::Minute => format!("{}, {hour:02}:{minute:02} UTC", day(first)),
        Precision::Day => day(first),
        Precision::Month => format!("{} {year}", month(first)),
        Precision::Quarter => {
            let name = match first.month() {
                1 => "first",
                4 => "second",
                7 => "third",
                _ => "fourth",
            };
            format!("{name} quarter of {year}")
        }
        Precision::Half => format!("{} half of {year}", if first.month() == 1 { "first" } else { "second" }),
        Precision::Year => year.to_string(),
        Precision::Decade => format!("the {year}s"),
        Precision::Range => range(date, first, last),
    }
}

/// A range in the words of its two ends.
fn range(date: &FuzzyDate, first: Date, last: Date) -> String {
    let spelling = date.value.trim_start_matches('~').trim_start_matches("NET ").trim_start_matches("NLT ");
    let words = |end: &str, fallback: Date| match end.parse::<FuzzyDate>() {
        Ok(end) => period(&end),
        Err(_) => day(fallback),
    };
    match spelling.split_once('/') {
        Some((from, to)) => format!("{} to {}", words(from, first), words(to, last)),
        None => format!("{} to {}", day(first), day(last)),
    }
}

fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

fn month(date: Date) -> &'static str {
    match date.month() {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_reads_as_plain_english_and_as_an_interval() {
        let cases = [
            ("2026-04-01T22:35:12Z", "1 April 2026, 22:35:12 UTC", "2026-04-01T22:35:12Z", "2026-04-01T22:35:12Z"),
            ("2026-04-01T22:35Z", "1 April 2026, 22:35 UTC", "2026-04-01T22:35:00Z", "2026-04-01T22:35:59Z"),
            ("2024-02-29", "29 February 2024", "2024-02-29", "2024-02-29"),
            ("2026-02", "February 2026", "2026-02-01", "2026-02-28"),
            ("2026-Q2", "second quarter of 2026", "2026-04-01", "2026-06-30"),
            ("2026-H2", "second half of 2026", "2026-07-01", "2026-12-31"),
            ("1957", "1957", "1957-01-01", "1957-12-31"),
            ("2030s", "the 2030s", "2030-01-01", "2039-12-31"),
            ("2026-02/2026-Q3", "February 2026 to third quarter of 2026", "2026-02-01", "2026-09-30"),
            ("~2026", "about 2026", "2026-01-01", "2026-12-31"),
        ];
        for (text, display, earliest, latest) in cases {
            let date: FuzzyDate = text.parse().unwrap();
            let answer = serde_json::to_value(&date).unwrap();
            assert_eq!(answer["value"], text);
            assert_eq!(answer["display"], display);
            assert_eq!(answer["earliest"], earliest, "earliest of {text}");
            assert_eq!(answer["latest"], latest, "latest of {text}");
        }
    }

    #[test]
    fn an_open_side_is_null() {
        let net = serde_json::to_value("NET 2027-01".parse::<FuzzyDate>().unwrap()).unwrap();
        assert_eq!(net["earliest"], "2027-01-01");
        assert!(net["latest"].is_null());
        assert_eq!(net["bound"], "not_earlier_than");
        assert_eq!(net["display"], "no earlier than January 2027");
        let nlt = serde_json::to_value("~NLT 2030".parse::<FuzzyDate>().unwrap()).unwrap();
        assert!(nlt["earliest"].is_null());
        assert_eq!(nlt["latest"], "2030-12-31");
        assert_eq!(nlt["display"], "no later than about 2030");
    }

    #[test]
    fn what_is_no_date_is_refused_with_the_reason() {
        for text in [
            "",
            "soon",
            "2026-13",
            "2026-02-30",
            "2026-Q5",
            "20260401",
            "2026-4-1",
            "2026-04-01T25:00Z",
            "2035s",
            "1899",
            "3000",
            "NET",
            "NET  2027",
            "2026-04-01T22:35:12+01:00",
            "2026/2025",
            "２０２６",
            "2026-06-30T23:59:60Z",
        ] {
            assert!(text.parse::<FuzzyDate>().is_err(), "{text:?} was accepted");
        }
        assert!("2027/2026".parse::<FuzzyDate>().unwrap_err().to_string().contains("ends before it starts"));
        assert!("2026-02-30".parse::<FuzzyDate>().unwrap_err().to_string().contains("not in the calendar"));
    }
}

//! Rules of trends: each says what would change its picture, and where that will show.

use super::super::{Dataset, Faults};

/// How many things are named that would change the picture of a trend.
const CHANGES: std::ops::RangeInclusive<usize> = 1..=4;
/// Length of the sentence that names one.
const SENTENCE: std::ops::RangeInclusive<usize> = 20..=400;

pub(super) fn check(dataset: &Dataset, faults: &mut Faults) {
    for (trend, origin) in dataset.trends.with_origins() {
        let mut say = |path: String, message: String| faults.record(origin, trend, &path, message);
        let count = trend.would_change.len();
        if !CHANGES.contains(&count) {
            say("would_change".to_owned(), format!("{count} entries, expected 1 to 4"));
        }
        for (index, change) in trend.would_change.iter().enumerate() {
            if change.missions.is_empty() && change.milestones.is_empty() && change.indicators.is_empty() {
                let message = "names no record, expected a mission, milestone or indicator where it will show";
                say(format!("would_change[{index}]"), message.to_owned());
            }
            let length = change.text.chars().count();
            if !SENTENCE.contains(&length) || !change.text.ends_with('.') {
                let message =
                    format!("{length} characters, expected a sentence of 20 to 400 that ends with a full stop");
                say(format!("would_change[{index}].text"), message);
            }
        }
    }
}

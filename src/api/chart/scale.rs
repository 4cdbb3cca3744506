//! From values and moments to places, and the marks at an axis.

/// A straight way from a stretch of values to a stretch of pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    pub(super) least: f64,
    pub(super) greatest: f64,
    pub(super) start: f64,
    pub(super) end: f64,
}

impl Scale {
    /// Where a value lies.
    pub(super) fn at(self, value: f64) -> f64 {
        let length = self.greatest - self.least;
        let part = if length == 0.0 { 0.5 } else { (value - self.least) / length };
        self.start + part * (self.end - self.start)
    }

    /// Where a value lies, or the end that it lies beyond.
    pub(super) fn within(self, value: f64) -> f64 {
        self.at(value.clamp(self.least, self.greatest))
    }
}

/// Round values from zero, or from a round value below the least, to one at or above the greatest: about so many, and at least two.
pub(super) fn ticks(least: f64, greatest: f64, about: f64, is_whole: bool) -> Vec<f64> {
    let least = least.min(0.0);
    let span = if greatest > least { greatest - least } else { 1.0 };
    let rough = span / about.max(1.0);
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0].into_iter().map(|one| one * power).find(|step| *step >= rough * 0.999);
    let step = step.unwrap_or(10.0 * power);
    let step = if is_whole { step.max(1.0) } else { step };
    let first = (least / step).floor();
    let mut ticks = Vec::new();
    let mut count = first;
    while ticks.len() < 2 || (count - 1.0) * step < greatest - step * 1e-9 {
        ticks.push((count * step * 1e9).round() / 1e9);
        count += 1.0;
    }
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_enclose_the_values() {
        assert_eq!(ticks(0.0, 10.0, 5.0, true), [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]);
        assert_eq!(ticks(0.0, 1.0, 5.0, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 0.0, 5.0, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 0.3, 3.0, false), [0.0, 0.1, 0.2, 0.3]);
        assert_eq!(ticks(-3.0, 4.0, 4.0, true), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        let large = ticks(0.0, 8737.0, 6.0, true);
        assert!(large[large.len() - 1] >= 8737.0 && large.len() < 9, "{large:?}");
    }

    #[test]
    fn a_scale_runs_from_end_to_end() {
        let scale = Scale { least: 2000.0, greatest: 2010.0, start: 100.0, end: 0.0 };
        assert_eq!((scale.at(2000.0), scale.at(2005.0), scale.at(2010.0)), (100.0, 50.0, 0.0));
        assert_eq!(scale.within(1990.0), 100.0);
        let point = Scale { least: 1.0, greatest: 1.0, start: 0.0, end: 10.0 };
        assert_eq!(point.at(1.0), 5.0);
    }
}

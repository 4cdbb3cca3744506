//! Numbers that look random and are the same in every run.

/// The splitmix64 generator.
#[derive(Debug)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below a limit, all equally often.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(limit.max(1)).unwrap()).unwrap()
    }

    /// A number below a limit, small ones more often: as few players run most missions.
    pub(crate) fn low(&mut self, limit: usize) -> usize {
        self.below(limit).min(self.below(limit)).min(self.below(limit))
    }

    /// A number from `from` to `to`, all equally often.
    pub(crate) fn between(&mut self, from: i32, to: i32) -> i32 {
        let length = usize::try_from(to.max(from) - from + 1).unwrap();
        from + i32::try_from(self.below(length)).unwrap()
    }

    /// True so many times out of a million.
    pub(crate) fn happens(&mut self, in_a_million: usize) -> bool {
        self.below(1_000_000) < in_a_million
    }

    /// True so many times out of a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }

    /// One of the values, each as often as its weight says.
    pub(crate) fn weighted<T: Copy>(&mut self, values: &[(usize, T)]) -> T {
        let mut left = self.below(values.iter().map(|(weight, _)| weight).sum());
        for (weight, value) in values {
            if left < *weight {
                return *value;
            }
            left -= weight;
        }
        values[0].1
    }
}

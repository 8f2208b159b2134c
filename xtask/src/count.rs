//! How many tests passed and failed, as the test programs themselves say.

use std::ops::AddAssign;

use crate::json::Json;
use crate::shell::Result;

/// A count of tests, or of checks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Count {
    /// One check.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }

    /// What `cargo test` printed: the sum of its `test result:` lines. A program that failed
    /// without saying which test did (it did not compile, or crashed) counts as one failure.
    pub(crate) fn of_cargo(ok: bool, output: &str) -> Self {
        let mut count = Self::default();
        for line in output.lines().filter(|line| line.starts_with("test result:")) {
            count.passed += before(line, " passed");
            count.failed += before(line, " failed");
        }
        count.with_exit(ok)
    }

    /// What vitest wrote with its reporter `json`.
    pub(crate) fn of_vitest(ok: bool, report: &str) -> Result<Self> {
        let report = Json::parse(report)?;
        let number = |key| report.get(key).and_then(Json::count).unwrap_or(0);
        let (passed, failed) = (number("numPassedTests"), number("numFailedTests"));
        Ok(Self { passed, failed }.with_exit(ok))
    }

    fn with_exit(self, ok: bool) -> Self {
        if ok || self.failed > 0 { self } else { Self { failed: 1, ..self } }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// The number that stands just before a word.
fn before(line: &str, word: &str) -> u64 {
    let number = line.split(word).next().and_then(|head| head.rsplit(' ').next());
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_all_test_programs_are_added_up() {
        let output = "running 2 tests\n\
            test result: ok. 44 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out\n\
            test a_test ... ok\n\
            test result: FAILED. 3 passed; 12 failed; 1 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(Count::of_cargo(false, output), Count { passed: 47, failed: 12 });
    }

    #[test]
    fn a_program_that_dies_without_a_word_is_a_failure() {
        assert_eq!(Count::of_cargo(false, "error: no"), Count { passed: 0, failed: 1 });
        assert_eq!(Count::of_cargo(true, ""), Count::default());
    }

    #[test]
    fn the_report_of_vitest_is_read() {
        let report = r#"{"numTotalTests":9,"numPassedTests":7,"numFailedTests":2}"#;
        assert_eq!(Count::of_vitest(false, report), Ok(Count { passed: 7, failed: 2 }));
    }
}

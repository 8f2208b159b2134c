use fob_sim::{PracticeError, Silent};

use super::*;

#[test]
fn every_cause_is_found_by_its_code() {
    for cause in Cause::one_of_each() {
        let values = cause.values().into_iter().map(|(name, value)| (name, value.to_owned()));
        let values: Vec<(&str, String)> = values.collect();
        assert_eq!(Fault::named(cause.code(), &values).cause, cause);
    }
}

#[test]
fn a_code_that_is_none_or_lacks_a_value_is_unexpected() {
    for code in ["", "fob_on_fire", "fob_not_here"] {
        let fault = Fault::named(code, &[("fob", "1".to_owned())]);
        assert_eq!(fault.cause, Cause::Unexpected, "{code}");
    }
}

#[test]
fn what_fails_in_practice_has_a_cause() {
    let said = |error: PracticeError| Fault::named(error.code(), &error.values("77", 2)).cause;
    let here = |serial: &str| Cause::FobNotHere { serial: serial.to_owned() };
    assert_eq!(said(PracticeError::NoSuchFob("88".to_owned())), here("88"));
    assert_eq!(said(Silent::Unplugged.into()), here("77"));
    assert_eq!(said(Silent::Empty.into()), Cause::SlotSilent { slot: "2".to_owned() });
    assert_eq!(said(PracticeError::InUse), Cause::FobHeld { serial: "77".to_owned() });
    let several = Cause::WhichFob { serials: "77".to_owned() };
    assert_eq!(said(PracticeError::WhichFob), several);
    let (path, source) = ("S.json".into(), std::io::Error::other("full"));
    let state = fob_sim::StateError::File { path, source };
    assert_eq!(said(state.into()), Cause::DiskFailed);
}

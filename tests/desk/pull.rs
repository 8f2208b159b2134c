//! The fob is pulled at every moment of the main job. Each time the ledger, the fob and the
//! sentence agree on what is left, and the job goes on where it stopped when the fob is back.

use desk::cards::Issued;
use desk::issue::issue;
use desk::{Fault, Left, Report};
use desk_store::TokenState;
use desk_tests::props::stage::{Clerk, Stage, fob, order};
use fob_sim::{Model, Moment, SimFob, Vanish, Wires};

/// What the fob holds where the profile writes: the credential's secret, or the slot's key.
fn held(stick: &SimFob, profile: &str) -> Option<Vec<u8>> {
    stick.inside(|fob| match profile {
        "slot2-hotp" => fob.slot(2).map(|slot| [&slot.key[..], &slot.uid[..4]].concat()),
        // A clock that was set has no secret yet.
        "oath-totp" => fob.display(0).map(|it| it.seed.clone()).filter(|seed| !seed.is_empty()),
        _ => fob.credential("Fobdesk:anna").map(|credential| credential.secret.clone()),
    })
}

/// What the ledger sealed for it last, and where that stands.
fn sealed(stage: &Stage) -> Option<(Vec<u8>, TokenState)> {
    let token = stage.tokens().pop()?;
    let ledger = stage.ledger();
    let seed = ledger.view().expect("unlocked").seed(token.id).expect("a sealed seed");
    Some((seed.expose().to_vec(), token.state))
}

fn give(stage: &Stage, stick: &SimFob, profile: &str) -> Result<Issued, Fault> {
    issue(&mut stage.desk(), &mut Clerk::pressing(stick), &order("anna", profile))
}

/// Pulls after so many exchanges; whether the pull came before the job was done.
fn pull(model: Model, wires: Wires, profile: &str, after: u32, at: Moment) -> bool {
    let stick = fob(model, 1_234_567).wired(wires);
    let stage = Stage::with(std::slice::from_ref(&stick));
    stick.faults(|faults| faults.vanish = Some(Vanish { after, at }));
    let outcome = give(&stage, &stick, profile);
    let place = format!("{model:?} {wires:?} {profile} after {after} {at:?}");
    let pulled = match outcome {
        // A slot is written and its proof left for later when the fob is pulled at the very end.
        Ok(issued) => issued.token.state == "written",
        Err(fault) => {
            agree(&stage, &stick, profile, &fault, &place);
            true
        }
    };
    stick.faults(|faults| faults.vanish = None);
    stick.insert();
    if pulled {
        let again = give(&stage, &stick, profile);
        let done = again.unwrap_or_else(|fault| panic!("{place}: not finished: {fault}"));
        assert_eq!(done.token.state, "assigned", "{place}");
        let (seed, state) = sealed(&stage).expect("a token");
        assert_eq!(state, TokenState::Assigned, "{place}");
        assert_eq!(held(&stick, profile).as_deref(), Some(&seed[..]), "{place}");
    }
    let live = stage.tokens().iter().filter(|token| token.state.is_live()).count();
    assert_eq!(live, 1, "{place}: one write, one token");
    pulled
}

fn agree(stage: &Stage, stick: &SimFob, profile: &str, fault: &Fault, place: &str) {
    let in_fob = held(stick, profile);
    let in_ledger = sealed(stage);
    let known = in_ledger.as_ref().map(|(seed, _)| seed);
    assert!(in_fob.is_none() || in_fob.as_ref() == known, "{place}: the fob holds a lost secret");
    let left = fault.left.unwrap_or_else(|| panic!("{place}: says not what is left: {fault}"));
    match left {
        Left::Untouched => assert!(in_fob.is_none(), "{place}: not untouched: {fault}"),
        Left::Written => {
            assert!(in_fob.is_some(), "{place}: not written: {fault}");
            // Pulled while it was read back: the ledger waits for a second look.
            let state = in_ledger.map(|(_, state)| state).expect("a token");
            assert!(matches!(state, TokenState::Intended | TokenState::Written), "{place}");
        }
        Left::Unsure => {
            assert_eq!(in_ledger.map(|(_, state)| state), Some(TokenState::Intended), "{place}");
        }
    }
    let report = Report::of(fault, desk::Lang::En);
    let last = desk::say(desk::Lang::En, &format!("left-{left:?}").to_lowercase(), &[]);
    assert!(report.what.ends_with(&last), "{place}: {}", report.what);
}

fn sweep(model: Model, wires: Wires, profile: &str) {
    for at in Moment::ALL {
        let mut pulls = 0;
        while pull(model, wires, profile, pulls, at) {
            pulls += 1;
            assert!(pulls < 1_000, "the job never ends");
        }
        assert!(pulls > 5, "{model:?} {wires:?} {profile}: only {pulls} exchanges were cut");
    }
}

#[test]
fn a_yubikey_pulled_at_any_moment_of_an_oath_write() {
    sweep(Model::Yubikey5, Wires::Reader, "oath-hotp");
}

#[test]
fn a_yubikey_pulled_at_any_moment_of_a_slot_write() {
    sweep(Model::Yubikey5, Wires::Reader, "slot2-hotp");
}

#[test]
fn a_yubikey_pulled_at_any_report_of_a_slot_write() {
    sweep(Model::Yubikey5, Wires::Keyboard, "slot2-hotp");
}

#[test]
fn a_yubikey_pulled_while_it_goes_from_its_reader_to_its_keyboard() {
    sweep(Model::Yubikey4, Wires::Both, "slot2-hotp");
}

#[test]
fn a_token_with_a_display_lifted_at_any_moment() {
    sweep(Model::Token2Nfc, Wires::Reader, "oath-totp");
    sweep(Model::Molto2, Wires::Reader, "oath-totp");
}

#[test]
fn a_canokey_pulled_at_any_moment() {
    sweep(Model::Canokey, Wires::Reader, "oath-hotp");
}

#[test]
fn a_nitrokey_pulled_at_any_moment() {
    sweep(Model::Nitrokey3, Wires::Reader, "oath-hotp");
}

#[test]
fn a_fob_pulled_while_another_program_resets_it_is_still_told_truly() {
    for after in 0..30 {
        let stick = fob(Model::Yubikey5, 1_234_567);
        let stage = Stage::with(std::slice::from_ref(&stick));
        stick.faults(|faults| faults.reset_after = Some(after));
        if let Err(fault) = give(&stage, &stick, "oath-hotp") {
            agree(&stage, &stick, "oath-hotp", &fault, &format!("reset after {after}"));
            give(&stage, &stick, "oath-hotp").expect("finished the second time");
        }
    }
}

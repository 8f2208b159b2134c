//! The fob is pulled at every report of the main job. Each time the ledger, the fob and the
//! sentence agree on what is left, and the job goes on where it stopped when the fob is back.

use desk::cards::Issued;
use desk::issue::issue;
use desk::{Fault, Left};
use desk_store::TokenState;
use desk_tests::props::stage::{Stage, order};

use crate::stage::{Hand, Stick, desk, see};

/// What the ledger sealed last, and where that stands.
fn sealed(stage: &Stage) -> Option<(Vec<u8>, TokenState)> {
    let token = stage.tokens().pop()?;
    let ledger = stage.ledger();
    let seed = ledger.view().expect("unlocked").seed(token.id).expect("a sealed seed");
    Some((seed.expose().to_vec(), token.state))
}

fn give(stage: &Stage, stick: &mut Stick) -> Result<Issued, Fault> {
    issue(&mut desk(stage), &mut Hand::on(stick), &order("anna", "slot2-hotp"))
}

/// Pulls after so many reports; whether the pull came before the job was done.
fn pull(after: u32, moment: &str) -> bool {
    let mut stick = Stick::plug(1_234_567);
    let stage = Stage::with(&[]);
    stick.fob.drop_after(after, moment).expect("fobsim");
    let place = format!("after {after} {moment}");
    let pulled = match give(&stage, &mut stick) {
        // Written, and its proof left for later when the fob is pulled at the very end.
        Ok(issued) => issued.token.state == "written",
        Err(fault) => {
            agree(&stage, &stick, &fault, &place);
            true
        }
    };
    if pulled {
        stick.insert();
        let again = give(&stage, &mut stick);
        let done = again.unwrap_or_else(|fault| panic!("{place}: not finished: {fault}"));
        assert_eq!(done.token.state, "assigned", "{place}");
        let (seed, state) = sealed(&stage).expect("a token");
        assert_eq!(state, TokenState::Assigned, "{place}");
        assert_eq!(stick.held().as_deref(), Some(&seed[..]), "{place}");
    }
    let live = stage.tokens().iter().filter(|token| token.state.is_live()).count();
    assert_eq!(live, 1, "{place}: one write, one token");
    drop(stick);
    see(0);
    pulled
}

fn agree(stage: &Stage, stick: &Stick, fault: &Fault, place: &str) {
    let in_fob = stick.held();
    let in_ledger = sealed(stage);
    let known = in_ledger.as_ref().map(|(seed, _)| seed);
    assert!(in_fob.is_none() || in_fob.as_ref() == known, "{place}: the fob holds a lost secret");
    let left = fault.left.unwrap_or_else(|| panic!("{place}: says not what is left: {fault}"));
    match left {
        Left::Untouched => assert!(in_fob.is_none(), "{place}: not untouched: {fault}"),
        Left::Written => assert!(in_fob.is_some(), "{place}: not written: {fault}"),
        Left::Unsure => {
            assert_eq!(in_ledger.map(|(_, state)| state), Some(TokenState::Intended), "{place}");
        }
    }
}

/// Every report of the job, once: the fob hears it, and its answer does not arrive.
#[test]
fn pulled_at_every_report() {
    let started = std::time::Instant::now();
    let mut pulls = 0;
    while pull(pulls, "unanswered") {
        pulls += 1;
        assert!(pulls < 1_000, "the job never ends");
    }
    assert!(pulls > 20, "only {pulls} reports were cut");
    println!("pulled at {pulls} reports, in {:?}", started.elapsed());
}

/// Around the reports: the cable is cut between two of them, or one is not heard.
#[test]
fn pulled_between_reports() {
    for after in (1..60).step_by(6) {
        pull(after, "");
        pull(after + 3, "unheard");
    }
}

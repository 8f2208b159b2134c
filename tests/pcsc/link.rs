//! Readers, fobs and other programs come and go: the cable and the watcher against the real
//! service. "The other program" speaks to the service with its own connection.

mod stage;

use std::thread;
use std::time::{Duration, Instant};

use desk_tests::props::pcscd::SoftFob;
use fob_link::{PcscSockets, Ports, Watch, What};
use fob_sim::Model;
use fob_wire::cable::{CableError, Sockets};
use fob_wire::{Talk, cable::Go, device};
use pcsc::{Context, Disposition, Protocols, Scope, ShareMode};

use stage::{
    LIST, LONG, SELECT, Stage, alone, expect, expect_quiet, look_until, next, outcome_after,
};

const OK: [u8; 2] = [0x90, 0x00];

fn fob() -> SoftFob {
    SoftFob::new(Model::Yubikey5).serial(12_345_678)
}

/// Another program's connection to the fob in that reader.
fn other_program(reader: &str, mode: ShareMode) -> pcsc::Card {
    let context = Context::establish(Scope::User).expect("the service runs");
    let reader = std::ffi::CString::new(reader).expect("a reader's name");
    context.connect(&reader, mode, Protocols::ANY).expect("a fob in the reader")
}

#[test]
fn without_a_service_everything_says_so() {
    alone("without_a_service_everything_says_so", |_| {
        let mut sockets = Ports::new();
        assert_eq!(sockets.look(), Err(CableError::NoService));
        assert_eq!(sockets.connect("any").err(), Some(CableError::NoService));
        let (_watch, events) = Watch::start().expect("a thread");
        expect(&events, What::ServiceGone, None);
        expect_quiet(&events);
    });
}

#[test]
fn with_nothing_plugged_in_the_list_is_empty() {
    alone("with_nothing_plugged_in_the_list_is_empty", |stage| {
        let _pcscd = stage.pcscd(&[]);
        let mut sockets = Ports::new();
        assert_eq!(sockets.look(), Ok(Vec::new()));
        assert_eq!(sockets.connect("any 00 00").err(), Some(CableError::Gone));
        let (_watch, events) = Watch::start().expect("a thread");
        expect_quiet(&events);
    });
}

#[test]
fn insertion_and_removal_are_seen_in_two_readers() {
    alone("insertion_and_removal_are_seen_in_two_readers", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5, Model::Yubikey5Nfc]);
        let (first, second) = (pcscd.reader(0), pcscd.reader(1));
        let (watch, events) = Watch::start().expect("a thread");
        expect(&events, What::ReaderAdded, Some(&first));
        expect(&events, What::ReaderAdded, Some(&second));
        let mut left = pcscd.plug(0, &fob()).expect("fobsim");
        expect(&events, What::Inserted, Some(&first));
        let _right = pcscd.plug(1, &SoftFob::new(Model::Yubikey5Nfc)).expect("fobsim");
        expect(&events, What::Inserted, Some(&second));

        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true, true]);
        let usb = sockets.connect(&first).expect("a fob");
        let laid = sockets.connect(&second).expect("another fob");
        assert_eq!((usb.contactless(), laid.contactless()), (false, true));
        drop((usb, laid));

        left.remove().expect("fobsim");
        let late = expect(&events, What::Removed, Some(&first));
        assert!(late >= Duration::from_millis(250), "told after {late:?}: not debounced");
        look_until(&mut sockets, &[false, true]);
        expect_quiet(&events);

        let start = Instant::now();
        drop(watch);
        assert!(start.elapsed() < Duration::from_secs(3), "the watcher does not end");
    });
}

#[test]
fn a_fob_pulled_between_blocks_is_lost_while_in_doubt_and_gone_once_the_service_knows() {
    let name = "a_fob_pulled_between_blocks_is_lost_while_in_doubt_and_gone_once_the_service_knows";
    alone(name, |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let mut fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true]);
        let mut cable = sockets.connect(&pcscd.reader(0)).expect("a fob");
        assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));
        fob.remove().expect("fobsim");
        // The service has not noticed yet, and its code does not say what the fob has heard.
        assert_eq!(cable.transfer(LIST), Err(CableError::Lost));
        assert_eq!(cable.transfer(LIST), Err(CableError::Gone));
        drop(cable);

        look_until(&mut sockets, &[false]);
        assert_eq!(sockets.connect(&pcscd.reader(0)).err(), Some(CableError::Gone));
        fob.insert().expect("fobsim");
        look_until(&mut sockets, &[true]);
        let mut cable = sockets.connect(&pcscd.reader(0)).expect("a fob");
        fob.remove().expect("fobsim");
        look_until(&mut sockets, &[false]);
        assert_eq!(cable.transfer(LIST), Err(CableError::Gone));
    });
}

#[test]
fn a_fob_that_dies_during_a_command_is_lost() {
    alone("a_fob_that_dies_during_a_command_is_lost", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let mut fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        for moment in ["unheard", "unanswered"] {
            look_until(&mut sockets, &[true]);
            let mut cable = sockets.connect(&pcscd.reader(0)).expect("a fob");
            fob.drop_after(1, moment).expect("fobsim");
            // Orders and commands come by different ways: let the order arrive first.
            thread::sleep(Duration::from_millis(100));
            assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));
            assert_eq!(cable.transfer(LIST), Err(CableError::Lost), "{moment}");
            assert_eq!(cable.transfer(LIST), Err(CableError::Gone), "{moment}");
            drop(cable);
            look_until(&mut sockets, &[false]);
            fob.insert().expect("fobsim");
        }
    });
}

#[test]
fn a_service_that_restarts_is_told_and_found_again() {
    alone("a_service_that_restarts_is_told_and_found_again", |stage| {
        let mut pcscd = stage.pcscd(&[Model::Yubikey5]);
        let reader = pcscd.reader(0);
        let _fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true]);
        let (_watch, events) = Watch::start().expect("a thread");
        expect(&events, What::ReaderAdded, Some(&reader));
        expect(&events, What::Inserted, Some(&reader));
        let mut cable = sockets.connect(&reader).expect("a fob");

        pcscd.stop();
        expect(&events, What::ServiceGone, None);
        assert_eq!(cable.transfer(SELECT), Err(CableError::Lost), "it may have been passed on");
        drop(cable);
        assert_eq!(sockets.look(), Err(CableError::NoService));
        expect(&events, What::Removed, Some(&reader));
        expect(&events, What::ReaderRemoved, Some(&reader));

        pcscd.resume().expect("pcscd");
        expect(&events, What::ServiceBack, None);
        expect(&events, What::ReaderAdded, Some(&reader));
        expect(&events, What::Inserted, Some(&reader));
        look_until(&mut sockets, &[true]);
        let mut cable = sockets.connect(&reader).expect("a fob");
        assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));
    });
}

#[test]
fn a_fob_that_another_program_holds_is_in_use_after_polite_tries() {
    alone("a_fob_that_another_program_holds_is_in_use_after_polite_tries", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let reader = pcscd.reader(0);
        let _fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true]);
        let other = other_program(&reader, ShareMode::Exclusive);
        let start = Instant::now();
        assert_eq!(sockets.connect(&reader).err(), Some(CableError::InUse));
        let waited = start.elapsed();
        assert!(waited >= Duration::from_secs(1) && waited < LONG, "gave up after {waited:?}");
        // It lets go while we ask again.
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(300));
            other.disconnect(Disposition::LeaveCard).map_err(|(_, error)| error)
        });
        let mut cable = sockets.connect(&reader).expect("a fob that was let go");
        other.join().expect("the other program").expect("lets go");
        assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));
    });
}

#[test]
fn another_programs_transaction_is_waited_for_and_its_reset_survived() {
    alone("another_programs_transaction_is_waited_for_and_its_reset_survived", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let reader = pcscd.reader(0);
        let _fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true]);

        let mut other = other_program(&reader, ShareMode::Shared);
        let turn = other.transaction().expect("its turn");
        assert_eq!(sockets.connect(&reader).err(), Some(CableError::InUse));
        let asking = thread::spawn({
            let reader = reader.clone();
            move || Ports::new().connect(&reader)
        });
        // Now we wait for our turn; the other program resets the fob as it ends.
        thread::sleep(Duration::from_millis(500));
        turn.end(Disposition::ResetCard).map_err(|(_, error)| error).expect("it ends");
        let mut cable = asking.join().expect("no panic").expect("our turn");
        assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));

        // While it is our turn, nobody else can reset the fob: the service lets them wait.
        let resetting = thread::spawn(move || {
            other.reconnect(ShareMode::Shared, Protocols::ANY, Disposition::ResetCard)
        });
        thread::sleep(Duration::from_millis(300));
        assert!(cable.transfer(LIST).expect("an answer").ends_with(&OK));
        assert!(!resetting.is_finished());
        drop(cable);
        resetting.join().expect("no panic").expect("their turn");
    });
}

#[test]
fn a_session_leaves_the_fob_as_it_is() {
    alone("a_session_leaves_the_fob_as_it_is", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let reader = pcscd.reader(0);
        let _fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true]);
        let mut cable = sockets.connect(&reader).expect("a fob");
        assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));
        drop(cable);
        // Still selected: neither reset nor unpowered.
        let mut cable = sockets.connect(&reader).expect("the same fob");
        assert!(cable.transfer(LIST).expect("an answer").ends_with(&OK));
        drop(cable);
        // A program that does reset it: so the test would notice.
        drop(other_program(&reader, ShareMode::Shared));
        let mut cable = sockets.connect(&reader).expect("the same fob");
        assert!(!cable.transfer(LIST).expect("an answer").ends_with(&OK));
    });
}

#[test]
fn a_fob_that_thinks_blocks_neither_the_list_nor_the_watcher() {
    alone("a_fob_that_thinks_blocks_neither_the_list_nor_the_watcher", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5, Model::Canokey]);
        let mut slow = pcscd.plug(0, &fob()).expect("fobsim");
        slow.slow(3000).expect("fobsim");
        let mut sockets = Ports::new();
        look_until(&mut sockets, &[true, false]);
        let mut cable = sockets.connect(&pcscd.reader(0)).expect("a fob");
        let thinking = thread::spawn(move || {
            thread::sleep(Duration::from_millis(100));
            let start = Instant::now();
            (cable.transfer(SELECT), start.elapsed())
        });
        let (_watch, events) = Watch::start().expect("a thread");
        expect(&events, What::ReaderAdded, Some(&pcscd.reader(0)));
        expect(&events, What::Inserted, Some(&pcscd.reader(0)));
        expect(&events, What::ReaderAdded, Some(&pcscd.reader(1)));
        let _other = pcscd.plug(1, &SoftFob::new(Model::Canokey)).expect("fobsim");
        expect(&events, What::Inserted, Some(&pcscd.reader(1)));
        look_until(&mut sockets, &[true, true]);
        assert!(!thinking.is_finished(), "the list waited for the fob");
        let (answer, took) = thinking.join().expect("no panic");
        assert!(answer.expect("an answer").ends_with(&OK) && took >= Duration::from_secs(2));
    });
}

#[test]
fn a_fob_that_falls_silent_is_lost_and_left_behind_until_it_answers() {
    alone("a_fob_that_falls_silent_is_lost_and_left_behind_until_it_answers", |stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let reader = pcscd.reader(0);
        let mut fob = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::over(PcscSockets::with_limit(Duration::from_millis(300)));
        look_until(&mut sockets, &[true]);
        fob.slow(4000).expect("fobsim");
        thread::sleep(Duration::from_millis(100));
        let mut cable = sockets.connect(&reader).expect("a fob");
        let start = Instant::now();
        assert_eq!(cable.transfer(SELECT), Err(CableError::Lost));
        assert_eq!(cable.transfer(LIST), Err(CableError::Gone));
        drop(cable);
        assert!(start.elapsed() < Duration::from_millis(3500), "{:?}", start.elapsed());
        fob.slow(0).expect("fobsim");
        let mut cable = outcome_after(&CableError::InUse, || sockets.connect(&reader))
            .expect("free once it has answered");
        assert!(cable.transfer(SELECT).expect("an answer").ends_with(&OK));
    });
}

#[test]
fn a_fob_is_known_by_name_within_150_ms_of_its_insertion() {
    alone("a_fob_is_known_by_name_within_150_ms_of_its_insertion", |stage: &Stage| {
        let pcscd = stage.pcscd(&[Model::Yubikey5]);
        let reader = pcscd.reader(0);
        let (_watch, events) = Watch::start().expect("a thread");
        expect(&events, What::ReaderAdded, Some(&reader));
        let mut plugged = pcscd.plug(0, &fob()).expect("fobsim");
        let mut sockets = Ports::new();
        let mut figures = Vec::new();
        for _ in 0..5 {
            let event = next(&events, LONG).expect("an event");
            let told = event.at.elapsed();
            assert_eq!(event.what, What::Inserted);
            let mut cable = sockets.connect(&reader).expect("a fob");
            let mut pause = |_, _| Go::On;
            let mut talk = Talk::new(&mut *cable, &mut pause);
            let device = device::identify(&mut talk, &reader).expect("a fob we know");
            let known = event.at.elapsed();
            assert_eq!(device.serial, Some(12_345_678));
            figures.push((told, known));
            drop(cable);
            plugged.remove().expect("fobsim");
            expect(&events, What::Removed, Some(&reader));
            plugged.insert().expect("fobsim");
        }
        println!("told, and known by name, after the service's word: {figures:?}");
        let slowest = figures.iter().map(|(_, known)| *known).max().expect("five figures");
        assert!(slowest < Duration::from_millis(150), "{figures:?}");
    });
}

//! Is it genuine? Software fobs with a root of their own, which here, and here alone, stands in
//! for the maker's; fobs that lie; and fobs on which nothing may be made.

use attest::{Certificate, Roots};
use desk::genuine::{Ask, GenuineCard, GenuineWord, genuine, genuine_by};
use desk::{Fault, Left};
use desk_tests::props::stage::{Clerk, Stage, code, fob};
use fob_sim::{Fob, Model, Moment, SimFob, Vanish, Version, practice_root, seeded};

const SERIAL: u64 = 5_005_678;
const LAST: &str = "5678";
const NEW: Version = Version(5, 7, 4);

fn stick(model: Model, firmware: Option<Version>) -> SimFob {
    SimFob::new(Fob::new(model, Some(SERIAL), firmware, seeded(9)))
}

fn stage(stick: &SimFob) -> Stage {
    Stage::with(std::slice::from_ref(stick))
}

fn agreed() -> Ask {
    Ask { consent: Some(LAST.to_owned()), ..Ask::default() }
}

/// Asked as the program asks.
fn asked(stage: &Stage, ask: &Ask) -> Result<GenuineCard, Fault> {
    genuine(&mut stage.desk(), &mut Clerk::default(), ask)
}

/// Asked with the software fobs' root in the maker's place.
fn vouched(stage: &Stage, ask: &Ask) -> Result<GenuineCard, Fault> {
    let root = Certificate::read(&practice_root()).expect("a root");
    genuine_by(&mut stage.desk(), &mut Clerk::default(), ask, &Roots::known().and(root))
}

/// What is on the fob, PIV included.
fn state(stick: &SimFob) -> serde_json::Value {
    serde_json::from_str(&stick.inside(|fob| fob.save())).expect("a state")
}

/// The slots of PIV that hold a key.
fn slots(stick: &SimFob) -> Vec<u8> {
    stick.inside(|fob| fob.piv().0.slots())
}

/// What is on the fob, but for the spare slot.
fn but_for_the_spare_slot(stick: &SimFob) -> serde_json::Value {
    let mut state = state(stick);
    let keys = state["applications"]["piv"]["keys"].as_object_mut().expect("keys");
    keys.remove("149");
    // It counts power sessions, and pulling begins a new one.
    state["applications"]["otp"]["prog_seq"] = 0.into();
    state
}

fn acts(stage: &Stage) -> Vec<(String, String)> {
    let ledger = stage.ledger();
    let view = ledger.view().expect("unlocked");
    assert_eq!(view.verify_log().expect("readable").broken, None);
    let log = view.log(&desk_store::audit::Filter::default()).expect("readable");
    let ours = log.into_iter().filter(|entry| entry.act.starts_with("fob.attest"));
    ours.map(|entry| (entry.act, entry.result)).collect()
}

fn act(name: &str, result: &str) -> (String, String) {
    (name.to_owned(), result.to_owned())
}

#[test]
fn a_fob_that_its_maker_vouches_for_is_genuine_and_what_was_made_is_cleared_away() {
    for model in [Model::Yubikey5, Model::Yubikey5Nfc] {
        let stick = stick(model, Some(NEW));
        let stage = stage(&stick);
        let before = state(&stick);
        let card = vouched(&stage, &agreed()).expect("asked");
        assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::Genuine, "vouched"));
        assert_eq!(card.root.as_deref(), Some("Fobdesk Practice Root"));
        assert_eq!((card.serial_matches, card.key_left), (Some(true), false));
        assert_eq!(card.fob.serial, Some(SERIAL.to_string()));
        assert!(card.say.contains("nothing of what was written to it before"), "{}", card.say);
        assert_eq!(state(&stick), before, "{model}: nothing is left");
        let told = [act("fob.attesting", "done"), act("fob.attested", "genuine")];
        assert_eq!(acts(&stage), told);
    }
}

#[test]
fn the_real_roots_know_no_software_fob() {
    let stick = stick(Model::Yubikey5, None);
    let card = asked(&stage(&stick), &agreed()).expect("asked");
    assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::NotGenuine, "software"));
    assert!(card.say.contains("made of software"), "{}", card.say);
}

#[test]
fn firmware_that_cannot_delete_says_so_before_and_after_and_the_key_serves_again() {
    for (model, firmware) in
        [(Model::Yubikey5, Version(5, 4, 3)), (Model::Yubikey5, Version(5, 3, 0))]
    {
        let stick = stick(model, Some(firmware));
        let stage = stage(&stick);
        let before = asked(&stage, &Ask::default()).expect_err("nobody agreed");
        let report = desk::Report::of(&before, desk::Lang::En);
        assert!(report.what.contains("the key stays there"), "{}", report.what);
        let card = vouched(&stage, &agreed()).expect("asked");
        assert_eq!((card.verdict, card.key_left), (GenuineWord::Genuine, true), "{firmware}");
        assert!(card.say.contains("slot 95"), "{}", card.say);
        assert_eq!(slots(&stick), [0x95]);
        // The next time nothing has to be made, so nobody has to agree.
        let kept = state(&stick);
        let again = vouched(&stage, &Ask::default()).expect("asked");
        assert_eq!((again.verdict, again.key_left), (GenuineWord::Genuine, true), "{firmware}");
        assert_eq!(state(&stick), kept);
        assert_eq!(card.serial_matches, Some(true));
        // Another desk does not know whose that key is, and leaves it alone.
        let elsewhere = self::stage(&stick);
        let card = vouched(&elsewhere, &agreed()).expect("asked");
        assert_eq!((card.why.as_str(), card.key_left), ("in_use", false), "{firmware}");
        assert_eq!(state(&stick), kept);
    }
}

#[test]
fn without_consent_nothing_is_made() {
    let stick = stick(Model::Yubikey5, Some(NEW));
    let stage = stage(&stick);
    let before = state(&stick);
    let none = vouched(&stage, &Ask::default()).expect_err("nobody agreed");
    assert_eq!((none.cause.code(), none.left), ("genuine_consent", Some(Left::Untouched)));
    assert!(none.cause.values().contains(&("last", LAST)));
    let wrong = Ask { consent: Some("5679".to_owned()), ..Ask::default() };
    assert_eq!(code(vouched(&stage, &wrong)), "overwrite_mismatch");
    assert_eq!(state(&stick), before);
    assert_eq!(acts(&stage), []);
}

#[test]
fn a_fob_on_which_piv_is_in_use_is_left_alone() {
    type Use = fn(&mut Fob);
    let uses: [Use; 6] = [
        |fob| fob.piv().0.change_pin(),
        |fob| fob.piv().0.change_management_key(),
        |fob| fob.piv().0.keep_object([0x5F, 0xC1, 0x05], b"a certificate"),
        |fob| fob.piv().0.keep_object([0x5F, 0xC1, 0x02], b"an identifier"),
        |fob| {
            let (piv, dice) = fob.piv();
            piv.keep_key(0x9A, dice);
        },
        |fob| {
            let (piv, dice) = fob.piv();
            piv.keep_key(0x95, dice);
        },
    ];
    for firmware in [Version(5, 3, 0), Version(5, 4, 3), NEW] {
        for (at, begin) in uses.iter().enumerate() {
            let stick = stick(Model::Yubikey5, Some(firmware));
            stick.inside(begin);
            let stage = stage(&stick);
            let before = state(&stick);
            let card = vouched(&stage, &agreed()).expect("asked");
            let said = (card.verdict, card.why.as_str());
            assert_eq!(said, (GenuineWord::CannotTell, "in_use"), "{firmware}: use {at}");
            assert_eq!(state(&stick), before, "{firmware}: use {at}");
            assert!(card.now.contains("Nothing on it was changed"), "{}", card.now);
            assert_eq!(acts(&stage), [], "{firmware}: use {at}");
        }
    }
}

#[test]
fn a_fob_that_attests_another_serial_is_not_genuine() {
    let stick = stick(Model::Yubikey5, Some(NEW));
    stick.inside(|fob| fob.piv().0.attest_as(7_777_777));
    let stage = stage(&stick);
    let card = vouched(&stage, &agreed()).expect("asked");
    assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::NotGenuine, "other_serial"));
    assert_eq!(card.serial_matches, Some(false));
    assert!(card.say.contains("7777777"), "{}", card.say);
    assert_eq!(slots(&stick), [0; 0]);
}

#[test]
fn an_attestation_key_that_was_overwritten_is_a_strangers() {
    let stick = stick(Model::Yubikey5, None);
    stick.inside(|fob| {
        let (piv, dice) = fob.piv();
        piv.overwrite_attestation(dice);
    });
    let card = vouched(&stage(&stick), &agreed()).expect("asked");
    assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::NotGenuine, "stranger"));
    assert_eq!((card.root, card.serial_matches), (None, None));
    assert!(card.say.contains("Somebody's Own Attestation"), "{}", card.say);
}

#[test]
fn who_cannot_be_asked_is_told_apart_and_left_alone() {
    for (model, firmware, why) in [
        (Model::Canokey, None, "other_maker"),
        (Model::Nitrokey3, None, "other_maker"),
        (Model::YubikeyNeo, None, "too_old"),
        (Model::Yubikey4, Some(Version(4, 3, 5)), "too_old"),
        (Model::Yubikey5, Some(Version(5, 2, 6)), "too_old"),
    ] {
        let stick = stick(model, firmware);
        let stage = stage(&stick);
        let before = state(&stick);
        let card = asked(&stage, &agreed()).expect("asked");
        assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::CannotTell, why), "{model}");
        assert_eq!(state(&stick), before, "{model}");
        assert_eq!(acts(&stage), [], "{model}");
    }
}

#[test]
fn a_fob_whose_certificates_are_switched_off_says_that() {
    let stick = stick(Model::Yubikey5, None);
    let text = stick.inside(|fob| fob.save());
    let mut state: serde_json::Value = serde_json::from_str(&text).expect("a state");
    state["applications"]["management"]["usb_enabled"] = 0x21.into();
    let changed = Fob::restore(&state.to_string(), seeded(1)).expect("a fob again");
    stick.inside(|fob| *fob = changed);
    let card = asked(&stage(&stick), &agreed()).expect("asked");
    assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::CannotTell, "no_piv"));
}

#[test]
fn a_clock_that_is_far_off_accuses_nobody() {
    let stick = stick(Model::Yubikey5, None);
    let stage = stage(&stick);
    stage.world.pass(std::time::Duration::from_secs(40 * 365 * 86_400));
    let card = vouched(&stage, &agreed()).expect("asked");
    assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::CannotTell, "clock"));
}

#[test]
fn a_file_that_holds_no_certificates_is_refused_before_the_fob_is_asked() {
    let stick = stick(Model::Yubikey5, None);
    let stage = stage(&stick);
    let file = stage.dir.path().join("between.pem");
    let named = Ask { intermediates: Some(file.clone()), ..agreed() };
    assert_eq!(code(asked(&stage, &named)), "file_unreadable");
    for bytes in [&b"no certificate"[..], b"\xFF\xFE", b"-----BEGIN CERTIFICATE-----\nAA=="] {
        std::fs::write(&file, bytes).expect("a file");
        let before = stick.exchanges();
        assert_eq!(code(asked(&stage, &named)), "chain_file_bad");
        assert_eq!(stick.exchanges(), before);
    }
}

#[test]
fn pulled_at_every_moment_it_changes_nothing_but_the_spare_slot_and_is_finished_the_next_time() {
    for firmware in [Version(5, 4, 3), NEW] {
        for at in Moment::ALL {
            let mut pulls = 0;
            while pull(firmware, pulls, at) {
                pulls += 1;
            }
            assert!(pulls > 60, "{firmware} {at:?}: only {pulls} exchanges were cut");
        }
    }
}

/// Pulls after so many exchanges; whether the pull came before all was done.
fn pull(firmware: Version, after: u32, at: Moment) -> bool {
    let stick = stick(Model::Yubikey5, Some(firmware));
    let stage = stage(&stick);
    let before = but_for_the_spare_slot(&stick);
    stick.faults(|faults| faults.vanish = Some(Vanish { after, at }));
    let cut = vouched(&stage, &agreed());
    let pulled = stick.faults(|faults| faults.vanish.take().is_none());
    stick.insert();
    let place = format!("{firmware} after {after} {at:?}");
    if let Err(fault) = &cut {
        told_truly(fault, &stick, &place);
    }
    assert_eq!(but_for_the_spare_slot(&stick), before, "{place}");
    // Where nothing was made yet, asking again is asking for the first time.
    if !slots(&stick).is_empty() || after.is_multiple_of(16) {
        stage.world.pass(std::time::Duration::from_secs(1));
        let again = vouched(&stage, &agreed()).expect("asked again");
        assert_eq!(again.verdict, GenuineWord::Genuine, "{place}");
        let left: &[u8] = if firmware >= NEW { &[] } else { &[0x95] };
        assert_eq!(slots(&stick), left, "{place}");
        assert_eq!(but_for_the_spare_slot(&stick), before, "{place}");
    }
    pulled
}

/// What is said is true of the fob.
fn told_truly(fault: &Fault, stick: &SimFob, place: &str) {
    match fault.left {
        Some(Left::Untouched) => assert_eq!(slots(stick), [0; 0], "{place}: {fault}"),
        left => {
            assert_eq!((left, fault.cause.code()), (None, "genuine_cut"), "{place}: {fault}");
        }
    }
}

#[test]
fn another_fobdesk_that_works_on_the_fob_comes_first() {
    let stick = fob(Model::Yubikey5, SERIAL);
    let stage = stage(&stick);
    let locks = stage.dir.path().join("locks");
    std::fs::create_dir_all(&locks).expect("a folder");
    let held = std::fs::File::create(locks.join(format!("yubico-{SERIAL}.lock"))).expect("a file");
    held.try_lock().expect("free");
    assert_eq!(code(asked(&stage, &agreed())), "fob_held");
    drop(held);
    assert_eq!(code(asked(&stage, &agreed())), "ok");
}

#[test]
fn a_key_that_somebody_made_after_ours_was_cleared_away_is_left_alone() {
    let stick = stick(Model::Yubikey5, Some(NEW));
    let stage = stage(&stick);
    assert_eq!(vouched(&stage, &agreed()).expect("asked").why, "vouched");
    stick.inside(|fob| {
        let (piv, dice) = fob.piv();
        piv.keep_plain_key(0x95, dice);
    });
    let before = state(&stick);
    let card = vouched(&stage, &agreed()).expect("asked");
    assert_eq!((card.verdict, card.why.as_str()), (GenuineWord::CannotTell, "in_use"));
    assert_eq!(state(&stick), before);
}

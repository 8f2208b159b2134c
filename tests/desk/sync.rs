//! Counters in step, by codes that are read out over the telephone: every verdict of the contract,
//! what it writes, and what it must never write.

use std::time::Duration;

use desk::cable::{Go, Why};
use desk::sync::{Ask, SyncCard, SyncWord, Whom, Windows, sync};
use desk::{Attendant, Fault, Progress, Typed, whose};
use desk_store::{Token, TokenState};
use desk_tests::props::stage::{Clerk, Stage, code, fob, order};
use fob_sim::Model;
use hotp::{Algorithm, Digits, Key};

/// Anna with a slot fob, Boris with one of his own; both proven, both at counter 1.
struct Desk {
    stage: Stage,
    annas: Token,
    boris: Token,
}

impl Desk {
    fn new() -> Self {
        Self::giving("slot1-hotp")
    }

    fn giving(profile: &str) -> Self {
        let fobs = [fob(Model::Yubikey5, 1_000_001), fob(Model::Yubikey5, 2_000_002)];
        let stage = Stage::with(&fobs);
        let mut desk = stage.desk();
        for (person, stick) in ["anna", "boris"].into_iter().zip(&fobs) {
            let serial = stick.inside(|fob| fob.serial()).expect("a serial").to_string();
            let order = desk::issue::Order { fob: Some(serial), ..order(person, profile) };
            desk::issue::issue(&mut desk, &mut Clerk::pressing(stick), &order).expect("issued");
        }
        let mut tokens = stage.tokens();
        let boris = tokens.pop().expect("Boris's");
        let annas = tokens.pop().expect("Anna's");
        Self { stage, annas, boris }
    }

    /// The codes of a token at these counters or steps.
    fn codes(&self, token: &Token, at: &[u64]) -> Vec<String> {
        let ledger = self.stage.ledger();
        let seed = ledger.view().expect("unlocked").seed(token.id).expect("a seed");
        let key = Key::new(Algorithm::Sha1, &seed);
        at.iter().map(|at| key.code(*at, Digits::SIX).to_string()).collect()
    }

    fn ask(&self, codes: &[String]) -> Result<SyncCard, Fault> {
        self.ask_for(Whom::Person("anna".into()), codes)
    }

    fn ask_for(&self, whom: Whom, codes: &[String]) -> Result<SyncCard, Fault> {
        let windows = Windows::DESK;
        let ask = Ask { whom, codes: codes.to_vec(), windows, cautious: false };
        sync(&mut self.stage.desk(), &mut Clerk::default(), &ask)
    }

    /// What Anna's counters say.
    fn says(&self, at: &[u64]) -> SyncCard {
        self.ask(&self.codes(&self.annas, at)).expect("a verdict")
    }

    fn next(&self) -> u64 {
        self.stage.tokens()[0].next
    }

    fn entries(&self, act: &'static str) -> usize {
        let ledger = self.stage.ledger();
        let filter = desk_store::audit::Filter { act: Some(act), ..Default::default() };
        ledger.view().expect("unlocked").log(&filter).expect("readable").len()
    }
}

#[test]
fn codes_just_where_the_ledger_is_are_in_step_and_both_are_spent() {
    let desk = Desk::new();
    let card = desk.says(&[1, 2]);
    assert_eq!((card.verdict, card.from, card.next), (SyncWord::InStep, Some(1), Some(3)));
    assert_eq!((card.distance, card.recorded), (Some(0), true));
    assert_eq!(card.token, Some(desk.annas.id.to_string()));
    assert_eq!((desk.next(), desk.entries("token.synced")), (3, 1));
}

#[test]
fn a_fob_pressed_in_a_pocket_is_found_near_and_far_and_moves_the_counter_past_both_codes() {
    let desk = Desk::new();
    let mut from = 1;
    for gap in [1, 37, 999, 1_000, 99_999] {
        let at = from + gap;
        let card = desk.says(&[at, at + 1]);
        let moved = (SyncWord::Moved, Some(from), Some(at + 2));
        assert_eq!((card.verdict, card.from, card.next), moved, "{gap}");
        assert_eq!(card.distance, i64::try_from(gap).ok());
        assert_eq!(card.certainty.as_deref(), Some("confirmed"));
        assert_eq!(card.server, Some(format!("On the server, the next counter is {}.", at + 2)));
        from = at + 2;
    }
    assert_eq!((desk.next(), desk.entries("token.synced")), (from, 5));
    let beyond = desk.says(&[from + 100_000, from + 100_001]);
    assert_eq!((beyond.verdict, beyond.recorded), (SyncWord::NotFound, false));
    assert_eq!(desk.next(), from);
}

#[test]
fn what_was_spent_never_counts_again_and_nothing_goes_back() {
    let desk = Desk::new();
    let pair = desk.codes(&desk.annas, &[50, 51]);
    assert_eq!(desk.ask(&pair).expect("a verdict").verdict, SyncWord::Moved);
    for (at, what) in [([50, 51], "a replay"), ([3, 4], "old codes"), ([51, 52], "half old")] {
        let card = desk.says(&at);
        assert_eq!((card.verdict, card.recorded), (SyncWord::AlreadyUsed, false), "{what}");
        assert_eq!((card.from, card.next), (Some(52), Some(52)), "{what}");
    }
    assert_eq!((desk.next(), desk.entries("token.synced")), (52, 1));
}

#[test]
fn slips_are_told_apart_and_change_nothing() {
    let desk = Desk::new();
    let annas = |at: &[u64]| desk.codes(&desk.annas, at);
    let twice = desk.ask(&annas(&[9, 9])).expect("a verdict");
    assert_eq!((twice.verdict, twice.distance), (SyncWord::SameCodeTwice, None));
    let swapped = desk.ask(&annas(&[10, 9])).expect("a verdict");
    assert_eq!(swapped.verdict, SyncWord::Swapped);
    let skipped = desk.ask(&annas(&[9, 11])).expect("a verdict");
    assert_eq!((skipped.verdict, skipped.skipped), (SyncWord::SkippedOne, Some(1)));
    let skipped = desk.ask(&annas(&[9, 12])).expect("a verdict");
    assert_eq!((skipped.verdict, skipped.skipped), (SyncWord::SkippedOne, Some(2)));
    let mut slip = annas(&[9, 10]);
    let meant = slip[1].remove(3);
    slip[1].insert(3, if meant == '8' { '3' } else { '8' });
    let card = desk.ask(&slip).expect("a verdict");
    assert_eq!(card.verdict, SyncWord::Mistyped);
    let pointed = card.slip.expect("where");
    assert_eq!((pointed.code, pointed.digit, pointed.meant), (2, 4, meant.to_string()));
    assert!(card.say.contains("in code 2 look at digit 4"), "{}", card.say);
    assert_eq!((desk.next(), desk.entries("token.synced")), (1, 0));
}

#[test]
fn the_codes_of_another_fob_are_named_and_not_booked_on_either() {
    let desk = Desk::new();
    let his = desk.codes(&desk.boris, &[4, 5]);
    let card = desk.ask(&his).expect("a verdict");
    assert_eq!((card.verdict, card.recorded), (SyncWord::OtherFob, false));
    let other = card.other.expect("whose");
    assert_eq!((other.person.as_deref(), other.fob.as_str()), (Some("boris"), "2000002"));
    assert_eq!((other.at_counter, other.former), (4, false));
    assert_eq!(card.say, "These codes are from another fob: 2000002, of Boris Ivanov.");
    assert!(desk.stage.tokens().iter().all(|token| token.next == 1));
    let nobodys = ["123456".to_owned(), "654321".to_owned()];
    let card = desk.ask(&nobodys).expect("a verdict");
    assert_eq!(card.verdict, SyncWord::NotFound);
    assert!(card.now.contains("end in 0001"), "{}", card.now);
}

#[test]
fn codes_from_before_the_fob_was_last_written_are_called_so() {
    let desk = Desk::new();
    let old = desk.codes(&desk.annas, &[5, 6]);
    let again = desk::issue::Order {
        fob: Some("1000001".into()),
        overwrite: Some("0001".into()),
        ..order("anna", "slot1-hotp")
    };
    desk::issue::issue(&mut desk.stage.desk(), &mut Clerk::default(), &again).expect("written");
    let card = desk.ask(&old).expect("a verdict");
    assert_eq!(card.verdict, SyncWord::OtherFob);
    assert!(card.other.expect("which").former);
    assert!(card.say.contains("from before the fob 1000001 was last written"), "{}", card.say);
}

#[test]
fn a_clock_that_is_off_is_put_right_and_looked_for_there_from_then_on() {
    let desk = Desk::giving("oath-totp");
    desk.stage.world.pass(Duration::from_secs(86_400));
    let now = |desk: &Desk| {
        let ms = desk::World::now(&*desk.stage.world);
        u64::try_from(ms / 30_000).expect("after 1970")
    };
    let step = now(&desk);
    let card = desk.says(&[step - 21, step - 20]);
    assert_eq!((card.verdict, card.distance), (SyncWord::Moved, Some(-20)));
    assert_eq!(card.say, "Put right: the fob's clock is 10 minutes slow.");
    assert_eq!(card.server.as_deref(), Some("On the server, the clock's offset is -600 seconds."));
    let replay = desk.says(&[step - 21, step - 20]);
    assert_eq!(replay.verdict, SyncWord::AlreadyUsed);
    // An hour later it is in step where it is, and one typed code proves it.
    desk.stage.world.pass(Duration::from_secs(3600));
    let step = now(&desk);
    assert_eq!(desk.says(&[step - 21, step - 20]).verdict, SyncWord::InStep);
    let typed = desk.codes(&desk.annas, &[step - 19]).remove(0);
    let check = desk::verify::Check {
        token: Some(desk.annas.id.to_string()),
        code: Some(typed),
        ..Default::default()
    };
    desk::verify::verify(&mut desk.stage.desk(), &mut Clerk::default(), &check).expect("proven");
    let hours = desk.says(&[step + 700, step + 701]);
    assert_eq!((hours.verdict, hours.recorded), (SyncWord::ClockOff, false));
    assert!(hours.say.contains("351 minutes fast"), "{}", hours.say);
}

#[test]
fn two_codes_that_could_fit_by_chance_are_booked_only_with_a_third_where_somebody_can_be_asked() {
    let desk = Desk::new();
    let windows = Windows { resync: 1_000_000, ..Windows::DESK };
    let at = 500_000;
    let ask = |codes: Vec<String>, cautious| {
        let ask = Ask { whom: Whom::Fob("1000001".into()), codes, windows, cautious };
        sync(&mut desk.stage.desk(), &mut Clerk::default(), &ask).expect("a verdict")
    };
    let two = desk.codes(&desk.annas, &[at, at + 1]);
    let unsure = ask(two, true);
    assert_eq!((unsure.verdict, unsure.recorded, unsure.third), (SyncWord::Moved, false, true));
    assert_eq!(unsure.certainty.as_deref(), Some("likely"));
    assert_eq!((desk.next(), unsure.next), (1, Some(1)));
    let sure = ask(desk.codes(&desk.annas, &[at, at + 1, at + 2]), true);
    assert_eq!((sure.recorded, sure.certainty.as_deref()), (true, Some("confirmed")));
    assert_eq!(desk.next(), at + 3);
    // A script is not asked: it is told how sure it is.
    let told = ask(desk.codes(&desk.annas, &[at + 300_000, at + 300_001]), false);
    assert_eq!((told.recorded, told.certainty.as_deref()), (true, Some("likely")));
}

#[test]
fn two_codes_in_a_row_prove_a_slot_that_was_left_for_later() {
    let stick = fob(Model::Yubikey5, 1_000_001);
    let stage = Stage::with(std::slice::from_ref(&stick));
    let mut desk = stage.desk();
    let issued = desk::issue::issue(&mut desk, &mut Clerk::default(), &order("anna", "slot2-hotp"));
    assert_eq!(issued.expect("written").token.state, "written");
    let codes = [(), ()].map(|()| stick.press(2).expect("it types"));
    let whom = Whom::Person("anna".into());
    let ask = Ask { whom, codes: codes.to_vec(), windows: Windows::DESK, cautious: false };
    let card = sync(&mut desk, &mut Clerk::default(), &ask).expect("a verdict");
    assert_eq!((card.verdict, card.next), (SyncWord::InStep, Some(2)));
    let token = stage.tokens().remove(0);
    assert_eq!((token.state, token.next), (TokenState::Assigned, 2));
}

#[test]
fn bad_input_is_one_clear_sentence_and_changes_nothing() {
    let desk = Desk::new();
    let refused = |typed: &[&str]| {
        let typed: Vec<String> = typed.iter().map(|text| (*text).to_owned()).collect();
        code(desk.ask(&typed))
    };
    assert_eq!(refused(&["755224"]), "codes_two_needed");
    assert_eq!(refused(&["755224,287082,359152,969429"]), "codes_two_needed");
    assert_eq!(refused(&["75522", "287082"]), "code_length");
    assert_eq!(refused(&["755224", "287082123"]), "code_length");
    assert_eq!(refused(&["755224", "28708O"]), "code_letter");
    assert_eq!(refused(&["755224", "28708О"]), "code_letter");
    let codes = ["755224".to_owned(), "287082".to_owned()];
    let ask = |whom| code(desk.ask_for(whom, &codes));
    assert_eq!(ask(Whom::Person("nobody".into())), "unknown_person");
    assert_eq!(ask(Whom::Fob("4711".into())), "unknown_fob");
    assert_eq!(ask(Whom::Token("x".into())), "unknown_token");
    desk::people::add(
        &mut desk.stage.desk(),
        desk::NewPerson { login: "clara".into(), name: "Clara".into(), ..Default::default() },
    )
    .expect("a person without a fob");
    assert_eq!(ask(Whom::Person("clara".into())), "nothing_to_sync");
    // What people type between digits, and digits of other scripts, do no harm.
    let codes = desk.codes(&desk.annas, &[7, 8]);
    let spaced = format!("{} {}", &codes[0][..3], &codes[0][3..]);
    let arabic: String = codes[1]
        .chars()
        .map(|c| char::from_u32(u32::from(c) - 0x30 + 0x660).expect("a digit"))
        .collect();
    let card = desk.ask(&[spaced, arabic]).expect("read");
    assert_eq!((card.verdict, card.next), (SyncWord::Moved, Some(9)));
}

#[test]
fn two_codes_tell_whose_fob_it_is_and_spend_nothing() {
    let desk = Desk::new();
    let whose = |codes: &[String]| {
        whose::whose(&mut desk.stage.desk(), &mut Clerk::default(), codes, None).expect("looked")
    };
    let his = whose(&desk.codes(&desk.boris, &[80, 81]));
    assert_eq!((his.matches.len(), his.searched), (1, 2));
    let found = &his.matches[0];
    assert_eq!((found.person.as_deref(), found.fob.as_str()), (Some("boris"), "2000002"));
    assert_eq!((found.at_counter, found.state.as_str()), (80, "assigned"));
    assert!(found.p_false < 1e-7, "{}", found.p_false);
    assert_eq!(his.say, "The fob 2000002, of Boris Ivanov.");
    assert!(desk.stage.tokens().iter().all(|token| token.next == 1));
    let far = whose(&desk.codes(&desk.boris, &[70_000, 70_001]));
    assert_eq!((far.matches.len(), far.matches[0].at_counter), (1, 70_000));
    let nobodys = whose(&["123456".to_owned(), "654321".to_owned()]);
    assert!(nobodys.matches.is_empty());
    assert_eq!(nobodys.say, "No fob in the ledger shows these codes. Looked at: 2.");
}

#[test]
fn a_fob_from_the_drawer_is_known_by_its_former_secret() {
    let desk = Desk::new();
    let old = desk.codes(&desk.annas, &[5, 6]);
    let again = desk::issue::Order {
        fob: Some("1000001".into()),
        overwrite: Some("0001".into()),
        ..order("anna", "slot1-hotp")
    };
    desk::issue::issue(&mut desk.stage.desk(), &mut Clerk::default(), &again).expect("written");
    let found = whose::whose(&mut desk.stage.desk(), &mut Clerk::default(), &old, None);
    let found = found.expect("looked").matches;
    assert_eq!((found.len(), found[0].state.as_str()), (1, "retired"));
}

/// Somebody who stops whatever takes long.
struct Hasty;

impl Attendant for Hasty {
    fn tell(&mut self, _: &Progress) {}

    fn pause(&mut self, _: Duration, _: Why) -> Go {
        Go::Stop
    }

    fn code(&mut self, _: &str, _: &str, _: bool) -> Typed {
        Typed::Later
    }
}

#[test]
fn a_long_search_is_stopped_and_nothing_is_changed() {
    let desk = Desk::new();
    let at = 800_000;
    let ask = Ask {
        whom: Whom::Person("anna".into()),
        codes: desk.codes(&desk.annas, &[at, at + 1]),
        windows: Windows { resync: 1_000_000, ..Windows::DESK },
        cautious: false,
    };
    assert_eq!(code(sync(&mut desk.stage.desk(), &mut Hasty, &ask)), "stopped");
    assert_eq!(desk.next(), 1);
}

#[test]
fn of_two_who_book_the_same_codes_at_once_one_is_told_that_they_are_used() {
    let desk = Desk::new();
    let codes = desk.codes(&desk.annas, &[10, 11]);
    let words: Vec<SyncWord> = std::thread::scope(|scope| {
        let ask = || scope.spawn(|| desk.ask(&codes).expect("a verdict").verdict);
        let both: Vec<_> = (0..4).map(|_| ask()).collect();
        both.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(words.iter().filter(|word| **word == SyncWord::Moved).count(), 1, "{words:?}");
    assert!(words.iter().all(|word| matches!(word, SyncWord::Moved | SyncWord::AlreadyUsed)));
    assert_eq!((desk.next(), desk.entries("token.synced")), (12, 1));
}

#[test]
fn codes_that_only_the_asked_fob_could_read_are_looked_for_nowhere_else() {
    let desk = Desk::new();
    // What a slot types with digits alone in front: Anna's token takes the last six, of no other
    // fob would anybody read it so.
    let boris = desk.codes(&desk.boris, &[1, 2]);
    let typed: Vec<String> = boris.iter().map(|code| format!("123456789012{code}")).collect();
    let card = desk.ask(&typed).expect("a verdict");
    assert_eq!(card.verdict, SyncWord::NotFound);
    assert_eq!(card.other, None);
    // The same codes as they are read out are told to be another fob's.
    assert_eq!(desk.ask(&boris).expect("a verdict").verdict, SyncWord::OtherFob);
}

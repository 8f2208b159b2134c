//! Fobs that lie, babble, or never end. Whatever they answer, and from whichever moment on, each
//! act ends soon, in an error or in a result, and never in a panic; and no secret gets lost.

use std::time::{Duration, Instant};

use desk::issue::issue;
use desk::{Lang, Report};
use desk_tests::props::stage::{Clerk, Stage, fob, order};
use fob_sim::{Answers, Dice, Fob, Model, SimFob, seeded};
use fob_wire::cable::{Cable, CableError, Framing, Go};
use fob_wire::oath::{Algorithm, Kind, OathSession, Put};
use fob_wire::slot::{Config, Slot, SlotSession};
use fob_wire::{Talk, WireError, device};

/// The longest that staff may wait for a sentence.
const SENTENCE: Duration = Duration::from_secs(30);
/// More blocks than any act may send: one continued answer takes 300 at most.
const MOST_BLOCKS: usize = 1_000;
const NAME: &[u8] = b"Fobdesk:anna";

type Act = fn(&mut Talk<'_>) -> Result<(), WireError>;

const ACTS: &[(&str, Act)] = &[
    ("identify", |talk| device::identify(talk, "a reader").map(drop)),
    ("open OATH", |talk| OathSession::open(talk).map(drop)),
    ("list", |talk| OathSession::open(talk)?.list().map(drop)),
    ("calculate all", |talk| OathSession::open(talk)?.calculate_all(7).map(drop)),
    ("put", |talk| OathSession::open(talk)?.put(&put())),
    ("calculate", |talk| {
        let code = OathSession::open(talk)?.calculate(NAME, None, true)?.code();
        assert!((4..=10).contains(&code.len()), "a code of {} digits", code.len());
        Ok(())
    }),
    ("delete", |talk| OathSession::open(talk)?.delete(NAME)),
    ("set access key", |talk| OathSession::open(talk)?.set_access_key(&[7; 16], [1; 8])),
    ("open slots", |talk| SlotSession::open(talk).map(drop)),
    ("write a slot", |talk| {
        let config = Config::hotp(&[0x42; 20])?;
        SlotSession::open(talk)?.write(Slot::Two, &config, None)
    }),
    ("swap slots", |talk| SlotSession::open(talk)?.swap()),
    ("a whole job", |talk| {
        device::identify(talk, "a reader")?;
        let mut oath = OathSession::open(talk)?;
        oath.unlock(&[7; 16], [1; 8])?;
        oath.calculate_all(7)?;
        oath.put(&put())?;
        oath.calculate(NAME, None, false)?;
        let config = Config::hotp(&[0x42; 20])?;
        SlotSession::open(talk)?.write(Slot::Two, &config, None)
    }),
];

fn put() -> Put<'static> {
    Put {
        name: NAME,
        kind: Kind::Hotp,
        algorithm: Algorithm::Sha1,
        digits: 6,
        secret: b"12345678901234567890",
        imf: 0,
        touch: false,
    }
}

/// How a fob may answer, and whether that can never pass for a success.
fn answers() -> Vec<(Answers, bool)> {
    let exactly = |bytes: &[u8]| (Answers::Exactly(bytes.to_vec()), false);
    let mut answers = vec![
        (Answers::Garbage, false),
        (Answers::Endless, true),
        (Answers::Huge, false),
        (Answers::BadTlv, false),
        (Answers::Truncated, false),
        (Answers::Nothing, true),
        (Answers::Exactly(vec![0x90]), true),
        exactly(b"\x71\x82\xFF\xFF\x90\x00"),
        exactly(b"\x72\x84\xFF\xFF\xFF\xFF\x90\x00"),
        exactly(b"\x79\x80\x90\x00"),
        exactly(b"\x79\x00\x71\x00\x74\x00\x90\x00"),
        exactly(b"\x76\x05\xFF\xFF\xFF\xFF\xFF\x90\x00"),
        exactly(b"\x00\x90\x00"),
    ];
    let status = [0x9000, 0x6100, 0x61FF, 0x6C00, 0x6C10, 0x6982, 0x6A80, 0x6D00, 0x6F00, 0x0000];
    answers
        .extend(status.map(|status| (Answers::Status(status), matches!(status, 0x6100..0x6200))));
    answers
}

/// Acts once over this cable: within bounds, or the test fails. How many blocks it took.
fn act(cable: &mut dyn Cable, act: Act, place: &str) -> (Result<(), WireError>, usize) {
    let start = Instant::now();
    let mut pause = |_, _| Go::On;
    let mut talk = Talk::new(cable, &mut pause);
    let result = act(&mut talk);
    assert!(start.elapsed() < SENTENCE, "{place}: {:?}", start.elapsed());
    assert!(talk.exchanges() <= MOST_BLOCKS, "{place}: {} blocks", talk.exchanges());
    (result, talk.exchanges())
}

/// The makes that know these acts; those with a display have their own (token2.rs).
fn ours() -> Vec<Model> {
    Model::ALL.into_iter().filter(|model| !model.has_display()).collect()
}

/// A fob with a credential and a written slot.
fn furnished(model: Model, seed: u64) -> SimFob {
    let stick = SimFob::new(Fob::new(model, Some(1_234_567), None, seeded(seed)));
    let mut cable = stick.connect().expect("nobody holds it");
    let (outcome, _) = act(&mut cable, |talk| OathSession::open(talk)?.put(&put()), "furnishing");
    outcome.expect("an empty fob takes a credential");
    drop(cable);
    stick
}

/// Every act against this way of answering, from every moment on. How often it struck.
fn sweep(model: Model, how: &Answers, never_passes: bool) -> u64 {
    let mut struck = 0;
    for (name, run) in ACTS {
        for after in 0.. {
            let place = format!("{model:?}: {name}, {how:?} after {after}");
            let stick = furnished(model, u64::from(after));
            let before = stick.exchanges();
            stick.faults(|faults| faults.answers = Some((after, how.clone())));
            let mut cable = stick.connect().expect("nobody holds it");
            let (result, _) = act(&mut cable, *run, &place);
            if stick.exchanges() - before <= u64::from(after) {
                break;
            }
            struck += 1;
            assert!(!never_passes || result.is_err(), "{place}: passed for a success");
            assert!(after < 100, "{place}: never done");
        }
    }
    struck
}

#[test]
fn every_act_ends_soon_whatever_a_fob_answers() {
    for model in ours() {
        let struck: u64 =
            answers().iter().map(|(how, never_passes)| sweep(model, how, *never_passes)).sum();
        println!("{model:?}: {struck} conversations with a hostile fob");
        assert!(struck > 500, "{model:?}: only {struck} conversations were disturbed");
    }
}

/// Answers anything at all: noise, status words that ask for more, halves of lists, failures.
struct Babble {
    dice: Dice,
    contactless: bool,
}

impl Babble {
    fn below(&mut self, limit: u16) -> usize {
        let mut bytes = [0; 2];
        (self.dice)(&mut bytes);
        usize::from(u16::from_be_bytes(bytes) % limit)
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(u16::try_from(of.len()).expect("a short list"))]
    }

    fn noise(&mut self, length: usize) -> Vec<u8> {
        let mut bytes = vec![0; length];
        (self.dice)(&mut bytes);
        bytes
    }

    /// Objects whose lengths are right, mostly.
    fn objects(&mut self) -> Vec<u8> {
        let mut data = Vec::new();
        for _ in 0..self.below(6) {
            let tag = self.one(&[0x71, 0x72, 0x74, 0x75, 0x76, 0x77, 0x79, 0x7C, 0x82, 0x8F, 2, 5]);
            let length = self.below(24);
            let told = length + usize::from(self.below(16) == 0);
            data.extend([tag, u8::try_from(told).expect("below 25")]);
            data.extend(self.noise(length));
        }
        data
    }
}

impl Cable for Babble {
    fn framing(&self) -> Framing {
        Framing::Apdu
    }

    fn contactless(&self) -> bool {
        self.contactless
    }

    fn transfer(&mut self, _: &[u8]) -> Result<Vec<u8>, CableError> {
        let mut answer = match self.below(40) {
            0 => {
                let error = [CableError::Gone, CableError::Lost, CableError::Reset];
                return Err(error[self.below(3)].clone());
            }
            1..8 => {
                let length = self.below(300);
                return Ok(self.noise(length));
            }
            8..24 => self.objects(),
            24..30 => {
                let length = self.below(16);
                self.noise(length)
            }
            // What a slot application's status looks like.
            30..34 => vec![5, 4, 3, 1, 5, 0],
            _ => Vec::new(),
        };
        let status = [0x90, 0x90, 0x90, 0x90, 0x61, 0x6C, 0x69, 0x6A, 0x6D];
        let high = self.one(&status);
        let low = if high == 0x90 { 0 } else { self.noise(1)[0] };
        answer.extend([high, low]);
        Ok(answer)
    }
}

#[test]
fn ten_thousand_conversations_with_a_cable_that_babbles_all_end() {
    let (mut blocks, mut most, mut passed) = (0, 0, 0);
    for seed in 0..10_000 {
        let mut cable = Babble { dice: seeded(seed), contactless: seed % 3 == 0 };
        let (name, run) = ACTS[cable.below(u16::try_from(ACTS.len()).expect("a dozen"))];
        let (result, took) = act(&mut cable, run, &format!("{name}, seed {seed}"));
        blocks += took;
        most = most.max(took);
        passed += usize::from(result.is_ok());
    }
    println!("{blocks} blocks, at most {most} in a conversation; {passed} taken for a success");
    assert!(blocks > 10_000 && passed < 10_000);
}

/// A true fob behind a cable that changes a byte of every third answer or so.
struct Flaw<C> {
    cable: C,
    dice: Babble,
}

impl<C: Cable> Cable for Flaw<C> {
    fn framing(&self) -> Framing {
        self.cable.framing()
    }

    fn turn(&mut self, to: Framing) -> Result<bool, CableError> {
        self.cable.turn(to)
    }

    fn contactless(&self) -> bool {
        self.cable.contactless()
    }

    fn transfer(&mut self, out: &[u8]) -> Result<Vec<u8>, CableError> {
        let mut answer = self.cable.transfer(out)?;
        if self.dice.below(3) == 0 {
            let place = self.dice.below(u16::try_from(answer.len()).expect("a short answer"));
            answer[place] = self.dice.noise(1)[0];
        }
        Ok(answer)
    }
}

#[test]
fn ten_thousand_conversations_with_a_flawed_cable_all_end() {
    let (mut most, mut passed) = (0, 0);
    for seed in 0..10_000 {
        let mut dice = Babble { dice: seeded(seed), contactless: false };
        let model = dice.one(&ours());
        let (name, run) = ACTS[dice.below(u16::try_from(ACTS.len()).expect("a dozen"))];
        let stick = furnished(model, seed);
        let mut cable = Flaw { cable: stick.connect().expect("nobody holds it"), dice };
        let (result, took) = act(&mut cable, run, &format!("{model:?}: {name}, seed {seed}"));
        most = most.max(took);
        passed += usize::from(result.is_ok());
    }
    println!("at most {most} blocks in a conversation; {passed} taken for a success");
    assert!((1..10_000).contains(&passed));
}

/// The main job with a hostile fob: a sentence in time, and no secret that only the fob knows.
fn job(model: Model, profile: &str, how: &Answers, after: u32) -> bool {
    let place = format!("{model:?} {profile}: {how:?} after {after}");
    let stick = fob(model, 1_234_567);
    let stage = Stage::with(std::slice::from_ref(&stick));
    stick.faults(|faults| faults.answers = Some((after, how.clone())));
    let before = stick.exchanges();
    let start = Instant::now();
    let outcome = issue(&mut stage.desk(), &mut Clerk::pressing(&stick), &order("anna", profile));
    assert!(start.elapsed() < SENTENCE, "{place}: {:?}", start.elapsed());
    if let Err(fault) = &outcome {
        for lang in [Lang::En, Lang::Ru] {
            let report = Report::of(fault, lang);
            assert!(!report.what.is_empty() && !report.now.is_empty(), "{place}: {fault}");
        }
    }
    let in_fob = stick.inside(|fob| fob.credential("Fobdesk:anna").map(|c| c.secret.clone()));
    if let Some(secret) = in_fob {
        let token = stage.tokens().pop().unwrap_or_else(|| panic!("{place}: a lost secret"));
        let ledger = stage.ledger();
        let seed = ledger.view().expect("unlocked").seed(token.id).expect("a sealed seed");
        assert_eq!(seed.expose(), &secret[..], "{place}: the fob holds a lost secret");
    }
    stick.exchanges() - before > u64::from(after)
}

/// The main job against these ways of answering, from every moment on.
fn jobs(model: Model, profile: &str, hows: &[Answers]) {
    let mut struck = 0;
    for how in hows {
        let moments = (0..60).take_while(|after| job(model, profile, how, *after)).count();
        assert!(moments < 60, "{model:?} {profile}: {how:?}: never done");
        struck += moments;
    }
    println!("{model:?} {profile}: {struck} jobs with a hostile fob");
    assert!(struck > 5 * hows.len(), "only {struck} jobs were disturbed");
}

#[test]
fn the_main_job_with_a_hostile_yubikey_ends_in_a_sentence() {
    let hows = [
        Answers::Garbage,
        Answers::Endless,
        Answers::Huge,
        Answers::BadTlv,
        Answers::Truncated,
        Answers::Nothing,
    ];
    jobs(Model::Yubikey5, "oath-hotp", &hows);
}

#[test]
fn the_main_job_with_a_hostile_slot_ends_in_a_sentence() {
    jobs(Model::Yubikey5, "slot2-hotp", &[Answers::Garbage, Answers::Endless, Answers::Truncated]);
}

#[test]
fn the_main_job_with_other_hostile_fobs_ends_in_a_sentence() {
    jobs(Model::Canokey, "oath-hotp", &[Answers::Garbage, Answers::Status(0x61FF)]);
    jobs(Model::Nitrokey3, "oath-hotp", &[Answers::BadTlv, Answers::Status(0x6F00)]);
}

//! A stage: a desk in a folder of its own, software fobs on its bench, a clock that stands still
//! and dice that fall the same way each time.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use desk::cable::{Go, Sockets, Why};
use desk::issue::Order;
use desk::{Attendant, Desk, Fault, Key, Lang, NewPerson, Progress, Setting, Typed, World};
use desk_store::{Ledger, Mark, Token, With};
use fob_sim::{Fob, Model, SimFob, SimSockets, Wires, seeded};
use tempfile::TempDir;

/// A moment in March 2026 (Unix ms) at which every story begins.
pub const DAWN: i64 = 1_772_359_200_000;

/// A clock that stands still until it is told, and dice of a fixed seed.
pub struct Still {
    now: AtomicI64,
    dice: AtomicU64,
}

impl Still {
    /// A world of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { now: AtomicI64::new(DAWN), dice: AtomicU64::new(seed) }
    }

    /// Lets time pass.
    pub fn pass(&self, time: Duration) {
        let ms = i64::try_from(time.as_millis()).expect("a story lasts less than an age");
        self.now.fetch_add(ms, Ordering::Relaxed);
    }

    /// Somebody puts the clock back.
    pub fn put_back(&self, time: Duration) {
        let ms = i64::try_from(time.as_millis()).expect("a story lasts less than an age");
        self.now.fetch_sub(ms, Ordering::Relaxed);
    }
}

impl World for Still {
    fn now(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn fill(&self, buffer: &mut [u8]) {
        // SplitMix64 (Steele, Lea, Flood 2014): good enough dice for a play.
        for chunk in buffer.chunks_mut(8) {
            let step = 0x9E37_79B9_7F4A_7C15;
            let state = self.dice.fetch_add(step, Ordering::Relaxed).wrapping_add(step);
            let a = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            let b = (a ^ (a >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            let bytes = (b ^ (b >> 31)).to_le_bytes();
            chunk.copy_from_slice(&bytes[..chunk.len()]);
        }
    }
}

/// The stage.
pub struct Stage {
    /// The folder of the ledger.
    pub dir: TempDir,
    /// What is plugged in.
    pub bench: SimSockets,
    /// Clock and dice.
    pub world: Arc<Still>,
}

impl Stage {
    /// A stage with these fobs plugged in and Anna and Boris on the list of people.
    #[must_use]
    pub fn with(fobs: &[SimFob]) -> Self {
        let stage = Self {
            dir: TempDir::new().expect("a folder"),
            bench: SimSockets::with(fobs.iter().cloned()),
            world: Arc::new(Still::new(1)),
        };
        fobs.iter().for_each(|fob| stage.set_clock(fob));
        let mut desk = stage.desk();
        for (login, name) in [("anna", "Anna Berg"), ("boris", "Boris Ivanov")] {
            let new = NewPerson { login: login.into(), name: name.into(), ..NewPerson::default() };
            desk::people::add(&mut desk, new).expect("a new person");
        }
        stage
    }

    /// Lets a fob that has a clock of its own live in the time of this stage.
    pub fn set_clock(&self, fob: &SimFob) {
        let world = self.world.clone();
        let now = move || u64::try_from(world.now().div_euclid(1000)).unwrap_or(0);
        fob.inside(|fob| fob.set_clock(Box::new(now)));
    }

    /// A desk over this stage's folder, as a program started anew has it.
    #[must_use]
    pub fn desk(&self) -> Desk {
        self.desk_over(Box::new(self.bench.clone()))
    }

    /// The same, with other sockets.
    #[must_use]
    pub fn desk_over(&self, sockets: Box<dyn Sockets>) -> Desk {
        desk_in(self.dir.path(), self.world.clone(), sockets)
    }

    /// The ledger, to look into.
    #[must_use]
    pub fn ledger(&self) -> Ledger {
        let mut ledger = Ledger::open(self.dir.path(), self.world.clone()).expect("a ledger");
        let key = self.dir.path().join("ledger.key");
        ledger.unlock(With::PracticeKey(&key), Mark::Respect).expect("its key");
        ledger
    }

    /// Every token of every fob, the oldest first.
    #[must_use]
    pub fn tokens(&self) -> Vec<Token> {
        let ledger = self.ledger();
        let view = ledger.view().expect("unlocked");
        let fobs = view.fobs().expect("readable");
        fobs.iter().flat_map(|fob| view.tokens_in(fob.id).expect("readable")).collect()
    }
}

/// A desk in a folder, its key beside it.
#[must_use]
pub fn desk_in(dir: &Path, world: Arc<dyn World>, sockets: Box<dyn Sockets>) -> Desk {
    Desk::new(Setting {
        dir: dir.to_owned(),
        key: Key::Practice,
        world,
        sockets,
        workstation: "stage".to_owned(),
        operator: "os:tester".to_owned(),
        sign_in: None,
        lang: Lang::En,
    })
}

/// A software fob with a serial. With `FOBDESK_WIRES=apart` a YubiKey's slots are reached by its
/// keyboard interface only, so that the same stories are told over both.
#[must_use]
pub fn fob(model: Model, serial: u64) -> SimFob {
    let fob = SimFob::new(Fob::new(model, Some(serial), None, seeded(serial)));
    if apart() { fob.wired(Wires::Apart) } else { fob }
}

/// Whether the stories are told with the slots on another interface than the rest.
#[must_use]
pub fn apart() -> bool {
    std::env::var("FOBDESK_WIRES").is_ok_and(|wires| wires == "apart")
}

/// An order for somebody, everything else as usual.
#[must_use]
pub fn order(person: &str, profile: &str) -> Order {
    Order { person: person.into(), profile: Some(profile.into()), ..Order::default() }
}

/// Somebody at the desk: presses the fob when asked for a code, hears everything, waits for nobody.
#[derive(Default)]
pub struct Clerk {
    /// The fob that is pressed; none: codes are left for later.
    pub presses: Option<SimFob>,
    /// Codes typed instead, in order.
    pub types: Vec<String>,
    /// What was told.
    pub heard: Vec<Progress>,
    /// Whether a touch is refused.
    pub refuses_touch: bool,
    /// How often a touch was asked for.
    pub touches: u32,
    /// How long all waits were to be; nobody really waited.
    pub waited: Duration,
}

impl Clerk {
    /// Somebody who presses this fob when asked.
    #[must_use]
    pub fn pressing(fob: &SimFob) -> Self {
        Self { presses: Some(fob.clone()), ..Self::default() }
    }
}

impl Attendant for Clerk {
    fn tell(&mut self, progress: &Progress) {
        self.heard.push(progress.clone());
    }

    fn pause(&mut self, time: Duration, why: Why) -> Go {
        self.waited += time;
        if matches!(why, Why::Touch(_)) {
            self.touches += 1;
            if self.refuses_touch {
                return Go::Stop;
            }
        }
        Go::On
    }

    fn code(&mut self, _serial: &str, place: &str, _again: bool) -> Typed {
        if !self.types.is_empty() {
            return Typed::Code(self.types.remove(0));
        }
        // On a display it stands in the first place.
        let slot = if place == "slot2" { 2 } else { 1 };
        match &self.presses {
            Some(fob) => fob.press(slot).map_or(Typed::Later, Typed::Code),
            None => Typed::Later,
        }
    }
}

/// The code of a fault, for short asserts.
#[must_use]
pub fn code<T>(result: Result<T, Fault>) -> String {
    match result {
        Ok(_) => "ok".to_owned(),
        Err(fault) => fault.cause.code().to_owned(),
    }
}

/// Protects a slot with a code that the desk does not know.
///
/// # Panics
/// When the fob has no slots.
pub fn lock_slot(stick: &SimFob, number: u8) {
    let text = stick.inside(|fob| fob.save());
    let mut state: serde_json::Value = serde_json::from_str(&text).expect("a state");
    let slots = &mut state["applications"]["otp"]["slots"];
    assert!(slots.is_array(), "the state has slots: {state:#}");
    slots[usize::from(number) - 1]["access_code"] = "010203040506".into();
    let locked = Fob::restore(&state.to_string(), seeded(1)).expect("a fob again");
    stick.inside(|fob| *fob = locked);
}

//! A hundred thousand made-up histories against a model that fits on a page. Whatever people do, in
//! whatever order: at most the last set is valid, a used code never works again, a lost fob's
//! emergency code never lives on beside the fob that was found, a suspension ends to the
//! millisecond.
//!
//! What makes such a walk slow is the disk and the signature at each commit. So many histories
//! share one transaction, whose clock is moved by hand; and each ledger is thrown away before its
//! tables grow.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::testing::{Desk, sighting};
use crate::{
    CodeForm, CodeId, EmergencyId, FobId, FobState, NewEmergency, NewPerson, NewSet, PersonId,
    SetId, StoreError, Txn, World,
};

const HISTORIES: u64 = 100_000;
/// Histories that share one ledger.
const A_LEDGER: u64 = 1_000;
/// Acts of one history, beside what is looked at after each.
const ACTS: u64 = 6;

/// Dice (SplitMix64): the same walk each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let a = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let b = (a ^ (a >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (b ^ (b >> 31)) % most
    }
}

/// What must be true of one person, kept by the simplest means.
struct Model {
    person: PersonId,
    fob: FobId,
    lost: bool,
    /// Every code there ever was, with its set and whether it was used.
    codes: Vec<(SetId, CodeId, bool)>,
    valid: Option<SetId>,
    /// The emergency code, its uses, its end; for the lost fob or not.
    emergency: Option<(EmergencyId, u32, i64)>,
    dead: Vec<EmergencyId>,
    suspended_until: Option<i64>,
}

/// How often each act was done, and how often it was refused: a walk that never gets anywhere would
/// prove nothing.
#[derive(Default)]
struct Seen {
    done: [AtomicU64; 9],
    refused: [AtomicU64; 9],
}

#[test]
fn a_hundred_thousand_histories_keep_every_promise() {
    let seen = Seen::default();
    let next = AtomicU64::new(0);
    std::thread::scope(|scope| {
        let walkers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    loop {
                        let first = next.fetch_add(A_LEDGER, Ordering::Relaxed);
                        if first >= HISTORIES {
                            break;
                        }
                        ledger_of_histories(first, &seen);
                    }
                })
            })
            .collect();
        walkers.into_iter().for_each(|walker| walker.join().expect("a promise was broken"));
    });
    let count = |of: &[AtomicU64]| of.iter().map(|n| n.load(Ordering::Relaxed)).collect::<Vec<_>>();
    let (done, refused) = (count(&seen.done), count(&seen.refused));
    assert_eq!(done.iter().chain(&refused).sum::<u64>(), HISTORIES * ACTS);
    assert!(done.iter().all(|n| *n > HISTORIES / 50), "{done:?}");
    // Codes and emergency codes were refused often enough for that to mean something.
    assert!(refused[2] > HISTORIES / 50 && refused[5] > HISTORIES / 50, "{refused:?}");
}

fn ledger_of_histories(first: u64, seen: &Seen) {
    let mut desk = Desk::new();
    let start = World::now(&*desk.world);
    let mut txn = desk.ledger.begin().expect("begun");
    for history in first..first + A_LEDGER {
        let mut dice = Dice(history);
        txn.set_clock(start);
        let mut model = Model::new(&mut txn, history).expect("somebody with a fob");
        for _ in 0..ACTS {
            let act = usize::try_from(dice.below(9)).expect("small");
            let done = model.act(&mut txn, act, &mut dice).expect("only refusals");
            let of = if done { &seen.done } else { &seen.refused };
            of[act].fetch_add(1, Ordering::Relaxed);
            model.holds(&txn, &format!("history {history}, act {act}")).expect("readable");
        }
    }
}

impl Model {
    fn new(txn: &mut Txn<'_>, nth: u64) -> Result<Self, StoreError> {
        let login = format!("p{nth}");
        let person = NewPerson { login: login.clone(), name: login, ..NewPerson::default() };
        let person = txn.add_person(person)?.id;
        let fob = txn.note(&sighting(&nth.to_string()))?.id;
        txn.move_fob(fob, &[FobState::New], FobState::Assigned, Some(person))?;
        Ok(Self {
            person,
            fob,
            lost: false,
            codes: Vec::new(),
            valid: None,
            emergency: None,
            dead: Vec::new(),
            suspended_until: None,
        })
    }

    /// Does one act; false when the ledger refuses it, which it must do just when the model does.
    fn act(&mut self, txn: &mut Txn<'_>, act: usize, dice: &mut Dice) -> Result<bool, StoreError> {
        match act {
            0 => self.new_set(txn, dice),
            1 => self.void(txn),
            2 => self.use_code(txn, dice),
            3 => self.lose(txn, dice),
            4 => self.find(txn, dice),
            5 => self.use_emergency(txn, dice),
            6 => self.suspend(txn, dice),
            7 => self.resume(txn),
            _ => self.wait(txn, dice),
        }
    }

    fn new_set(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        let byte = u8::try_from(dice.below(256)).expect("a byte");
        let new = NewSet {
            person: self.person,
            name: "S".to_owned(),
            by: "o".to_owned(),
            form: CodeForm::ALL[usize::from(byte) % 3],
            hashes: vec![[byte; 32], [!byte; 32]],
            greys: Vec::new(),
        };
        let set = txn.add_set(new)?;
        self.codes.extend(txn.codes(set.id)?.into_iter().map(|code| (set.id, code.id, false)));
        self.valid = Some(set.id);
        Ok(true)
    }

    fn void(&mut self, txn: &mut Txn<'_>) -> Result<bool, StoreError> {
        let Some(set) = self.codes.last().map(|code| code.0) else { return Ok(false) };
        let done = txn.void_set(set, "voided")?;
        assert_eq!(done, self.valid.take() == Some(set));
        Ok(done)
    }

    fn use_code(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        let count = u64::try_from(self.codes.len()).expect("few");
        if count == 0 {
            return Ok(false);
        }
        let nth = usize::try_from(dice.below(count)).expect("few");
        let (set, code, used) = self.codes[nth];
        let allowed = !used && self.valid == Some(set);
        let done = taken(txn.use_code(code, "o", "login"))?;
        assert_eq!(done, allowed, "a code of {set} that was used ({used}) is taken");
        self.codes[nth].2 |= done;
        Ok(done)
    }

    fn lose(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        let from = if self.lost { FobState::Lost } else { FobState::Assigned };
        txn.move_fob(self.fob, &[from], FobState::Lost, Some(self.person))?;
        self.lost = true;
        let uses = 1 + u32::try_from(dice.below(2)).expect("small");
        let until = txn.at() + 1 + i64::try_from(dice.below(3)).expect("small") * 1000;
        let (person, fob) = (self.person, Some(self.fob));
        let new = NewEmergency { person, fob, hash: [1; 32], uses, until, by: "o".to_owned() };
        let code = txn.add_emergency(new)?;
        self.dead.extend(self.emergency.replace((code.id, uses, until)).map(|old| old.0));
        Ok(true)
    }

    /// The fob is back with its person, or in the drawer, or is retired and another one comes.
    fn find(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        if !self.lost {
            return Ok(false);
        }
        let to = [FobState::Assigned, FobState::Returned, FobState::Retired];
        let to = to[usize::try_from(dice.below(3)).expect("small")];
        let holder = (to == FobState::Assigned).then_some(self.person);
        txn.move_fob(self.fob, &[FobState::Lost], to, holder)?;
        self.dead.extend(self.emergency.take().map(|old| old.0));
        self.lost = false;
        if to != FobState::Assigned {
            self.fob = txn.note(&sighting(&format!("{}-{}", self.fob, self.dead.len())))?.id;
            txn.move_fob(self.fob, &[FobState::New], FobState::Assigned, Some(self.person))?;
        }
        Ok(true)
    }

    fn use_emergency(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        // One that is dead now and then: it must stay so.
        if let (true, Some(dead)) = (dice.below(3) == 0, self.dead.last()) {
            assert!(!taken(txn.use_emergency(*dead).map(drop))?, "a dead emergency code opens");
            return Ok(false);
        }
        let Some((code, left, until)) = &mut self.emergency else { return Ok(false) };
        let allowed = *left > 0 && txn.at() < *until;
        let done = taken(txn.use_emergency(*code).map(drop))?;
        assert_eq!(done, allowed, "{left} uses left at {} until {until}", txn.at());
        *left -= u32::from(done);
        Ok(done)
    }

    fn suspend(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        let for_good = dice.below(4) == 0;
        let until = txn.at() + 1 + i64::try_from(dice.below(3)).expect("small") * 1000;
        txn.suspend(self.person, (!for_good).then_some(until), "r", "o")?;
        self.suspended_until = Some(if for_good { i64::MAX } else { until });
        Ok(true)
    }

    fn resume(&mut self, txn: &mut Txn<'_>) -> Result<bool, StoreError> {
        let held = self.suspended_until.take().is_some_and(|until| txn.at() < until);
        let done = txn.end_suspension(self.person, "o")?;
        assert_eq!(done, held);
        Ok(done)
    }

    /// Time goes by: some of it, or just up to an end that is to come, or the millisecond before.
    fn wait(&mut self, txn: &mut Txn<'_>, dice: &mut Dice) -> Result<bool, StoreError> {
        let end = match dice.below(3) {
            0 => self.emergency.map(|code| code.2),
            1 => self.suspended_until.filter(|until| *until < i64::MAX),
            _ => None,
        };
        let end = end.filter(|end| *end > txn.at());
        let to = match end {
            Some(end) => end - i64::try_from(dice.below(2)).expect("small"),
            None => txn.at() + i64::try_from(dice.below(2500)).expect("small"),
        };
        txn.set_clock(to.max(txn.at()));
        Ok(true)
    }

    /// What must be true at every moment.
    fn holds(&self, txn: &Txn<'_>, place: &str) -> Result<(), StoreError> {
        let now = txn.at();
        let sets = txn.sets(self.person)?;
        let valid: Vec<SetId> =
            sets.iter().filter(|set| set.voided.is_none()).map(|set| set.id).collect();
        assert_eq!(valid, Vec::from_iter(self.valid), "{place}: the valid sets");
        if let (Some(last), Some(valid)) = (sets.last(), self.valid) {
            assert_eq!(last.id, valid, "{place}: only the last set may be valid");
        }
        let live = txn.emergencies(self.person)?.into_iter().filter(|code| code.is_valid(now));
        let live: Vec<EmergencyId> = live.map(|code| code.id).collect();
        let expected = self.emergency.filter(|(_, left, until)| *left > 0 && now < *until);
        assert_eq!(live, Vec::from_iter(expected.map(|code| code.0)), "{place}: emergency codes");
        let lost = txn.fob(self.fob)?.is_some_and(|fob| fob.state == FobState::Lost);
        assert_eq!(lost, self.lost, "{place}: the fob");
        assert!(lost || live.is_empty(), "{place}: a way in beside the fob");
        // Asked long ago, it would be said to hold if it was not ended: then it is asked anew.
        let open = txn.suspended(self.person, i64::MIN)?;
        for moment in [now, now + 1] {
            let holds = open.as_ref().is_some_and(|one| one.holds(moment));
            let expected = self.suspended_until.is_some_and(|until| moment < until);
            assert_eq!(holds, expected, "{place}: suspended at {moment}");
        }
        Ok(())
    }
}

/// Whether it was taken, or refused as spent; anything else is a failure.
fn taken(result: Result<(), StoreError>) -> Result<bool, StoreError> {
    match result {
        Ok(()) => Ok(true),
        Err(StoreError::CodeSpent { .. }) => Ok(false),
        Err(other) => Err(other),
    }
}

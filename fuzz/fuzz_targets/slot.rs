//! The keyboard slots' answers.
#![no_main]

use fob_wire::slot::{Slot, SlotSession};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answers: &[u8]| {
    fobdesk_fuzz::with_hostile_fob(answers, |talk| {
        let Ok(mut session) = SlotSession::open(talk) else { return };
        let _ = session.serial();
        let _ = session.answer_hmac(Slot::One, b"challenge", true);
        let _ = session.delete(Slot::Two, None);
        let _ = (session.status(), session.traits());
    });
});

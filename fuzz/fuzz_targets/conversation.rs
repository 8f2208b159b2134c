//! One command and its answer in pieces.
#![no_main]

use fob_wire::apdu::{Command, Lengths};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, bool, bool, &[u8])| {
    let (length, extended, touch, answers) = input;
    fobdesk_fuzz::with_hostile_fob(answers, |talk| {
        if extended {
            talk.use_lengths(Lengths::Extended(2038));
        }
        let data = vec![7; usize::from(length % 4096)];
        let command = Command::new(0, 0xA1, 0, 0, data).continued_by(0xA5);
        let _ = if touch { talk.ask_touch(&command) } else { talk.ask(&command) };
    });
});

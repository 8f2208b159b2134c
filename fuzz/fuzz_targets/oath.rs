//! The OATH application's answers.
#![no_main]

use fob_wire::oath::OathSession;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|answers: &[u8]| {
    fobdesk_fuzz::with_hostile_fob(answers, |talk| {
        let Ok(mut session) = OathSession::open(talk) else { return };
        let _ = (session.facts().locked(), session.facts().device_id());
        let _ = session.unlock(&[1; 16], [2; 8]);
        let _ = session.list();
        let _ = session.calculate_all(1);
        if let Ok(truncated) = session.calculate(b"a:b", None, true) {
            let _ = truncated.code();
        }
    });
});

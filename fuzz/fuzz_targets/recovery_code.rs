//! A recovery code, and an emergency code, as people type them.
#![no_main]

use desk::emergency_code::EmergencyCode;
use desk::recovery_code::RecoveryCode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Ok(code) = RecoveryCode::read(typed) {
        let again = RecoveryCode::read(&code.text()).expect("what is printed can be typed");
        assert_eq!(*again.plain(), *code.plain());
    }
    if let Some(Some(code)) = EmergencyCode::read(typed) {
        let again =
            EmergencyCode::read(&code.text()).flatten().expect("what is shown can be typed");
        assert_eq!(*again.plain(), *code.plain());
    }
});

//! A recovery code, and an emergency code, as people type them.
#![no_main]

use desk::emergency_code::EmergencyCode;
use desk::recovery_code::{Form, RecoveryCode};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Ok(code) = RecoveryCode::read(typed, Form::ALL) {
        let again = RecoveryCode::read(&code.text(), Form::ALL);
        let again = again.expect("what is printed can be typed");
        assert_eq!((again.form(), &*again.plain()), (code.form(), &*code.plain()));
    }
    // A form that nobody has is never read, whatever was typed.
    for form in Form::ALL {
        if let Ok(code) = RecoveryCode::read(typed, &[*form]) {
            assert_eq!(code.form(), *form);
        }
    }
    // A code read one way is never an emergency code, too: one hash a check.
    if RecoveryCode::read(typed, Form::ALL).is_ok() {
        assert!(EmergencyCode::read(typed).is_none());
    }
    if let Some(Some(code)) = EmergencyCode::read(typed) {
        let again =
            EmergencyCode::read(&code.text()).flatten().expect("what is shown can be typed");
        assert_eq!(*again.plain(), *code.plain());
    }
});

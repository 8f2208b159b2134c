//! A recovery code as people type it.
#![no_main]

use desk::recovery_code::RecoveryCode;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|typed: &str| {
    if let Ok(code) = RecoveryCode::read(typed) {
        let again = RecoveryCode::read(&code.text()).expect("what is printed can be typed");
        assert_eq!(*again.plain(), *code.plain());
    }
});

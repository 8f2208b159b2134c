//! A code as people type it.
#![no_main]

use hotp::Code;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(code) = text.parse::<Code>() {
        assert_eq!(code.to_string().parse(), Ok(code));
        assert_eq!(Code::parse(text, code.digits()), Ok(code));
    }
});

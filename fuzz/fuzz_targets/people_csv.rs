//! Lists of people, as spreadsheets save them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    if let Ok(rows) = desk::people::csv::read(file) {
        let filled = |fields: &desk::people::csv::Fields| !fields.login.is_empty();
        assert!(rows.iter().all(|row| row.fields.as_ref().map_or(true, filled)));
    }
});

//! Lists of people, as spreadsheets save them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| {
    // With names, and of people who left: with logins alone.
    for read in [desk::people::csv::read, desk::people::csv::read_logins] {
        if let Ok(rows) = read(file) {
            let filled = |fields: &desk::people::csv::Fields| !fields.login.is_empty();
            assert!(rows.iter().all(|row| row.fields.as_ref().map_or(true, filled)));
        }
    }
});

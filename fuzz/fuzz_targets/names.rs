//! Credential names, token ids and versions, as fobs tell them.
#![no_main]

use fob_wire::Version;
use fob_wire::oath::parse_name;
use fob_wire::slot::{from_modhex, modhex};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = (parse_name(bytes, false), parse_name(bytes, true), Version::find_in(bytes));
    if let Ok(text) = str::from_utf8(bytes)
        && let Some(id) = from_modhex(text)
    {
        assert_eq!(modhex(&id).to_lowercase(), text.to_lowercase());
    }
});

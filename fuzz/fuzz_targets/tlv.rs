//! Lists of tag, length and value.
#![no_main]

use fob_wire::tlv::{self, Writer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(list) = tlv::parse(bytes) {
        let write = |writer: Writer, (tag, value): &tlv::Tlv<'_>| writer.tlv(*tag, &[*value]);
        let written = list.iter().fold(Writer::new(), write).done();
        assert_eq!(tlv::parse(&written), Ok(list));
    }
});

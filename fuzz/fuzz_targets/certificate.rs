//! Certificates as a fob, or a file that somebody names, may hold them.
#![no_main]

use attest::{Certificate, Evidence, Finding, Roots, judge, read_chain};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let at = input.first().map_or(0, |byte| usize::from(*byte) * 8).min(input.len());
    let (one, other) = input.split_at(at);
    let between = std::str::from_utf8(input).ok().and_then(|text| read_chain(text).ok());
    let between: Vec<Certificate> = between.unwrap_or_default();
    let evidence = Evidence {
        attestation: one,
        in_fob: other,
        slot: 0x95,
        made: None,
        challenge: &[7; 32],
        proof: one,
        serial: Some(1),
    };
    let finding = judge(&evidence, &between, &Roots::known(), 1_795_000_000).finding;
    assert_ne!(finding, Finding::Genuine, "nobody forges a signature by chance");
});

//! Finding out what is plugged in.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (bool, &[u8])| {
    let (canokey, answers) = input;
    let reader = if canokey { "canokeys.org CanoKey 00 00" } else { "Yubico YubiKey 00 00" };
    fobdesk_fuzz::with_hostile_fob(answers, |talk| {
        if let Ok(device) = fob_wire::device::identify(talk, reader) {
            let _ = (device.apps(), format!("{device:?}"));
        }
    });
});

//! A logo, as somebody might name any file.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|png: &[u8]| {
    if let Ok(logo) = paper::Logo::read(png) {
        let (width, height, pixels) = logo.small((64, 64));
        assert!(width <= 64 && height <= 64, "small is small");
        let [width, height] = [width, height].map(|side| usize::try_from(side).expect("small"));
        assert_eq!(pixels.len(), width * height * 3);
    }
});

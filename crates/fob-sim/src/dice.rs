//! Random bytes, handed in: the system's for practice, a seeded stream for tests.

/// Fills the given bytes with something unforeseeable (or, in tests, foreseeable).
pub type Dice = Box<dyn FnMut(&mut [u8]) + Send>;

/// The operating system's random source.
pub fn system() -> Dice {
    Box::new(|out| getrandom::fill(out).expect("the system has a random source"))
}

/// The same bytes for the same seed (SplitMix64): for tests only.
pub fn seeded(seed: u64) -> Dice {
    let mut state = seed;
    Box::new(move |out| {
        for byte in out {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            *byte = (z ^ (z >> 31)).to_be_bytes()[0];
        }
    })
}

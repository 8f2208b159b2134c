//! SHA-1 and the search, written once for every width.
//!
//! The macro is put into a module that has the vector `V` and what can be done with it: `splat`,
//! `load`, `add`, `xor3`, `xor`, `rotate`, `choose`, `majority`, `cut`, `hits` and, for the tests,
//! `store`. A macro and no generic function, as only a function that says itself which processor
//! it is for is compiled for it.

/// Rounds that share a function and a constant. The message schedule is kept in sixteen words.
macro_rules! rounds {
    ($s:ident $words:ident $f:ident $k:literal; $($t:literal)*) => {$(
        if $t >= 16 {
            let three = xor3(
                $words[($t + 13) % 16],
                $words[($t + 8) % 16],
                $words[($t + 2) % 16],
            );
            $words[$t % 16] = rotate::<1, 31>(xor(three, $words[$t % 16]));
        }
        let [a, b, c, d, e] = $s;
        let rest = add(add(e, splat($k)), $words[$t % 16]);
        $s = [add(add(rotate::<5, 27>(a), rest), $f(b, c, d)), a, rotate::<30, 2>(b), c, d];
    )*};
}

/// Everything that a width can be asked to do.
macro_rules! hashing {
    ($features:tt, $lanes:tt) => {
        /// Does the work.
        #[target_feature(enable = $features)]
        pub(super) fn run(work: Work<'_>) {
            match work {
                Work::First { states, range, wanted, found } => {
                    *found = first(states, range, wanted);
                }
                Work::Bare { states, codes, sum } => *sum = bare(states, codes),
                #[cfg(test)]
                Work::Values { states, first, values } => {
                    let all = store(numbers(states, counters(first)));
                    values.iter_mut().zip(all).for_each(|(to, value)| *to = value);
                }
            }
        }

        #[target_feature(enable = $features)]
        fn first(states: &Sha1States, range: Range<u64>, wanted: &Wanted) -> Option<u64> {
            let Range { start: mut base, end } = range;
            while base < end {
                let mut bits = hits(numbers(states, counters(base)), wanted);
                let left = end - base;
                if left < $lanes {
                    bits &= (1 << left) - 1;
                }
                if bits != 0 {
                    return Some(base + u64::from(bits.trailing_zeros()));
                }
                base = base.saturating_add($lanes);
            }
            None
        }

        /// The 31-bit values at the counters, given as their high and low words.
        #[inline]
        #[target_feature(enable = $features)]
        fn numbers(states: &Sha1States, [high, low]: [V; 2]) -> V {
            let (zero, one_bit) = (splat(0), splat(0x8000_0000));
            // The lengths: a key's block and 8 bytes, a key's block and 20 bytes, in bits.
            let (inner_len, outer_len) = (splat(576), splat(672));
            let mut block = [zero; 16];
            (block[0], block[1], block[2], block[15]) = (high, low, one_bit, inner_len);
            let digest = compress(states.inner.map(|word| splat(word)), block);
            let mut block = [zero; 16];
            block[..5].copy_from_slice(&digest);
            (block[5], block[15]) = (one_bit, outer_len);
            cut(compress(states.outer.map(|word| splat(word)), block))
        }

        /// The eighty rounds of FIPS 180-4 §6.1.2 over a block, the state added at the end.
        ///
        /// Never inlined: the two copies that a code would need crowd each other out, which costs
        /// AVX2 a fifth.
        #[inline(never)]
        #[target_feature(enable = $features)]
        fn compress(start: [V; 5], block: [V; 16]) -> [V; 5] {
            let (mut s, mut w) = (start, block);
            rounds!(s w choose 0x5a82_7999; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);
            rounds!(s w xor3 0x6ed9_eba1;
                20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39);
            rounds!(s w majority 0x8f1b_bcdc;
                40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59);
            rounds!(s w xor3 0xca62_c1d6;
                60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79);
            [
                add(s[0], start[0]),
                add(s[1], start[1]),
                add(s[2], start[2]),
                add(s[3], start[3]),
                add(s[4], start[4]),
            ]
        }

        /// As many counters as there are lanes, in high and low words.
        #[inline]
        #[target_feature(enable = $features)]
        fn counters(first: u64) -> [V; 2] {
            let [high, low] = halves(first);
            let mut steps = [0_u32; $lanes];
            (0..).zip(&mut steps).for_each(|(at, step)| *step = at);
            if low <= u32::MAX - $lanes {
                return [splat(high), add(splat(low), load(steps))];
            }
            // Once in 2^32 the high word changes among the lanes.
            let all = steps.map(|step| halves(first.wrapping_add(u64::from(step))));
            [load(all.map(|[high, _]| high)), load(all.map(|[_, low]| low))]
        }

        #[target_feature(enable = $features)]
        fn bare(states: &Sha1States, codes: u64) -> u32 {
            let mut state = states.inner.map(|word| splat(word));
            let mut block = [splat(0); 16];
            for _ in 0..codes.div_ceil($lanes) {
                // The second of each pair hashes the first one's state, as a code's does.
                for _ in 0..2 {
                    block[..5].copy_from_slice(&state);
                    state = compress(state, block);
                }
            }
            let none = Wanted { code: 0, inverse: 1, digits: 0, limit: u32::MAX / 2 };
            hits(xor3(state[0], state[1], xor3(state[2], state[3], state[4])), &none)
        }

        fn halves(counter: u64) -> [u32; 2] {
            let [a, b, c, d, e, f, g, h] = counter.to_be_bytes();
            [u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h])]
        }
    };
}

pub(super) use {hashing, rounds};

//! Sixteen lanes: AVX-512F, which servers and some desktops have. It rotates, and takes any
//! function of three bits, in one instruction.

use std::arch::x86_64::*;
use std::ops::Range;

use super::body::{hashing, rounds};
use super::{Wanted, Work};
use crate::states::Sha1States;

type V = __m512i;

hashing!("avx512f", 16);

#[inline]
#[target_feature(enable = "avx512f")]
fn splat(word: u32) -> V {
    _mm512_set1_epi32(word.cast_signed())
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(words: [u32; 16]) -> V {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = words.map(u32::cast_signed);
    _mm512_setr_epi32(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn add(a: V, b: V) -> V {
    _mm512_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn xor(a: V, b: V) -> V {
    _mm512_xor_si512(a, b)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn xor3(a: V, b: V, c: V) -> V {
    _mm512_ternarylogic_epi32::<0x96>(a, b, c)
}

/// To the left by `L`; the other number is for processors that cannot rotate.
#[inline]
#[target_feature(enable = "avx512f")]
fn rotate<const L: i32, const R: i32>(a: V) -> V {
    _mm512_rol_epi32::<L>(a)
}

/// The bits of `b` where `a` has one, else those of `c`.
#[inline]
#[target_feature(enable = "avx512f")]
fn choose(a: V, b: V, c: V) -> V {
    _mm512_ternarylogic_epi32::<0xca>(a, b, c)
}

/// The bits that two of the three have.
#[inline]
#[target_feature(enable = "avx512f")]
fn majority(a: V, b: V, c: V) -> V {
    _mm512_ternarylogic_epi32::<0xe8>(a, b, c)
}

/// Dynamic truncation (RFC 4226 §5.3): two neighbouring words by bits 2 and 3 of the offset, then
/// the bytes across them by bits 0 and 1.
#[inline]
#[target_feature(enable = "avx512f")]
fn cut(mac: [V; 5]) -> V {
    let bit_2 = _mm512_test_epi32_mask(mac[4], splat(4));
    let bit_3 = _mm512_test_epi32_mask(mac[4], splat(8));
    let of = |a, b, c, d| {
        let (first, second) =
            (_mm512_mask_blend_epi32(bit_2, a, b), _mm512_mask_blend_epi32(bit_2, c, d));
        _mm512_mask_blend_epi32(bit_3, first, second)
    };
    let high = of(mac[0], mac[1], mac[2], mac[3]);
    let low = of(mac[1], mac[2], mac[3], mac[4]);
    let bits = _mm512_slli_epi32::<3>(_mm512_and_si512(mac[4], splat(3)));
    // Shifted by 32, nothing is left, as it should be.
    let rest = _mm512_srlv_epi32(low, _mm512_sub_epi32(splat(32), bits));
    let four = _mm512_or_si512(_mm512_sllv_epi32(high, bits), rest);
    _mm512_and_si512(four, splat(0x7fff_ffff))
}

/// A bit for each lane that may end in the digits; see [`Wanted`].
#[inline]
#[target_feature(enable = "avx512f")]
fn hits(values: V, wanted: &Wanted) -> u32 {
    let away = _mm512_sub_epi32(values, splat(wanted.code));
    let times = _mm512_mullo_epi32(away, splat(wanted.inverse));
    let turned = _mm512_rorv_epi32(times, splat(wanted.digits));
    u32::from(_mm512_cmple_epu32_mask(turned, splat(wanted.limit)))
}

#[cfg(test)]
#[target_feature(enable = "avx512f")]
fn store(v: V) -> [u32; 16] {
    let quarters = [
        _mm512_extracti32x4_epi32::<0>(v),
        _mm512_extracti32x4_epi32::<1>(v),
        _mm512_extracti32x4_epi32::<2>(v),
        _mm512_extracti32x4_epi32::<3>(v),
    ];
    let mut words = [0; 16];
    for (four, quarter) in words.chunks_exact_mut(4).zip(quarters) {
        let [low, high] =
            [_mm_cvtsi128_si64(quarter), _mm_cvtsi128_si64(_mm_unpackhi_epi64(quarter, quarter))];
        for (two, half) in four.chunks_exact_mut(2).zip([low, high]) {
            let half = half.cast_unsigned();
            two[0] = u32::try_from(half & 0xffff_ffff).expect("32 bits");
            two[1] = u32::try_from(half >> 32).expect("32 bits");
        }
    }
    words
}

//! Eight lanes: AVX2, which every x86 processor of the last ten years has.

use std::arch::x86_64::*;
use std::ops::Range;

use super::body::{hashing, rounds};
use super::{Wanted, Work};
use crate::states::Sha1States;

type V = __m256i;

hashing!("avx2", 8);

#[inline]
#[target_feature(enable = "avx2")]
fn splat(word: u32) -> V {
    _mm256_set1_epi32(word.cast_signed())
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(words: [u32; 8]) -> V {
    let [a, b, c, d, e, f, g, h] = words.map(u32::cast_signed);
    _mm256_setr_epi32(a, b, c, d, e, f, g, h)
}

#[inline]
#[target_feature(enable = "avx2")]
fn add(a: V, b: V) -> V {
    _mm256_add_epi32(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor(a: V, b: V) -> V {
    _mm256_xor_si256(a, b)
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor3(a: V, b: V, c: V) -> V {
    xor(xor(a, b), c)
}

/// To the left by `L`; `R` is what is left of 32.
#[inline]
#[target_feature(enable = "avx2")]
fn rotate<const L: i32, const R: i32>(a: V) -> V {
    _mm256_or_si256(_mm256_slli_epi32::<L>(a), _mm256_srli_epi32::<R>(a))
}

/// The bits of `b` where `a` has one, else those of `c`.
#[inline]
#[target_feature(enable = "avx2")]
fn choose(a: V, b: V, c: V) -> V {
    xor(c, _mm256_and_si256(a, xor(b, c)))
}

/// The bits that two of the three have.
#[inline]
#[target_feature(enable = "avx2")]
fn majority(a: V, b: V, c: V) -> V {
    _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(c, _mm256_or_si256(a, b)))
}

/// Dynamic truncation (RFC 4226 §5.3): two neighbouring words by bits 2 and 3 of the offset, then
/// the bytes across them by bits 0 and 1.
#[inline]
#[target_feature(enable = "avx2")]
fn cut(mac: [V; 5]) -> V {
    // A blend looks at the top bit only.
    let bit_2 = _mm256_slli_epi32::<29>(mac[4]);
    let bit_3 = _mm256_slli_epi32::<28>(mac[4]);
    let high = blend(blend(mac[0], mac[1], bit_2), blend(mac[2], mac[3], bit_2), bit_3);
    let low = blend(blend(mac[1], mac[2], bit_2), blend(mac[3], mac[4], bit_2), bit_3);
    let bits = _mm256_slli_epi32::<3>(_mm256_and_si256(mac[4], splat(3)));
    // Shifted by 32, nothing is left, as it should be.
    let rest = _mm256_srlv_epi32(low, _mm256_sub_epi32(splat(32), bits));
    let four = _mm256_or_si256(_mm256_sllv_epi32(high, bits), rest);
    _mm256_and_si256(four, splat(0x7fff_ffff))
}

/// `b` where the top bit of `by` is set, else `a`.
#[inline]
#[target_feature(enable = "avx2")]
fn blend(a: V, b: V, by: V) -> V {
    _mm256_castps_si256(_mm256_blendv_ps(
        _mm256_castsi256_ps(a),
        _mm256_castsi256_ps(b),
        _mm256_castsi256_ps(by),
    ))
}

/// A bit for each lane that may end in the digits; see [`Wanted`].
#[inline]
#[target_feature(enable = "avx2")]
fn hits(values: V, wanted: &Wanted) -> u32 {
    let away = _mm256_sub_epi32(values, splat(wanted.code));
    let times = _mm256_mullo_epi32(away, splat(wanted.inverse));
    let count = |bits: u32| _mm_cvtsi32_si128(bits.cast_signed());
    let right = _mm256_srl_epi32(times, count(wanted.digits));
    let left = _mm256_sll_epi32(times, count(32 - wanted.digits));
    let turned = _mm256_or_si256(right, left);
    let small = _mm256_cmpeq_epi32(_mm256_min_epu32(turned, splat(wanted.limit)), turned);
    _mm256_movemask_ps(_mm256_castsi256_ps(small)).cast_unsigned()
}

#[cfg(test)]
#[target_feature(enable = "avx2")]
fn store(v: V) -> [u32; 8] {
    let words = [
        _mm256_extract_epi32::<0>(v),
        _mm256_extract_epi32::<1>(v),
        _mm256_extract_epi32::<2>(v),
        _mm256_extract_epi32::<3>(v),
        _mm256_extract_epi32::<4>(v),
        _mm256_extract_epi32::<5>(v),
        _mm256_extract_epi32::<6>(v),
        _mm256_extract_epi32::<7>(v),
    ];
    words.map(i32::cast_unsigned)
}

//! HMAC with both key blocks hashed beforehand (RFC 2104 §4): two compressions per code.
//!
//! A moving factor is eight bytes, so the inner message always fills one block and the outer one
//! too: only the first words of each differ from code to code, the padding never does.

use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// What the hash is after the key's inner block, and after its outer one. As secret as the seed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(crate) struct States<W: Zeroize, const N: usize> {
    pub(crate) inner: [W; N],
    pub(crate) outer: [W; N],
}

/// The keyed states of SHA-1.
pub(crate) type Sha1States = States<u32, 5>;
/// The keyed states of SHA-256.
pub(crate) type Sha256States = States<u32, 8>;
/// The keyed states of SHA-512.
pub(crate) type Sha512States = States<u64, 8>;

const SHA1_START: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

/// The square roots' fractions of FIPS 180-4 §5.3.3.
const SHA256_START: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The same to 64 bits, FIPS 180-4 §5.3.5.
const SHA512_START: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

impl Sha1States {
    pub(crate) fn of(seed: &[u8]) -> Self {
        let key = key_block::<Sha1, 64>(seed);
        let mut states = Self { inner: SHA1_START, outer: SHA1_START };
        sha1::block_api::compress(&mut states.inner, &[*masked(&key, 0x36)]);
        sha1::block_api::compress(&mut states.outer, &[*masked(&key, 0x5c)]);
        states
    }

    /// The 20 bytes of the MAC over one moving factor.
    pub(crate) fn mac(&self, counter: u64) -> [u8; 20] {
        let mut state = self.inner;
        sha1::block_api::compress(&mut state, &[last_block(&counter.to_be_bytes())]);
        let digest: [u8; 20] = bytes(&state.map(u32::to_be_bytes));
        state = self.outer;
        sha1::block_api::compress(&mut state, &[last_block(&digest)]);
        bytes(&state.map(u32::to_be_bytes))
    }

    /// The MACs over eight moving factors in a row, round again at the end of all.
    ///
    /// Faster than one by one: the processor works at neighbours at once, and no block is read
    /// while its bytes are still on their way to memory.
    pub(crate) fn macs(&self, first: u64) -> [[u8; 20]; EIGHT] {
        let mut blocks = [last_block(&[0; 8]); EIGHT];
        for (at, block) in (0..).zip(&mut blocks) {
            block[..8].copy_from_slice(&first.wrapping_add(at).to_be_bytes());
        }
        let digests = after(&self.inner, &blocks);
        let mut blocks = [last_block(&[0; 20]); EIGHT];
        for (block, digest) in blocks.iter_mut().zip(&digests) {
            block[..20].copy_from_slice(digest);
        }
        after(&self.outer, &blocks)
    }
}

/// How many neighbours [`Sha1States::macs`] makes.
const EIGHT: usize = 8;

/// The state after each of the blocks, as bytes.
fn after(start: &[u32; 5], blocks: &[[u8; 64]; EIGHT]) -> [[u8; 20]; EIGHT] {
    let mut states = [*start; EIGHT];
    for (state, block) in states.iter_mut().zip(blocks) {
        sha1::block_api::compress(state, std::slice::from_ref(block));
    }
    states.map(|state| bytes(&state.map(u32::to_be_bytes)))
}

impl Sha256States {
    pub(crate) fn of(seed: &[u8]) -> Self {
        let key = key_block::<Sha256, 64>(seed);
        let mut states = Self { inner: SHA256_START, outer: SHA256_START };
        sha2::block_api::compress256(&mut states.inner, &[*masked(&key, 0x36)]);
        sha2::block_api::compress256(&mut states.outer, &[*masked(&key, 0x5c)]);
        states
    }

    /// The 32 bytes of the MAC over one moving factor.
    pub(crate) fn mac(&self, counter: u64) -> [u8; 32] {
        let mut state = self.inner;
        sha2::block_api::compress256(&mut state, &[last_block(&counter.to_be_bytes())]);
        let digest: [u8; 32] = bytes(&state.map(u32::to_be_bytes));
        state = self.outer;
        sha2::block_api::compress256(&mut state, &[last_block(&digest)]);
        bytes(&state.map(u32::to_be_bytes))
    }
}

impl Sha512States {
    pub(crate) fn of(seed: &[u8]) -> Self {
        let key = key_block::<Sha512, 128>(seed);
        let mut states = Self { inner: SHA512_START, outer: SHA512_START };
        sha2::block_api::compress512(&mut states.inner, &[*masked(&key, 0x36)]);
        sha2::block_api::compress512(&mut states.outer, &[*masked(&key, 0x5c)]);
        states
    }

    /// The 64 bytes of the MAC over one moving factor.
    pub(crate) fn mac(&self, counter: u64) -> [u8; 64] {
        let mut state = self.inner;
        sha2::block_api::compress512(&mut state, &[last_block(&counter.to_be_bytes())]);
        let digest: [u8; 64] = bytes(&state.map(u64::to_be_bytes));
        state = self.outer;
        sha2::block_api::compress512(&mut state, &[last_block(&digest)]);
        bytes(&state.map(u64::to_be_bytes))
    }
}

/// The seed filled up with zeros to a block; one longer than a block is hashed first (RFC 2104 §2).
fn key_block<D: Digest, const BLOCK: usize>(seed: &[u8]) -> Zeroizing<[u8; BLOCK]> {
    let mut block = Zeroizing::new([0; BLOCK]);
    if let Some(start) = block.get_mut(..seed.len()) {
        start.copy_from_slice(seed);
    } else {
        let mut digest = D::digest(seed);
        block.iter_mut().zip(&digest).for_each(|(to, from)| *to = *from);
        digest.as_mut_slice().zeroize();
    }
    block
}

fn masked<const BLOCK: usize>(key: &[u8; BLOCK], mask: u8) -> Zeroizing<[u8; BLOCK]> {
    Zeroizing::new(key.map(|byte| byte ^ mask))
}

/// The padded second and last block of a hash whose first was the key's: the message, one bit, and
/// the length of both in bits.
fn last_block<const BLOCK: usize, const LEN: usize>(message: &[u8; LEN]) -> [u8; BLOCK] {
    const { assert!(LEN < BLOCK - 16 && (BLOCK + LEN) * 8 < 1 << 16, "one block must do") };
    let mut block = [0; BLOCK];
    block[..LEN].copy_from_slice(message);
    block[LEN] = 0x80;
    let [.., high, low] = ((BLOCK + LEN) * 8).to_be_bytes();
    block[BLOCK - 2] = high;
    block[BLOCK - 1] = low;
    block
}

/// The words' bytes, one after the other.
fn bytes<const WORD: usize, const LEN: usize>(words: &[[u8; WORD]]) -> [u8; LEN] {
    let mut bytes = [0; LEN];
    bytes.iter_mut().zip(words.as_flattened()).for_each(|(to, from)| *to = *from);
    bytes
}

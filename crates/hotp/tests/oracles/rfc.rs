//! The vectors of RFC 4226 appendix D and RFC 6238 appendix B.

use hotp::{Algorithm, Digits, Key, Seed, Steps, truncate};

const DECIMAL: &[u8] = b"12345678901234567890";

/// RFC 4226 appendix D: the HMAC-SHA-1, the 31-bit value and the six digits of counters 0 to 9.
const HOTP: [(&str, u32, &str); 10] = [
    ("cc93cf18508d94934c64b65d8ba7667fb7cde4b0", 1_284_755_224, "755224"),
    ("75a48a19d4cbe100644e8ac1397eea747a2d33ab", 1_094_287_082, "287082"),
    ("0bacb7fa082fef30782211938bc1c5e70416ff44", 137_359_152, "359152"),
    ("66c28227d03a2d5529262ff016a1e6ef76557ece", 1_726_969_429, "969429"),
    ("a904c900a64b35909874b33e61c5938a8e15ed1c", 1_640_338_314, "338314"),
    ("a37e783d7b7233c083d4f62926c7a25f238d0316", 868_254_676, "254676"),
    ("bc9cd28561042c83f219324d3c607256c03272ae", 1_918_287_922, "287922"),
    ("a4fb960c0bc06e1eabb804e5b397cdc4b45596fa", 82_162_583, "162583"),
    ("1b3c89f65e6c9e883012052823443f048b4332db", 673_399_871, "399871"),
    ("1637409809a679dc698207310c8c7fc07290d9e5", 645_520_489, "520489"),
];

/// RFC 6238 appendix B: the time, the step and the eight digits with each hash.
const TOTP: [(i64, u64, [&str; 3]); 6] = [
    (59, 0x1, ["94287082", "46119246", "90693936"]),
    (1_111_111_109, 0x0235_23EC, ["07081804", "68084774", "25091201"]),
    (1_111_111_111, 0x0235_23ED, ["14050471", "67062674", "99943326"]),
    (1_234_567_890, 0x0273_EF07, ["89005924", "91819424", "93441116"]),
    (2_000_000_000, 0x03F9_40AA, ["69279037", "90698825", "38618901"]),
    (20_000_000_000, 0x27BC_86AA, ["65353130", "77737706", "47863826"]),
];

/// The keys of RFC 6238 differ with the hash: the digits repeated to 20, 32 and 64 bytes (errata
/// 2866).
fn key(algorithm: Algorithm) -> Key {
    let bytes = b"1234567890".iter().copied().cycle().take(algorithm.seed_len()).collect();
    Key::new(algorithm, &Seed::new(bytes))
}

#[test]
fn every_hotp_vector_of_rfc_4226_is_made() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(DECIMAL.to_vec()));
    for (counter, (mac, number, code)) in (0..).zip(HOTP) {
        assert_eq!(truncate(&hex(mac)), number, "counter {counter}");
        assert_eq!(key.code(counter, Digits::SIX).to_string(), code, "counter {counter}");
        for digits in Digits::ALL {
            let value = key.code(counter, digits).value();
            assert_eq!(value, number % digits.modulus(), "counter {counter}, {digits} digits");
        }
    }
}

#[test]
fn the_counters_after_the_rfcs_table_go_on() {
    let key = Key::new(Algorithm::Sha1, &Seed::new(DECIMAL.to_vec()));
    let codes: Vec<String> = (16..20).map(|c| key.code(c, Digits::SIX).to_string()).collect();
    assert_eq!(codes, ["186581", "447589", "903435", "578337"]);
}

#[test]
fn every_totp_vector_of_rfc_6238_is_made_with_each_hash() {
    for (unix, step, codes) in TOTP {
        assert_eq!(Steps::STANDARD.step_at(unix), Some(step));
        for (algorithm, code) in Algorithm::ALL.into_iter().zip(codes) {
            let made = key(algorithm).code(step, Digits::EIGHT).to_string();
            assert_eq!(made, code, "{algorithm} at {unix}");
        }
    }
}

fn hex(text: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("two hex digits");
    (0..text.len()).step_by(2).map(digit).collect()
}

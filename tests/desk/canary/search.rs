//! Looking for secrets in bytes, in every form that a careless program might give them.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use data_encoding::{
    BASE32_NOPAD, BASE64_NOPAD, BASE64URL_NOPAD, Encoding, HEXLOWER, HEXUPPER, Specification,
};

/// So many bytes of a form are looked up at once; no form is shorter.
const START: usize = 8;

/// The secrets that are looked for.
#[derive(Default)]
pub(super) struct Canaries {
    forms: HashMap<[u8; START], Vec<(String, Vec<u8>)>>,
    names: BTreeSet<String>,
}

impl Canaries {
    /// Looks for these bytes from now on.
    pub(super) fn add(&mut self, name: &str, secret: &[u8]) {
        self.names.insert(name.to_owned());
        for form in forms(secret) {
            let start = form.first_chunk::<START>().expect("secrets are not that short");
            self.forms.entry(*start).or_default().push((name.to_owned(), form));
        }
    }

    /// Looks for this text, as it stands, in small letters, and without what people put between
    /// its groups.
    pub(super) fn add_text(&mut self, name: &str, secret: &str) {
        let bare: String = secret.chars().filter(|c| c.is_alphanumeric()).collect();
        for text in [secret, &secret.to_lowercase(), &bare, &bare.to_lowercase()] {
            self.add(name, text.as_bytes());
        }
    }

    /// The names of all secrets.
    pub(super) fn names(&self) -> &BTreeSet<String> {
        &self.names
    }

    /// The names of the secrets that are in there.
    pub(super) fn found_in(&self, hay: &[u8]) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for at in 0..hay.len().saturating_sub(START - 1) {
            let rest = &hay[at..];
            let candidates = rest.first_chunk::<START>().and_then(|start| self.forms.get(start));
            for (name, form) in candidates.into_iter().flatten() {
                if rest.starts_with(form) {
                    found.insert(name.clone());
                }
            }
        }
        found
    }

    /// Fails when any of them is in there.
    pub(super) fn must_not_be_in(&self, place: &str, hay: &[u8]) {
        let found = self.found_in(hay);
        assert!(found.is_empty(), "{place} holds {found:?}");
    }

    /// The names of the secrets that are in any of these files.
    pub(super) fn found_in_files(&self, files: &[PathBuf]) -> BTreeSet<String> {
        let read = |file: &PathBuf| std::fs::read(file).expect("a file that is there");
        files.iter().flat_map(|file| self.found_in(&read(file))).collect()
    }
}

/// Every file below a folder.
pub(super) fn files_in(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder that is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files.extend(files_in(&path)) } else { files.push(path) }
    }
    files
}

/// The secret in all forms: raw, hexadecimal (small and large), base32, base64, base64url, modhex,
/// decimal lists; and what of these is text, in UTF-16 too.
fn forms(secret: &[u8]) -> BTreeSet<Vec<u8>> {
    let mut texts = vec![HEXLOWER.encode(secret), HEXUPPER.encode(secret), modhex(secret)];
    let numbers: Vec<String> = secret.iter().map(u8::to_string).collect();
    texts.extend([", ", ",", " "].map(|between| numbers.join(between)));
    for shift in 0..5 {
        let text = aligned(&BASE32_NOPAD, 5, shift, secret);
        texts.extend([text.to_lowercase(), text]);
    }
    for shift in 0..3 {
        texts.push(aligned(&BASE64_NOPAD, 6, shift, secret));
        texts.push(aligned(&BASE64URL_NOPAD, 6, shift, secret));
    }
    if let Ok(text) = std::str::from_utf8(secret) {
        texts.push(text.to_owned());
    }
    let wide = |text: &String| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut forms: BTreeSet<Vec<u8>> = texts.iter().map(wide).collect();
    forms.extend(texts.into_iter().map(String::into_bytes));
    forms.insert(secret.to_vec());
    forms
}

/// What of an encoding is the same whatever stands before and behind the secret, when so many
/// bytes stand before it.
fn aligned(encoding: &Encoding, bits: usize, shift: usize, secret: &[u8]) -> String {
    let text = encoding.encode(&[&vec![0; shift][..], secret].concat());
    let first = (shift * 8).div_ceil(bits);
    let last = (shift + secret.len()) * 8 / bits;
    text[first..last].to_owned()
}

/// The alphabet that fobs type, the same on every keyboard.
fn modhex(secret: &[u8]) -> String {
    let mut alphabet = Specification::new();
    alphabet.symbols.push_str("cbdefghijklnrtuv");
    alphabet.encoding().expect("sixteen symbols").encode(secret)
}

#[test]
fn a_secret_is_found_in_every_form_and_at_every_place() {
    let secret = b"\x01\xFEcanary in a coal mine\x80\x7F";
    let mut canaries = Canaries::default();
    canaries.add("bird", secret);
    canaries.add_text("word", "Tweet-Tweet-Tweet");
    let numbers: Vec<String> = secret.iter().map(u8::to_string).collect();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    for before in 0..7 {
        let around = [&vec![0x55; before][..], secret, &[0xAA; 3]].concat();
        for hay in [
            around.clone(),
            HEXLOWER.encode(&around).into_bytes(),
            HEXUPPER.encode(&around).into_bytes(),
            data_encoding::BASE32.encode(&around).into_bytes(),
            data_encoding::BASE64.encode(&around).into_bytes(),
            data_encoding::BASE64URL.encode(&around).into_bytes(),
            modhex(&around).into_bytes(),
            format!("{around:?}").into_bytes(),
            numbers.join(",").into_bytes(),
            utf16(&HEXLOWER.encode(&around)),
        ] {
            assert_eq!(canaries.found_in(&hay), BTreeSet::from(["bird".to_owned()]), "{hay:?}");
        }
    }
    for hay in ["a Tweet-Tweet-Tweet!", "tweettweettweet", "\"TweetTweetTweet\""] {
        assert_eq!(canaries.found_in(hay.as_bytes()), BTreeSet::from(["word".to_owned()]));
        assert_eq!(canaries.found_in(&utf16(hay)), BTreeSet::from(["word".to_owned()]));
    }
    let halves = [&secret[..10], b" ", &secret[10..]].concat();
    assert!(canaries.found_in(&halves).is_empty());
}

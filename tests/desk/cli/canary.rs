//! No secret where none belongs: the main jobs are done with everything logged, then every file
//! beside the fobs' own and every line that was printed is searched, in every usual spelling.

use std::path::{Path, PathBuf};

use data_encoding::{BASE32_NOPAD, BASE64, HEXLOWER, HEXUPPER};

use super::Terminal;

/// What a search goes through: a name and its bytes.
struct Haystack(Vec<(String, Vec<u8>)>);

impl Haystack {
    /// Every file below the folder, except those that the owner named on purpose and the fobs'
    /// own memory.
    fn of(folder: &Path, printed: &[Vec<u8>]) -> Self {
        let mut all: Vec<(String, Vec<u8>)> =
            printed.iter().map(|bytes| ("what was printed".to_owned(), bytes.clone())).collect();
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path: PathBuf = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else if !is_meant_to_hold_secrets(&path) {
                    let bytes = std::fs::read(&path).expect("a file");
                    all.push((path.display().to_string(), bytes));
                }
            }
        }
        Self(all)
    }

    /// Where a secret stands, in any spelling.
    fn finds(&self, secret: &[u8]) -> Vec<&str> {
        let spellings = [
            secret.to_vec(),
            HEXLOWER.encode(secret).into_bytes(),
            HEXUPPER.encode(secret).into_bytes(),
            BASE32_NOPAD.encode(secret).into_bytes(),
            BASE64.encode(secret).trim_end_matches('=').as_bytes().to_vec(),
            secret.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ").into_bytes(),
        ];
        let holds = |bytes: &[u8]| {
            spellings.iter().any(|spelling| bytes.windows(spelling.len()).any(|w| w == spelling))
        };
        self.0.iter().filter(|(_, bytes)| holds(bytes)).map(|(name, _)| name.as_str()).collect()
    }
}

fn is_meant_to_hold_secrets(path: &Path) -> bool {
    let named = ["passphrase", "recovery.key", "codes.txt", "secret", "ledger.key"];
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    named.contains(&name) || path.components().any(|part| part.as_os_str() == "fobs")
}

/// Calls with everything logged, and keeps what was printed.
fn loud(terminal: &Terminal, printed: &mut Vec<Vec<u8>>, line: &[&str], input: Option<&str>) {
    use std::io::Write as _;
    use std::process::Stdio;
    let mut command = terminal.command(line);
    command.env("FOBDESK_LOG", "trace").stdin(Stdio::piped());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("fobctl runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that reads nothing has closed the pipe.
    _ = stdin.write_all(input.unwrap_or_default().as_bytes());
    drop(stdin);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
    printed.extend([output.stdout, output.stderr]);
}

#[test]
fn no_passphrase_recovery_key_recovery_code_or_seed_is_left_behind() {
    let passphrase = b"correct horse battery staple";
    let seed = *b"\xC3never to be seen!\x9F\x01\x02";
    let mut terminal = Terminal::with(&[]);
    let file = terminal.file("passphrase", passphrase);
    terminal.always("--passphrase-file");
    terminal.always(&file);
    let key_file = terminal.path("recovery.key");
    let codes_file = terminal.path("codes.txt");
    let secret = terminal.file("secret", HEXLOWER.encode(&seed).as_bytes());
    let (key_name, codes_name) = (key_file.display().to_string(), codes_file.display().to_string());
    let key = hotp::Key::new(hotp::Algorithm::Sha1, &hotp::Seed::new(seed.to_vec()));
    let code = |at| key.code(at, hotp::Digits::SIX).to_string();
    let pair = format!("{},{}", code(7), code(8));

    let mut printed = Vec::new();
    let mut call = |line: &[&str], input| loud(&terminal, &mut printed, line, input);
    call(&["init", "--recovery-key-out", &key_name], None);
    call(&["people", "add", "--login", "anna", "--name", "Anna"], None);
    let adopt =
        ["adopt", "--fob", "1", "--person", "anna", "--secret-file", &secret, "--codes", &pair];
    call(&adopt, None);
    call(&["codes", "issue", "--person", "anna", "--text", &codes_name], None);
    let text = std::fs::read_to_string(&codes_file).expect("the codes");
    let codes: Vec<&str> = text.lines().filter_map(|line| line.split(". ").nth(1)).collect();
    assert_eq!(codes.len(), 10);
    call(&["codes", "verify", "--person", "anna"], Some(codes[0]));
    call(&["log", "--json"], None);

    let folder = key_file.parent().expect("a folder");
    let haystack = Haystack::of(folder, &printed);
    assert!(!haystack.finds(b"anna").is_empty(), "the search finds what is there");
    let recovery_key = std::fs::read_to_string(&key_file).expect("the key");
    let mut secrets: Vec<&[u8]> = vec![passphrase, &seed, recovery_key.trim().as_bytes()];
    let bare: Vec<String> = codes.iter().map(|code| code.replace('-', "")).collect();
    secrets.extend(codes.iter().map(|code| code.as_bytes()));
    secrets.extend(bare.iter().map(|code| code.as_bytes()));
    for secret in secrets {
        let found = haystack.finds(secret);
        assert!(found.is_empty(), "{} is in {found:?}", String::from_utf8_lossy(secret));
    }
}

#[test]
fn what_was_written_to_a_fob_stands_nowhere_else() {
    let terminal = Terminal::practising();
    let mut printed = Vec::new();
    let mut call = |line: &[&str]| loud(&terminal, &mut printed, line, None);
    call(&["people", "add", "--login", "anna", "--name", "Anna"]);
    call(&["issue", "--person", "anna"]);
    call(&["issue", "--person", "anna", "--profile", "slot2-hotp", "--verify-later"]);
    call(&["fobs"]);

    let state = terminal.data().join("practice/fobs/9000001.json");
    let fob = fob_sim::read_state(&state, fob_sim::system()).expect("readable").expect("a fob");
    let credential = &fob.credential("Fobdesk:anna").expect("written").secret;
    let slot = fob.slot(2).expect("written");
    let access_code = slot.access_code;
    let slot = [&slot.key[..], &slot.uid[..4]].concat();
    let haystack = Haystack::of(terminal.data(), &printed);
    assert!(!haystack.finds(b"Fobdesk:anna").is_empty(), "the search finds what is there");
    for secret in [credential, &slot] {
        assert_eq!(secret.len(), 20);
        assert_eq!(haystack.finds(secret), Vec::<&str>::new());
    }
    if access_code != [0; 6] {
        assert_eq!(haystack.finds(&access_code), Vec::<&str>::new());
    }
}

//! The real `fobctl` with its log at the finest level: what it prints, what it leaves behind in its
//! folders, and what anybody may read of its command line and environment while it runs.

use std::collections::BTreeSet;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread;
use std::time::Duration;

use desk_tests::props::terminal::Terminal;
use serde_json::Value;

use super::search::{Canaries, files_in};

const PASSPHRASE: &str = "Kanarienvogel 7Q9 blau";
const WRONG_PASSPHRASE: &str = "Wellensittich 3X1 rot";
/// The secret of a fob that came from elsewhere, as bytes and as it stands in its letter.
const ADOPTED: (&[u8; 20], &str) = (b"12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");

/// Everything that came out of a program, or could be seen of it.
#[derive(Default)]
struct Seen {
    /// Standard output and standard error.
    said: Vec<u8>,
    /// Command lines, as `/proc` shows them.
    lines: BTreeSet<Vec<u8>>,
    /// Environments, as `/proc` shows them.
    environments: BTreeSet<Vec<u8>>,
}

impl Seen {
    /// Runs the program; its exit code, and its document if it printed one.
    fn call(&mut self, terminal: &Terminal, words: &[&str], input: &str) -> (i32, Value) {
        let mut child = terminal
            .command(&[&["--json"], words].concat())
            .env("FOBDESK_LOG", "trace")
            .env("TMPDIR", terminal.path("tmp"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("fobctl runs");
        self.look_at(&child);
        let (out, err) = (reader(child.stdout.take()), reader(child.stderr.take()));
        let mut stdin = child.stdin.take().expect("standard input is piped");
        _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        let code = loop {
            self.look_at(&child);
            if let Some(status) = child.try_wait().expect("it can be waited for") {
                break status.code().expect("no signal ended it");
            }
            thread::sleep(Duration::from_millis(2));
        };
        let (out, err) = (out.join().expect("read"), err.join().expect("read"));
        let document = serde_json::from_slice(&out).unwrap_or(Value::Null);
        self.said.extend([&out[..], &err[..]].concat());
        (code, document)
    }

    /// The same, and it must be done.
    fn done(&mut self, terminal: &Terminal, words: &[&str]) -> Value {
        let (code, document) = self.call(terminal, words, "");
        assert_eq!(code, 0, "{words:?}: {document}");
        document
    }

    fn look_at(&mut self, child: &Child) {
        let read = |what: &str| std::fs::read(format!("/proc/{}/{what}", child.id()));
        self.lines.extend(read("cmdline"));
        self.environments.extend(read("environ"));
    }
}

fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    let mut pipe = pipe.expect("the pipe is ours");
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("a pipe can be read");
        bytes
    })
}

/// The codes in a text file that the operator named.
fn codes_in(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).expect("the codes");
    text.lines().map(|line| line.split_once(". ").expect("N. CODE").1.to_owned()).collect()
}

/// A real ledger that opens with a passphrase: no fob is plugged in, one is taken in by its secret.
fn with_passphrase(seen: &mut Seen, named: &mut Vec<PathBuf>, canaries: &mut Canaries) -> Terminal {
    let mut terminal = Terminal::with(&[]);
    std::fs::create_dir(terminal.path("tmp")).expect("a folder");
    let path = |name: &str| terminal.path(name).display().to_string();
    let right = terminal.file("passphrase", format!("{PASSPHRASE}\n").as_bytes());
    let wrong = terminal.file("wrong", format!("{WRONG_PASSPHRASE}\n").as_bytes());
    let letter = terminal.file("letter", ADOPTED.1.as_bytes());
    let (key, key_sheet) = (path("recovery.key"), path("recovery.pdf"));
    let (text, pdf) = (path("codes.txt"), path("codes.pdf"));
    let (backup, log) = (path("backup.db"), path("log.json"));
    named.extend([&right, &wrong, &letter, &key, &key_sheet, &text, &pdf].map(PathBuf::from));
    terminal.always("--passphrase-file");
    terminal.always(&right);

    let mut done = |words: &[&str]| seen.done(&terminal, words);
    done(&["init", "--recovery-key-out", &key, "--recovery-sheet", &key_sheet]);
    done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    done(&["codes", "issue", "--person", "anna", "--text", &text, "--pdf", &pdf]);
    let issuer = hotp::Key::new(hotp::Algorithm::Sha1, &hotp::Seed::new(ADOPTED.0.to_vec()));
    let pair = [7, 8].map(|counter| issuer.code(counter, hotp::Digits::SIX).to_string()).join(",");
    let adopt = ["adopt", "--fob", "C-7", "--person", "anna", "--secret-file", &letter];
    done(&[&adopt[..], &["--codes", &pair]].concat());
    done(&["codes", "status", "--person", "anna"]);
    let codes = codes_in(Path::new(&text));
    let check = ["codes", "verify", "--person", "anna"];
    for typed in [&codes[0], &codes[0], &codes[1][..12], "AAAAA-AAAAA-AAAAA", "BBBBB-BBBBB-BBBBB"] {
        seen.call(&terminal, &check, &format!("{typed}\n"));
    }
    assert_eq!(seen.call(&terminal, &check, &format!("{}\n", codes[1])).1["verdict"], "accepted");
    let elsewhere = Terminal::at(&terminal.data().display().to_string());
    std::fs::create_dir(elsewhere.path("tmp")).expect("a folder");
    let words = ["people", "show", "anna", "--passphrase-file", &wrong];
    assert_eq!(seen.call(&elsewhere, &words, "").0, 1);
    let mut done = |words: &[&str]| seen.done(&terminal, words);
    done(&["vault", "lock"]);
    done(&["vault", "status"]);
    done(&["vault", "unlock"]);
    done(&["vault", "backup", &backup]);
    done(&["log", "export", "--out", &log]);
    for words in [&["log"][..], &["log", "verify"], &["profiles"], &["people", "show", "anna"]] {
        done(words);
    }
    seen.call(&terminal, &["doctor"], "");
    seen.call(&terminal, &["fobs"], "");
    seen.call(&terminal, &["issue", "--person", "anna"], "");

    canaries.add_text("passphrase", PASSPHRASE);
    canaries.add_text("wrong passphrase", WRONG_PASSPHRASE);
    canaries.add_text("adopted secret", ADOPTED.1);
    canaries.add("adopted secret", ADOPTED.0);
    let key = std::fs::read_to_string(key).expect("the key");
    canaries.add_text("recovery key", key.trim());
    for code in codes {
        canaries.add_text("recovery code", &code);
    }
    terminal
}

/// Practice: the main job with every step, over fobs made of software.
fn practising(seen: &mut Seen, named: &mut Vec<PathBuf>, canaries: &mut Canaries) -> Terminal {
    let terminal = Terminal::practising();
    std::fs::create_dir(terminal.path("tmp")).expect("a folder");
    let text = terminal.path("codes.txt");
    let name = text.display().to_string();
    let mut done = |words: &[&str]| seen.done(&terminal, words);
    done(&["people", "add", "--login", "anna", "--name", "Anna Ek"]);
    done(&["issue", "--person", "anna", "--codes-text", &name]);
    done(&["issue", "--person", "anna", "--profile", "slot1-hotp", "--verify-later"]);
    let pressed = done(&["practice", "press", "1"])["typed"].clone();
    let fob = done(&["fobs"])[0]["serial"].clone();
    let (code, fob) = (pressed.as_str().expect("a code"), fob.as_str().expect("a serial"));
    done(&["verify", "--fob", fob, "--code", code]);
    let again = ["issue", "--person", "anna", "--fob", fob];
    assert_eq!(seen.call(&terminal, &again, "").0, 2);

    // The fob itself and the key of the practice ledger: here secrets lie in the open.
    let state = terminal.data().join("practice").join("fobs").join(format!("{fob}.json"));
    let key = terminal.data().join("practice").join("ledger.key");
    let device = fob_sim::read_state(&state, fob_sim::system()).expect("readable").expect("there");
    canaries.add("seed of a credential", &device.credentials()[0].secret);
    let slot = device.slot(1).expect("written");
    canaries.add("seed of a slot", &slot.secret());
    // A slot keeps its secret in two pieces; this is the long one.
    canaries.add("seed of a slot", &slot.key);
    let line = std::fs::read_to_string(&key).expect("the key");
    let keys = line.lines().nth(1).expect("the second line").as_bytes();
    let keys = data_encoding::BASE64.decode(keys).expect("base64");
    canaries.add("data key", &keys[..32]);
    canaries.add("signing key", &keys[32..]);
    for code in codes_in(&text) {
        canaries.add_text("recovery code", &code);
    }
    named.extend([text, state, key]);
    terminal
}

#[test]
fn no_secret_leaves_the_program_but_to_where_it_belongs() {
    let (mut seen, mut named, mut canaries) = (Seen::default(), Vec::new(), Canaries::default());
    let terminals = [
        with_passphrase(&mut seen, &mut named, &mut canaries),
        practising(&mut seen, &mut named, &mut canaries),
    ];

    // The search finds each of them in the files that were named for it, and what is no secret in
    // what was seen of the programs.
    assert_eq!(&canaries.found_in_files(&named), canaries.names());
    let mut plain = Canaries::default();
    for word in ["--passphrase-file", "FOBDESK_LOG=trace", "\"verdict\""] {
        plain.add(word, word.as_bytes());
    }
    let (lines, environments) = (all(&seen.lines), all(&seen.environments));
    assert!(plain.found_in(&lines).contains("--passphrase-file"), "no command line was read");
    assert!(plain.found_in(&environments).contains("FOBDESK_LOG=trace"), "no environment was read");
    assert!(plain.found_in(&seen.said).contains("\"verdict\""), "nothing was printed");

    canaries.must_not_be_in("what was printed or logged", &seen.said);
    canaries.must_not_be_in("a command line", &lines);
    canaries.must_not_be_in("an environment", &environments);
    let mut searched = BTreeSet::new();
    for terminal in &terminals {
        let folder = terminal.path("");
        for file in files_in(&folder).into_iter().filter(|file| !named.contains(file)) {
            let place = file.display().to_string();
            canaries.must_not_be_in(&place, &std::fs::read(&file).expect("readable"));
            searched.extend(file.strip_prefix(&folder).map(Path::to_owned));
        }
    }
    for name in ["data/ledger.db", "data/practice/ledger.db", "backup.db", "log.json"] {
        assert!(searched.contains(Path::new(name)), "{name} was not searched: {searched:?}");
    }
}

fn all(pieces: &BTreeSet<Vec<u8>>) -> Vec<u8> {
    pieces.iter().flatten().copied().collect()
}

//! The stage of the canaries: dice that remember what they dealt, a person at a window, and
//! everything that the desk says, kept.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use desk::cable::{Go, Why};
use desk::command::parse;
use desk::{
    Attendant, Desk, Face, Fault, FileKind, Key, Lang, Progress, Report, Setting, Typed, World,
};
use desk_tests::props::stage::Still;
use fob_sim::{Fob, Model, SimFob, SimSockets, seeded};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::search::files_in;

/// A world that remembers what its dice dealt.
pub(super) struct Dealer {
    world: Still,
    dealt: Mutex<Vec<Vec<u8>>>,
}

impl Dealer {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { world: Still::new(0xCA_4A_21), dealt: Mutex::default() })
    }

    /// Everything that was dealt in one piece of that length.
    pub(super) fn dealt(&self, length: usize) -> Vec<Vec<u8>> {
        let dealt = self.dealt.lock().expect("nobody panics while holding this");
        dealt.iter().filter(|piece| piece.len() == length).cloned().collect()
    }
}

impl World for Dealer {
    fn now(&self) -> i64 {
        self.world.now()
    }

    fn fill(&self, buffer: &mut [u8]) {
        self.world.fill(buffer);
        self.dealt.lock().expect("nobody panics while holding this").push(buffer.to_vec());
    }
}

/// A person at the window: picks files in a folder of his own, presses the fob when asked.
pub(super) struct Person {
    pub(super) folder: PathBuf,
    backup: PathBuf,
    pub(super) presses: SimFob,
    pub(super) heard: Vec<Progress>,
    saved: usize,
}

impl Attendant for Person {
    fn tell(&mut self, progress: &Progress) {
        self.heard.push(progress.clone());
    }

    fn pause(&mut self, _time: Duration, _why: Why) -> Go {
        Go::On
    }

    fn code(&mut self, _serial: &str, place: &str, _again: bool) -> Typed {
        let slot = if place == "slot1" { 1 } else { 2 };
        self.presses.press(slot).map_or(Typed::Later, Typed::Code)
    }
}

impl Face for Person {
    fn save_as(&mut self, name: &str, _kind: FileKind) -> Option<PathBuf> {
        self.saved += 1;
        Some(self.folder.join(format!("{}-{name}", self.saved)))
    }

    fn open_file(&mut self, kind: FileKind) -> Option<PathBuf> {
        Some(match kind {
            FileKind::Csv => self.folder.join("people.csv"),
            FileKind::Png => self.folder.join("logo.png"),
            _ => self.backup.clone(),
        })
    }
}

/// The whole play: a window's desk, its person, and everything that the desk said.
pub(super) struct Play {
    pub(super) folder: TempDir,
    pub(super) world: Arc<Dealer>,
    bench: SimSockets,
    pub(super) desk: Desk,
    pub(super) person: Person,
    /// What the desk said, and to what.
    pub(super) said: Vec<(String, String)>,
    /// The commands that were asked for.
    pub(super) asked: BTreeSet<String>,
}

impl Play {
    pub(super) fn new(fobs: &[SimFob], folder: TempDir) -> Self {
        let place = |name: &str| folder.path().join(name);
        std::fs::create_dir(place("person")).expect("a folder");
        let world = Dealer::new();
        let bench = SimSockets::with(fobs.iter().cloned());
        let person = Person {
            folder: place("person"),
            backup: place("backup.db"),
            presses: fobs[0].clone(),
            heard: Vec::new(),
            saved: 0,
        };
        let desk = window(&place("data"), world.clone(), &bench);
        let (said, asked) = (Vec::new(), BTreeSet::new());
        Self { folder, world, bench, desk, person, said, asked }
    }

    pub(super) fn place(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A request of the page; the reply, or the code of the fault.
    pub(super) fn ask(&mut self, request: Value) -> Result<Value, String> {
        let name = request["do"].as_str().expect("a command").to_owned();
        self.asked.insert(name.clone());
        let reply =
            parse(request).and_then(|command| command.run(&mut self.desk, &mut self.person));
        if let Ok(reply) = &reply {
            self.said.push((name.clone(), reply.to_string()));
        }
        self.hear(&name, reply)
    }

    /// The same, for one that must be done.
    pub(super) fn done(&mut self, request: Value) -> Value {
        let name = request["do"].clone();
        self.ask(request).unwrap_or_else(|code| panic!("{name}: {code}"))
    }

    /// The same, for one that must be refused.
    pub(super) fn refused(&mut self, request: Value, code: &str) {
        assert_eq!(self.ask(request), Err(code.to_owned()));
    }

    /// Keeps what was said, as the page and the log may show it.
    pub(super) fn hear<T: std::fmt::Debug>(
        &mut self,
        what: &str,
        reply: Result<T, Fault>,
    ) -> Result<T, String> {
        let text = match &reply {
            Ok(reply) => format!("{reply:?}"),
            Err(fault) => {
                let reports = [desk::Lang::En, desk::Lang::Ru].map(|lang| Report::of(fault, lang));
                format!("{fault} {fault:?} {}", json!(reports))
            }
        };
        self.said.push((what.to_owned(), text));
        reply.map_err(|fault| fault.cause.code().to_owned())
    }

    /// Another desk of the same person, over another folder.
    pub(super) fn moves_to(&mut self, folder: &str) {
        self.desk = window(&self.place(folder), self.world.clone(), &self.bench);
    }
}

/// A desk as a window has it: the passphrase comes from the page.
fn window(dir: &Path, world: Arc<Dealer>, bench: &SimSockets) -> Desk {
    Desk::new(Setting {
        dir: dir.to_owned(),
        key: Key::Passphrase(String::new().into()),
        world,
        sockets: Box::new(bench.clone()),
        workstation: "stage".to_owned(),
        operator: "os:tester".to_owned(),
        sign_in: None,
        lang: Lang::En,
    })
}

/// A fob whose state lies in a file of that folder, its secrets in the open, as in a device.
pub(super) fn kept(model: Model, serial: u32, folder: &Path) -> SimFob {
    let fob = Fob::new(model, Some(serial.into()), None, seeded(u64::from(serial)));
    SimFob::kept_in(fob, folder.join(format!("{serial}.json"))).expect("a state file")
}

/// What stands in the text files of a folder: the recovery key, and codes without their numbers.
pub(super) fn texts(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for file in files_in(folder).iter().filter(|file| file.extension() == Some("txt".as_ref())) {
        let text = std::fs::read_to_string(file).expect("text");
        texts.extend(text.lines().map(|line| line.rsplit(". ").next().unwrap_or(line).to_owned()));
    }
    texts
}

/// A log at its finest level, kept.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Hears everything that is logged.
    pub(super) fn subscriber(&self) -> impl tracing::Subscriber + use<> {
        let log = self.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_ansi(false)
            .with_writer(move || log.clone())
            .finish()
    }

    /// What was logged so far.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.lock().expect("nobody panics while holding this").clone()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("nobody panics while holding this").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

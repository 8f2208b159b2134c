//! A desk in a folder of its own: nothing set up yet, or a ledger with people in it, as another
//! day's work left it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use desk::cable::{Go, Why};
use desk::command::parse;
use desk::{
    Attendant, Desk, Face, FileKind, Key, Lang, Profile, Progress, Setting, SystemWorld, Typed,
};
use fob_sim::SimSockets;
use serde_json::json;
use tempfile::TempDir;

/// The passphrase of every ledger here.
pub(crate) const PASSPHRASE: &str = "correct horse battery staple";
/// Whose desk it is.
pub(crate) const ORGANISATION: &str = "Northwind Helpdesk";
/// Who is on the list of people.
const PEOPLE: [(&str, &str, &str); 6] = [
    ("anna", "Anna Ek", "Sales"),
    ("boris", "Борис Иванов", "Бухгалтерия"),
    ("carla", "Carla Núñez", "Support"),
    ("dilan", "Dilan Öztürk", "Support"),
    ("erik", "Erik Ångström", "Warehouse"),
    ("farah", "Farah Haddad", "Legal"),
];

/// The home of somebody who works at the desk.
pub(crate) struct Office {
    folder: TempDir,
}

impl Office {
    /// Where nothing is set up.
    pub(crate) fn bare() -> Self {
        let office = Self { folder: TempDir::with_prefix("office-").expect("a folder") };
        std::fs::create_dir(office.files()).expect("a folder");
        std::fs::write(office.passphrase_file(), format!("{PASSPHRASE}\n")).expect("a file");
        office
    }

    /// With a ledger behind a passphrase, people on the list, and a profile that wants a touch.
    pub(crate) fn ready() -> Self {
        static LEDGER: OnceLock<Vec<(PathBuf, Vec<u8>)>> = OnceLock::new();
        let office = Self::bare();
        let files = LEDGER.get_or_init(|| {
            let model = Self::bare();
            drop(set_up(&model));
            let entries = std::fs::read_dir(model.data()).expect("a ledger's folder");
            let paths = entries.map(|entry| entry.expect("an entry").path());
            let files = paths.filter(|path| path.is_file());
            let read = |path: PathBuf| {
                let bytes = std::fs::read(&path).expect("a file");
                (PathBuf::from(path.file_name().expect("a name")), bytes)
            };
            files.map(read).collect()
        });
        std::fs::create_dir(office.data()).expect("a folder");
        for (name, bytes) in files {
            std::fs::write(office.data().join(name), bytes).expect("a file");
        }
        office
    }

    /// The same, with a backup of the ledger in `files`, and the recovery key on its sheet there.
    pub(crate) fn backed_up() -> Self {
        let office = Self::bare();
        let mut desk = set_up(&office);
        let backup = office.files().join("ledger-backup.db");
        desk::vault::backup(&mut desk, &backup).expect("a backup");
        office
    }

    /// The folder that everything here lies in.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the ledger.
    pub(crate) fn data(&self) -> PathBuf {
        self.path().join("desk")
    }

    /// Where files go to and come from.
    pub(crate) fn files(&self) -> PathBuf {
        self.path().join("files")
    }

    /// A file there, as text.
    pub(crate) fn file(&self, name: &str) -> String {
        let path = self.files().join(name);
        std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The file that holds the passphrase.
    pub(crate) fn passphrase_file(&self) -> PathBuf {
        self.path().join("passphrase")
    }
}

/// Makes the ledger, as a window does by its one table of commands; the desk that has done it.
fn set_up(office: &Office) -> Desk {
    let mut desk = Desk::new(Setting {
        dir: office.data(),
        key: Key::Passphrase(PASSPHRASE.to_owned().into()),
        world: Arc::new(SystemWorld),
        sockets: Box::new(SimSockets::with([])),
        workstation: "front-desk".to_owned(),
        operator: "os:olga".to_owned(),
        sign_in: None,
        lang: Lang::En,
    });
    let mut face = Saver(office.files());
    let mut ask = |desk: &mut Desk, ask: serde_json::Value| {
        let command = parse(ask).expect("a command of the table");
        command.run(desk, &mut face).expect("it is done")
    };
    ask(
        &mut desk,
        json!({ "do": "setup_begin", "organisation": ORGANISATION, "passphrase": PASSPHRASE }),
    );
    for kind in ["pdf", "text"] {
        ask(&mut desk, json!({ "do": "setup_key", "to": { "kind": kind } }));
    }
    let key = office.file("fobdesk-recovery-key.txt");
    let key = key.trim();
    ask(&mut desk, json!({ "do": "setup_finish", "typed": key[key.len() - 6..] }));
    for (login, name, department) in PEOPLE {
        let email = format!("{login}@northwind.example");
        let add = json!({
            "do": "people_add", "login": login, "name": name,
            "email": email, "department": department,
        });
        ask(&mut desk, add);
    }
    let mut touch = Profile {
        name: "oath-touch".to_owned(),
        kind: desk::TokenKind::Hotp,
        place: desk::Place::Oath,
        digits: 6,
        algorithm: desk::Algorithm::Sha1,
        period: None,
        counter: 0,
        touch: true,
        enter: false,
        issuer: None,
    };
    desk::profiles::add(&mut desk, &touch).expect("a profile");
    touch = Profile {
        name: "slot2-enter".to_owned(),
        place: desk::Place::Slot2,
        touch: false,
        enter: true,
        ..touch
    };
    desk::profiles::add(&mut desk, &touch).expect("a profile");
    desk
}

/// Somebody who saves what there is to save in one folder.
struct Saver(PathBuf);

impl Attendant for Saver {
    fn tell(&mut self, _progress: &Progress) {}

    fn pause(&mut self, _time: Duration, _why: Why) -> Go {
        Go::On
    }

    fn code(&mut self, _serial: &str, _place: &str, _again: bool) -> Typed {
        Typed::Later
    }
}

impl Face for Saver {
    fn save_as(&mut self, name: &str, _kind: FileKind) -> Option<PathBuf> {
        Some(self.0.join(name))
    }

    fn open_file(&mut self, _kind: FileKind) -> Option<PathBuf> {
        None
    }
}

/// What somebody does who can write to the file: an entry of the history says something else.
pub(crate) fn tamper(office: &Office) {
    for name in ["ledger.db", "ledger.db-wal"] {
        let path = office.data().join(name);
        let Ok(mut bytes) = std::fs::read(&path) else { continue };
        let (was, is) = (b"person.add", b"person.odd");
        while let Some(at) = bytes.windows(was.len()).position(|window| window == was) {
            bytes[at..at + is.len()].copy_from_slice(is);
        }
        std::fs::write(&path, bytes).expect("a file");
    }
}

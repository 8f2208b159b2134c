//! Fobs that the system keeps from this session: the doctor names them, and the file to install.

use desk::cable::{Cable, CableError, Socket, Sockets, Transport};
use desk::doctor::{Check, State, checkup};
use desk::{Desk, Key, Lang, Setting};
use desk_tests::props::stage::Stage;

/// A bench with one keyboard fob, on a system that has rules for such.
struct Ruled {
    barred: Vec<String>,
}

const FOB: &str = "Yubico YubiKey OTP+FIDO (USB)";

impl Sockets for Ruled {
    fn look(&mut self) -> Result<Vec<Socket>, CableError> {
        Ok(vec![Socket { name: FOB.to_owned(), transport: Transport::Hid, occupied: true }])
    }

    fn connect(&mut self, _socket: &str) -> Result<Box<dyn Cable>, CableError> {
        Err(CableError::Denied)
    }

    fn barred(&mut self) -> Option<Vec<String>> {
        Some(self.barred.clone())
    }
}

fn checks(stage: &Stage, barred: &[&str], lang: Lang) -> Vec<Check> {
    let barred = barred.iter().map(|name| (*name).to_owned()).collect();
    let mut desk = Desk::new(Setting {
        dir: stage.dir.path().to_owned(),
        key: Key::Practice,
        world: stage.world.clone(),
        sockets: Box::new(Ruled { barred }),
        workstation: "stage".to_owned(),
        operator: "os:tester".to_owned(),
        sign_in: None,
        lang,
    });
    checkup(&mut desk).checks
}

fn named<'c>(checks: &'c [Check], name: &str) -> Option<&'c Check> {
    checks.iter().find(|check| check.name == name)
}

#[test]
fn a_fob_that_may_not_be_opened_is_named_with_the_file_to_install() {
    let stage = Stage::with(&[]);
    for (lang, kept, file) in [
        (Lang::En, "This computer does not let you use these fobs", "70-fobdesk.rules"),
        (Lang::Ru, "Компьютер не даёт программе работать с этими брелоками", "70-fobdesk.rules"),
    ] {
        let checks = checks(&stage, &[FOB, "Nitrokey Pro (USB)"], lang);
        let rules = named(&checks, "rules").expect("a check of the rules");
        assert_eq!(rules.state, State::Warn);
        assert!(rules.what.starts_with(kept), "{}", rules.what);
        assert!(rules.what.contains(FOB) && rules.what.contains("Nitrokey Pro (USB)"));
        let now = rules.now.as_deref().unwrap_or_default();
        assert!(now.contains(file) && now.contains("/etc/udev/rules.d"), "{now}");
    }
}

#[test]
fn all_is_well_where_every_fob_may_be_opened_and_nothing_is_said_where_no_rule_is_needed() {
    let stage = Stage::with(&[]);
    let ruled = checks(&stage, &[], Lang::En);
    let rules = named(&ruled, "rules").expect("a check of the rules");
    assert_eq!((rules.state, rules.now.as_deref()), (State::Ok, None));
    // Nothing is said of a smart card service that nobody asked.
    let readers = named(&ruled, "readers").expect("a check of what is plugged in");
    assert!(readers.what.contains("without the smart card service"), "{}", readers.what);
    assert_eq!(named(&checkup(&mut stage.desk()).checks, "rules"), None);
}

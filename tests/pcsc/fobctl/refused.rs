//! Everything that goes wrong at a real desk, word for word in both languages.

use std::env;
use std::ffi::CString;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use desk_tests::props::pcscd::{Pcscd, SOCKET_VARIABLE, SoftFob};
use fob_sim::{Fob, Model, system, write_state};
use serde_json::json;
use tempfile::TempDir;

use super::Office;
use super::judges::Glass;
use crate::stage::{RFC_KEY_BASE32, Stage};

#[test]
fn no_smart_card_service() {
    let office = Office::without_service();
    for line in [&["fobs"][..], &["issue", "--person", "anna"]] {
        office.assert_said(
            line,
            ("no_service", 1),
            [
                "The computer's smart card service is not running.",
                "Start it or ask your administrator to, then try again (Linux: install pcscd, then \
                 “sudo systemctl start pcscd.socket”; Windows: the service “Smart Card”).",
            ],
            [
                "На компьютере не запущена служба смарт-карт.",
                "Запустите её или попросите администратора, затем повторите (Linux: установите \
                 pcscd и выполните «sudo systemctl start pcscd.socket»; Windows: служба \
                 «Смарт-карта»).",
            ],
        );
    }
    let answer = office.call(&["--json", "doctor"]);
    assert_eq!((answer.code, &answer.document()["checks"][0]["state"]), (1, &json!("fail")));
}

#[test]
fn no_reader() {
    let service = Pcscd::start(&[]).expect("a service");
    let office = Office::at(&service);
    assert_eq!(office.done(&["fobs"]), json!([]));
    office.assert_said(
        &["issue", "--person", "anna"],
        ("no_reader", 2),
        [
            "No fob and no card reader is plugged in.",
            "Plug the fob into this computer, or connect the reader.",
        ],
        [
            "Не вставлен ни один брелок и не подключён считыватель.",
            "Вставьте брелок в этот компьютер или подключите считыватель.",
        ],
    );
}

#[test]
fn an_empty_reader() {
    let service = Pcscd::start(&[Model::Yubikey5Nfc]).expect("a service");
    let office = Office::at(&service);
    assert_eq!(office.call(&["--lang", "en", "fobs"]).out, "Nothing is plugged in.\n");
    office.assert_said(
        &["issue", "--person", "anna"],
        ("no_fob", 2),
        [
            "The reader is there, but there is no fob on it.",
            "Lay the fob flat on the reader and leave it there, or plug it in.",
        ],
        [
            "Считыватель есть, но брелока на нём нет.",
            "Положите брелок плашмя на считыватель и не убирайте или вставьте его.",
        ],
    );
}

#[test]
fn two_fobs_at_once_and_one_that_is_not_there() {
    let service = Pcscd::start(&[Model::Yubikey5, Model::Canokey]).expect("a service");
    let office = Office::at(&service);
    let _fobs = [(0, Model::Yubikey5, 22_222_222), (1, Model::Canokey, 1_111_111)]
        .map(|(at, model, n)| service.plug(at, &SoftFob::new(model).serial(n)).expect("a fob"));
    office.assert_said(
        &["issue", "--person", "anna"],
        ("which_fob", 2),
        [
            "Several fobs are plugged in: 1111111, 22222222.",
            "Unplug all but one, or say which one you mean (--fob SERIAL).",
        ],
        [
            "Вставлено несколько брелоков: 1111111, 22222222.",
            "Оставьте один или укажите, какой нужен (--fob НОМЕР).",
        ],
    );
    office.assert_said(
        &["issue", "--person", "anna", "--fob", "33333333"],
        ("fob_not_here", 2),
        [
            "The fob 33333333 is not plugged in.",
            "Compare the number on the fob in your hand with 33333333, then plug the right one in.",
        ],
        [
            "Брелок 33333333 не вставлен.",
            "Сверьте номер на брелоке в руке с 33333333 и вставьте нужный.",
        ],
    );
    office.assert_said(
        &["issue", "--person", "anna", "--fob", "1111111", "--profile", "slot1-hotp"],
        ("fob_cannot", 1),
        [
            "This fob (CanoKey) has no slot that can make such codes. The fob is as it was.",
            "Choose another profile (fobctl profiles), or take a fob of another model.",
        ],
        [
            "У этого брелока (CanoKey) нет слота, который выдаёт такие коды. Брелок остался \
             прежним.",
            "Выберите другой профиль (fobctl profiles) или возьмите брелок другой модели.",
        ],
    );
}

#[test]
fn an_unknown_person_and_a_locked_ledger() {
    let stage = Stage::yubikey5();
    let office = Office::at(&stage.service);
    office.assert_said(
        &["issue", "--person", "carol"],
        ("unknown_person", 2),
        [
            "There is nobody with the login “carol”.",
            "Check the spelling (fobctl people find TEXT), or add the person (fobctl people add).",
        ],
        [
            "Никого с логином «carol» нет.",
            "Проверьте написание (fobctl people find ТЕКСТ) или добавьте человека (fobctl people \
             add).",
        ],
    );
    office.done(&["vault", "lock"]);
    office.assert_said(
        &["issue", "--person", "anna"],
        ("vault_locked", 3),
        ["The ledger is locked.", "Unlock it, then try again (fobctl vault unlock)."],
        ["Хранилище заперто.", "Откройте его и повторите (fobctl vault unlock)."],
    );
}

#[test]
fn a_full_fob() {
    let memory = TempDir::new().expect("a folder");
    let glass = Glass::of(memory.path(), 12_345_678);
    let mut fob = Fob::new(Model::Yubikey5, Some(12_345_678), None, system());
    fob.exchange(b"\x00\xA4\x04\x00\x07\xA0\x00\x00\x05\x27\x21\x01\x00");
    for n in 0..32 {
        // TOTP, SHA-1, six digits, a key of 14 bytes.
        let name = format!("x:{n:02}");
        let put = [b"\x00\x01\x00\x00\x18\x71\x04", name.as_bytes(), b"\x73\x10\x21\x06"].concat();
        fob.exchange(&[&put[..], b"12345678901234"].concat());
    }
    write_state(&memory.path().join("12345678.json"), &fob).expect("a state file");
    assert_eq!(glass.names().len(), 32, "the fob took them all");
    let stage = Stage::with(&glass.fob(Model::Yubikey5, 12_345_678), Model::Yubikey5);
    let office = Office::at(&stage.service);
    office.assert_said(
        &["issue", "--person", "anna"],
        ("fob_full", 1),
        [
            "The fob has no room for one more entry. The fob is as it was.",
            "Take another fob, or have an entry removed from this one that nobody needs any more.",
        ],
        [
            "На брелоке нет места ещё для одной записи. Брелок остался прежним.",
            "Возьмите другой брелок или попросите удалить с этого запись, которая больше не нужна.",
        ],
    );
    // Somebody does so, and the fob can be given out.
    stage.ykman_does("oath accounts delete -f x:07");
    assert_eq!(office.done(&["issue", "--person", "anna"])["token"]["state"], "assigned");
}

#[test]
fn a_slot_that_ykman_locked_with_an_access_code() {
    let stage = Stage::yubikey5();
    let office = Office::at(&stage.service);
    stage.ykman_does(&format!("otp hotp -f 1 {RFC_KEY_BASE32}"));
    stage.ykman_does("otp settings -f 1 -A 010203040506");
    let line = ["issue", "--person", "anna", "--profile", "slot1-hotp", "--verify-later"];
    office.assert_said(
        &line,
        ("slot_in_use", 2),
        [
            "Slot 1 of the fob is already in use. The fob is as it was.",
            "If what is in it may be lost for good, confirm with the last four digits of the fob's \
             serial (--overwrite); otherwise take the other slot or another fob.",
        ],
        [
            "Слот 1 брелока уже занят. Брелок остался прежним.",
            "Если его содержимое можно потерять навсегда, подтвердите это последними четырьмя \
             цифрами серийного номера брелока (--overwrite); если нет, возьмите другой слот или \
             другой брелок.",
        ],
    );
    let protected = [&line[..], &["--overwrite", "5678"]].concat();
    office.assert_said(
        &protected,
        ("slot_protected", 1),
        [
            "Slot 1 of the fob is locked with an access code that Fobdesk does not know. The fob \
             is as it was.",
            "Choose a profile for the other slot, or take another fob.",
        ],
        [
            "Слот 1 брелока закрыт кодом доступа, которого Fobdesk не знает. Брелок остался \
             прежним.",
            "Выберите профиль для другого слота или возьмите другой брелок.",
        ],
    );
    // Nothing of the tries is left open, and the other slot works.
    let second = ["issue", "--person", "anna", "--profile", "slot2-hotp", "--verify-later"];
    assert_eq!(office.done(&second)["token"]["state"], "written");
    assert_eq!(office.only_token("anna")["place"], "slot2");
    stage.ykman_does("otp --access-code 010203040506 delete -f 1");
    assert_eq!(office.done(&line)["token"]["state"], "written");
}

#[test]
fn a_password_that_ykman_set() {
    let stage = Stage::yubikey5();
    let office = Office::at(&stage.service);
    stage.ykman_does("oath access change --new-password correct-horse");
    office.assert_said(
        &["issue", "--person", "anna"],
        ("fob_password", 1),
        [
            "The codes on this fob are protected by a password that Fobdesk does not know. The fob \
             is as it was.",
            "Have the password removed by whoever set it (in Yubico Authenticator: “Manage \
             password”), or take another fob.",
        ],
        [
            "Коды на этом брелоке закрыты паролем, которого Fobdesk не знает. Брелок остался \
             прежним.",
            "Попросите того, кто поставил пароль, снять его (в Yubico Authenticator – «Управление \
             паролем») или возьмите другой брелок.",
        ],
    );
    stage.ykman_does("oath access change -p correct-horse --clear");
    assert_eq!(office.done(&["issue", "--person", "anna"])["token"]["state"], "assigned");
}

/// The variable that makes a process of this test program the one that holds a reader.
const HOLDS: &str = "FOBDESK_TEST_HOLDS";

/// A program that ends when it is dropped.
struct Other(Child);

impl Drop for Other {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        // It ends because its input has, or by this; there is nothing else to do about it.
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

/// The other program: takes the fob for itself alone until its input ends.
fn hold(reader: &str) {
    let context = pcsc::Context::establish(pcsc::Scope::User).expect("the service runs");
    let name = CString::new(reader).expect("a reader's name");
    let own =
        |name: &CString| context.connect(name, pcsc::ShareMode::Exclusive, pcsc::Protocols::ANY);
    // A fob that was put in a moment ago may not be there at once.
    let tries = std::iter::repeat_with(|| {
        thread::sleep(Duration::from_millis(50));
        own(&name)
    });
    let _card = tries.take(100).find_map(Result::ok).expect("the fob is free");
    eprintln!("held");
    std::io::stdin().read_to_end(&mut Vec::new()).expect("until the input ends");
}

#[test]
fn a_fob_that_another_program_holds() {
    if let Some(reader) = env::var_os(HOLDS) {
        return hold(reader.to_str().expect("text"));
    }
    let stage = Stage::yubikey5();
    let office = Office::at(&stage.service);
    let reader = stage.service.reader(0);
    // A suspect under its usual name; it holds nothing.
    let suspect = office.path("scdaemon");
    std::fs::copy("/bin/cat", &suspect).expect("a copy");
    let _suspect = Other(Command::new(&suspect).stdin(Stdio::piped()).spawn().expect("it runs"));
    let mut holder = Command::new(env::current_exe().expect("this program"));
    holder
        .args(["--exact", "fobctl::refused::a_fob_that_another_program_holds", "--nocapture"])
        .env(SOCKET_VARIABLE, stage.service.socket())
        .env(HOLDS, &reader)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut holder = Other(holder.spawn().expect("it starts"));
    let mut said = [0; 4];
    holder.0.stderr.as_mut().expect("a pipe").read_exact(&mut said).expect("it holds the fob");
    assert_eq!(&said, b"held");

    let line = ["issue", "--person", "anna"];
    let (error, exit) = office.refused(&line);
    assert_eq!(
        (&error["code"], &error["left"], exit),
        (&json!("fob_in_use"), &json!("untouched"), 3)
    );
    for (lang, head, left, now) in [
        (
            "en",
            "Another program is using the fob; running now, and most likely to be it: ",
            ". The fob is as it was.",
            "Close that program, then try again; GnuPG lets go with “gpgconf --kill scdaemon”.",
        ),
        (
            "ru",
            "Брелок занят другой программой; сейчас запущены и скорее всего его держат: ",
            ". Брелок остался прежним.",
            "Закройте эту программу и повторите; GnuPG отпускает брелок по команде «gpgconf --kill \
             scdaemon».",
        ),
    ] {
        let [what, then] = office.call(&[&["--lang", lang], &line[..]].concat()).two_lines();
        let named = what.strip_prefix(head).and_then(|rest| rest.strip_suffix(left));
        let named: Vec<&str> = named.unwrap_or_else(|| panic!("{what}")).split(", ").collect();
        assert!(named.contains(&"scdaemon"), "{what}");
        assert_eq!(then, now);
    }
    // The list does not pretend that the desk is empty.
    let listed = office.call(&["--lang", "en", "fobs"]);
    assert_eq!((listed.code, listed.out.as_str()), (0, ""), "{listed:?}");
    assert!(listed.err.starts_with(&format!("{reader}: Another program is using the fob")));

    drop(holder);
    assert_eq!(office.done(&line)["token"]["state"], "assigned");
}

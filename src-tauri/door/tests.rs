use std::sync::mpsc::channel;
use std::thread;

use tauri::ipc::InvokeResponseBody;

use super::*;

/// A folder of one test, and a door with a practice fob in it.
struct Room {
    dir: PathBuf,
    door: Arc<Door>,
}

impl Room {
    fn new(name: &str, practice: Option<&str>) -> Self {
        let dir = std::env::temp_dir().join(format!("fobdesk-door-{name}-{}", std::process::id()));
        let options = Options {
            data: Some(dir.clone()),
            practice: practice.map(str::to_owned),
            lang: Lang::En,
            files: None,
            passphrase_file: None,
        };
        Self { door: Arc::new(Door::new(&options).expect("a door")), dir }
    }

    fn ask(&self, ask: Value) -> Result<Value, Fault> {
        self.door.answer(ask, &Files::Folder(self.dir.clone()))
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.dir);
    }
}

#[test]
fn while_the_desk_works_what_was_last_seen_is_told_and_the_end_is_news() {
    let room = Room::new("busy", Some("yubikey5"));
    let (heard, news) = channel();
    let page = Channel::new(move |body| {
        if let InvokeResponseBody::Json(text) = body {
            // Who does not listen any more has heard enough.
            let _ = heard.send(text);
        }
        Ok(())
    });
    room.door.listen(page).expect("a thread");
    let first = room.ask(json!({ "do": "fobs" })).expect("one fob");
    assert_eq!(first["fobs"][0]["model"], "YubiKey 5A");
    assert_eq!(first["busy"], Value::Null);
    let door = Arc::clone(&room.door);
    let (began, begin) = channel();
    let (end, ended) = channel::<()>();
    let worker = thread::spawn(move || {
        let _free = Free(&door);
        let _at_work = held(&door.desks);
        began.send(()).expect("the test waits");
        ended.recv().expect("the test tells");
    });
    begin.recv().expect("the worker has begun");
    let meanwhile = room.ask(json!({ "do": "fobs" })).expect("answered at once");
    assert_eq!(meanwhile["fobs"], first["fobs"]);
    assert_eq!(meanwhile["busy"], true);
    room.ask(json!({ "do": "stop" })).expect("past the lock");
    end.send(()).expect("the worker waits");
    worker.join().expect("it ends");
    let told = news.recv_timeout(Duration::from_secs(30)).expect("the end is news");
    assert_eq!(told, r#"{"event":"free"}"#);
    assert_eq!(room.ask(json!({ "do": "fobs" })).expect("one fob")["busy"], Value::Null);
}

#[test]
fn practice_has_its_own_ledger_and_ends() {
    let room = Room::new("practice", None);
    let ledger = |room: &Room| room.ask(json!({ "do": "setup_look" })).expect("a look");
    assert_eq!(ledger(&room)["practice"], false);
    let none = room.ask(json!({ "do": "practice_fobs" })).expect_err("no practice");
    assert_eq!(none.cause, Cause::NoFob);
    room.ask(json!({ "do": "practice_start", "models": "yubikey5,nitrokey3" })).expect("begun");
    assert_eq!(ledger(&room)["practice"], true);
    let fobs = room.ask(json!({ "do": "practice_fobs" })).expect("two fobs");
    assert_eq!(fobs.as_array().map(Vec::len), Some(2));
    assert!(room.dir.join("practice/ledger.db").exists());
    room.ask(json!({ "do": "practice_end" })).expect("ended");
    assert_eq!(ledger(&room)["practice"], false);
    assert!(!room.dir.join("ledger.db").exists());
}

#[test]
fn an_unknown_practice_model_changes_nothing() {
    let room = Room::new("model", None);
    let fault = room.ask(json!({ "do": "practice_start", "models": "abacus" }));
    assert_eq!(fault.map_err(|fault| fault.cause), Err(Cause::Usage));
    assert!(room.door.practice().is_err());
}

#[test]
fn an_operator_who_leaves_the_window_alone_is_signed_out_and_nothing_is_told_any_more() {
    let room = Room::new("alone", Some("yubikey5"));
    let (login, proof) = ("ada", "correct horse battery");
    let add = json!({
        "do": "operator_add", "login": login, "name": "Ada", "role": "admin",
        "person": null, "passphrase": proof,
    });
    room.ask(add).expect("the first operator");
    let needed = |answer: Result<Value, Fault>| answer.err().map(|fault| fault.cause);
    let find = json!({ "do": "people_find", "text": "" });
    assert_eq!(needed(room.ask(find.clone())), Some(Cause::SignInNeeded));
    room.ask(json!({ "do": "sign_in", "login": login, "proof": proof })).expect("she sits down");
    room.ask(find.clone()).expect("her list");
    let (now, wall) = (Instant::now(), SystemTime::now());
    let after = |s| (now + Duration::from_secs(s), wall + Duration::from_secs(s));
    room.door.look_after(after(200).0, after(200).1);
    room.ask(find.clone()).expect("she is still there");
    room.door.look_after(after(241).0, after(241).1);
    assert_eq!(needed(room.ask(find.clone())), Some(Cause::SignInNeeded));
    // A hand on the window: another four minutes.
    room.ask(json!({ "do": "sign_in", "login": login, "proof": proof })).expect("again");
    held(&room.door.idle).touched(after(300).0);
    room.door.look_after(after(500).0, after(500).1);
    room.ask(find).expect("she is still there");
}

#[test]
fn whoever_goes_to_practise_has_got_up_from_the_real_desk() {
    let room = Room::new("practises", None);
    std::fs::create_dir_all(&room.dir).expect("a folder");
    let proof = "correct horse battery";
    let begin = json!({
        "do": "setup_begin", "organisation": null, "contact": null, "passphrase": proof,
    });
    room.ask(begin).expect("a vault without a name");
    room.ask(json!({ "do": "setup_key", "to": { "kind": "text" } })).expect("its key on paper");
    let files = std::fs::read_dir(&room.dir).expect("a folder").flatten();
    let mut texts =
        files.map(|file| file.path()).filter(|path| path.extension() == Some("txt".as_ref()));
    let key = std::fs::read_to_string(texts.next().expect("the paper")).expect("a text");
    let typed = key.trim_end().chars().rev().take(6).collect::<String>();
    let typed: String = typed.chars().rev().collect();
    room.ask(json!({ "do": "setup_finish", "typed": typed })).expect("a vault");
    let add = json!({
        "do": "operator_add", "login": "ada", "name": "Ada", "role": "admin",
        "person": null, "passphrase": proof,
    });
    room.ask(add).expect("the first operator");
    room.ask(json!({ "do": "sign_in", "login": "ada", "proof": proof })).expect("she sits down");
    room.ask(json!({ "do": "practice_start", "models": "" })).expect("practice");
    room.ask(json!({ "do": "people_find", "text": "" })).expect("nobody signs in to practise");
    room.ask(json!({ "do": "practice_end" })).expect("over");
    let asked = room.ask(json!({ "do": "people_find", "text": "" }));
    assert_eq!(asked.err().map(|fault| fault.cause), Some(Cause::SignInNeeded));
}

//! `fobs --watch` over two readers: who comes, who goes, how soon it is told, and that the watch
//! outlives the service.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use desk_tests::props::pcscd::{Pcscd, SoftFob};
use fob_sim::Model;
use serde_json::{Value, json};

use super::{Office, keys_of};

const LONG: Duration = Duration::from_secs(20);

/// A watch at work, and the lines of its two streams as they come.
struct Watching {
    child: Child,
    told: Receiver<(Instant, String)>,
    complaints: Receiver<(Instant, String)>,
}

impl Watching {
    fn start(office: &Office, options: &[&str]) -> Self {
        let mut command = office.command(&[options, &["fobs", "--watch"]].concat());
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("fobctl runs");
        let told = lines(child.stdout.take().expect("a pipe"));
        let complaints = lines(child.stderr.take().expect("a pipe"));
        Self { child, told, complaints }
    }

    /// The next line that is not about the spare reader which the driver makes of each.
    fn line(&self) -> (Instant, String) {
        loop {
            let (at, line) = self.told.recv_timeout(LONG).expect("an event");
            if !line.contains(" 00 01") {
                return (at, line);
            }
        }
    }

    fn event(&self) -> (Instant, Value) {
        let (at, line) = self.line();
        let event: Value = serde_json::from_str(&line).expect("one document a line");
        assert_eq!(keys_of(&event), ["event", "fob", "reader"]);
        (at, event)
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It watches for ever.
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<(Instant, String)> {
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if send.send((Instant::now(), line)).is_err() {
                break;
            }
        }
    });
    receive
}

#[test]
fn every_coming_and_going_is_one_line_with_the_fob_as_the_ledger_knows_it() {
    let service = Pcscd::start(&[Model::Yubikey5, Model::Canokey]).expect("a service");
    let office = Office::at(&service);
    let mut left =
        service.plug(0, &SoftFob::new(Model::Yubikey5).serial(12_345_678)).expect("a fob");
    office.done(&["issue", "--person", "anna"]);
    let watching = Watching::start(&office, &["--json"]);
    let mut first: Vec<String> = (0..3).map(|_| watching.event().1.to_string()).collect();
    first.sort();
    let card = office.done(&["fobs"])[0].clone();
    assert_eq!(card["person"], "anna");
    let (one, two) = (service.reader(0), service.reader(1));
    let mut expected = [
        json!({ "event": "reader_added", "fob": null, "reader": one }).to_string(),
        json!({ "event": "reader_added", "fob": null, "reader": two }).to_string(),
        json!({ "event": "inserted", "fob": card, "reader": one }).to_string(),
    ];
    expected.sort();
    assert_eq!(first, expected);

    let mut figures = Vec::new();
    for _ in 0..3 {
        left.remove().expect("out");
        let (_, event) = watching.event();
        assert_eq!(event, json!({ "event": "removed", "fob": card, "reader": one }));
        // Returns when the service has powered the fob, which is just before it tells anybody.
        left.insert().expect("in");
        let powered = Instant::now();
        let (at, event) = watching.event();
        assert_eq!(event, json!({ "event": "inserted", "fob": card, "reader": one }));
        figures.push(at.saturating_duration_since(powered).as_millis());
    }
    println!("told so many ms after the service powered the fob: {figures:?}");
    // The promise is 150 ms from the service's answer; the service itself takes its time first.
    assert!(figures.iter().all(|ms| *ms < 1000), "{figures:?}");

    let right = service.plug(1, &SoftFob::new(Model::Canokey).serial(0x0A0B_0C0D)).expect("a fob");
    let (_, event) = watching.event();
    let fob = ["model", "state", "person"].map(|key| event["fob"][key].clone());
    assert_eq!((&event["event"], &event["reader"]), (&json!("inserted"), &json!(two)));
    assert_eq!(fob, [json!("CanoKey"), json!("new"), json!(null)]);
    drop(right);
    assert_eq!(watching.event().1["event"], "removed");
}

#[test]
fn a_watch_speaks_and_outlives_the_service() {
    for (lang, said, gone) in [
        (
            "en",
            [
                "reader connected: {}",
                "plugged in: YubiKey 5A 12345678",
                "pulled out: YubiKey 5A 12345678",
                "reader gone: {}",
            ],
            "The computer's smart card service is not running.",
        ),
        (
            "ru",
            [
                "подключён считыватель: {}",
                "вставлен: YubiKey 5A 12345678",
                "вынут: YubiKey 5A 12345678",
                "считыватель отключён: {}",
            ],
            "На компьютере не запущена служба смарт-карт.",
        ),
    ] {
        let mut service = Pcscd::start(&[Model::Yubikey5]).expect("a service");
        let office = Office::at(&service);
        let fob = SoftFob::new(Model::Yubikey5).serial(12_345_678);
        let mut fob = service.plug(0, &fob).expect("a fob");
        let said = said.map(|line| line.replace("{}", &service.reader(0)));
        let watching = Watching::start(&office, &["--lang", lang]);
        assert_eq!([watching.line().1, watching.line().1], said[..2]);
        service.stop();
        let complaint = watching.complaints.recv_timeout(LONG).expect("it complains").1;
        assert_eq!(complaint, gone);
        assert_eq!([watching.line().1, watching.line().1], said[2..]);
        service.resume().expect("it starts again");
        fob.is_in().expect("it is found again");
        assert_eq!([watching.line().1, watching.line().1], said[..2]);
    }
}

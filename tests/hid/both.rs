//! A fob with two faces: a reader of a real smart card service and a keyboard of a real kernel. Two
//! programs play them here, two fobs of one make and serial; that is how it shows which of the two
//! was written.

use std::env;
use std::process::Command;
use std::time::{Duration, Instant};

use desk::cable::{Framing, Go, Sockets as _, Transport};
use desk_tests::props::pcscd::{Pcscd, SOCKET_VARIABLE, SoftFob};
use fob_link::{Ports, Watch, What};
use fob_sim::{Model, read_state, seeded};
use fob_wire::slot::{Config, Slot, SlotSession};
use fob_wire::{Talk, device};
use tempfile::TempDir;

use crate::stage::{LONG, see};

/// Says that this process is the one that knows the service.
const INSIDE: &str = "FOBDESK_TWO_FACES";
const SERIAL: u32 = 4_000_004;

#[test]
fn a_fob_with_two_faces_is_one_socket_and_its_cable_turns() {
    match env::var(INSIDE) {
        Ok(reader) => told_inside(&reader),
        Err(_) => told_outside(),
    }
}

fn told_outside() {
    let service = Pcscd::start(&[Model::Yubikey4]).expect("a service");
    let memory = TempDir::new().expect("a folder");
    let (card, keyboard) = (memory.path().join("card"), memory.path().join("keyboard"));
    let fob = SoftFob::new(Model::Yubikey4).serial(SERIAL);
    let in_reader = service.plug(0, &fob.clone().state(&card)).expect("fobsim");
    let in_kernel = fob.state(&keyboard).as_keyboard().expect("fobsim");
    // The service's name is found once, at the start of a process: hence a process for it.
    let name = "both::a_fob_with_two_faces_is_one_socket_and_its_cable_turns";
    let output = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", name, "--nocapture"])
        .env(SOCKET_VARIABLE, service.socket())
        .env(INSIDE, service.reader(0))
        .output()
        .expect("this program starts");
    let said = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "{said}\n{complained}");
    let written = |file| {
        let fob = read_state(file, seeded(1)).expect("its memory").expect("a fob");
        fob.slot(2).is_some()
    };
    assert!(written(&keyboard) && !written(&card), "the slot was written over the keyboard");
    drop((in_reader, in_kernel));
    see(0);
}

fn told_inside(reader: &str) {
    let mut ports = Ports::new();
    let until = Instant::now() + LONG;
    loop {
        let mut seen = ports.look().expect("a service");
        // The driver makes a second reader of each, in which nothing ever is.
        seen.retain(|socket| !socket.name.ends_with(" 01"));
        let one = matches!(&seen[..], [it] if it.name == reader && it.occupied);
        if one && seen[0].transport == Transport::Pcsc {
            break;
        }
        assert!(Instant::now() < until, "{seen:?} never becomes one fob");
        std::thread::sleep(Duration::from_millis(20));
    }
    let (_watch, events) = Watch::start().expect("a thread");
    let mut told = Vec::new();
    // Longer than a reader is waited for.
    while let Ok(event) = events.recv_timeout(Duration::from_secs(3)) {
        if event.what == What::Inserted {
            told.extend(event.socket.map(|socket| socket.name));
        }
    }
    assert_eq!(told, [reader], "told once");

    let mut cable = ports.connect(reader).expect("a fob");
    let mut who = |framing| {
        assert_eq!(cable.turn(framing), Ok(true));
        assert_eq!(cable.framing(), framing);
        let mut pause = |time, _| {
            std::thread::sleep(time);
            Go::On
        };
        let mut talk = Talk::new(cable.as_mut(), &mut pause);
        let serial = device::identify(&mut talk, reader).expect("a fob").serial;
        assert_eq!(serial, Some(SERIAL.into()), "{framing:?}");
        if framing == Framing::Report {
            let mut slots = SlotSession::open(&mut talk).expect("slots");
            let config = Config::hotp(&[0x42; 20]).expect("a secret");
            slots.write(Slot::Two, &config, None).expect("written");
        }
    };
    who(Framing::Apdu);
    who(Framing::Report);
    who(Framing::Apdu);
    assert_eq!(cable.turn(Framing::Packet), Ok(false));
    assert_eq!(cable.framing(), Framing::Apdu);
}

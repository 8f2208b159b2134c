//! The card's side of vpcd: length-prefixed messages over TCP. One byte is a control (power off,
//! power on, reset, "give ATR"), everything else a command.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use fob_sim::{SimCable, SimFob};
use fob_wire::cable::{Cable, CableError};

use crate::plug::Plug;

/// How long to wait before knocking at vpcd again.
const KNOCK: Duration = Duration::from_millis(50);

/// pcscd looks for cards every 400 ms: a fob that came back sooner would seem never to have left.
const UNSEEN: Duration = Duration::from_millis(700);

/// A fob that is put into vpcd's reader whenever it is plugged in.
#[derive(Clone)]
pub(crate) struct Card(Arc<Shared>);

struct Shared {
    fob: SimFob,
    address: String,
    line: Mutex<Line>,
    changed: Condvar,
}

#[derive(Default)]
struct Line {
    stream: Option<TcpStream>,
    /// Pull the fob after so many more answers.
    remove_after: Option<u32>,
}

impl Card {
    /// Puts the card in, on a thread of its own.
    pub(crate) fn start(fob: SimFob, address: String) -> Card {
        let line = Mutex::new(Line::default());
        let card = Card(Arc::new(Shared { fob, address, line, changed: Condvar::new() }));
        let other = card.clone();
        thread::spawn(move || other.live());
        card
    }

    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.line.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn hang_up(&self) {
        if let Some(stream) = self.line().stream.take() {
            // It may be closed from the other side already: then there is nothing to do.
            drop(stream.shutdown(Shutdown::Both));
        }
    }

    fn live(&self) {
        loop {
            let mut line = self.line();
            while !self.fob().is_plugged() {
                line = match self.0.changed.wait(line) {
                    Ok(line) => line,
                    Err(poisoned) => poisoned.into_inner(),
                };
            }
            drop(line);
            if let Ok(mut stream) = self.knock() {
                eprintln!("fobsim: in the reader");
                let ended = self.serve(&mut stream);
                // Whoever pulls the fob takes the line; it may even be back by now.
                let pulled = self.line().stream.is_none();
                self.hang_up();
                match ended {
                    Err(error) if !pulled => eprintln!("fobsim: vpcd is gone: {error}"),
                    _ => {
                        eprintln!("fobsim: out of the reader");
                        thread::sleep(UNSEEN);
                    }
                }
            }
            thread::sleep(KNOCK);
        }
    }

    fn knock(&self) -> io::Result<TcpStream> {
        let stream = TcpStream::connect(&self.0.address)?;
        stream.set_nodelay(true)?;
        self.line().stream = Some(stream.try_clone()?);
        Ok(stream)
    }

    /// Until the fob is pulled (`Ok`) or vpcd goes away.
    fn serve(&self, stream: &mut TcpStream) -> io::Result<()> {
        let Ok(mut cable) = self.fob().connect() else { return Ok(()) };
        loop {
            let message = receive(stream)?;
            match message[..] {
                [1] => eprintln!("fobsim: powered"),
                [0 | 2] => self.fob().inside(|fob| fob.reset_card()),
                [4] => send(stream, self.fob().model().atr())?,
                [_] => {}
                _ => match self.answer(&mut cable, &message) {
                    Some(answer) => send(stream, &answer)?,
                    None => return Ok(()),
                },
            }
            if message.len() > 1 && self.is_to_go() {
                self.fob().remove();
                return Ok(());
            }
        }
    }

    /// `None`: the fob was pulled.
    fn answer(&self, cable: &mut SimCable, command: &[u8]) -> Option<Vec<u8>> {
        match cable.transfer(command) {
            Ok(answer) => Some(answer),
            Err(CableError::Gone | CableError::Lost) => None,
            Err(error) => {
                eprintln!("fobsim: {error}");
                Some(vec![0x65, 0x81])
            }
        }
    }

    fn is_to_go(&self) -> bool {
        let mut line = self.line();
        line.remove_after = line.remove_after.map(|n| n.saturating_sub(1));
        let now = line.remove_after == Some(0);
        if now {
            line.remove_after = None;
        }
        now
    }
}

impl Plug for Card {
    fn fob(&self) -> &SimFob {
        &self.0.fob
    }

    fn remove(&self) {
        self.fob().remove();
        self.hang_up();
    }

    fn insert(&self) {
        // Under the lock, else the card's thread could miss it between looking and waiting.
        let _line = self.line();
        self.fob().insert();
        self.0.changed.notify_all();
    }

    fn remove_after(&self, exchanges: u32) {
        if exchanges == 0 {
            self.remove();
        } else {
            self.line().remove_after = Some(exchanges);
        }
    }

    /// A reader has no keyboard.
    fn types(&self, _: &str) -> anyhow::Result<()> {
        Ok(())
    }
}

/// vpcd writes length and body apart: without a quick acknowledgement of the first, the second
/// waits 40 ms.
fn receive(stream: &mut TcpStream) -> io::Result<Vec<u8>> {
    let mut length = [0; 2];
    acknowledge_quickly(stream)?;
    stream.read_exact(&mut length)?;
    let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
    acknowledge_quickly(stream)?;
    stream.read_exact(&mut message)?;
    Ok(message)
}

#[cfg(target_os = "linux")]
fn acknowledge_quickly(stream: &TcpStream) -> io::Result<()> {
    use std::os::linux::net::TcpStreamExt;
    stream.set_quickack(true)
}

#[cfg(not(target_os = "linux"))]
fn acknowledge_quickly(_: &TcpStream) -> io::Result<()> {
    Ok(())
}

/// Length and body in one write, for the same reason.
fn send(stream: &mut TcpStream, body: &[u8]) -> io::Result<()> {
    let length = u16::try_from(body.len()).map_err(io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes()[..], body].concat())
}

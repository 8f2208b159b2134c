//! `fobctl fobs --watch`: one line for each event, until the caller goes away.

use std::collections::BTreeMap;
use std::time::Duration;

use desk::cable::Sockets as _;
use desk::look::{self, FobCard};
use desk::{Cause, Desk, Fault};
use fob_link::{Watch, What};
use serde::Serialize;

use crate::out::Out;
use crate::session::Session;

/// How often the practice fobs are looked at: they have no service that tells.
const PRACTICE_ROUND: Duration = Duration::from_millis(50);

/// One line.
#[derive(Debug, Serialize)]
struct Event<'a> {
    event: &'a str,
    fob: Option<&'a FobCard>,
    reader: &'a str,
}

/// What has been told, and to whom.
struct Teller<'a> {
    out: &'a Out,
    desk: &'a mut Desk,
    /// The fob last told of in each reader.
    known: BTreeMap<String, FobCard>,
}

/// Tells until nobody listens.
pub(super) fn run(session: &Session, desk: &mut Desk) -> Result<u8, Fault> {
    let out = &session.out;
    out.progress(&out.say("cli-watching", &[]));
    // Opening takes its time (a passphrase is stretched): once, and before anything happens. Where
    // it does not open, fobs are told without their people.
    if let Err(fault) = desk.ledger() {
        tracing::debug!(%fault, "the watch goes without a ledger");
    }
    let mut teller = Teller { out, desk, known: BTreeMap::new() };
    if session.practises() { practice(session, &mut teller) } else { readers(&mut teller) }
}

fn readers(teller: &mut Teller<'_>) -> Result<u8, Fault> {
    let (_watch, events) = Watch::start()
        .map_err(|error| Fault::from(Cause::Unexpected).detailed(error.to_string()))?;
    for event in events {
        let reader = event.socket.map(|socket| socket.name).unwrap_or_default();
        let heard = match event.what {
            What::ReaderAdded => teller.tell("reader_added", None, &reader),
            What::ReaderRemoved => teller.tell("reader_removed", None, &reader),
            What::Inserted => teller.inserted(&reader),
            What::Removed => teller.removed(&reader),
            What::ServiceGone => {
                teller.out.notice(&Cause::NoService.into());
                true
            }
            What::ServiceBack => true,
        };
        if !heard {
            break;
        }
        tracing::debug!(what = ?event.what, after_ms = event.at.elapsed().as_millis(), "told");
    }
    Ok(0)
}

/// Practice fobs are looked at again and again.
fn practice(session: &Session, teller: &mut Teller<'_>) -> Result<u8, Fault> {
    let mut sockets = session.practice()?;
    let mut before: BTreeMap<String, bool> = BTreeMap::new();
    loop {
        let seen = sockets.look().map_err(Fault::from)?;
        let now: BTreeMap<String, bool> =
            seen.into_iter().map(|socket| (socket.name, socket.occupied)).collect();
        for reader in before.keys().filter(|reader| !now.contains_key(*reader)) {
            let was_in = before.get(reader) == Some(&true);
            let heard = !was_in || teller.removed(reader);
            if !heard || !teller.tell("reader_removed", None, reader) {
                return Ok(0);
            }
        }
        for (reader, occupied) in &now {
            let was = before.get(reader).copied();
            let mut heard = was.is_some() || teller.tell("reader_added", None, reader);
            heard = heard
                && match (was.unwrap_or(false), *occupied) {
                    (false, true) => teller.inserted(reader),
                    (true, false) => teller.removed(reader),
                    _ => true,
                };
            if !heard {
                return Ok(0);
            }
        }
        before = now;
        std::thread::sleep(PRACTICE_ROUND);
    }
}

impl Teller<'_> {
    /// Asks the fob in that reader who it is, and tells.
    fn inserted(&mut self, reader: &str) -> bool {
        let mut found = None;
        match look::fobs(self.desk) {
            Ok(plugs) => {
                found = plugs.fobs.into_iter().find(|fob| fob.reader == reader);
                for trouble in plugs.troubles.iter().filter(|trouble| trouble.reader == reader) {
                    self.out.trouble(reader, &trouble.report);
                }
            }
            Err(fault) => self.out.notice(&fault),
        }
        let heard = self.tell("inserted", found.as_ref(), reader);
        match found {
            Some(fob) => self.known.insert(reader.to_owned(), fob),
            None => self.known.remove(reader),
        };
        heard
    }

    fn removed(&mut self, reader: &str) -> bool {
        let fob = self.known.remove(reader);
        self.tell("removed", fob.as_ref(), reader)
    }

    /// Prints one event; says whether anybody listens.
    fn tell(&self, event: &str, fob: Option<&FobCard>, reader: &str) -> bool {
        self.out.event(&Event { event, fob, reader }, || {
            let id = format!("cli-event-{}", event.replace('_', "-"));
            let fob = fob.map_or_else(|| reader.to_owned(), |fob| name(self.out, fob));
            self.out.say(&id, &[("fob", &fob), ("reader", reader)])
        })
    }
}

/// A fob in a few words: model and serial.
fn name(out: &Out, fob: &FobCard) -> String {
    let serial = fob.serial.clone().unwrap_or_else(|| out.say("cli-no-serial", &[]));
    format!("{} {serial}", fob.model)
}

//! What is plugged in: each fob found out by asking it, and one chosen by its serial.

use desk_store::{Fob, Place, Sighting, Token, View};
use fob_wire::cable::{Cable, CableError, Framing, Socket, Sockets, Transport};
use fob_wire::device::{self, App, Device};
use fob_wire::slot::{SlotSession, Status};
use fob_wire::{Refusal, Talk, Version, WireError};

use crate::desk::{Attendant, Unattended};
use crate::fault::{Cause, Fault, Left};

/// A fob in a socket, with the session to it open: nobody else can work on it meanwhile.
pub(crate) struct Plugged {
    cable: Box<dyn Cable>,
    /// Who it is.
    pub(crate) device: Device,
    /// Where it is plugged in.
    pub(crate) socket: String,
    /// Which kind of socket that is.
    pub(crate) transport: Transport,
}

impl Plugged {
    /// The serial as people write it.
    pub(crate) fn serial(&self) -> Option<String> {
        self.device.serial.map(|serial| serial.to_string())
    }

    /// Whether it is the one of this row, by what it tells.
    fn is(&self, fob: &Fob) -> bool {
        self.device.maker.to_string() == fob.maker
            && fob.serial.is_some()
            && self.serial() == fob.serial
    }

    /// The model's name.
    pub(crate) fn model(&self) -> String {
        self.device.model.to_string()
    }

    /// Its firmware, where it tells one.
    pub(crate) fn firmware(&self) -> Option<String> {
        let firmware = self.device.firmware;
        (firmware != Version::default()).then(|| firmware.to_string())
    }

    /// Whether the codes of this token can be asked for over the cable. What types or shows them
    /// leaves it to a person.
    pub(crate) fn calculates(&self, token: &Token) -> bool {
        token.place == Place::Oath && self.device.can().accounts.is_none_or(|it| it.calculates)
    }

    /// What the ledger is told of it. `label` is the desk label of a fob without a serial.
    pub(crate) fn sighting(&self, label: Option<&str>) -> Sighting {
        Sighting {
            maker: self.device.maker.to_string(),
            serial: self.serial(),
            label: label.filter(|_| self.device.serial.is_none()).map(str::to_owned),
            model: Some(self.model()),
            firmware: self.firmware(),
        }
    }

    /// The ledger's row of it, if there is one.
    pub(crate) fn row(&self, view: &View<'_>, label: Option<&str>) -> Result<Option<Fob>, Fault> {
        let maker = self.device.maker.to_string();
        match (self.serial(), label) {
            (Some(serial), _) => Ok(view.fob_by_serial(&maker, &serial)?),
            (None, None) => Ok(None),
            (None, Some(label)) => {
                let called = view.fobs_called(label)?;
                Ok(called.into_iter().find(|fob| fob.maker == maker && fob.serial.is_none()))
            }
        }
    }

    /// Talks with this application of the fob, over the interface that its make and firmware call
    /// for; over the other one where the application is switched off on that. Otherwise as
    /// [`Self::talk`].
    ///
    /// # Errors
    /// As [`Self::talk`].
    pub(crate) fn talk_to<T>(
        &mut self,
        app: App,
        who: &mut dyn Attendant,
        work: impl FnOnce(&mut Talk<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let best = self.device.best_framing(app).or_else(|| {
            // Slots that a reader does not reach may be reached as a keyboard.
            let absent = app == App::Otp && self.cable.framing() == Framing::Apdu;
            (absent && self.slots_are_absent(who)).then_some(Framing::Report)
        });
        if let Some(framing) = best {
            self.turn(framing)?;
        }
        self.talk(who, work)
    }

    /// Goes on over another interface, where the fob has it. One that this system bars is done
    /// without where the reader reaches the application as well.
    fn turn(&mut self, to: Framing) -> Result<(), Fault> {
        let reached = to == Framing::Report && self.cable.framing() == Framing::Apdu;
        match self.cable.turn(to) {
            Err(CableError::Denied) if reached && !self.slots_are_absent(&mut Unattended) => Ok(()),
            Err(CableError::Denied) if to == Framing::Report => Err(Cause::FobBarred.into()),
            turned => Ok(turned.map(drop)?),
        }
    }

    /// Looks at the keyboard slots over whichever interface is at hand, since an old fob takes
    /// seconds to go from one to the other; over the keyboard's where the reader shows none.
    ///
    /// # Errors
    /// As [`Self::talk`].
    pub(crate) fn slots(&mut self, who: &mut dyn Attendant) -> Result<Status, Fault> {
        if self.cable.framing() == Framing::Apdu && self.slots_are_absent(who) {
            self.turn(Framing::Report)?;
        }
        self.talk(who, |talk| Ok(SlotSession::open(talk)?.status()))
    }

    fn slots_are_absent(&mut self, who: &mut dyn Attendant) -> bool {
        let mut pause = |time, why| who.pause(time, why);
        let mut talk = Talk::new(self.cable.as_mut(), &mut pause);
        let opened = SlotSession::open(&mut talk).map(drop);
        matches!(opened, Err(WireError::Refused(Refusal::AppAbsent) | WireError::NotSupported))
    }

    /// Talks with the fob. Its identity is read again first, in the same session as whatever
    /// follows: a write never goes to another fob than the one that was looked at.
    ///
    /// # Errors
    /// `fob_swapped`, and what the talk brings.
    pub(crate) fn talk<T>(
        &mut self,
        who: &mut dyn Attendant,
        work: impl FnOnce(&mut Talk<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut pause = |time, why| who.pause(time, why);
        let mut talk = Talk::new(self.cable.as_mut(), &mut pause);
        let now = device::identify(&mut talk, &self.socket)?;
        if (now.maker, now.serial) != (self.device.maker, self.device.serial) {
            let serial = self.device.serial.map_or_else(|| "-".to_owned(), |s| s.to_string());
            return Err(Cause::FobSwapped { serial }.into());
        }
        work(&mut talk)
    }
}

/// What a look into one socket brought.
pub(crate) type Look = (String, Result<Plugged, Fault>);

/// Asks every occupied socket who is in it. A card that is no fob is left out.
///
/// # Errors
/// `no_service`, `cards_denied`: nothing can be seen at all.
pub(crate) fn all(sockets: &mut dyn Sockets) -> Result<Vec<Look>, Fault> {
    let occupied: Vec<_> = sockets.look()?.into_iter().filter(|s| s.occupied).collect();
    let mut looks = Vec::new();
    for socket in occupied {
        match open(sockets, &socket) {
            Ok(Some(plugged)) => looks.push((socket.name, Ok(plugged))),
            Ok(None) => {}
            Err(fault) => looks.push((socket.name, Err(fault))),
        }
    }
    Ok(looks)
}

/// The fob to work on: the named one, or the only one.
///
/// # Errors
/// `no_reader`, `no_fob`, `which_fob`, `fob_not_here`, or why the only candidate cannot be opened.
pub(crate) fn choose(sockets: &mut dyn Sockets, named: Option<&str>) -> Result<Plugged, Fault> {
    choose_of(sockets, named, None)
}

/// As [`choose`], of this maker where the ledger knows it: two makers may use one serial.
///
/// # Errors
/// As [`choose`].
pub(crate) fn choose_of(
    sockets: &mut dyn Sockets,
    named: Option<&str>,
    maker: Option<&str>,
) -> Result<Plugged, Fault> {
    one_of(sockets, named, maker, None)
}

/// As [`choose`], but never this one.
///
/// # Errors
/// As [`choose`].
pub(crate) fn choose_but(
    sockets: &mut dyn Sockets,
    named: Option<&str>,
    but: Option<&Fob>,
) -> Result<Plugged, Fault> {
    one_of(sockets, named, None, but)
}

fn one_of(
    sockets: &mut dyn Sockets,
    named: Option<&str>,
    maker: Option<&str>,
    but: Option<&Fob>,
) -> Result<Plugged, Fault> {
    let any_socket = !sockets.look()?.is_empty();
    let mut found = Vec::new();
    let mut trouble = None;
    for (_, look) in all(sockets)? {
        match look {
            Ok(plugged) => found.push(plugged),
            // Nothing but questions were asked so far.
            Err(fault) => trouble = Some(fault.leaving(Left::Untouched)),
        }
    }
    found.retain(|plugged| but.is_none_or(|but| !plugged.is(but)));
    if let Some(name) = named {
        let label = is_label(name);
        let fits = |p: &Plugged| {
            p.serial().map_or(label, |serial| serial == name)
                && maker.is_none_or(|maker| p.device.maker.to_string() == maker)
        };
        found.retain(fits);
    }
    match (found.len(), named, trouble) {
        (1, Some(_), _) | (1, None, None) => Ok(found.remove(0)),
        // A reader that flickers is no second fob; one that another program holds may have one.
        (1, None, Some(fault)) if !matches!(fault.cause, Cause::FobInUse { .. }) => {
            Ok(found.remove(0))
        }
        (0, _, Some(fault)) => Err(fault),
        (0, Some(name), None) => Err(Cause::FobNotHere { serial: name.to_owned() }.into()),
        (0, None, None) if any_socket => Err(Cause::NoFob.into()),
        (0, None, None) => Err(Cause::NoReader.into()),
        (_, Some(name), _) => Err(Cause::SerialTwice { serial: name.to_owned() }.into()),
        (_, None, _) => {
            let mut serials: Vec<_> =
                found.iter().map(|p| p.serial().unwrap_or_else(|| p.model())).collect();
            serials.sort();
            Err(Cause::WhichFob { serials: serials.join(", ") }.into())
        }
    }
}

/// Whether this is a label that the desk gave to a fob without a serial.
fn is_label(name: &str) -> bool {
    name.strip_prefix("D-").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// Opens one socket; nothing for a card that is no fob, or a fob that has just gone.
fn open(sockets: &mut dyn Sockets, socket: &Socket) -> Result<Option<Plugged>, Fault> {
    let mut cable = match sockets.connect(&socket.name) {
        Ok(cable) => cable,
        Err(CableError::Gone) => return Ok(None),
        Err(CableError::InUse) => {
            return Err(Cause::in_use(&sockets.suspects()).into());
        }
        Err(CableError::Denied) if socket.transport == Transport::Hid => {
            return Err(Cause::FobBarred.into());
        }
        Err(error) => return Err(error.into()),
    };
    // Nothing that is asked here waits for a finger.
    let mut pause = |_, _| fob_wire::cable::Go::On;
    let mut talk = Talk::new(cable.as_mut(), &mut pause);
    let device = match device::identify(&mut talk, &socket.name) {
        Ok(device) => device,
        Err(WireError::Refused(Refusal::AppAbsent)) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let (socket, transport) = (socket.name.clone(), socket.transport);
    Ok(Some(Plugged { cable, device, socket, transport }))
}

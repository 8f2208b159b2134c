//! The whole device: which application is selected, how commands and answers are chained, what
//! survives a reset, a power cut, and the end of the process.

mod inside;
mod keys;

use serde::{Deserialize, Serialize};

use crate::admin::Admin;
use crate::apdu::{Answer, Command, Outcome, sw};
use crate::body::{Application, Body};
use crate::clock::{Clock, wall};
use crate::dice::Dice;
use crate::keyboard::Keyboard;
use crate::management::Management;
use crate::model::{Model, Version};
use crate::oath::Oath;
use crate::otp::Otp;
use crate::piv::Piv;
use crate::silent::Silent;
use crate::token2::{Around, Token2};

/// The most that chained commands may add up to.
const LONGEST_COMMAND: usize = 3072;

/// The most that one answer holds; the rest is asked for.
const LONGEST_ANSWER: usize = 256;

/// Why there always is a PIV application.
const MADE: &str = "made with the fob, or when its state is read";

/// What a fob says to a command.
pub enum Reply {
    /// Data and status word.
    Answer(Vec<u8>),
    /// Nothing was done yet: the fob waits for a finger. Call [`Fob::resume`].
    NeedsTouch,
}

/// A whole fob made of software. No cable, no thread: bytes in, bytes out. Where it has a clock of its
/// own, the time is handed in.
///
/// Its secrets are in it and in what [`Fob::save`] returns, as in a device.
pub struct Fob {
    state: State,
    dice: Dice,
    changes: u64,
    oath_limit: Option<usize>,
    selected: Option<Application>,
    /// The data so far of a chained command.
    chained: Vec<u8>,
    /// The rest of an answer that was too long, and who asked for it.
    rest: Vec<u8>,
    /// The command that waits for a finger.
    pending: Option<Command>,
    keyboard: Keyboard,
    /// Whether a reader reaches its slots.
    slots_over_reader: bool,
    clock: Clock,
}

/// What survives the end of the process.
#[derive(Serialize, Deserialize)]
struct State {
    model: Model,
    serial: Option<u64>,
    firmware: Version,
    applications: Applications,
}

#[derive(Serialize, Deserialize)]
struct Applications {
    management: Management,
    oath: Oath,
    otp: Otp,
    admin: Admin,
    /// Nothing in a state from before there was one: made when it is read.
    #[serde(default)]
    piv: Option<Piv>,
    /// Nothing but this is in a token with a display.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token2: Option<Token2>,
}

impl Fob {
    /// A fob fresh from the factory, plugged in. Without a firmware version: the model's usual one.
    pub fn new(
        model: Model,
        serial: Option<u64>,
        firmware: Option<Version>,
        mut dice: Dice,
    ) -> Fob {
        let firmware = firmware.unwrap_or(model.firmware());
        let applications = Applications {
            management: Management::default(),
            oath: Oath::new(&mut dice),
            otp: Otp::default(),
            admin: Admin::default(),
            piv: None,
            token2: Token2::of(model),
        };
        let mut fob = Fob::around(State { model, serial, firmware, applications }, dice);
        fob.power_on();
        fob
    }

    /// The whole state as JSON text, secrets included.
    pub fn save(&self) -> String {
        serde_json::to_string_pretty(&self.state).expect("a fob's state is plain data")
    }

    /// The fob of that state, still in its power session, no application selected.
    ///
    /// # Errors
    /// When the text is not a fob's state; says why.
    pub fn restore(text: &str, dice: Dice) -> Result<Fob, String> {
        serde_json::from_str(text).map(|state| Fob::around(state, dice)).map_err(|e| e.to_string())
    }

    fn around(mut state: State, mut dice: Dice) -> Fob {
        let firmware = state.firmware;
        state.applications.piv.get_or_insert_with(|| Piv::new(firmware, &mut dice));
        Fob {
            state,
            dice,
            changes: 0,
            oath_limit: None,
            selected: None,
            chained: Vec::new(),
            rest: Vec::new(),
            pending: None,
            keyboard: Keyboard::default(),
            slots_over_reader: true,
            clock: wall(),
        }
    }

    /// The make.
    pub fn model(&self) -> Model {
        self.state.model
    }

    /// The serial, where it has one.
    pub fn serial(&self) -> Option<u64> {
        self.state.serial
    }

    /// The firmware version.
    pub fn firmware(&self) -> Version {
        self.state.firmware
    }

    /// Counts what must survive: more than before means that the state should be saved.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// The PIV application, and the dice that it throws.
    pub fn piv(&mut self) -> (&mut Piv, &mut Dice) {
        self.changes += 1;
        (self.state.applications.piv.as_mut().expect(MADE), &mut self.dice)
    }

    /// The OATH application is full at so many credentials; `None`: at the model's own limit.
    pub fn set_oath_limit(&mut self, limit: Option<usize>) {
        self.oath_limit = limit;
    }

    /// Whether a reader reaches the slots, too; otherwise only its keyboard interface does.
    pub fn set_slots_over_reader(&mut self, reached: bool) {
        self.slots_over_reader = reached;
    }

    /// The USB port gives power: a new power session begins.
    pub fn power_on(&mut self) {
        self.reset_card();
        self.keyboard = Keyboard::default();
        self.state.applications.otp.power_on();
        self.changes += 1;
    }

    /// The reader resets the card: selection, unlocking and everything half-way is forgotten.
    pub fn reset_card(&mut self) {
        self.selected = None;
        self.state.applications.oath.lock();
        self.state.applications.admin.lock();
        self.state.applications.piv.as_mut().expect(MADE).lock();
        if let Some(token) = &mut self.state.applications.token2 {
            token.reset();
        }
        self.chained.clear();
        self.rest.clear();
        self.pending = None;
    }

    /// One command, one answer.
    pub fn exchange(&mut self, apdu: &[u8]) -> Reply {
        self.pending = None;
        if let Some(token) = &mut self.state.applications.token2 {
            let State { model, serial, .. } = self.state;
            let (now, dice, changes) = ((self.clock)(), &mut self.dice, &mut self.changes);
            return Reply::Answer(
                token.exchange(apdu, Around { model, serial, now, dice, changes }),
            );
        }
        let Some(mut command) = Command::read(apdu) else {
            return status(sw::WRONG_LENGTH);
        };
        if command.extended && self.state.model.short_only() {
            return status(sw::WRONG_LENGTH);
        }
        if command.class & 0xEF != 0 {
            self.chained.clear();
            return status(sw::UNKNOWN_CLASS);
        }
        if self.asks_for_the_rest(&command) {
            return self.send_remaining(&command);
        }
        self.rest.clear();
        self.chained.append(&mut command.data);
        if self.chained.len() > LONGEST_COMMAND {
            self.chained.clear();
            return status(sw::WRONG_LENGTH);
        }
        if command.chained() {
            return status(sw::OK);
        }
        command.data = std::mem::take(&mut self.chained);
        let answer = self.act(&command, false);
        match answer {
            Ok(Outcome::NeedsTouch) => {
                self.pending = Some(command);
                Reply::NeedsTouch
            }
            answer => Reply::Answer(self.wrap(&command, answer)),
        }
    }

    /// Ends the wait of [`Reply::NeedsTouch`]: with a finger the command is executed, without one
    /// it is refused.
    pub fn resume(&mut self, touched: bool) -> Vec<u8> {
        let Some(command) = self.pending.take() else {
            return sw::CONDITIONS.to_be_bytes().to_vec();
        };
        let refusal = match self.selected {
            Some(Application::Otp) => sw::CONDITIONS,
            _ => sw::SECURITY,
        };
        let answer = if touched { self.act(&command, true) } else { Err(refusal) };
        self.wrap(&command, answer)
    }

    /// Touches it with no command waiting: what slot 1 or 2 types, Enter as `\n`; of a token with a
    /// display, what it shows in its first place, its second, and so on.
    ///
    /// # Errors
    /// [`Silent`] when the slot types nothing.
    pub fn press(&mut self, slot: u8) -> Result<String, Silent> {
        if let Some(token) = &mut self.state.applications.token2 {
            let place = slot.checked_sub(1).ok_or(Silent::NoSuchSlot)?;
            return token.show(place, (self.clock)());
        }
        let (applications, mut body) = self.open(true);
        match body.model {
            Model::Canokey => applications.oath.press(slot, &mut body),
            Model::Nitrokey3 => Err(Silent::NoKeyboard),
            Model::Token2Nfc | Model::Molto2 => Err(Silent::NoSuchSlot),
            _ => applications.otp.press(slot, &mut body),
        }
    }

    pub(crate) fn dice(&mut self) -> &mut Dice {
        &mut self.dice
    }

    /// The applications, and beside them the body they live in.
    fn open(&mut self, touched: bool) -> (&mut Applications, Body<'_>) {
        let State { model, serial, firmware, applications } = &mut self.state;
        let body = Body {
            model: *model,
            serial: serial.and_then(|serial| u32::try_from(serial).ok()),
            firmware: *firmware,
            oath_limit: self.oath_limit,
            touched,
            dice: &mut self.dice,
            changes: &mut self.changes,
        };
        (applications, body)
    }

    fn act(&mut self, command: &Command, touched: bool) -> Answer {
        if command.ins == 0xA4 && command.p1 == 0x04 {
            return self.select(&command.data);
        }
        let selected = self.selected;
        let (applications, mut body) = self.open(touched);
        let Applications { management, oath, otp, admin, piv, .. } = applications;
        match selected {
            Some(Application::Oath) => oath.act(command, &mut body),
            Some(Application::Otp) => otp.act(command, management, &mut body),
            Some(Application::Management) => management.act(command, &mut body),
            Some(Application::Piv) => piv.as_mut().expect(MADE).act(command, &mut body),
            Some(Application::Admin) => admin.act(command, oath, &mut body),
            None => Err(sw::UNKNOWN_INS),
        }
    }

    /// Selecting leaves whatever was selected: unlocking is forgotten. An application that is not
    /// there leaves everything as it is.
    fn select(&mut self, aid: &[u8]) -> Answer {
        let model = self.state.model;
        // A NEO tells who it is through its slots only.
        let apart = !self.slots_over_reader && model != Model::YubikeyNeo && self.has_keyboard();
        let hidden = apart.then_some(Application::Otp);
        let (applications, mut body) = self.open(false);
        let wanted = Application::ALL.into_iter().find(|a| {
            aid.len() >= 5 && a.aid().starts_with(aid) && a.is_in(model) && Some(*a) != hidden
        });
        let wanted =
            wanted.filter(|a| applications.management.allows(*a, &body)).ok_or(sw::NOT_FOUND)?;
        applications.oath.lock();
        applications.admin.lock();
        let piv = applications.piv.as_mut().expect(MADE);
        piv.lock();
        let answer = match wanted {
            Application::Management => applications.management.greeting(&body),
            Application::Oath => applications.oath.greeting(&mut body),
            Application::Otp => applications.otp.greeting(&body),
            Application::Piv => piv.greeting(),
            Application::Admin => Vec::new(),
        };
        self.selected = Some(wanted);
        Ok(Outcome::Data(answer))
    }

    fn asks_for_the_rest(&self, command: &Command) -> bool {
        match self.selected {
            Some(Application::Oath) => command.ins == 0xA5,
            _ => command.ins == 0xC0,
        }
    }

    fn send_remaining(&mut self, command: &Command) -> Reply {
        if self.rest.is_empty() {
            return status(sw::CONDITIONS);
        }
        let rest = std::mem::take(&mut self.rest);
        Reply::Answer(self.portion(command, rest))
    }

    fn wrap(&mut self, command: &Command, answer: Answer) -> Vec<u8> {
        match answer {
            Ok(Outcome::Data(data)) => self.portion(command, data),
            Ok(Outcome::Status(status)) | Err(status) => status.to_be_bytes().to_vec(),
            Ok(Outcome::NeedsTouch) => sw::SECURITY.to_be_bytes().to_vec(),
        }
    }

    /// As much of the data as one answer may hold; the rest waits.
    fn portion(&mut self, command: &Command, mut data: Vec<u8>) -> Vec<u8> {
        // Without Le a CanoKey lists nothing at a time, and promises more for ever.
        let listing = matches!(command.ins, 0xA1 | 0xA5);
        let silent = self.state.model == Model::Canokey && listing && command.le.is_none();
        let most =
            if silent { 0 } else { command.le.unwrap_or(LONGEST_ANSWER).min(LONGEST_ANSWER) };
        if data.len() <= most {
            data.extend(sw::OK.to_be_bytes());
            return data;
        }
        self.rest = data.split_off(most);
        let left = if silent { 0xFF } else { u8::try_from(self.rest.len()).unwrap_or(0xFF) };
        data.extend([0x61, left]);
        data
    }
}

fn status(status: u16) -> Reply {
    Reply::Answer(status.to_be_bytes().to_vec())
}

#[cfg(test)]
mod tests;

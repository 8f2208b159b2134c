//! What is plugged in, with what the ledger knows of it. Nothing is changed, no code is spent.

use desk_store::{Place, TokenId};
use fob_wire::cable::Transport;
use fob_wire::device::{App, FormFactor};
use fob_wire::slot::Slot;
use serde::Serialize;

use crate::desk::{Desk, Unattended};
use crate::fault::{Cause, Fault};
use crate::report::Report;
use crate::step::find;
use crate::step::fob_clock;
use crate::step::glance::{GlanceCard, Sequences, glance};
use crate::step::plugged::{self, Plugged};
use crate::step::wipe;

/// A plugged-in fob as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct FobCard {
    /// The serial; some fobs have none.
    pub serial: Option<String>,
    /// The model's name.
    pub model: String,
    /// The shape: `usb_a_keychain`, `usb_a_nano`, `usb_c_keychain`, `usb_c_nano`,
    /// `usb_c_lightning`, `usb_a_biometric`, `usb_c_biometric`, or `unknown`.
    pub form_factor: String,
    /// The firmware, `x.y.z`; nothing where the fob does not tell.
    pub firmware: Option<String>,
    /// `pcsc` or `hid`.
    pub transport: String,
    /// The reader's name.
    pub reader: String,
    /// The applications that are switched on.
    pub apps: Vec<String>,
    /// The keyboard slots; none where the fob has none.
    pub slots: Vec<SlotCard>,
    /// Where it is in its life: `new` if the ledger does not know it; nothing if the ledger cannot
    /// be read.
    pub state: Option<String>,
    /// The login of the person who has it.
    pub person: Option<String>,
    /// It came back and was not emptied: what it held is still on it.
    pub full: bool,
    /// How many seconds its own clock is ahead of ours, less than none where it is slow; nothing
    /// where it has no clock.
    #[ts(type = "number | null")]
    pub clock_off: Option<i64>,
    /// The same in a sentence.
    pub clock: Option<String>,
    /// Each live token of ours on it, as far as it shows without spending a code.
    pub glances: Vec<GlanceCard>,
}

/// A keyboard slot as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct SlotCard {
    /// 1 for a short touch, 2 for a long one.
    pub slot: u8,
    /// Whether it is programmed.
    pub used: bool,
    /// Whether a live token of ours is in it.
    pub ours: bool,
}

/// Everything that is plugged in, and the sockets that could not be looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Plugs {
    /// One for each fob.
    pub fobs: Vec<FobCard>,
    /// One for each socket whose fob does not tell who it is.
    pub troubles: Vec<Trouble>,
}

/// A socket that could not be looked into.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct Trouble {
    /// The reader's name.
    pub reader: String,
    /// Why, in words.
    pub report: Report,
}

/// Looks at everything that is plugged in. Works without a ledger; then nobody's fob is known.
///
/// # Errors
/// `no_service`, `cards_denied`, `sign_in_needed`.
pub fn fobs(desk: &mut Desk) -> Result<Plugs, Fault> {
    desk.nobody_strange()?;
    let lang = desk.lang();
    let looks = plugged::all(desk.setting.sockets.as_mut())?;
    let mut plugs = Plugs { fobs: Vec::new(), troubles: Vec::new() };
    let mut seen = std::mem::take(&mut desk.sequences);
    seen.begin();
    for (reader, look) in looks {
        match look.and_then(|mut plugged| card(desk, &mut plugged, &mut seen)) {
            Ok(card) => plugs.fobs.push(card),
            Err(fault) => plugs.troubles.push(Trouble { reader, report: Report::of(&fault, lang) }),
        }
    }
    seen.end();
    desk.sequences = seen;
    Ok(plugs)
}

/// The serial or desk label of the fob that a token is on: wherever a fob is named, its token will
/// do.
///
/// # Errors
/// `unknown_token`.
pub fn fob_of(desk: &mut Desk, token: &str) -> Result<String, Fault> {
    let unknown = || Cause::UnknownToken { id: token.to_owned() };
    let view = desk.ledger()?.view()?;
    let id: TokenId = token.parse().map_err(|_| unknown())?;
    let found = view.token(id)?.ok_or_else(unknown)?;
    let fob = view.fob(found.fob)?.ok_or_else(unknown)?;
    Ok(fob.called().to_owned())
}

fn card(desk: &mut Desk, plugged: &mut Plugged, seen: &mut Sequences) -> Result<FobCard, Fault> {
    let slots = match plugged.device.has(App::Otp) {
        false => None,
        true => plugged.slots(&mut Unattended).ok(),
    };
    let (now, lang) = (desk.setting.world.now(), desk.lang());
    let clock_off = fob_clock::off(plugged, now);
    let mut card = FobCard {
        serial: plugged.serial(),
        model: plugged.model(),
        form_factor: shape(plugged.device.form_factor).to_owned(),
        firmware: plugged.firmware(),
        transport: match plugged.transport {
            Transport::Pcsc => "pcsc",
            Transport::Hid => "hid",
        }
        .to_owned(),
        reader: plugged.socket.clone(),
        apps: plugged.device.apps().iter().map(ToString::to_string).collect(),
        slots: Vec::new(),
        state: None,
        person: None,
        full: false,
        clock_off,
        clock: clock_off.map(|off| fob_clock::said(lang, off)),
        glances: Vec::new(),
    };
    let mut ours = [false, false];
    if let Some(ledger) = desk.ledger_if_open() {
        let view = ledger.view()?;
        let row = plugged.row(&view, None)?;
        card.state = Some(row.as_ref().map_or_else(|| "new".into(), |fob| fob.state.to_string()));
        if let Some(fob) = row {
            card.person = fob.person.map(|p| find::login_of(&view, p)).transpose()?.flatten();
            card.full = wipe::is_full(&view, &fob)?;
            let live = |place| view.live_token(fob.id, place, None).map(|token| token.is_some());
            ours = [live(Place::Slot1)?, live(Place::Slot2)?];
            card.glances = glance(plugged, &view, &fob, slots, seen, now, lang)?;
        }
    }
    if let Some(status) = slots {
        let card_of = |number, slot, ours| SlotCard { slot: number, used: status.used(slot), ours };
        card.slots = vec![card_of(1, Slot::One, ours[0]), card_of(2, Slot::Two, ours[1])];
    }
    Ok(card)
}

/// The word for a shape.
fn shape(form: FormFactor) -> &'static str {
    match form {
        FormFactor::Unknown => "unknown",
        FormFactor::AKeychain => "usb_a_keychain",
        FormFactor::ANano => "usb_a_nano",
        FormFactor::CKeychain => "usb_c_keychain",
        FormFactor::CNano => "usb_c_nano",
        FormFactor::CLightning => "usb_c_lightning",
        FormFactor::ABio => "usb_a_biometric",
        FormFactor::CBio => "usb_c_biometric",
    }
}

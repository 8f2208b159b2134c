//! What is plugged in: maker, model, serial number, firmware, applications.

mod capability;
mod identify;
mod management;
mod model;
mod token2;

pub use crate::maker::Maker;
pub use capability::{App, Apps, Reach};
pub use identify::identify;
pub use model::{Edition, FormFactor, Model, Modern, Series};

use crate::Version;
use crate::accounts::AccountTraits;
use crate::cable::Framing;
use crate::family::{Dialect, SlotTraits, SlotsOverCcid};
use crate::token2::Product;

/// A fob, as far as it tells who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Who made it.
    pub maker: Maker,
    /// What it is called.
    pub model: Model,
    /// Its serial number; two makers may use the same. Decimal for people, whoever the maker.
    pub serial: Option<u64>,
    /// Its firmware (for features, with early firmware, the one it wants to be taken for).
    pub firmware: Version,
    /// Its shape.
    pub form_factor: FormFactor,
    /// What it offers when it is plugged in.
    pub usb: Reach,
    /// What it offers on a contactless reader, if it can lie on one.
    pub nfc: Option<Reach>,
    /// Whether it lies on a contactless reader now.
    pub contactless: bool,
    /// Whether its configuration (which applications are on) is locked with a code.
    pub locked: bool,
    /// What its own clock showed when it was asked, in Unix seconds; none where it has no clock.
    pub clock: Option<u32>,
}

/// What a fob can do, as far as its make and firmware tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Its accounts; none where it keeps none, or they are switched off.
    pub accounts: Option<AccountTraits>,
    /// Its keyboard slots; none where it has none, or they are switched off.
    pub slots: Option<SlotTraits>,
}

impl Device {
    /// The applications that are switched on over the transport in use.
    pub fn apps(&self) -> Vec<App> {
        let reach = if self.contactless { self.nfc.unwrap_or(self.usb) } else { self.usb };
        reach.enabled.list()
    }

    /// How to speak with this application where there is a choice: the keyboard interface for slots
    /// on firmware that is unreliable over a smart card reader. `None`: as one already does.
    pub fn best_framing(&self, app: App) -> Option<Framing> {
        let sound = SlotTraits::of(self.firmware).over_ccid == SlotsOverCcid::Sound;
        match app {
            App::Otp if self.maker == Maker::Yubico && !sound => Some(Framing::Report),
            App::Otp => None,
            _ if self.maker == Maker::Yubico => Some(Framing::Apdu),
            _ => None,
        }
    }

    /// What it can do, by its make and firmware: for saying so before anything is written. Its own
    /// answers have the last word.
    pub fn can(&self) -> Capabilities {
        let oath = |dialect| AccountTraits::of_oath(dialect, self.firmware);
        let accounts = match (self.maker, self.model) {
            (_, Model::Token2(Product::Molto2)) => AccountTraits::of_molto(),
            (_, Model::Token2(_)) | (Maker::Token2, _) => AccountTraits::of_single(),
            (Maker::CanoKey, _) => oath(Dialect::CanoKey),
            (Maker::Nitrokey, _) => oath(Dialect::Nitrokey),
            (Maker::Yubico | Maker::Other, _) => oath(Dialect::Yubico),
        };
        Capabilities {
            accounts: self.has(App::Oath).then_some(accounts),
            slots: self.has(App::Otp).then(|| SlotTraits::of(self.firmware)),
        }
    }

    /// Whether this application is switched on over the transport in use.
    pub fn has(&self, app: App) -> bool {
        self.apps().contains(&app)
    }
}

//! What is plugged in: maker, model, serial number, firmware, applications.

mod capability;
mod identify;
mod management;
mod model;

pub use crate::maker::Maker;
pub use capability::{App, Apps, Reach};
pub use identify::identify;
pub use model::{Edition, FormFactor, Model, Modern, Series};

use crate::Version;

/// A fob, as far as it tells who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Who made it.
    pub maker: Maker,
    /// What it is called.
    pub model: Model,
    /// Its serial number; two makers may use the same. Decimal for people, whoever the maker.
    pub serial: Option<u32>,
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
}

impl Device {
    /// The applications that are switched on over the transport in use.
    pub fn apps(&self) -> Vec<App> {
        let reach = if self.contactless { self.nfc.unwrap_or(self.usb) } else { self.usb };
        reach.enabled.list()
    }

    /// Whether this application is switched on over the transport in use.
    pub fn has(&self, app: App) -> bool {
        self.apps().contains(&app)
    }
}

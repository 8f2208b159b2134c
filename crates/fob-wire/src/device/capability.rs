//! The applications of a fob, and the bits that stand for them.

use std::fmt;

/// An application on a fob.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum App {
    /// OATH credentials.
    Oath,
    /// The two keyboard slots.
    Otp,
    /// Certificates.
    Piv,
    /// OpenPGP keys.
    OpenPgp,
    /// FIDO2.
    Fido2,
    /// FIDO U2F.
    U2f,
    /// YubiHSM Auth.
    HsmAuth,
}

impl App {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::Oath, Self::Otp, Self::Piv, Self::OpenPgp, Self::Fido2, Self::U2f, Self::HsmAuth];

    fn bit(self) -> u16 {
        match self {
            Self::Otp => 0x0001,
            Self::U2f => 0x0002,
            Self::OpenPgp => 0x0008,
            Self::Piv => 0x0010,
            Self::Oath => 0x0020,
            Self::HsmAuth => 0x0100,
            Self::Fido2 => 0x0200,
        }
    }
}

/// In small letters, as scripts read it.
impl fmt::Display for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Oath => "oath",
            Self::Otp => "otp",
            Self::Piv => "piv",
            Self::OpenPgp => "openpgp",
            Self::Fido2 => "fido2",
            Self::U2f => "u2f",
            Self::HsmAuth => "hsmauth",
        })
    }
}

/// A set of applications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Apps(u16);

impl Apps {
    /// The set of these bits, as the management application gives them.
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits)
    }

    /// Whether the application is one of them.
    pub fn has(self, app: App) -> bool {
        self.0 & app.bit() != 0
    }

    /// This set and one more.
    #[must_use]
    pub fn with(self, app: App) -> Self {
        Self(self.0 | app.bit())
    }

    /// Whether FIDO is all that we know of it.
    pub fn fido_only(self) -> bool {
        let list = self.list();
        !list.is_empty() && list.iter().all(|app| matches!(app, App::U2f | App::Fido2))
    }

    /// Those that we know by name.
    pub fn list(self) -> Vec<App> {
        App::ALL.into_iter().filter(|app| self.has(*app)).collect()
    }
}

/// The applications that a fob offers over one transport.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Those it has.
    pub supported: Apps,
    /// Those that are switched on.
    pub enabled: Apps,
}

impl Reach {
    /// All of them, switched on.
    pub(super) fn all(apps: Apps) -> Self {
        Self { supported: apps, enabled: apps }
    }
}

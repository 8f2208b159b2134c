//! The device as its applications see it: what they may know of it, and who their neighbours are.

use crate::dice::Dice;
use crate::model::{Model, Version};

/// What the applications need to know of the device they live in.
pub(crate) struct Body<'a> {
    pub(crate) model: Model,
    pub(crate) serial: Option<u32>,
    pub(crate) firmware: Version,
    pub(crate) oath_limit: Option<usize>,
    /// A finger lies on the fob for this command.
    pub(crate) touched: bool,
    pub(crate) dice: &'a mut Dice,
    /// Raised by the application whenever something that must survive has changed.
    pub(crate) changes: &'a mut u64,
}

impl Body<'_> {
    pub(crate) fn changed(&mut self) {
        *self.changes += 1;
    }
}

/// What can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Application {
    Management,
    Oath,
    Otp,
    Piv,
    Admin,
}

impl Application {
    pub(crate) const ALL: [Application; 5] = [
        Application::Management,
        Application::Oath,
        Application::Otp,
        Application::Piv,
        Application::Admin,
    ];

    /// Its identifier.
    pub(crate) fn aid(self) -> &'static [u8] {
        match self {
            Application::Management => b"\xA0\x00\x00\x05\x27\x47\x11\x17",
            Application::Oath => b"\xA0\x00\x00\x05\x27\x21\x01",
            Application::Otp => b"\xA0\x00\x00\x05\x27\x20\x01",
            Application::Piv => b"\xA0\x00\x00\x03\x08\x00\x00\x10\x00\x01\x00",
            Application::Admin => b"\xF0\x00\x00\x00\x00",
        }
    }

    /// Whether this make has it at all.
    pub(crate) fn is_in(self, model: Model) -> bool {
        match self {
            Application::Oath => true,
            Application::Management | Application::Otp | Application::Piv => model.is_yubikey(),
            Application::Admin => model == Model::Canokey,
        }
    }
}

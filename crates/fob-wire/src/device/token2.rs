//! What Token2's tokens tell of themselves when nobody has shown them a key.

use super::Device;
use super::capability::{App, Apps, Reach};
use super::identify::if_there;
use super::model::{FormFactor, Model};
use crate::maker::Maker;
use crate::token2::{Info, MoltoSession, Product, SingleSession};
use crate::{Talk, Version, WireError};

/// The Molto2 at the other end, if it is one.
pub(super) fn molto(talk: &mut Talk<'_>) -> Result<Option<Device>, WireError> {
    let info = if_token(MoltoSession::open(talk).map(|session| session.info().clone()))?;
    Ok(info.map(|info| device(Product::Molto2, &info, false)))
}

/// The single-profile token on the reader, if it is one.
pub(super) fn single(talk: &mut Talk<'_>) -> Result<Option<Device>, WireError> {
    let info = if_token(SingleSession::open(talk).map(|session| session.info().clone()))?;
    Ok(info.map(|info| device(Product::of_serial(&info.serial), &info, true)))
}

/// Whatever answers otherwise is some other card.
fn if_token(info: Result<Info, WireError>) -> Result<Option<Info>, WireError> {
    match info {
        Err(WireError::Nonsense(_)) => Ok(None),
        info => if_there(info),
    }
}

fn device(product: Product, info: &Info, contactless: bool) -> Device {
    // Their accounts are no application of their own, and are the only thing they have.
    let reach = Reach::all(Apps::default().with(App::Oath));
    Device {
        maker: Maker::Token2,
        model: Model::Token2(product),
        serial: info.number(),
        firmware: Version::default(),
        form_factor: FormFactor::Unknown,
        usb: if contactless { Reach::default() } else { reach },
        nfc: contactless.then_some(reach),
        contactless,
        locked: false,
        clock: Some(info.clock),
    }
}

//! The house's logo, as it stands on its papers.

use desk_store::View;
use paper::{Logo, LogoError};

use crate::fault::{Cause, Fault};

/// The name of its picture in the ledger.
pub(crate) const NAME: &str = "logo";

/// The logo for the papers, if the house has one.
///
/// # Errors
/// Those of the ledger, and those of [`read`] for a picture that another program put there.
pub(crate) fn of(view: &View<'_>) -> Result<Option<Logo>, Fault> {
    view.picture(NAME)?.as_deref().map(read).transpose()
}

/// Reads a PNG as a logo.
///
/// # Errors
/// `logo_no_png`, `logo_too_large`, `logo_damaged`.
pub(crate) fn read(png: &[u8]) -> Result<Logo, Fault> {
    Logo::read(png).map_err(|error| {
        let cause = match error {
            LogoError::NoPng => Cause::LogoNoPng,
            LogoError::TooLarge => Cause::LogoTooLarge,
            LogoError::Damaged(_) => Cause::LogoDamaged,
        };
        Fault::from(cause).detailed(error.to_string())
    })
}

//! The house's logo: it is looked at before it is kept, and stands on every paper from then on.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use data_encoding::{BASE64, HEXLOWER};
use paper::Logo;
use serde::Serialize;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::desk::{Desk, Face, FileKind};
use crate::fault::{Cause, Fault};
use crate::step::logo;

/// The largest picture of it that a window shows, in pixels.
const SHOWN: (u32, u32) = (480, 96);

/// Whether there is a logo, and how large it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HouseCard {
    /// The logo, if the house has one.
    pub logo: Option<LogoCard>,
}

/// A logo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogoCard {
    /// Its width, in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The size of its file.
    pub bytes: usize,
}

/// A logo made small for a screen, on white.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ts_rs::TS)]
#[ts(export)]
pub struct LogoPicture {
    /// The width of the picture, in pixels.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// Red, green and blue of each pixel, row by row, in Base64.
    pub pixels: String,
}

/// The logo that the house has.
///
/// # Errors
/// Only those of the ledger.
pub fn show(desk: &mut Desk) -> Result<HouseCard, Fault> {
    let png = desk.ledger()?.view()?.picture(logo::NAME)?;
    Ok(HouseCard { logo: png.map(|png| card(&png)).transpose()? })
}

/// Makes a file the house's logo. One that is no logo changes nothing.
///
/// # Errors
/// `file_unreadable`, `logo_no_png`, `logo_too_large`, `logo_damaged`.
pub fn set_logo(desk: &mut Desk, file: &Path) -> Result<HouseCard, Fault> {
    let entry = desk.entry("house.logo")?;
    let png = bytes_of(file)?;
    let new = card(&png)?;
    let mut txn = desk.ledger()?.begin()?;
    if txn.picture(logo::NAME)?.as_ref() != Some(&png) {
        txn.set_picture(logo::NAME, &png)?;
        let digest = HEXLOWER.encode(&Sha256::digest(&png));
        txn.commit(entry.detail(json!({ "logo": new, "sha256": digest })))?;
    }
    Ok(HouseCard { logo: Some(new) })
}

/// The product's own sign stands on the papers again.
///
/// # Errors
/// Only those of the ledger.
pub fn drop_logo(desk: &mut Desk) -> Result<HouseCard, Fault> {
    let entry = desk.entry("house.logo")?;
    let mut txn = desk.ledger()?.begin()?;
    if txn.drop_picture(logo::NAME)? {
        txn.commit(entry.detail(json!({ "logo": null })))?;
    }
    Ok(HouseCard { logo: None })
}

/// The logo made small for a screen.
///
/// # Errors
/// Only those of the ledger.
pub fn picture(desk: &mut Desk) -> Result<Option<LogoPicture>, Fault> {
    Ok(logo::of(&desk.ledger()?.view()?)?.map(|logo| small(&logo)))
}

/// Asks the person for a file, and makes it the house's logo.
///
/// # Errors
/// `stopped` when no file was chosen, and those of [`set_logo`].
pub fn choose_logo(desk: &mut Desk, face: &mut dyn Face) -> Result<Option<LogoPicture>, Fault> {
    // Nobody is asked for a file in vain.
    desk.entry("house.logo")?;
    let file = face.open_file(FileKind::Png).ok_or(Cause::Stopped)?;
    set_logo(desk, &file)?;
    picture(desk)
}

/// The bytes of a file, or as many as tell that it is too large.
fn bytes_of(file: &Path) -> Result<Vec<u8>, Fault> {
    let most = u64::try_from(Logo::MOST_BYTES + 1).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|open| open.take(most).read_to_end(&mut bytes));
    read.map_err(|error| {
        let file = file.display().to_string();
        Fault::from(Cause::FileUnreadable { file }).detailed(error.to_string())
    })?;
    Ok(bytes)
}

fn card(png: &[u8]) -> Result<LogoCard, Fault> {
    let logo = logo::read(png)?;
    Ok(LogoCard { width: logo.width(), height: logo.height(), bytes: png.len() })
}

fn small(logo: &Logo) -> LogoPicture {
    let (width, height, pixels) = logo.small(SHOWN);
    LogoPicture { width, height, pixels: BASE64.encode(&pixels) }
}

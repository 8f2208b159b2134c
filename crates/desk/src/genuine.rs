//! Is this fob genuine? Its maker vouches for a key that the fob makes and shows that it holds.
//!
//! Nobody needs it for work. A key is made on the fob only where somebody agreed to it, by the
//! last four digits of the serial, and never where PIV is in use. What a verdict is worth, and
//! what it is not, stands in its sentences.

mod cards;

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ::attest::{Certificate, Evidence, Finding, Roots, judge, read_chain};
use desk_store::audit::Filter;
use desk_store::{Fob, View};
use fob_wire::device::Maker;
use serde_json::json;

use crate::desk::{Attendant, Desk, Face, FileKind};
use crate::fault::{Cause, Fault, Left};
use crate::step::attest::{self, Asked, Nothing, Terms};
use crate::step::find;
use crate::step::hold::Hold;
use crate::step::plugged::{self, Plugged};
use crate::step::rights::Right;

pub use cards::{AskedFob, GenuineCard, GenuineWord};
use cards::{Said, Why};

/// The most that a file of certificates may hold.
const LARGEST: u64 = 256 * 1024;

/// What is asked.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// The fob's serial; nothing: the only one that is plugged in.
    pub fob: Option<String>,
    /// The last four digits of its serial: a key may be made on it.
    pub consent: Option<String>,
    /// A file with the maker's certificates between fobs and roots.
    pub intermediates: Option<PathBuf>,
}

/// Asks a fob whether it is genuine.
///
/// # Errors
/// `genuine_consent` where a key would have to be made and nobody agreed, `overwrite_mismatch`,
/// `genuine_cut`, `chain_file_bad`, `file_unreadable`, `fob_not_here`, `which_fob`, `fob_held`, and
/// those of the fob.
pub fn genuine(desk: &mut Desk, who: &mut dyn Attendant, ask: &Ask) -> Result<GenuineCard, Fault> {
    genuine_by(desk, who, ask, &Roots::known())
}

/// As [`genuine`], from a window: the person picks the file, where one is wanted.
///
/// # Errors
/// As [`genuine`]; `stopped` when no file was picked.
pub fn genuine_at(
    desk: &mut Desk,
    face: &mut dyn Face,
    fob: Option<String>,
    consent: Option<String>,
    with_file: bool,
) -> Result<GenuineCard, Fault> {
    let mut ask = Ask { fob, consent, intermediates: None };
    if with_file {
        // Nobody is asked for a file in vain.
        desk.may(Right::of_act("fob.attesting"))?;
        ask.intermediates = Some(face.open_file(FileKind::Pem).ok_or(Cause::Stopped)?);
    }
    genuine(desk, face, &ask)
}

/// As [`genuine`], by other roots. For tests: no face can name any, having no arrow to the crate.
///
/// # Errors
/// As [`genuine`].
pub fn genuine_by(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    ask: &Ask,
    roots: &Roots,
) -> Result<GenuineCard, Fault> {
    desk.may(Right::of_act("fob.attesting"))?;
    let between = ask.intermediates.as_deref().map(read).transpose()?.unwrap_or_default();
    let mut plugged = plugged::choose(desk.setting.sockets.as_mut(), ask.fob.as_deref())?;
    let device = &plugged.device;
    let (maker, firmware) = (device.maker, device.firmware);
    let yubico = device.serial.filter(|_| maker == Maker::Yubico);
    let Some(serial) = yubico.and_then(|serial| u32::try_from(serial).ok()) else {
        let why = if maker == Maker::Yubico { Why::NoSerial } else { Why::OtherMaker };
        return Ok(cards::card(desk.lang(), plugged.serial(), &Said::bare(why)));
    };
    let name = serial.to_string();
    if firmware < fob_wire::piv::TELLS {
        return Ok(cards::card(desk.lang(), Some(name), &Said::bare(Why::TooOld)));
    }
    let _hold = Hold::take(&desk.setting.dir, &maker.to_string(), &name)?;
    let asked = asked(desk, who, &mut plugged, serial, ask)?;
    let said = said(&asked, &between, roots, desk.setting.world.now(), serial);
    note(desk, &plugged, &asked, &said)?;
    Ok(cards::card(desk.lang(), Some(name), &said))
}

/// Talks with the fob. What is going to be made on it stands in the history first.
fn asked(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    plugged: &mut Plugged,
    serial: u32,
    ask: &Ask,
) -> Result<Asked, Fault> {
    let name = serial.to_string();
    let row = plugged.row(&desk.ledger()?.view()?, None)?;
    let ours = was_asked(&desk.ledger()?.view()?, row.as_ref())?;
    let world = std::sync::Arc::clone(&desk.setting.world);
    let sighting = plugged.sighting(None);
    let agreed = |stays: bool| consent(ask, &name, stays);
    let mut noted = || {
        let entry = desk.entry("fob.attesting")?;
        let mut txn = desk.ledger()?.begin()?;
        let fob = txn.note(&sighting)?;
        txn.commit(entry.fob(fob.id).detail(json!({ "slot": "95" })))?;
        Ok(())
    };
    let asked = plugged.talk(who, |talk| {
        attest::ask(talk, &Terms { serial, world: &*world, ours, agreed: &agreed }, &mut noted)
    });
    // Whatever else went wrong did so before anything was made.
    asked.map_err(|fault| match fault.cause {
        Cause::GenuineCut { .. } => fault,
        _ => fault.leaving(Left::Untouched),
    })
}

/// Whether the operator agreed to what would be made.
fn consent(ask: &Ask, serial: &str, stays: bool) -> Result<(), Fault> {
    let last = find::last_four(serial);
    match ask.consent.as_deref().map(str::trim) {
        Some(typed) if typed == last => Ok(()),
        Some(_) => Err(Cause::OverwriteMismatch { serial: serial.to_owned() }.into()),
        None => {
            let stays = if stays { "yes" } else { "no" }.to_owned();
            let serial = serial.to_owned();
            Err(Cause::GenuineConsent { serial, last, stays }.into())
        }
    }
}

/// Whether a key in the spare slot must be this desk's own: it made one when it last asked, and
/// has not cleared it away.
fn was_asked(view: &View<'_>, row: Option<&Fob>) -> Result<bool, Fault> {
    let Some(fob) = row else { return Ok(false) };
    let log = view.log(&Filter { fob: Some(fob.id), ..Filter::default() })?;
    let last = log.iter().rev().find(|entry| entry.act.starts_with("fob.attest"));
    Ok(last.is_some_and(|entry| match entry.act.as_str() {
        "fob.attested" => entry.detail["key_left"] == json!(true),
        _ => true,
    }))
}

/// What is to be said.
fn said(asked: &Asked, between: &[Certificate], roots: &Roots, now: i64, serial: u32) -> Said {
    let brought = match &asked.brought {
        Ok(brought) => brought,
        Err(nothing) => {
            let why = match nothing {
                Nothing::NoPiv => Why::NoPiv,
                Nothing::InUse => Why::InUse,
                Nothing::NoCertificate => Why::NoCertificate,
                Nothing::Refused => Why::Refused,
            };
            return Said { key_left: asked.key_left, ..Said::bare(why) };
        }
    };
    let evidence = Evidence {
        attestation: &brought.attestation,
        in_fob: &brought.in_fob,
        slot: fob_wire::piv::SPARE,
        made: brought.made.as_deref(),
        challenge: &brought.challenge,
        proof: &brought.proof,
        serial: Some(serial),
    };
    let second = u64::try_from(now.div_euclid(1000)).unwrap_or_default();
    let judged = judge(&evidence, between, roots, second);
    let (why, names) = match judged.finding {
        Finding::Genuine if judged.serial_matches == Some(true) => (Why::Vouched, None),
        // All firmware that is asked names its serial: what does not is relayed from another fob.
        Finding::Genuine => (Why::Broken, None),
        Finding::Software => (Why::Software, None),
        Finding::Stranger { issuer } => (Why::Stranger, Some(issuer)),
        Finding::Broken => (Why::Broken, None),
        Finding::OtherSerial { attested } => (Why::OtherSerial, Some(attested.to_string())),
        Finding::OtherKey => (Why::OtherKey, None),
        Finding::IntermediateMissing { issuer } => (Why::IntermediateMissing, Some(issuer)),
        Finding::NotNow => (Why::Clock, None),
        Finding::Unreadable => (Why::Unreadable, None),
    };
    Said {
        why,
        names,
        root: judged.root,
        serial_matches: judged.serial_matches,
        key_left: asked.key_left,
    }
}

/// Writes the verdict down, where the fob brought anything forward or was changed.
fn note(desk: &mut Desk, plugged: &Plugged, asked: &Asked, said: &Said) -> Result<(), Fault> {
    if asked.brought.is_err() && asked.brought.as_ref().err() != Some(&Nothing::Refused) {
        return Ok(());
    }
    let entry = desk.entry("fob.attested")?.result(said.why.verdict().as_str());
    let mut txn = desk.ledger()?.begin()?;
    let fob = txn.note(&plugged.sighting(None))?;
    txn.commit(entry.fob(fob.id).detail(json!({
        "why": said.why.code(),
        "root": said.root,
        "key_left": said.key_left,
    })))?;
    Ok(())
}

/// Reads a file of certificates.
fn read(file: &Path) -> Result<Vec<Certificate>, Fault> {
    let name = || file.display().to_string();
    let mut text = String::new();
    let read = File::open(file).and_then(|open| open.take(LARGEST).read_to_string(&mut text));
    match read {
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(Cause::ChainFileBad { file: name() }.into())
        }
        Err(error) => {
            Err(Fault::from(Cause::FileUnreadable { file: name() }).detailed(error.to_string()))
        }
        Ok(_) => read_chain(&text).map_err(|_| Cause::ChainFileBad { file: name() }.into()),
    }
}

//! Sheets of paper in a person's words.

use desk_store::{Person, View};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use paper::{KeyWords, Logo, Page, PaperError, Pdf, Picture, RecoveryKeySheet, Sheet, Words};

use crate::fault::{Cause, Fault};
use crate::step::house::House;
use crate::words::{Lang, say, say_count};

/// What stands on a recovery sheet.
pub(crate) struct Facts<'a> {
    /// The organisation, or nothing.
    pub(crate) organisation: &'a str,
    /// The person's name.
    pub(crate) name: &'a str,
    /// The person's login.
    pub(crate) login: &'a str,
    /// Model and serial of the fob, if one belongs to it.
    pub(crate) fob: Option<(String, String)>,
    /// The set's name.
    pub(crate) set: &'a str,
    /// When it was made (Unix ms).
    pub(crate) made: i64,
    /// Until when it is valid (Unix ms); `None`: until there is a newer one.
    pub(crate) until: Option<i64>,
    /// Who made it.
    pub(crate) by: &'a str,
    /// The codes.
    pub(crate) codes: &'a [&'a str],
    /// The number of each code's row, or nothing where all rows are there.
    pub(crate) rows: &'a [u32],
    /// Two letters a code, or none at all.
    pub(crate) grey: &'a [&'a str],
    /// The audit's head, short.
    pub(crate) checkpoint: &'a str,
    /// Its logo.
    pub(crate) logo: Option<&'a Logo>,
    /// The house.
    pub(crate) house: &'a House,
    /// The paper.
    pub(crate) page: Page,
}

/// Lays out a recovery sheet.
///
/// # Errors
/// `sheet_failed`.
pub(crate) fn recovery(facts: &Facts<'_>, lang: Lang) -> Result<Pdf, Fault> {
    laid_out(facts, lang, paper::recovery_sheet)
}

/// Draws a recovery sheet with a dot for each symbol of its codes.
///
/// # Errors
/// `sheet_failed`.
pub(crate) fn masked(facts: &Facts<'_>, lang: Lang) -> Result<Picture, Fault> {
    laid_out(facts, lang, paper::recovery_sheet_masked)
}

/// Puts facts and words together, and has the sheet made.
fn laid_out<T>(
    facts: &Facts<'_>,
    lang: Lang,
    make: fn(&Sheet<'_>) -> Result<T, PaperError>,
) -> Result<T, Fault> {
    let text = |id: &str| say(lang, id, &[]);
    let single: Vec<String> = [
        "sheet-title",
        "sheet-login",
        "sheet-fob",
        "sheet-set",
        "sheet-made",
        "sheet-by",
        "sheet-helpdesk",
        "sheet-checkpoint",
        "sheet-name-not-printable",
        "sheet-how-title",
        "sheet-newest-title",
        "sheet-newest",
        "sheet-until",
        "sheet-grey",
        "sheet-card",
    ]
    .map(text)
    .into();
    let n = u64::try_from(facts.codes.len()).unwrap_or(0);
    let lead = say_count(lang, "sheet-lead", n, &[]);
    let read_out = read_out(facts.codes);
    let how = ["sheet-how-1", read_out, "sheet-how-3", "sheet-how-4"].map(text);
    let how: Vec<&str> = how.iter().map(String::as_str).collect();
    let words = Words {
        lang: lang.tag(),
        title: &single[0],
        lead: &lead,
        label_login: &single[1],
        label_fob: &single[2],
        label_set: &single[3],
        label_made: &single[4],
        label_by: &single[5],
        label_until: &single[12],
        label_helpdesk: &single[6],
        label_checkpoint: &single[7],
        name_not_printable: &single[8],
        grey: &single[13],
        card: &single[14],
        how_title: &single[9],
        how: &how,
        newest_title: &single[10],
        newest: &single[11],
    };
    let fob = facts.fob.as_ref().map(|(model, serial)| fob_named(model, serial, lang));
    let made_on = local_time(facts.made);
    let until = facts.until.map(local_time);
    let sheet = Sheet {
        organisation: facts.organisation,
        logo: facts.logo,
        person_name: facts.name,
        login: facts.login,
        fob: fob.as_deref(),
        set_name: facts.set,
        made_on: &made_on,
        made_by: facts.by,
        until: until.as_deref(),
        codes: facts.codes,
        rows: facts.rows,
        grey: facts.grey,
        contact: facts.house.contact.as_deref(),
        words: &words,
        page: facts.page,
        checkpoint: Some(facts.checkpoint),
    };
    make(&sheet).map_err(failed)
}

/// How a code is read out: where there is no letter O and no letter I in it, that is said.
fn read_out(codes: &[&str]) -> &'static str {
    let capital = |c: char| c.is_ascii_uppercase();
    if codes.iter().any(|code| code.contains(capital)) {
        "sheet-how-2"
    } else {
        "sheet-how-2-plain"
    }
}

/// Lays out the sheet with the ledger's recovery key.
///
/// # Errors
/// `sheet_failed`.
pub(crate) fn recovery_key(
    organisation: &str,
    vault: &str,
    key: &str,
    made: i64,
    house: &House,
    lang: Lang,
) -> Result<Pdf, Fault> {
    let text = |id: &str| say(lang, id, &[]);
    let how: Vec<String> = (1..=4).map(|n| text(&format!("key-how-{n}"))).collect();
    let how: Vec<&str> = how.iter().map(String::as_str).collect();
    let [title, lead, vault_label, made_label, note, how_title, keep_title, keep] = [
        "key-title",
        "key-lead",
        "key-vault",
        "key-made",
        "key-note",
        "key-how-title",
        "key-keep-title",
        "key-keep",
    ]
    .map(text);
    let words = KeyWords {
        lang: lang.tag(),
        title: &title,
        lead: &lead,
        label_vault: &vault_label,
        label_made: &made_label,
        key_note: &note,
        how_title: &how_title,
        how: &how,
        keep_title: &keep_title,
        keep: &keep,
    };
    let made_on = local_time(made);
    let sheet = RecoveryKeySheet {
        organisation,
        vault,
        key,
        made_on: &made_on,
        words: &words,
        page: house.page(),
    };
    paper::recovery_key_sheet(&sheet).map_err(failed)
}

/// The language of a person's papers, else the desk's.
pub(crate) fn lang_for(person: &Person, desk: Lang) -> Lang {
    person.language.as_deref().and_then(Lang::named).unwrap_or(desk)
}

/// The head of the history in short: paper is a witness.
pub(crate) fn checkpoint(view: &View<'_>) -> Result<String, Fault> {
    let head = view.head()?;
    Ok(format!("{} · {}", head.n, &head.hex()[..16]))
}

/// Model and serial of a fob, as they stand on paper.
pub(crate) fn fob_named(model: &str, serial: &str, lang: Lang) -> String {
    let serial = grouped(serial);
    say(lang, "sheet-fob-value", &[("model", model), ("serial", &serial)])
}

/// Local time with its offset, as it stands on paper.
pub(crate) fn local_time(ms: i64) -> String {
    let time = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    time.to_zoned(TimeZone::system()).strftime("%Y-%m-%d %H:%M %:z").to_string()
}

/// A serial in groups of three, for reading aloud.
fn grouped(serial: &str) -> String {
    if !serial.bytes().all(|b| b.is_ascii_digit()) {
        return serial.to_owned();
    }
    let mut out = String::new();
    for (index, digit) in serial.chars().enumerate() {
        if index > 0 && (serial.len() - index).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// A paper that could not be laid out.
pub(crate) fn failed(error: PaperError) -> Fault {
    Fault::from(Cause::SheetFailed).detailed(error.to_string())
}

#[cfg(test)]
mod tests {
    #[test]
    fn serials_are_grouped_for_reading() {
        assert_eq!(super::grouped("12345678"), "12 345 678");
        assert_eq!(super::grouped("D-0001"), "D-0001");
    }
}

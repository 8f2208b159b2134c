//! Minting a set: codes out of dice, a sheet out of codes, hashes into the ledger.

use desk_store::{NewSet, Person, RecoverySet, Salt, Token, TokenState, View, World};
use serde_json::json;
use zeroize::Zeroizing;

use crate::cards::RecoveryRef;
use crate::desk::{Attendant, Desk, Progress};
use crate::fault::{Cause, Fault};
use crate::recovery_code::{Form, RANDOM, RecoveryCode};
use crate::step::copy::{self, Row};
use crate::step::grey;
use crate::step::house::House;
use crate::step::logo;
use crate::step::output::{Output, Reserved};
use crate::step::paper_size::PaperSize;
use crate::step::rules::Rules;
use crate::step::sheet::{self, Facts};
use crate::step::slow;

/// The label under which the vault's key peppers the hashes.
const PEPPER: &str = "recovery code";
/// Symbols of a set's name.
const NAMES: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The places for a set, made ready if the house's rules let codes go there; how many codes a set
/// has. Nothing is looked at where no place is named.
///
/// # Errors
/// `codes_off`, `codes_print_only`, `file_exists`, `file_unwritable`.
pub(crate) fn ready(desk: &mut Desk, output: &Output) -> Result<Reserved, Fault> {
    if !output.is_none() {
        Rules::of(&desk.ledger()?.view()?)?.codes_may_go(output.text.is_some())?;
    }
    output.reserve()
}

/// How many codes a set has unless somebody asks for another number.
pub(crate) fn usual_count(desk: &mut Desk) -> Result<u32, Fault> {
    Ok(Rules::of(&desk.ledger()?.view()?)?.count)
}

/// Mints a set, puts it where it belongs, and makes it the only valid one: the paper is there
/// before the ledger says so, and goes away again if the ledger refuses.
///
/// # Errors
/// `file_unwritable`, `print_failed`, `sheet_failed`, and those of the ledger.
pub(crate) fn set(
    desk: &mut Desk,
    person: &Person,
    count: u32,
    token: Option<&Token>,
    reserved: &mut Reserved,
) -> Result<RecoverySet, Fault> {
    let form = Rules::of(&desk.ledger()?.view()?)?.form;
    let codes: Vec<RecoveryCode> = (0..count).map(|_| draw(form, &*desk.setting.world)).collect();
    let lang = sheet::lang_for(person, desk.lang());
    let by = desk.operator()?;
    let world = desk.setting.world.clone();
    let entry = desk.entry("codes.issued")?;
    // Hashing takes its time: others may write meanwhile.
    let salt = salt(desk, person)?;
    let ledger = desk.ledger()?;
    let view = ledger.view()?;
    let hashes = codes.iter().map(|code| hash(&view, &salt, code)).collect::<Result<_, _>>()?;
    let mut txn = ledger.begin()?;
    let number = txn.newest_set(person.id)?.map_or(1, |set| set.number + 1);
    // A text file has no grey letters, and nobody is asked for what is on no paper.
    let letters = |_: &RecoveryCode| {
        if reserved.has_sheet() { grey::draw(&*world) } else { Zeroizing::default() }
    };
    let rows: Vec<Row> =
        codes.iter().map(|code| Row { code: code.text(), grey: letters(code) }).collect();
    let greys = (1_u32..).zip(&rows).filter(|(_, row)| !row.grey.is_empty());
    let greys = greys.map(|(n, row)| grey::hash(&txn, &salt, number, n, &row.grey)).collect();
    let new = NewSet {
        person: person.id,
        name: name(number, &*world),
        by: by.clone(),
        form,
        hashes,
        greys,
    };
    let set = txn.add_set(new)?;
    // As it stands in this transaction: whoever forbids copies finds none made afterwards.
    if Rules::of(&txn)?.keep_copy {
        txn.keep_copy(&set, &copy::written(&rows))?;
    }
    let texts: Vec<&str> = rows.iter().map(|row| row.code.as_str()).collect();
    let fob = token.map(|token| txn.fob(token.fob)).transpose()?.flatten();
    let fob = fob.map(|fob| (fob.model.clone().unwrap_or_default(), fob.called().to_owned()));
    let checkpoint = sheet::checkpoint(&txn)?;
    let house = House::of(&txn)?;
    let logo = logo::of(&txn)?;
    let facts = Facts {
        organisation: &txn.organisation()?.unwrap_or_default(),
        name: &person.name,
        login: &person.login,
        fob,
        set: &set.name,
        made: txn.at(),
        until: Rules::of(&txn)?.expires(txn.at()),
        by: &by,
        codes: &texts,
        rows: &[],
        grey: &greys_of(&rows),
        checkpoint: &checkpoint,
        logo: logo.as_ref(),
        house: &house,
        page: PaperSize::or_usual(reserved.paper(), &txn)?.page(&house),
    };
    let pdf = sheet::recovery(&facts, lang)?;
    let lines: Vec<(u32, &str)> = (1..).zip(texts.iter().copied()).collect();
    reserved.put(&pdf, &lines)?;
    let detail = json!({ "set": set.name, "count": set.count, "form": form.as_str() });
    txn.commit(entry.person(person.id).fob(token.map(|t| t.fob)).detail(detail))?;
    reserved.keep();
    Ok(set)
}

/// The grey letters of a sheet; nothing at all where its rows have none.
pub(crate) fn greys_of(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.grey.as_str()).filter(|letters| !letters.is_empty()).collect()
}

/// The person's salt, made with the first code.
pub(crate) fn salt(desk: &mut Desk, person: &Person) -> Result<Salt, Fault> {
    if let Some(salt) = desk.ledger()?.view()?.salt(person.id)? {
        return Ok(salt);
    }
    let entry = desk.entry("codes.prepared")?;
    let mut txn = desk.ledger()?.begin()?;
    let salt = txn.salt_or_new(person.id, slow::COST)?;
    txn.commit(entry.person(person.id))?;
    Ok(salt)
}

/// The set that goes with a fob just given, if a place for it was named.
///
/// # Errors
/// `codes_not_made`, why in the detail: the fob is the person's whatever becomes of the sheet.
pub(crate) fn with_fob(
    desk: &mut Desk,
    who: &mut dyn Attendant,
    token: &Token,
    reserved: &mut Reserved,
) -> Result<Option<RecoveryRef>, Fault> {
    if reserved.is_none() || token.state != TokenState::Assigned {
        return Ok(None);
    }
    let holder = token.person.map(|id| desk.ledger()?.view()?.person(id).map_err(Fault::from));
    let Some(person) = holder.transpose()?.flatten() else { return Ok(None) };
    let count = usual_count(desk)?;
    let set = set(desk, &person, count, Some(token), reserved).map_err(|why| {
        let why = why.detail.unwrap_or_else(|| why.cause.code().to_owned());
        Fault::from(Cause::CodesNotMade { login: person.login.clone() }).detailed(why)
    })?;
    who.tell(&Progress::Codes { set: set.name.clone() });
    Ok(Some(RecoveryRef { set: set.name, count: set.count }))
}

/// The hash that the ledger holds of a code: Argon2id under the person's one salt, then a keyed
/// hash under the vault's key. One evaluation finds a code among all sets the person ever had.
///
/// # Errors
/// `unexpected` for a cost that the hash does not take.
pub(crate) fn hash(view: &View<'_>, salt: &Salt, code: &RecoveryCode) -> Result<[u8; 32], Fault> {
    slow_hash(view, salt, &code.plain(), PEPPER)
}

/// As [`hash`], of any short-lived or long-lived code; the label keeps the kinds apart.
///
/// # Errors
/// As [`hash`].
pub(crate) fn slow_hash(
    view: &View<'_>,
    salt: &Salt,
    plain: &[u8],
    label: &str,
) -> Result<[u8; 32], Fault> {
    slow::hash(view, &salt.salt, salt.cost, plain, label)
}

fn draw(form: Form, world: &dyn World) -> RecoveryCode {
    let mut random = Zeroizing::new([0; RANDOM]);
    loop {
        world.fill(&mut *random);
        if let Some(code) = RecoveryCode::from_random(form, &*random) {
            return code;
        }
    }
}

/// A name such as `7K-03`: two symbols against mix-ups between people, and which set it is.
fn name(number: u32, world: &dyn World) -> String {
    let mut random = [0; 2];
    world.fill(&mut random);
    let [a, b] = random.map(|byte| char::from(NAMES[usize::from(byte & 31)]));
    format!("{a}{b}-{:02}", number % 100)
}

//! The one table of commands: it gives the dispatcher behind the window's one door and the
//! TypeScript types of both sides. What is not in it, the page cannot do.

mod table;

use serde_json::Value;

use crate::cards::{Issued, Made, PersonCard};
use crate::check::{self, CheckCard};
use crate::codes::{
    self, CodeVerdict, IssuedSet, PastSet, Possession, Reprinted, SetCard, VoidedAll,
};
use crate::defer;
use crate::doctor::{self, Checkup};
use crate::early::{self, WarningCard};
use crate::fault::{Cause, Fault};
use crate::genuine::{self, GenuineCard};
use crate::history::{self, LogCard, LogCheck, Which};
use crate::house::{self, LogoPicture};
use crate::issue::{self, Order};
use crate::letters::{self, Ask, LetterCard, LetterKind};
use crate::loaner::{self, Lending, Lent};
use crate::look::{self, Plugs};
use crate::lost::{self, Fate, FobFate, Loss, Wanted};
use crate::operators::{self, NewOperator, OperatorCard, SeatCard, SignIn};
use crate::people::{self, Imported, Swept};
use crate::permit::{self, PermitCard};
use crate::policy::{self, PolicyCard};
use crate::preview::{self, PictureCard};
use crate::profiles::{self, ProfileCard};
use crate::releases::{self, ReleaseCard};
use crate::reminders::{self, Reminders};
use crate::replace::{self, Exchange, Replaced};
use crate::returned;
use crate::settle::{self, SettledCard};
use crate::setup::{self, Put, Secret, SetupCard};
use crate::step::output::Output;
use crate::step::paper_size::PaperSize;
use crate::step::to::To;
use crate::suspend::{self, SuspendedUntil, Term};
use crate::sync::{self, SyncCard};
use crate::vault::{self, VaultCard};
use crate::verify::{self, Check};
use crate::waiting::{self, WaitingCard};
use crate::whose::{self, WhoseCard};
use crate::words::Lang;
use desk_store::NewPerson;
use table::commands;

commands! {
    /// How far set-up is; asked first.
    setup_look {} -> SetupCard = |desk, face| setup::look(desk);
    /// Begins a vault.
    setup_begin {
        organisation: Option<String>, contact: Option<String>, passphrase: Option<Secret>
    } -> Made
        = |desk, face| setup::begin(desk, organisation, contact, passphrase);
    /// Puts the recovery key on paper.
    setup_key { to: To } -> Put = |desk, face| setup::key(desk, face, to);
    /// The vault is one from now on.
    setup_finish { typed: String } -> Made = |desk, face| setup::finish(desk, &typed);
    /// Gives set-up up.
    setup_cancel {} -> () = |desk, face| setup::cancel(desk);
    /// Puts a backup in place.
    setup_restore { recovery_key: Secret, passphrase: Option<Secret> } -> Made
        = |desk, face| setup::restore(desk, face, recovery_key, passphrase);
    /// Opens the ledger.
    unlock { passphrase: Option<Secret> } -> SetupCard = |desk, face| setup::unlock(desk, passphrase);
    /// Locks the ledger for every process.
    lock {} -> VaultCard = |desk, face| vault::lock(desk);
    /// Signs an operator in.
    sign_in { login: String, proof: Secret } -> SeatCard
        = |desk, face| operators::sign_in(desk, &SignIn { login, proof: proof.take() });
    /// Nobody sits here any more.
    sign_out {} -> () = |desk, face| operators::sign_out(desk);
    /// Who works here.
    operators {} -> Vec<OperatorCard> = |desk, face| operators::list(desk);
    /// A further operator.
    operator_add {
        login: String, name: String, role: String, person: Option<String>, passphrase: Secret
    } -> OperatorCard = |desk, face| {
        operators::add(desk, NewOperator { login, name, role, person }, &passphrase.take())
    };
    /// An operator may not sign in any more, or may again.
    operator_disable { login: String, off: bool } -> OperatorCard
        = |desk, face| operators::disable(desk, &login, off);
    /// Another role for an operator.
    operator_role { login: String, role: String } -> OperatorCard
        = |desk, face| operators::role(desk, &login, &role);
    /// Another passphrase for an operator.
    operator_passphrase { login: String, old: Option<Secret>, new: Secret } -> OperatorCard
        = |desk, face| {
            operators::passphrase(desk, &login, old.map(Secret::take), &new.take())
        };
    /// What waits for a second operator.
    releases {} -> Vec<ReleaseCard> = |desk, face| releases::list(desk);
    /// Releases it: whoever sits here, or somebody who signs in for this alone.
    release_give { id: String, login: Option<String>, proof: Option<Secret> } -> ReleaseCard
        = |desk, face| {
            let came = login.zip(proof).map(|(login, proof)| SignIn { login, proof: proof.take() });
            releases::give(desk, &id, came.as_ref())
        };
    /// Refuses it.
    release_refuse { id: String } -> ReleaseCard = |desk, face| releases::refuse(desk, &id);
    /// The system's print queues.
    printers {} -> Vec<String> = |desk, face| setup::printers();
    /// What is plugged in.
    fobs {} -> Plugs = |desk, face| look::fobs(desk);
    /// Is this desk fit for work?
    doctor {} -> Checkup = |desk, face| Ok::<_, Fault>(doctor::checkup(desk));
    /// Finishes what was cut off.
    settle {} -> Vec<SettledCard> = |desk, face| settle::cards(desk, face);
    /// What was begun and is not proven yet.
    waiting {} -> Vec<WaitingCard> = |desk, face| waiting::list(desk);
    /// Gives a person a fob; a slot's proof comes later, by `verify`.
    issue {
        person: String, profile: Option<String>, fob: Option<String>, overwrite: Option<String>
    } -> Issued = |desk, face| {
        let codes = Output::default();
        issue::issue(desk, face, &Order { person, profile, fob, overwrite, codes })
    };
    /// Proves a token by a typed code, or by asking its fob.
    verify { token: Option<String>, fob: Option<String>, code: Option<String> } -> Issued
        = |desk, face| verify::verify(
            desk, face, &Check { token, fob, code, codes: Output::default() }
        );
    /// Two or three codes in a row put a person's fob, or one token, in step. Where two may fit by
    /// chance, a third one is asked for.
    sync { person: Option<String>, token: Option<String>, codes: Vec<String> } -> SyncCard
        = |desk, face| sync::sync(desk, face, &asked_by_the_page(person, token, codes)?);
    /// Whether a plugged-in fob is in step; a code is taken from it.
    check { fob: Option<String> } -> CheckCard
        = |desk, face| check::check(desk, face, fob.as_deref());
    /// Whether a plugged-in fob is genuine; without consent no key is made on it.
    genuine { fob: Option<String>, consent: Option<String>, with_file: bool } -> GenuineCard
        = |desk, face| genuine::genuine_at(desk, face, fob, consent, with_file);
    /// Whose fob shows these codes; nothing is spent.
    whose { codes: Vec<String> } -> WhoseCard = |desk, face| whose::whose(desk, face, &codes, None);
    /// Which fobs are likely to fail soon.
    early_warnings {} -> Vec<WarningCard> = |desk, face| early::warnings(desk);
    /// A new set of recovery codes, on paper or in a file.
    codes_issue { login: String, count: Option<u32>, to: To, paper: Option<PaperSize> } -> IssuedSet
        = |desk, face| codes::issue_to(desk, face, &login, count, to, paper);
    /// How a person's next sheet will look, its codes masked; nothing is minted.
    sheet_preview { login: String, paper: Option<PaperSize> } -> PictureCard
        = |desk, face| preview::sheet(desk, &login, paper);
    /// A letter about a fob, to its person; an emergency code is printed only if it is handed in.
    letter {
        kind: LetterKind, person: Option<String>, fob: Option<String>, emergency: Option<Secret>,
        to: To
    } -> LetterCard = |desk, face| {
        let emergency = emergency.map(Secret::take);
        letters::print_to(desk, face, &Ask { kind, person, fob, emergency }, to)
    };
    /// A person's set of recovery codes.
    codes_status { login: String } -> SetCard = |desk, face| codes::status(desk, &login);
    /// Every set that a person ever had, with its used rows.
    codes_sets { login: String } -> Vec<PastSet> = |desk, face| codes::sets(desk, &login);
    /// Checks a recovery code or an emergency code that a person names; an accepted one is spent.
    codes_verify { login: String, code: Secret } -> CodeVerdict
        = |desk, face| codes::verify(desk, &login, &code.take());
    /// Names a row whose grey letters a person is asked for.
    codes_possess { login: String } -> Possession = |desk, face| codes::ask(desk, &login);
    /// Checks the grey letters of the row that was asked; no code is spent.
    codes_possess_answer { login: String, row: u32, letters: Secret } -> Possession
        = |desk, face| codes::answer(desk, &login, row, &letters.take());
    /// Voids everybody's set.
    codes_void_all { reason: String } -> VoidedAll = |desk, face| codes::void_all(desk, &reason);
    /// Prints a person's sheet again, where a copy is kept.
    codes_reprint { login: String, reason: String, to: To } -> Reprinted
        = |desk, face| codes::reprint_to(desk, face, &login, &reason, to);
    /// Takes a lost fob out of use; with `minutes` there is an emergency code for the meantime.
    lost {
        person: Option<String>, fob: Option<String>, reason: String,
        uses: Option<u32>, minutes: Option<u32>, identified: Option<String>
    } -> FobFate = |desk, face| {
        let emergency = minutes.map(|_| Wanted { uses, minutes, out: None });
        let codes = Output::default();
        lost::lost(desk, face, &Loss { person, fob, reason, emergency, codes, identified })
    };
    /// Undoes a loss that was reported a few seconds ago.
    lost_undo { fob: String } -> FobFate = |desk, face| lost::undo(desk, &fob);
    /// Gives a fob in the place of another; without one that is plugged in, one is owed.
    replace {
        fob: String, with: Option<String>, overwrite: Option<String>, identified: Option<String>
    } -> Replaced = |desk, face| {
        let codes = Output::default();
        replace::replace(desk, face, &Exchange { fob, with, overwrite, identified, codes })
    };
    /// Lends a fob for some days, or for some days more.
    lend {
        person: String, fob: Option<String>, days: u32, profile: Option<String>,
        overwrite: Option<String>, identified: Option<String>
    } -> Lent = |desk, face| {
        loaner::lend(
            desk, face, &Lending { person, fob, days, profile, overwrite, identified }
        )
    };
    /// The code by which a person has proven a moment ago that it is the person.
    permit { login: String } -> Option<PermitCard> = |desk, face| permit::show(desk, &login);
    /// What somebody at the desk should think of.
    reminders {} -> Reminders = |desk, face| reminders::list(desk);
    /// Somebody who must have a fob may do without one for a while longer.
    defer { login: String, days: Option<u32>, reason: String } -> SuspendedUntil
        = |desk, face| {
            let term = days.map_or(Term::ForGood, Term::Days);
            defer::defer(desk, &login, term, &reason)
        };
    /// Decides over a lost fob that is found.
    found { fob: String, fate: Fate } -> FobFate
        = |desk, face| lost::found(desk, face, &fob, fate);
    /// Takes a fob back, and empties it where that is wanted.
    fob_return { fob: String, wipe: bool } -> FobFate
        = |desk, face| returned::take_back(desk, face, &fob, wipe);
    /// Takes a fob out of use for good.
    fob_retire { fob: String, reason: String } -> FobFate
        = |desk, face| returned::retire(desk, &fob, &reason);
    /// Lets a person do without codes for so many days; without a number for good.
    suspend { login: String, days: Option<u32>, reason: String } -> SuspendedUntil
        = |desk, face| {
            let term = days.map_or(Term::ForGood, Term::Days);
            suspend::suspend(desk, &login, term, &reason)
        };
    /// Asks for codes again.
    resume { login: String } -> SuspendedUntil = |desk, face| suspend::resume(desk, &login);
    /// People by a text.
    people_find { text: String } -> Vec<PersonCard> = |desk, face| people::find(desk, &text);
    /// One person.
    people_show { login: String } -> PersonCard = |desk, face| people::show(desk, &login);
    /// A new person.
    people_add { login: String, name: String, email: Option<String>, department: Option<String> }
        -> PersonCard
        = |desk, face| people::add(desk, NewPerson { login, name, email, department });
    /// Another login for a person.
    people_rename { old: String, new: String } -> PersonCard
        = |desk, face| people::rename(desk, &old, &new);
    /// The language of a person's papers; nothing: that of the desk.
    people_language { login: String, language: Option<String> } -> PersonCard
        = |desk, face| {
            let named = |tag: String| Lang::named(&tag).ok_or(Fault::from(Cause::Usage));
            people::language(desk, &login, language.map(named).transpose()?)
        };
    /// Deletes a person.
    people_delete { login: String } -> () = |desk, face| people::delete(desk, &login);
    /// Looks at a list of people that the person picks.
    people_list_open {} -> Imported = |desk, face| people::open_list(desk, face);
    /// Takes in the list that was looked at.
    people_list_take {} -> Imported = |desk, face| people::take_list(desk);
    /// Looks at a list of people who left.
    people_leavers_open { reason: String } -> Swept
        = |desk, face| people::leavers_open(desk, face, &reason);
    /// Sweeps the people of that list.
    people_leavers_take {} -> Swept = |desk, face| people::leavers_take(desk);
    /// Every profile.
    profiles {} -> Vec<ProfileCard> = |desk, face| profiles::list(desk);
    /// The house's logo, small.
    house_logo {} -> Option<LogoPicture> = |desk, face| house::picture(desk);
    /// Makes a picture that the person picks the house's logo.
    house_logo_choose {} -> Option<LogoPicture> = |desk, face| house::choose_logo(desk, face);
    /// The house has no logo any more.
    house_logo_drop {} -> () = |desk, face| house::drop_logo(desk).map(drop);
    /// The house's rules.
    policy {} -> Vec<PolicyCard> = |desk, face| policy::list(desk);
    /// Changes a rule.
    policy_set { key: String, value: String } -> PolicyCard
        = |desk, face| policy::set(desk, &key, &value);
    /// The history.
    history { fob: Option<String>, person: Option<String> } -> Vec<LogCard>
        = |desk, face| history::log(desk, &Which { fob, person, since: None });
    /// Whether the history holds.
    history_verify {} -> LogCheck = |desk, face| history::verify(desk);
    /// How the vault stands.
    vault_status {} -> VaultCard = |desk, face| vault::status(desk);
}

/// The page names a person or a token.
fn asked_by_the_page(
    person: Option<String>,
    token: Option<String>,
    codes: Vec<String>,
) -> Result<sync::Ask, Fault> {
    let whom = match (person, token) {
        (_, Some(token)) => sync::Whom::Token(token),
        (Some(person), None) => sync::Whom::Person(person),
        (None, None) => return Err(Cause::Usage.into()),
    };
    Ok(sync::Ask { whom, codes, windows: hotp::Windows::DESK, cautious: true })
}

/// Reads a request as it came from the page.
///
/// # Errors
/// `usage` for a command that is not in the table, or with other arguments.
pub fn parse(request: Value) -> Result<Command, Fault> {
    serde_json::from_value(request)
        .map_err(|error| Fault::from(Cause::Usage).detailed(error.to_string()))
}

#[cfg(test)]
mod tests;

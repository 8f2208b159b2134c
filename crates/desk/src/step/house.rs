//! The house whose desk this is: what stands on its papers, asked for at set-up.

use desk_store::audit::Entry;
use desk_store::{Ledger, View};
use paper::Page;
use serde_json::json;

use crate::fault::Fault;
use crate::step::rules::Rule;

/// The policy that holds how to reach the helpdesk.
const CONTACT: &str = "contact";
/// The policy that holds what set-up found in the printer, `letter` if not A4. The rule
/// `paper.size` goes before it.
pub(crate) const PAPER: &str = "paper";

/// What set-up is told of the house beside its name.
#[derive(Clone, Debug, Default)]
pub struct House {
    /// How to reach the helpdesk: a telephone number, a room. It stands on every sheet.
    pub contact: Option<String>,
    /// US Letter instead of A4.
    pub letter: bool,
}

impl House {
    /// The paper of the house.
    pub(crate) fn page(&self) -> Page {
        if self.letter { Page::Letter } else { Page::A4 }
    }

    /// As the ledger has it. What lies in the printer is told by set-up, unless the house's rule
    /// names one of the two since.
    pub(crate) fn of(view: &View<'_>) -> Result<Self, Fault> {
        let letter = match Rule::of("paper.size")?.now(view)?.as_str() {
            "letter" => true,
            "a4" => false,
            _ => view.policy(PAPER)?.is_some_and(|size| size == "letter"),
        };
        let contact = view.policy(CONTACT)?.filter(|contact| !contact.is_empty());
        Ok(Self { contact, letter })
    }

    /// Writes it into a new ledger, if there is anything to write.
    pub(crate) fn keep(&self, entry: Entry, ledger: &mut Ledger) -> Result<(), Fault> {
        let contact = self.contact.as_deref().map(str::trim).filter(|text| !text.is_empty());
        if contact.is_none() && !self.letter {
            return Ok(());
        }
        let mut txn = ledger.begin()?;
        if let Some(contact) = contact {
            txn.set_policy(CONTACT, contact)?;
        }
        if self.letter {
            txn.set_policy(PAPER, "letter")?;
        }
        let detail = json!({ "contact": contact, "letter": self.letter });
        txn.commit(entry.detail(detail))?;
        Ok(())
    }
}

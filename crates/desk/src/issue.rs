//! Give a person a fob.

use crate::cards::Issued;
use crate::desk::{Attendant, Desk};
use crate::fault::Fault;
use crate::step::giving::{self, Aim};
use crate::step::mint;

pub use crate::step::giving::Order;

/// Issues a token. The same order again continues what was cut off.
///
/// # Errors
/// Any cause of choosing, writing and proving; `left` says what the fob is left as.
pub fn issue(desk: &mut Desk, who: &mut dyn Attendant, order: &Order) -> Result<Issued, Fault> {
    let mut codes = mint::ready(desk, &order.codes)?;
    giving::give(desk, who, order, &Aim::default(), &mut codes)
}

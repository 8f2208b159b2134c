//! Where a person wants a document: named by kind, the file asked for by the face.

use serde::Deserialize;

use crate::desk::{Face, FileKind};
use crate::fault::{Cause, Fault};
use crate::step::output::Output;

/// Where a document goes.
#[derive(Deserialize, ts_rs::TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(export)]
pub enum To {
    /// A PDF; the person is asked where.
    Pdf,
    /// A text file; the person is asked where.
    Text,
    /// A print queue.
    Print {
        /// Its name.
        queue: String,
    },
}

impl To {
    /// The place itself; the person is asked where a file goes. `name` has no ending.
    ///
    /// # Errors
    /// `stopped` when the person thinks better of it.
    pub(crate) fn output(self, face: &mut dyn Face, name: &str) -> Result<Output, Fault> {
        let mut output = Output::default();
        match self {
            Self::Pdf => {
                let path = face.save_as(&format!("{name}.pdf"), FileKind::Pdf);
                output.pdf = Some(path.ok_or(Cause::Stopped)?);
            }
            Self::Text => {
                let path = face.save_as(&format!("{name}.txt"), FileKind::Text);
                output.text = Some(path.ok_or(Cause::Stopped)?);
            }
            Self::Print { queue } => output.print = Some(queue),
        }
        Ok(output)
    }
}

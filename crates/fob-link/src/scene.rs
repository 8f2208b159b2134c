//! Readers and HID interfaces made into one list for the board: pure, time is an argument.
//!
//! * A HID interface of a fob that shows its reader is not told by itself.
//! * Of a fob whose reader is to come, the interface is held back for a moment, so that it is not
//!   told twice.
//! * A fob that is used over its HID interface hides its card for a while. As long as the
//!   interface is there, the fob is there: such comings and goings of the card are passed over.

use std::time::{Duration, Instant};

use fob_wire::cable::Transport;

use crate::board::Sight;
use crate::hid::{self, Face};

/// How long a reader may be in coming after the HID interface of the same fob.
const AWAITS: Duration = Duration::from_secs(2);

/// What was seen last time.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    faces: Vec<Known>,
    readers: Vec<Hidden>,
}

/// A HID interface.
#[derive(Debug)]
struct Known {
    mark: u32,
    /// Its reader may still come, until then.
    awaits: Option<Instant>,
    paired: bool,
}

/// A reader whose fob has a HID interface as well.
#[derive(Debug)]
struct Hidden {
    name: String,
    mark: u32,
    /// The count that is told while the interface is there.
    told: u32,
    /// How far the reader's own count is ahead of the one that is told.
    ahead: u32,
}

impl Scene {
    /// The list. `runs`: whether the smart card service does; `pairs`: for each face the place of
    /// its reader (`pairing.rs`).
    pub(crate) fn merge(
        &mut self,
        now: Instant,
        runs: bool,
        mut readers: Vec<Sight>,
        faces: &[Face],
        pairs: &[Option<usize>],
    ) -> Vec<Sight> {
        self.readers.retain(|known| readers.iter().any(|reader| reader.name == known.name));
        for (at, reader) in readers.iter_mut().enumerate() {
            let face = pairs.iter().position(|pair| *pair == Some(at));
            self.steady(reader, face.map(|face| faces[face].mark));
        }
        self.faces.retain(|known| faces.iter().any(|face| face.mark == known.mark));
        let names = hid::names(faces);
        for ((face, name), pair) in faces.iter().zip(names).zip(pairs) {
            if self.stands_alone(now, runs, face, pair.is_some()) {
                readers.push(Sight {
                    name,
                    transport: Transport::Hid,
                    present: true,
                    mute: false,
                    count: face.mark,
                });
            }
        }
        readers
    }

    /// When a HID interface that is held back is to be told.
    pub(crate) fn next_due(&self) -> Option<Instant> {
        self.faces.iter().filter(|known| !known.paired).filter_map(|known| known.awaits).min()
    }

    /// Makes a reader as steady as the HID interface of its fob.
    fn steady(&mut self, reader: &mut Sight, mark: Option<u32>) {
        let known = self.readers.iter_mut().find(|known| known.name == reader.name);
        match (known, mark) {
            (Some(known), Some(mark)) => {
                if known.mark != mark {
                    // Another fob, or the same one plugged in again.
                    (known.mark, known.told) = (mark, reader.count.wrapping_sub(known.ahead));
                }
                known.ahead = reader.count.wrapping_sub(known.told);
                reader.count = known.told;
                (reader.present, reader.mute) = (true, false);
            }
            (Some(known), None) => reader.count = reader.count.wrapping_sub(known.ahead),
            (None, Some(mark)) => {
                let (name, told) = (reader.name.clone(), reader.count);
                self.readers.push(Hidden { name, mark, told, ahead: 0 });
                (reader.present, reader.mute) = (true, false);
            }
            (None, None) => {}
        }
    }

    /// Whether a HID interface is told by itself.
    fn stands_alone(&mut self, now: Instant, runs: bool, face: &Face, paired: bool) -> bool {
        let waits = now + AWAITS;
        let known = match self.faces.iter().position(|known| known.mark == face.mark) {
            Some(at) => &mut self.faces[at],
            None => {
                let awaits = (runs && face.has_reader()).then_some(waits);
                self.faces.push(Known { mark: face.mark, awaits, paired });
                self.faces.last_mut().expect("just pushed")
            }
        };
        if known.paired && !paired {
            // The reader may be back in a moment, and else the fob is on its way out.
            known.awaits = Some(waits);
        }
        known.paired = paired;
        if known.awaits.is_some_and(|until| now >= until) {
            known.awaits = None;
        }
        !paired && known.awaits.is_none()
    }
}

#[cfg(test)]
mod tests;

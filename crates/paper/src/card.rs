//! The codes on a card for the wallet, with marks where to cut. Neither the person's name nor the
//! login is on it: who finds it shall not know whose codes these are.

use crate::codes::{Bounds, Codes};
use crate::fonts::Face;
use crate::page::Column;
use crate::parts::count;
use crate::pen::{Area, Ink, Pen, style};
use crate::text::{fit, printable};

/// A bank card: 85.6 × 54 mm, in points.
const WIDTH: f32 = 242.65;
const HEIGHT: f32 = 153.07;
/// White space inside the card.
const INSET: f32 = 10.0;
/// The type of the codes: as large as can be, and the smallest for which two columns are worth it.
const SIZE: (f32, f32) = (7.0, 6.0);
/// Rows that the card has room for; one that has fewer spreads them a little.
const ROW: (f32, f32) = (9.4, 15.0);

/// What stands on a card beside the codes.
pub(crate) struct Card<'a> {
    /// What it is: "Recovery codes".
    pub(crate) title: &'a str,
    /// The name of the set.
    pub(crate) set: &'a str,
    /// Until when the codes are valid, with its label.
    pub(crate) until: Option<(&'a str, &'a str)>,
    /// How to reach the helpdesk.
    pub(crate) contact: Option<&'a str>,
    /// The codes.
    pub(crate) codes: &'a Codes,
}

impl Card<'_> {
    /// Draws the card and the marks; gives back the height it ends at, marks included.
    pub(crate) fn draw(&self, pen: &mut Pen<'_, '_>, column: &Column, y: f32) -> f32 {
        let marks = 14.0;
        let area = Area { x: column.left + marks, y: y + marks, w: WIDTH, h: HEIGHT };
        cut_marks(pen, area);
        let (left, right) = (area.x + INSET, area.x + WIDTH - INSET);
        let head = area.y + INSET + 6.0;
        pen.write(left, head, style(Face::Strong, 8.0, Ink::Green), self.title);
        pen.write_right(right, head, style(Face::Code, 8.0, Ink::Green), self.set);
        pen.line((left, head + 5.0), (right, head + 5.0), 0.5, Ink::Line);

        let mut foot = area.y + HEIGHT - INSET;
        let room = right - left;
        if let Some(contact) = self.contact {
            let contact = printable(Face::Strong, contact);
            let line = fit(Face::Strong, &[6.5, 6.0, 5.5, 5.0], room, 1, &contact);
            let text = line.lines.concat();
            pen.write(left, foot, style(Face::Strong, line.size, Ink::Black), &text);
            foot -= 8.0;
        }
        if let Some((label, until)) = self.until {
            let until = format!("{label} {}", printable(Face::Text, until));
            let line = fit(Face::Text, &[6.0, 5.0], room, 1, &until);
            let text = line.lines.concat();
            pen.write(left, foot, style(Face::Text, line.size, Ink::Grey), &text);
            foot -= 8.0;
        }
        self.codes(pen, left, (head + 8.0, foot - 1.0), room);
        area.y + HEIGHT + marks
    }

    /// The codes between two heights, read downwards.
    fn codes(&self, pen: &mut Pen<'_, '_>, left: f32, between: (f32, f32), width: f32) {
        let (before, tick, grey_size) = (14.0, 5.5, 5.0);
        let grey = 2.0 * Face::Code.width("X") * grey_size + 4.0;
        let beside = before + tick + 8.0;
        let grid = self.codes.grid(&Bounds { width, beside, size: SIZE, grey });
        let lines = self.codes.lines(grid);
        let row = ((between.1 - between.0) / count(lines)).clamp(ROW.0, ROW.1);
        for (at, (number, code, grey)) in self.codes.rows().enumerate() {
            let (side, line) = (at / lines, at % lines);
            let x = left + grid.width * count(side);
            // One column does not need the whole card: the box stays near its code.
            let end = x + before + Face::Code.width(code) * grid.size;
            let right = if grid.columns == 2 { x + grid.width } else { end + 34.0 };
            let baseline = between.0 + row * (count(line) + 0.5) + 0.36 * grid.size;
            let label = style(Face::Text, 5.5, Ink::Grey);
            pen.write_right(x + before - 5.0, baseline, label, &number.to_string());
            pen.write(x + before, baseline, style(Face::Code, grid.size, Ink::Black), code);
            if let Some(letters) = grey {
                let style = style(Face::Code, grey_size, Ink::Grey);
                pen.write_right(right - tick - 6.0, baseline, style, letters);
            }
            let tick = Area { x: right - tick - 3.0, y: baseline - 0.87 * tick, w: tick, h: tick };
            pen.round_box(tick, 1.2, None, Some((Ink::Grey, 0.5)));
        }
    }
}

/// Short lines outside each corner: the knife follows them, and none is left on the card.
fn cut_marks(pen: &mut Pen<'_, '_>, card: Area) {
    let (near, far) = (3.0, 13.0);
    for (x, outward) in [(card.x, -1.0), (card.x + card.w, 1.0)] {
        for (y, upward) in [(card.y, -1.0), (card.y + card.h, 1.0)] {
            pen.line((x + outward * near, y), (x + outward * far, y), 0.5, Ink::Black);
            pen.line((x, y + upward * near), (x, y + upward * far), 0.5, Ink::Black);
        }
    }
}

//! The parts that all papers are made of. Each takes the height it begins at and gives back the
//! height it ends at, so that a sheet reads from top to bottom.

use crate::Logo;
use crate::fonts::Face;
use crate::page::{Column, PRODUCT};
use crate::pen::{Area, Ink, Pen, style};
use crate::text::{Lines, clean, fit, printable, wrap_evenly};

/// How wide, at most, and how high a logo is, in points: 60 mm, and as high as the product's sign.
const LOGO: (f32, f32) = (170.08, 24.0);

/// The running head: the logo or the fob, the house, and on the right the name of the set, if there is one.
pub(crate) fn head(
    pen: &mut Pen<'_, '_>,
    column: &Column,
    (organisation, logo): (&str, Option<&Logo>),
    set: Option<(&str, &str)>,
) -> f32 {
    let y = column.top;
    let middle = y + 11.0;
    let organisation = printable(Face::Strong, organisation);
    let house = if organisation.is_empty() { PRODUCT } else { &organisation };
    let set = set.map(|(label, name)| {
        (style_width(Face::Text, 10.0, label), style_width(Face::Code, 12.5, name))
    });
    let pill = set.map_or(0.0, |(label, name)| label.1 + name.1 + 30.0);
    let sign = match logo {
        // The name of the house has its place beside it, on the smallest paper, too.
        Some(logo) => picture(pen, column.left, middle, logo, (column.width() - pill) / 2.0),
        None => fob(pen, column.left, y),
    };
    let room = (column.width() - pill - sign - 22.0).min(300.0);
    let house = fit(Face::Strong, &[11.5, 9.5], room, 1, house);
    write_lines(pen, column.left + sign + 10.0, middle + 4.0, &house, Face::Strong, Ink::Black);

    if let Some((label, name)) = set {
        let w = pill;
        let area = Area { x: column.right - w, y: y - 2.0, w, h: 26.0 };
        pen.round_box(area, 13.0, None, Some((Ink::Green, 1.1)));
        pen.write(area.x + 12.0, middle + 3.6, style(Face::Text, 10.0, Ink::Grey), label.0);
        let x = area.x + 18.0 + label.1;
        pen.write(x, middle + 4.2, style(Face::Code, 12.5, Ink::Green), name.0);
    }
    y + 24.0 + column.scaled(if column.narrow() { 18.0 } else { 30.0 })
}

/// What the sheet is, small and green, and below it whom or what it is for, large.
pub(crate) fn title(pen: &mut Pen<'_, '_>, column: &Column, y: f32, what: &str, whom: &str) -> f32 {
    let size = column.scaled(13.0);
    let mut y = y + size;
    pen.write(column.left, y, style(Face::Strong, size, Ink::Green), what);
    y += column.scaled(9.0);
    let one_line = [28.0, 25.0, 22.0].map(|size| column.scaled(size));
    let two_lines = [20.0, 17.0, 14.0].map(|size| column.scaled(size));
    let mut name = fit(Face::Strong, &one_line, column.width(), 1, whom);
    if name.lines.concat().ends_with('…') {
        name = fit(Face::Strong, &two_lines, column.width(), 2, whom);
    }
    let leading = name.size * 1.2;
    write_lines(pen, column.left, y + name.size, &name, Face::Strong, Ink::Black);
    y + leading * count(name.lines.len()) + column.scaled(5.0)
}

/// A paragraph in plain type.
pub(crate) fn paragraph(
    pen: &mut Pen<'_, '_>,
    column: &Column,
    y: f32,
    size: f32,
    ink: Ink,
    text: &str,
) -> f32 {
    let size = column.scaled(size);
    let lines = wrap_evenly(Face::Text, size, column.width(), &clean(text));
    let set = Lines { size, lines };
    write_leaded(pen, column.left, y + size, &set, Face::Text, ink, 1.42);
    y + size * 1.42 * count(set.lines.len())
}

/// Labelled facts, two beside each other.
pub(crate) fn facts(
    pen: &mut Pen<'_, '_>,
    column: &Column,
    y: f32,
    facts: &[(&str, String, Face)],
) -> f32 {
    let (label_size, sizes) = (column.scaled(8.8), [11.5, 10.0, 8.8].map(|s| column.scaled(s)));
    let gap = 24.0;
    let width = (column.width() - gap) / 2.0;
    let mut y = y;
    for row in facts.chunks(2) {
        let mut lowest = y;
        for (index, (label, value, face)) in row.iter().enumerate() {
            let x = if index == 0 { column.left } else { column.left + width + gap };
            let baseline = y + label_size;
            pen.write(x, baseline, style(Face::Text, label_size, Ink::Grey), label);
            let value = fit(*face, &sizes, width, 2, value);
            let first = baseline + column.scaled(15.0);
            write_lines(pen, x, first, &value, *face, Ink::Black);
            let more = count(value.lines.len().saturating_sub(1));
            lowest = lowest.max(first + more * value.size * 1.2);
        }
        y = lowest + column.scaled(14.0);
    }
    y
}

/// A heading and numbered steps.
pub(crate) fn steps(
    pen: &mut Pen<'_, '_>,
    column: &Column,
    y: f32,
    heading: &str,
    steps: &[&str],
) -> f32 {
    let size = column.scaled(12.5);
    let mut y = y + size;
    pen.write(column.left, y, style(Face::Strong, size, Ink::Black), heading);
    y += column.scaled(8.0);
    let (size, indent) = (column.scaled(10.5), column.scaled(20.0));
    for (index, step) in steps.iter().enumerate() {
        let lines = wrap_evenly(Face::Text, size, column.width() - indent, &clean(step));
        let number = style(Face::Strong, size, Ink::Green);
        pen.write(column.left, y + size, number, &(index + 1).to_string());
        let set = Lines { size, lines };
        write_leaded(pen, column.left + indent, y + size, &set, Face::Text, Ink::Black, 1.38);
        y += size * 1.38 * count(set.lines.len()) + column.scaled(3.5);
    }
    y
}

/// A sentence that must not be overlooked, with what follows from it.
pub(crate) fn notice(
    pen: &mut Pen<'_, '_>,
    column: &Column,
    y: f32,
    bold: &str,
    rest: &str,
) -> f32 {
    let (inset, size, small) = (column.scaled(14.0), column.scaled(11.5), column.scaled(10.2));
    let width = column.width() - 2.0 * inset - 4.0;
    let bold = Lines { size, lines: wrap_evenly(Face::Strong, size, width, &clean(bold)) };
    let rest = Lines { size: small, lines: wrap_evenly(Face::Text, small, width, &clean(rest)) };
    let height = size * 1.3 * count(bold.lines.len()) + small * 1.38 * count(rest.lines.len());
    let area = Area { x: column.left, y, w: column.width(), h: height + inset * 1.7 };
    pen.round_box(area, 6.0, Some(Ink::Tint), None);
    let edge = Area { x: area.x, y: area.y, w: 4.0, h: area.h };
    pen.round_box(edge, 2.0, Some(Ink::Green), None);
    let x = area.x + inset + 4.0;
    let mut baseline = y + inset * 0.8 + size;
    write_leaded(pen, x, baseline, &bold, Face::Strong, Ink::Black, 1.3);
    baseline += size * 1.3 * count(bold.lines.len() - 1) + small * 1.5;
    write_leaded(pen, x, baseline, &rest, Face::Text, Ink::Black, 1.38);
    y + area.h
}

/// The foot: on the left how to reach somebody, on the right what the paper bears witness to.
/// Gives back the height it begins at.
pub(crate) fn foot(
    pen: &mut Pen<'_, '_>,
    column: &Column,
    left: Option<(&str, &str)>,
    right: Option<(&str, &str)>,
) -> f32 {
    if left.is_none() && right.is_none() {
        return column.bottom;
    }
    let width = column.width() * 0.62;
    let sizes: &[f32] = if column.narrow() { &[9.0, 8.5] } else { &[12.0, 11.0, 10.0] };
    let value = left.map(|(label, value)| {
        (label, fit(Face::Strong, sizes, width, 2, &printable(Face::Strong, value)))
    });
    let lines = value.as_ref().map_or(1, |(_, set)| set.lines.len());
    let top = column.bottom - 30.0 - 14.4 * count(lines - 1);
    pen.line((column.left, top), (column.right, top), 0.7, Ink::Line);
    let label = style(Face::Text, 8.8, Ink::Grey);
    if let Some((name, set)) = value {
        pen.write(column.left, top + 14.0, label, name);
        write_lines(pen, column.left, top + 29.0, &set, Face::Strong, Ink::Black);
    }
    if let Some((name, head)) = right {
        pen.write_right(column.right, top + 14.0, label, name);
        let head = fit(Face::Code, &[9.5, 8.0], column.width() * 0.36, 1, head);
        let line = head.lines.concat();
        pen.write_right(column.right, top + 28.0, style(Face::Code, head.size, Ink::Grey), &line);
    }
    top
}

/// Places to sign, two beside each other, each with what is signed there.
pub(crate) fn signatures(pen: &mut Pen<'_, '_>, column: &Column, y: f32, labels: &[&str]) -> f32 {
    let (gap, size) = (24.0, column.scaled(8.8));
    let width = (column.width() - gap) / 2.0;
    let mut y = y;
    for row in labels.chunks(2) {
        let line = y + column.scaled(34.0);
        for (index, label) in row.iter().enumerate() {
            let x = if index == 0 { column.left } else { column.left + width + gap };
            pen.line((x, line), (x + width, line), 0.7, Ink::Grey);
            pen.write(x, line + size * 1.5, style(Face::Text, size, Ink::Grey), label);
        }
        y = line + size * 1.5;
    }
    y
}

/// A small number as a measure to calculate with.
pub(crate) fn count(number: usize) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

/// The house's sign, as high as the product's; its width.
fn picture(pen: &mut Pen<'_, '_>, x: f32, middle: f32, logo: &Logo, room: f32) -> f32 {
    let pixels = |number: u32| f32::from(u16::try_from(number).unwrap_or(u16::MAX)).max(1.0);
    let ratio = pixels(logo.width()) / pixels(logo.height());
    let w = (LOGO.1 * ratio).min(LOGO.0).min(room);
    let h = w / ratio;
    pen.image(Area { x, y: middle - h / 2.0, w, h }, logo);
    w
}

/// The product's sign: a fob with its plug up; its width.
fn fob(pen: &mut Pen<'_, '_>, x: f32, y: f32) -> f32 {
    let plug = Area { x: x + 2.6, y: y - 1.0, w: 6.8, h: 7.0 };
    pen.round_box(plug, 1.0, None, Some((Ink::Grey, 0.9)));
    let body = Area { x, y: y + 5.0, w: 12.0, h: 18.0 };
    pen.round_box(body, 3.0, None, Some((Ink::Black, 1.3)));
    let light = Area { x: x + 3.1, y: y + 9.6, w: 5.8, h: 5.8 };
    pen.round_box(light, 2.9, Some(Ink::Green), None);
    12.0
}

fn write_lines(pen: &mut Pen<'_, '_>, x: f32, baseline: f32, set: &Lines, face: Face, ink: Ink) {
    write_leaded(pen, x, baseline, set, face, ink, 1.2);
}

fn write_leaded(
    pen: &mut Pen<'_, '_>,
    x: f32,
    first_baseline: f32,
    set: &Lines,
    face: Face,
    ink: Ink,
    leading: f32,
) {
    let mut baseline = first_baseline;
    for line in &set.lines {
        pen.write(x, baseline, style(face, set.size, ink), line);
        baseline += set.size * leading;
    }
}

fn style_width(face: Face, size: f32, text: &str) -> (&str, f32) {
    (text, face.width(text) * size)
}

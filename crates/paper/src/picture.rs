//! A sheet as a picture for a screen: the same layout in the same letters, as outlines. It is not a
//! document: nothing in it can be read as text, and nobody prints it.

use std::fmt::Write as _;

use rustybuzz::ttf_parser::{GlyphId, OutlineBuilder};

use crate::fonts::Face;
use crate::pen::{Area, Ink};

/// A page drawn for a screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    /// The width of the paper, in points.
    pub width: f32,
    /// Its height.
    pub height: f32,
    /// What stands on it, in the order in which it is drawn.
    pub shapes: Vec<Shape>,
}

/// One shape, as SVG has it: an outline with its colours.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The outline (`d` of an SVG path), in points from the upper left corner.
    pub path: String,
    /// The colour it is filled with, `#rrggbb`.
    pub fill: Option<String>,
    /// The colour of its edge.
    pub stroke: Option<String>,
    /// The width of its edge.
    pub stroke_width: f32,
}

/// The outlines of a line of text.
pub(crate) fn letters(x: f32, baseline: f32, face: Face, size: f32, text: &str) -> String {
    let mut path = String::new();
    let mut at = x;
    for glyph in face.glyphs(text) {
        let mut outline = Outline {
            path: &mut path,
            x: at + glyph.x_offset * size,
            y: baseline - glyph.y_offset * size,
            scale: size / face.units_per_em(),
        };
        if let Ok(id) = u16::try_from(glyph.glyph_id.to_u32()) {
            face.outline(GlyphId(id), &mut outline);
        }
        at += glyph.x_advance * size;
    }
    path
}

/// A filled outline; nothing for a line of blanks.
pub(crate) fn filled(path: String, ink: Ink) -> Option<Shape> {
    let shape = Shape { path, fill: Some(colour(ink)), stroke: None, stroke_width: 0.0 };
    (!shape.path.is_empty()).then_some(shape)
}

/// A straight line.
pub(crate) fn line(from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) -> Shape {
    let path = format!("M{:.1} {:.1}L{:.1} {:.1}", from.0, from.1, to.0, to.1);
    Shape { path, fill: None, stroke: Some(colour(ink)), stroke_width: width }
}

/// A box with round corners.
pub(crate) fn round_box(
    area: Area,
    radius: f32,
    ground: Option<Ink>,
    edge: Option<(Ink, f32)>,
) -> Shape {
    let Area { x, y, w, h } = area;
    let (across, down, r) = (w - 2.0 * radius, h - 2.0 * radius, radius);
    let path = format!(
        "M{:.1} {y:.1}h{across:.1}a{r:.1} {r:.1} 0 0 1 {r:.1} {r:.1}v{down:.1}\
         a{r:.1} {r:.1} 0 0 1 -{r:.1} {r:.1}h-{across:.1}a{r:.1} {r:.1} 0 0 1 -{r:.1} -{r:.1}\
         v-{down:.1}a{r:.1} {r:.1} 0 0 1 {r:.1} -{r:.1}z",
        x + r
    );
    Shape {
        path,
        fill: ground.map(colour),
        stroke: edge.map(|(ink, _)| colour(ink)),
        stroke_width: edge.map_or(0.0, |(_, width)| width),
    }
}

fn colour(ink: Ink) -> String {
    let [red, green, blue] = ink.rgb();
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Writes a glyph's outline, given in a font's units with the height upwards, in points downwards.
struct Outline<'a> {
    path: &'a mut String,
    x: f32,
    y: f32,
    scale: f32,
}

impl Outline<'_> {
    fn put(&mut self, letter: char, points: &[(f32, f32)]) {
        self.path.push(letter);
        for (index, (x, y)) in points.iter().enumerate() {
            let blank = if index == 0 { "" } else { " " };
            let (x, y) = (self.x + x * self.scale, self.y - y * self.scale);
            // Writing into a string does not fail.
            let _ = write!(self.path, "{blank}{x:.1} {y:.1}");
        }
    }
}

impl OutlineBuilder for Outline<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.put('M', &[(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.put('L', &[(x, y)]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.put('Q', &[(x1, y1), (x, y)]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.put('C', &[(x1, y1), (x2, y2), (x, y)]);
    }

    fn close(&mut self) {
        self.path.push('z');
    }
}

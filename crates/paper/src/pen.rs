//! The pen: lines, boxes and words on one page, or in a picture of it. It knows points and inks, not what a sheet is.

use krilla::color::rgb;
use krilla::geom::{Path, PathBuilder, Point, Size, Transform};
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::Font;

use crate::Logo;
use crate::fonts::Face;
use crate::picture::{self, Shape};

/// The inks of a sheet; all of them survive a black-and-white printer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ink {
    /// What must be read.
    Black,
    /// Labels and explanations.
    Grey,
    /// Hairlines.
    Line,
    /// The house colour.
    Green,
    /// The ground below a notice.
    Tint,
}

impl Ink {
    /// Its red, green and blue.
    pub(crate) fn rgb(self) -> [u8; 3] {
        match self {
            Ink::Black => [0x16, 0x18, 0x1d],
            Ink::Grey => [0x5b, 0x64, 0x72],
            Ink::Line => [0xc9, 0xd0, 0xcd],
            Ink::Green => [0x0b, 0x6e, 0x5d],
            Ink::Tint => [0xea, 0xf4, 0xf1],
        }
    }
}

/// How a text is set: its face, its size in points, its ink.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Style {
    /// The face.
    pub(crate) face: Face,
    /// The size, in points.
    pub(crate) size: f32,
    /// The ink.
    pub(crate) ink: Ink,
}

/// A style, written short.
pub(crate) fn style(face: Face, size: f32, ink: Ink) -> Style {
    Style { face, size, ink }
}

/// A rectangle, in points from the upper left corner of the page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Area {
    /// The left edge.
    pub(crate) x: f32,
    /// The upper edge.
    pub(crate) y: f32,
    /// Its width.
    pub(crate) w: f32,
    /// Its height.
    pub(crate) h: f32,
}

/// Draws on a page or a picture; or, without either, lets a sheet measure itself.
pub(crate) struct Pen<'a, 'page> {
    ground: Ground<'a, 'page>,
}

/// What a pen draws on.
enum Ground<'a, 'page> {
    /// Nothing.
    Dry,
    /// A page of a PDF, with the faces it embeds.
    Page(&'a mut Surface<'page>, [Font; 3]),
    /// A picture for a screen.
    Picture(&'a mut Vec<Shape>),
}

impl<'a, 'page> Pen<'a, 'page> {
    /// A pen above a page.
    pub(crate) fn on(surface: &'a mut Surface<'page>) -> Self {
        let fonts = [Face::Text, Face::Strong, Face::Code].map(Face::embed);
        Pen { ground: Ground::Page(surface, fonts) }
    }

    /// A pen above a picture.
    pub(crate) fn onto(shapes: &'a mut Vec<Shape>) -> Self {
        Pen { ground: Ground::Picture(shapes) }
    }

    /// A pen without ink.
    pub(crate) fn dry() -> Self {
        Pen { ground: Ground::Dry }
    }

    /// Writes a line that begins at `x` and stands on `baseline`.
    pub(crate) fn write(&mut self, x: f32, baseline: f32, style: Style, text: &str) {
        match &mut self.ground {
            Ground::Dry => {}
            Ground::Page(surface, [plain, strong, code]) => {
                let font = match style.face {
                    Face::Text => plain,
                    Face::Strong => strong,
                    Face::Code => code,
                };
                let glyphs = style.face.glyphs(text);
                surface.set_stroke(None);
                surface.set_fill(Some(fill(style.ink)));
                let start = Point::from_xy(x, baseline);
                surface.draw_glyphs(start, &glyphs, font.clone(), text, style.size, false);
            }
            Ground::Picture(shapes) => {
                let path = picture::letters(x, baseline, style.face, style.size, text);
                shapes.extend(picture::filled(path, style.ink));
            }
        }
    }

    /// Writes a line that ends at `right`.
    pub(crate) fn write_right(&mut self, right: f32, baseline: f32, style: Style, text: &str) {
        let width = style.face.width(text) * style.size;
        self.write(right - width, baseline, style, text);
    }

    /// Draws a straight line.
    pub(crate) fn line(&mut self, from: (f32, f32), to: (f32, f32), width: f32, ink: Ink) {
        if let Ground::Picture(shapes) = &mut self.ground {
            shapes.push(picture::line(from, to, width, ink));
            return;
        }
        let mut path = PathBuilder::new();
        path.move_to(from.0, from.1);
        path.line_to(to.0, to.1);
        self.draw(path, None, Some((ink, width)));
    }

    /// Draws a box with round corners: its ground, its edge, or both.
    pub(crate) fn round_box(
        &mut self,
        area: Area,
        radius: f32,
        ground: Option<Ink>,
        edge: Option<(Ink, f32)>,
    ) {
        if let Ground::Picture(shapes) = &mut self.ground {
            shapes.push(picture::round_box(area, radius, ground, edge));
            return;
        }
        self.draw(rounded(area, radius), ground, edge);
    }

    /// Lays a picture into an area. On a screen its place is marked: what is shown there is made of
    /// outlines alone.
    pub(crate) fn image(&mut self, area: Area, logo: &Logo) {
        match &mut self.ground {
            Ground::Dry => {}
            Ground::Page(surface, _) => {
                let size = Size::from_wh(area.w, area.h);
                let Some((image, size)) = logo.image().zip(size) else { return };
                surface.push_transform(&Transform::from_translate(area.x, area.y));
                surface.draw_image(image, size);
                surface.pop();
            }
            Ground::Picture(shapes) => {
                shapes.push(picture::round_box(area, 1.0, None, Some((Ink::Line, 0.7))));
            }
        }
    }

    fn draw(&mut self, path: PathBuilder, ground: Option<Ink>, edge: Option<(Ink, f32)>) {
        let (Ground::Page(surface, _), Some(path)) = (&mut self.ground, path.finish()) else {
            return;
        };
        let path: Path = path;
        surface.set_fill(ground.map(fill));
        surface.set_stroke(edge.map(|(ink, width)| Stroke {
            paint: colour(ink).into(),
            width,
            ..Stroke::default()
        }));
        surface.draw_path(&path);
    }
}

fn fill(ink: Ink) -> Fill {
    Fill { paint: colour(ink).into(), ..Fill::default() }
}

fn colour(ink: Ink) -> rgb::Color {
    let [red, green, blue] = ink.rgb();
    rgb::Color::new(red, green, blue)
}

/// The outline of a box whose corners are quarter circles.
fn rounded(area: Area, radius: f32) -> PathBuilder {
    /// How far the handles of a cubic curve stand off to draw a quarter circle.
    const HANDLE: f32 = 0.552_285;
    let (left, top) = (area.x, area.y);
    let (right, bottom) = (area.x + area.w, area.y + area.h);
    let off = radius * (1.0 - HANDLE);
    let mut path = PathBuilder::new();
    path.move_to(left + radius, top);
    path.line_to(right - radius, top);
    path.cubic_to(right - off, top, right, top + off, right, top + radius);
    path.line_to(right, bottom - radius);
    path.cubic_to(right, bottom - off, right - off, bottom, right - radius, bottom);
    path.line_to(left + radius, bottom);
    path.cubic_to(left + off, bottom, left, bottom - off, left, bottom - radius);
    path.line_to(left, top + radius);
    path.cubic_to(left, top + off, left + off, top, left + radius, top);
    path.close();
    path
}

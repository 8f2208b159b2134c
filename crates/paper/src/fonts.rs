//! The three faces of the sheets, and text as glyphs: what is measured is what is printed.
//!
//! Shaping is done here and not by the PDF writer, because the sheet must know the width of a
//! line before it prints it, must know when a letter is missing, and asks for the slashed zero.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::{OutlineBuilder, Tag};
use rustybuzz::{Direction, Feature, Script, ShapePlan, UnicodeBuffer};

static REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.ttf");
static SEMI_BOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.ttf");
static MONO: &[u8] = include_bytes!("../fonts/JetBrainsMono-Medium.ttf");

static SHAPERS: LazyLock<[rustybuzz::Face<'static>; 3]> = LazyLock::new(|| {
    [REGULAR, SEMI_BOLD, MONO].map(|bytes| {
        rustybuzz::Face::from_slice(bytes, 0).expect("the fonts in the crate can be read")
    })
});

/// Which rules of a face apply to a script.
type Plans = HashMap<(Face, Script), Arc<ShapePlan>>;

/// The plans made so far: costly to make, and the same for every line.
static PLANS: LazyLock<Mutex<Plans>> = LazyLock::new(Mutex::default);

/// One of the faces a sheet is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Face {
    /// Inter, for reading.
    Text,
    /// Inter semi-bold, for names and headings.
    Strong,
    /// JetBrains Mono with the slashed zero, for what is typed letter by letter.
    Code,
}

impl Face {
    /// The face for the PDF writer, which embeds the glyphs that were used and no others.
    pub(crate) fn embed(self) -> Font {
        let bytes = match self {
            Face::Text => REGULAR,
            Face::Strong => SEMI_BOLD,
            Face::Code => MONO,
        };
        Font::new(bytes.into(), 0).expect("the fonts in the crate can be read")
    }

    /// Whether every letter of the text has a glyph.
    pub(crate) fn prints(self, text: &str) -> bool {
        self.glyphs(text).iter().all(|glyph| glyph.glyph_id.to_u32() != 0)
    }

    /// The width of a line, in em.
    pub(crate) fn width(self, text: &str) -> f32 {
        self.glyphs(text).iter().map(|glyph| glyph.x_advance).sum()
    }

    /// The glyphs of a line, left to right, in em.
    pub(crate) fn glyphs(self, text: &str) -> Vec<KrillaGlyph> {
        let shaper = self.shaper();
        let em = self.units_per_em();
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let plan = self.plan(buffer.script());
        let shaped = rustybuzz::shape_with_plan(shaper, &plan, buffer);

        let starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| usize::try_from(info.cluster).unwrap_or(0))
            .collect();
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        pairs
            .enumerate()
            .map(|(index, (info, position))| {
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    units(position.x_advance) / em,
                    units(position.x_offset) / em,
                    units(position.y_offset) / em,
                    units(position.y_advance) / em,
                    letters_of(index, &starts, text.len()),
                    None,
                )
            })
            .collect()
    }

    /// How many of the font's own units are one em.
    pub(crate) fn units_per_em(self) -> f32 {
        f32::from(i16::try_from(self.shaper().units_per_em()).unwrap_or(i16::MAX))
    }

    /// Draws the outline of a glyph, in the font's own units with the height upwards.
    pub(crate) fn outline(
        self,
        glyph: rustybuzz::ttf_parser::GlyphId,
        out: &mut dyn OutlineBuilder,
    ) {
        // A blank has no outline.
        let _ = self.shaper().outline_glyph(glyph, out);
    }

    fn shaper(self) -> &'static rustybuzz::Face<'static> {
        let [text, strong, code] = &*SHAPERS;
        match self {
            Face::Text => text,
            Face::Strong => strong,
            Face::Code => code,
        }
    }

    fn plan(self, script: Script) -> Arc<ShapePlan> {
        let mut plans = PLANS.lock().unwrap_or_else(PoisonError::into_inner);
        let plan = plans.entry((self, script)).or_insert_with(|| {
            let (direction, script) = (Direction::LeftToRight, Some(script));
            let plan = ShapePlan::new(self.shaper(), direction, script, None, &self.features());
            Arc::new(plan)
        });
        Arc::clone(plan)
    }

    /// Arrows and other ligatures off: what is printed is what was handed in.
    fn features(self) -> Vec<Feature> {
        let set = |tag, value| Feature::new(Tag::from_bytes(tag), value, ..);
        match self {
            Face::Text | Face::Strong => vec![set(b"calt", 0), set(b"liga", 0)],
            Face::Code => vec![set(b"calt", 0), set(b"liga", 0), set(b"zero", 1)],
        }
    }
}

/// The bytes of the text that a glyph stands for: up to the start of the next cluster.
fn letters_of(index: usize, starts: &[usize], end: usize) -> Range<usize> {
    let start = starts[index];
    let next = starts[index..].iter().copied().find(|other| *other > start);
    start..next.unwrap_or(end)
}

/// A font's own units as a number to calculate with; fonts store them in 16 bits.
fn units(value: i32) -> f32 {
    f32::from(i16::try_from(value).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_greek_and_cyrillic_can_be_printed() {
        for text in ["Zoë Müller", "Þórður Ångström", "Ελένη", "Ирина Щёголева", "Ďuriš Łęcki"]
        {
            assert!(Face::Text.prints(text), "{text}");
            assert!(Face::Strong.prints(text), "{text}");
        }
    }

    #[test]
    fn other_scripts_are_known_to_lack_glyphs() {
        for text in ["王小明", "محمد", "שרה", "สมชาย", "Zoë 🙂"] {
            assert!(!Face::Text.prints(text), "{text}");
        }
    }

    #[test]
    fn a_letter_with_a_loose_accent_is_one_letter() {
        assert!(Face::Text.prints("Zoe\u{308}"));
        let loose = Face::Text.width("Zoe\u{308}");
        assert!((loose - Face::Text.width("Zoë")).abs() < 0.001);
    }

    #[test]
    fn every_symbol_of_a_code_is_equally_wide() {
        let one = Face::Code.width("0");
        for symbol in "0123456789ABCDEFGHJKMNPQRSTVWXYZ-".chars() {
            assert!((Face::Code.width(&symbol.to_string()) - one).abs() < 0.001, "{symbol}");
        }
    }

    #[test]
    fn the_zero_of_a_code_is_the_slashed_one() {
        let plain = SHAPERS[2].glyph_index('0').expect("the face has a zero").0;
        let printed = Face::Code.glyphs("0")[0].glyph_id.to_u32();
        assert_ne!(printed, u32::from(plain));
    }
}

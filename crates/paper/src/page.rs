//! One page of a document: its size, its margins, and the largest type that fits.

use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::{Document, SerializeSettings};
use zeroize::Zeroizing;

use crate::pen::Pen;
use crate::picture::Picture;
use crate::{Page, PaperError, Pdf};

/// What makes the sheets; stands where a house has given itself no name.
pub(crate) const PRODUCT: &str = "Fobdesk";

/// The column narrower than this has no room to spare beside the codes.
const NARROW: f32 = 400.0;

/// The column that everything stands in, in points, and how much the type is reduced.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    /// The left edge.
    pub(crate) left: f32,
    /// The right edge.
    pub(crate) right: f32,
    /// The upper edge.
    pub(crate) top: f32,
    /// The lower edge.
    pub(crate) bottom: f32,
    /// Factor for type and gaps: 1 where there is room.
    pub(crate) scale: f32,
}

impl Column {
    /// The width between the edges.
    pub(crate) fn width(&self) -> f32 {
        self.right - self.left
    }

    /// Whether the paper is a small one.
    pub(crate) fn narrow(&self) -> bool {
        self.width() < NARROW
    }

    /// A measure, reduced as the whole page is.
    pub(crate) fn scaled(&self, points: f32) -> f32 {
        points * self.scale
    }
}

/// A sheet that can measure itself and be drawn.
pub(crate) trait Layout {
    /// Draws everything (with a dry pen: nothing) and gives back how many points of the column
    /// are left over. `spare` is the height to spread between the rows.
    fn draw(&self, pen: &mut Pen<'_, '_>, column: &Column, spare: f32) -> f32;
}

/// Draws the sheet in the largest type that fits on one page.
pub(crate) fn print(
    page: Page,
    title: &str,
    lang: &str,
    sheet: &impl Layout,
) -> Result<Pdf, PaperError> {
    let (column, spare) = fitted(page, sheet)?;
    let (width, height) = size(page);
    let settings = PageSettings::from_wh(width, height)
        .ok_or_else(|| PaperError::Pdf("the page has no size".to_owned()))?;
    let plain = SerializeSettings { xmp_metadata: false, ..SerializeSettings::default() };
    let mut document = Document::new_with(plain);
    // No date: the same sheet gives the same bytes.
    document.set_metadata(
        Metadata::new()
            .title(title.to_owned())
            .language(lang.to_owned())
            .creator(PRODUCT.to_owned()),
    );
    let mut open = document.start_page_with(settings);
    let mut surface = open.surface();
    sheet.draw(&mut Pen::on(&mut surface), &column, spare);
    surface.finish();
    open.finish();
    let bytes = document.finish().map_err(|why| PaperError::Pdf(format!("{why:?}")))?;
    let mut bytes = Zeroizing::new(bytes);
    blank_file_id(&mut bytes)?;
    Ok(Pdf(bytes))
}

/// Draws the sheet as a picture: what [`print`] would print.
pub(crate) fn picture(page: Page, sheet: &impl Layout) -> Result<Picture, PaperError> {
    let (column, spare) = fitted(page, sheet)?;
    let (width, height) = size(page);
    let mut shapes = Vec::new();
    sheet.draw(&mut Pen::onto(&mut shapes), &column, spare);
    Ok(Picture { width, height, shapes })
}

/// The column in the largest type that fits on one page, and the height that is left over.
fn fitted(page: Page, sheet: &impl Layout) -> Result<(Column, f32), PaperError> {
    let scales: &[f32] = match page {
        Page::A5 => &[0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6],
        _ => &[1.0, 0.95, 0.9, 0.85, 0.8, 0.75],
    };
    scales
        .iter()
        .map(|scale| column(page, *scale))
        .map(|column| (column, sheet.draw(&mut Pen::dry(), &column, 0.0)))
        .find(|(_, left_over)| *left_over >= 0.0)
        .ok_or(PaperError::DoesNotFit)
}

/// Puts noughts for the file's id, which the writer makes from everything in the file: nothing
/// that was derived from a code shall stand anywhere but in the code's own place.
fn blank_file_id(bytes: &mut [u8]) -> Result<(), PaperError> {
    const KEY: &[u8] = b"/ID[(";
    let start = bytes.windows(KEY.len()).rposition(|window| window == KEY);
    let id = start.and_then(|start| bytes.get_mut(start + KEY.len()..));
    let id = id.ok_or_else(|| PaperError::Pdf("the file has no id".to_owned()))?;
    for byte in id.iter_mut().take_while(|byte| **byte != b']') {
        if !matches!(byte, b'(' | b')') {
            *byte = b'0';
        }
    }
    Ok(())
}

fn column(page: Page, scale: f32) -> Column {
    let (width, height) = size(page);
    // White space at the sides, and above and below.
    let (side, ends) = if page == Page::A5 { (34.0, 26.0) } else { (58.0, 50.0) };
    Column { left: side, right: width - side, top: ends, bottom: height - ends, scale }
}

/// The size of the paper in points.
fn size(page: Page) -> (f32, f32) {
    match page {
        Page::A4 | Page::CardOnA4 => (595.28, 841.89),
        Page::Letter | Page::CardOnLetter => (612.0, 792.0),
        Page::A5 => (419.53, 595.28),
    }
}

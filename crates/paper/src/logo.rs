//! The house's logo: a PNG made into pixels on white paper. The file is a stranger's: its header is
//! read first, and nothing larger than what the header allows is ever made room for.

use std::hash::{Hash, Hasher};
use std::io::Cursor;
use std::sync::Arc;

use krilla::image::{BitsPerComponent, CustomImage, Image, ImageColorspace};
use png::{ColorType, Decoder, Limits, Transformations};

/// The largest file.
const MOST_BYTES: usize = 200_000;
/// The widest and the highest picture, in pixels.
const MOST_PIXELS: u32 = 2_000;
/// What the decoder may need beside the rows: its window, a palette.
const BESIDE: usize = 1 << 20;

/// How each PNG begins: its mark, then a header of thirteen bytes.
const MARK: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR";

/// A picture that fits the head of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    width: u32,
    height: u32,
    /// Red, green and blue of each pixel, row by row.
    pixels: Arc<[u8]>,
}

/// Why a file is no logo.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LogoError {
    /// Not a PNG at all.
    #[error("this is no PNG")]
    NoPng,
    /// More than 200 kB, or more than 2000 pixels wide or high.
    #[error("a logo is a PNG of at most 200 kB and 2000 × 2000 pixels")]
    TooLarge,
    /// It begins as a PNG, and cannot be read to its end.
    #[error("the picture cannot be read: {0}")]
    Damaged(String),
}

impl Logo {
    /// The largest file that is read, in bytes: whoever opens one need not read further.
    pub const MOST_BYTES: usize = MOST_BYTES;

    /// Reads a PNG.
    ///
    /// # Errors
    /// Another kind of file, one that is too large, one that is damaged.
    pub fn read(png: &[u8]) -> Result<Self, LogoError> {
        let header = png.strip_prefix(MARK).ok_or(LogoError::NoPng)?;
        let number = |at: usize| -> Option<u32> {
            Some(u32::from_be_bytes(header.get(at..at + 4)?.try_into().ok()?))
        };
        let cut = || LogoError::Damaged("the header is cut off".to_owned());
        let (width, height) = number(0).zip(number(4)).ok_or_else(cut)?;
        if png.len() > MOST_BYTES || width > MOST_PIXELS || height > MOST_PIXELS {
            return Err(LogoError::TooLarge);
        }
        let pixels = on_white(png, width, height)?;
        Ok(Self { width, height, pixels: pixels.into() })
    }

    /// Its width, in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Its height, in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The same in small, at most so many pixels wide and high: width, height, and red, green and
    /// blue of each pixel. What is small already stays as it is.
    #[must_use]
    pub fn small(&self, most: (u32, u32)) -> (u32, u32, Vec<u8>) {
        let by = self.width.div_ceil(most.0).max(self.height.div_ceil(most.1)).max(1);
        let (width, height) = (self.width.div_ceil(by), self.height.div_ceil(by));
        let mut small = Vec::new();
        for y in 0..height {
            for x in 0..width {
                small.extend(self.mean((x * by, y * by), by));
            }
        }
        (width, height, small)
    }

    /// The mean of a square of pixels, as far as it lies in the picture.
    fn mean(&self, from: (u32, u32), by: u32) -> [u8; 3] {
        let (mut sum, mut count) = ([0_u32; 3], 0);
        for y in from.1..(from.1 + by).min(self.height) {
            for x in from.0..(from.0 + by).min(self.width) {
                let at = usize::try_from((y * self.width + x) * 3).unwrap_or(usize::MAX);
                let Some(pixel) = self.pixels.get(at..at.saturating_add(3)) else { continue };
                sum.iter_mut().zip(pixel).for_each(|(sum, part)| *sum += u32::from(*part));
                count += 1;
            }
        }
        sum.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(u8::MAX))
    }

    /// As the PDF writer takes it.
    pub(crate) fn image(&self) -> Option<Image> {
        Image::from_custom(self.clone(), true).ok()
    }
}

/// The pixels of a picture, laid on white paper where they are transparent.
fn on_white(png: &[u8], width: u32, height: u32) -> Result<Vec<u8>, LogoError> {
    let damaged = |why: png::DecodingError| LogoError::Damaged(why.to_string());
    let size = |bytes: u32| usize::try_from(width * height * bytes).unwrap_or(usize::MAX);
    // Sixteen bits a channel at most.
    let limits = Limits { bytes: size(8).saturating_add(BESIDE) };
    let mut decoder = Decoder::new_with_limits(Cursor::new(png), limits);
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    let mut reader = decoder.read_info().map_err(damaged)?;
    let none = || LogoError::Damaged("it has no pixels".to_owned());
    let room = reader.output_buffer_size().filter(|room| *room <= size(4)).ok_or_else(none)?;
    let mut raw = vec![0; room];
    let frame = reader.next_frame(&mut raw).map_err(damaged)?;
    // A picture that moves may begin with a smaller one.
    if (frame.width, frame.height) != (width, height) {
        return Err(none());
    }
    let white = |part: u8, alpha: u8| {
        let laid = u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha));
        u8::try_from((laid + 127) / 255).unwrap_or(u8::MAX)
    };
    let channels = frame.color_type.samples();
    let laid: Vec<u8> = raw
        .chunks_exact(channels)
        .flat_map(|pixel| match (frame.color_type, pixel) {
            (ColorType::Rgb, &[r, g, b]) => [r, g, b],
            (ColorType::Rgba, &[r, g, b, a]) => [r, g, b].map(|part| white(part, a)),
            (ColorType::GrayscaleAlpha, &[grey, a]) => [white(grey, a); 3],
            (_, &[grey, ..]) => [grey; 3],
            (_, []) => [255; 3],
        })
        .collect();
    if laid.len() == size(3) { Ok(laid) } else { Err(none()) }
}

impl Hash for Logo {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.width, self.height).hash(state);
        self.pixels.hash(state);
    }
}

impl CustomImage for Logo {
    fn color_channel(&self) -> &[u8] {
        &self.pixels
    }

    fn alpha_channel(&self) -> Option<&[u8]> {
        None
    }

    fn bits_per_component(&self) -> BitsPerComponent {
        BitsPerComponent::Eight
    }

    fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    fn icc_profile(&self) -> Option<&[u8]> {
        None
    }

    fn color_space(&self) -> ImageColorspace {
        ImageColorspace::Rgb
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use png::{BitDepth, Encoder};

    fn png_of(width: u32, height: u32, color: ColorType, data: &[u8]) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, width, height);
        encoder.set_color(color);
        encoder.set_depth(BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(data).expect("pixels");
        writer.finish().expect("an end");
        file
    }

    #[test]
    fn what_is_transparent_is_white_as_the_paper_is() {
        let pixels = [255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128];
        let logo = Logo::read(&png_of(3, 1, ColorType::Rgba, &pixels)).expect("a logo");
        assert_eq!(&*logo.pixels, &[255, 0, 0, 255, 255, 255, 127, 127, 127]);
        let grey = Logo::read(&png_of(2, 1, ColorType::Grayscale, &[7, 200])).expect("a logo");
        assert_eq!(&*grey.pixels, &[7, 7, 7, 200, 200, 200]);
        let both = png_of(2, 1, ColorType::GrayscaleAlpha, &[7, 255, 7, 0]);
        assert_eq!(&*Logo::read(&both).expect("a logo").pixels, &[7, 7, 7, 255, 255, 255]);
    }

    #[test]
    fn other_files_are_refused_and_a_cut_one_at_every_byte() {
        let whole = png_of(4, 4, ColorType::Rgb, &[90; 48]);
        for other in [&b""[..], b"%PDF-1.7", b"\xff\xd8\xff\xe0JFIF", b"\x89PNG\r\n\x1a\n"] {
            assert_eq!(Logo::read(other), Err(LogoError::NoPng));
        }
        // The end mark alone may be missing.
        for cut in MARK.len()..whole.len() - 12 {
            let read = Logo::read(&whole[..cut]);
            assert!(matches!(read, Err(LogoError::Damaged(_))), "{cut}: {read:?}");
        }
        for at in MARK.len()..whole.len() - 12 {
            let mut other = whole.clone();
            other[at] ^= 0x55;
            let read = Logo::read(&other);
            assert!(read.is_err(), "{at}: {read:?}");
        }
        assert!(Logo::read(&whole).is_ok());
    }

    #[test]
    fn a_header_that_promises_too_much_is_refused_before_anything_is_decoded() {
        let mut tall = png_of(1, 2_001, ColorType::Grayscale, &[0; 2_001]);
        assert_eq!(Logo::read(&tall), Err(LogoError::TooLarge));
        tall[16..24].copy_from_slice(&[0xff; 8]);
        assert_eq!(Logo::read(&tall), Err(LogoError::TooLarge));
        let mut long = png_of(1, 1, ColorType::Grayscale, &[0]);
        long.resize(MOST_BYTES + 1, 0);
        assert_eq!(Logo::read(&long), Err(LogoError::TooLarge));
        let mut none = png_of(1, 1, ColorType::Grayscale, &[0]);
        none[16..20].copy_from_slice(&[0; 4]);
        assert!(matches!(Logo::read(&none), Err(LogoError::Damaged(_))));
        assert!(Logo::read(&png_of(2_000, 1, ColorType::Grayscale, &[0; 2_000])).is_ok());
    }

    #[test]
    fn a_small_one_is_the_mean_of_its_squares() {
        let logo = Logo::read(&png_of(3, 2, ColorType::Grayscale, &[0, 100, 7, 100, 0, 9]));
        let logo = logo.expect("a logo");
        assert_eq!(logo.small((2, 2)), (2, 1, vec![50, 50, 50, 8, 8, 8]));
        assert_eq!(logo.small((9, 9)).0, 3);
    }
}

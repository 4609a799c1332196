//! One sheet of A4: lines of text with their tags, for PDF/UA-1.

use std::num::NonZeroU16;
use std::sync::LazyLock;

use krilla::configure::{Accessibility, ConfigurationBuilder, Validator};
use krilla::geom::Point;
use krilla::metadata::Metadata;
use krilla::outline::Outline;
use krilla::page::PageSettings;
use krilla::surface::Surface;
use krilla::tagging::{ContentTag, Identifier, SpanTag, Tag, TagGroup, TagTree};
use krilla::text::{Font, TextDirection};
use krilla::{Document, SerializeSettings};
use shared::text::Language;

use super::PaperError;

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const MARGIN: f32 = 64.0;
/// Where values begin, beside their names.
const VALUES: f32 = 230.0;
const WHOLE: (f32, f32) = (MARGIN, WIDTH - MARGIN);
const LEADING: f32 = 1.45;
const UNKNOWN: char = '\u{FFFD}';

static REGULAR: LazyLock<Option<Face>> = LazyLock::new(|| Face::read(dejavu::sans::regular()));
static BOLD: LazyLock<Option<Face>> = LazyLock::new(|| Face::read(dejavu::sans::bold()));

/// A typeface and what it takes to measure a line.
struct Face {
    font: Font,
    metrics: ttf_parser::Face<'static>,
}

impl Face {
    fn read(file: &'static [u8]) -> Option<Self> {
        Some(Self {
            font: Font::new(file.into(), 0)?,
            metrics: ttf_parser::Face::parse(file, 0).ok()?,
        })
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        let advance = |character| {
            let glyph = self.metrics.glyph_index(character)?;
            self.metrics.glyph_hor_advance(glyph)
        };
        let units: f32 = text.chars().filter_map(advance).map(f32::from).sum();
        units * size / f32::from(self.metrics.units_per_em())
    }

    /// Breaks a text between words; a word that is longer than a line is broken where it must.
    fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let has = |character| self.metrics.glyph_index(character).is_some();
        // A sheet may not hold a character that its typeface does not draw.
        let drawn = |character| if has(character) { character } else { UNKNOWN };
        let text: String = text.chars().map(drawn).collect();
        let mut lines = vec![String::new()];
        for word in text.split(' ') {
            let mut line = lines.pop().unwrap_or_default();
            if !line.is_empty() && self.width(&line, size) + self.width(word, size) > width {
                lines.push(std::mem::take(&mut line));
            }
            for character in word.chars() {
                if self.width(&line, size) > width - size {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(character);
            }
            line.push(' ');
            lines.push(line);
        }
        lines
    }
}

enum Block {
    Heading(String),
    Paragraph(String),
    Row(String, String),
}

/// What stands on the sheet, from top to bottom.
pub(super) struct Sheet {
    language: Language,
    blocks: Vec<Block>,
}

impl Sheet {
    pub(super) fn new(language: Language) -> Self {
        Self {
            language,
            blocks: Vec::new(),
        }
    }

    pub(super) fn heading(&mut self, text: &str) {
        self.blocks.push(Block::Heading(text.to_owned()));
    }

    pub(super) fn paragraph(&mut self, text: &str) {
        self.blocks.push(Block::Paragraph(text.to_owned()));
    }

    /// A name and its value.
    pub(super) fn row(&mut self, name: &str, value: &str) {
        self.blocks
            .push(Block::Row(name.to_owned(), value.to_owned()));
    }

    pub(super) fn finish(self, title: &str) -> Result<Vec<u8>, PaperError> {
        let broken = || PaperError("its typefaces or its format".to_owned());
        let regular = REGULAR.as_ref().ok_or_else(broken)?;
        let bold = BOLD.as_ref().ok_or_else(broken)?;
        let mut document = Document::new_with(SerializeSettings {
            configuration: ConfigurationBuilder::new()
                .set_validator(Validator::Ua(Accessibility::UA1))
                .finish()
                .map_err(|_| broken())?,
            ..SerializeSettings::default()
        });
        document.set_metadata(
            Metadata::new()
                .title(title.to_owned())
                .language(self.language.code().to_owned())
                .creator("Portail RPPS+".to_owned()),
        );
        document.set_outline(Outline::new());
        let mut page =
            document.start_page_with(PageSettings::from_wh(WIDTH, HEIGHT).ok_or_else(broken)?);
        let (tree, below) = self.drawn(page.surface(), regular, bold);
        page.finish();
        document.set_tag_tree(tree);
        if below > HEIGHT - MARGIN {
            return Err(PaperError("it is longer than a sheet".to_owned()));
        }
        document
            .finish()
            .map_err(|error| PaperError(format!("{error:?}")))
    }

    /// Draws the blocks. Returns them as a reader hears them, and where the last one ends.
    fn drawn(&self, surface: Surface<'_>, regular: &Face, bold: &Face) -> (TagTree, f32) {
        let mut tree = TagTree::new().with_lang(Some(self.language.code().to_owned()));
        let mut pen = Pen { surface, y: MARGIN };
        for block in &self.blocks {
            match block {
                Block::Heading(text) => {
                    let tag = Tag::Hn(NonZeroU16::MIN, Some(text.clone()));
                    let lines = pen.write(bold, text, 20.0, WHOLE);
                    tree.push(TagGroup::with_children(tag, leaves(lines)));
                }
                Block::Paragraph(text) => {
                    pen.y += 12.0;
                    let lines = pen.write(regular, text, 11.0, WHOLE);
                    tree.push(TagGroup::with_children(Tag::P, leaves(lines)));
                }
                Block::Row(name, value) => {
                    pen.y += 8.0;
                    let top = pen.y;
                    let mut lines = pen.write(bold, name, 11.0, (MARGIN, VALUES - 12.0));
                    let below = std::mem::replace(&mut pen.y, top);
                    lines.extend(pen.write(regular, value, 11.0, (VALUES, WIDTH - MARGIN)));
                    pen.y = pen.y.max(below);
                    tree.push(TagGroup::with_children(Tag::P, leaves(lines)));
                }
            }
        }
        pen.surface.finish();
        (tree, pen.y)
    }
}

fn leaves(lines: Vec<Identifier>) -> Vec<krilla::tagging::Node> {
    lines.into_iter().map(Into::into).collect()
}

struct Pen<'a> {
    surface: Surface<'a>,
    y: f32,
}

impl Pen<'_> {
    /// Writes a text between two edges, as many lines as it takes.
    fn write(&mut self, face: &Face, text: &str, size: f32, edges: (f32, f32)) -> Vec<Identifier> {
        let (x, right) = edges;
        let mut written = Vec::new();
        for line in face.lines(text, size, right - x) {
            self.y += size * LEADING;
            written.push(
                self.surface
                    .start_tagged(ContentTag::Span(SpanTag::empty())),
            );
            self.surface.draw_text(
                Point::from_xy(x, self.y),
                face.font.clone(),
                size,
                &line,
                false,
                TextDirection::Auto,
            );
            self.surface.end_tagged();
        }
        written
    }
}

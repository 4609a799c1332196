//! A letter: a template of `mails/` with its values, written as plain text and as HTML.
//!
//! A template is text in blocks, with an empty line between two. `subject:` opens it. Then `# ` is the title, `## ` a
//! heading, `- ` the lines of a list, `! ` something to copy, `=> {address} words` a link; anything else is a
//! paragraph. `[name] ` keeps a block only when that value is given. `{name}` stands for a value, which is put in
//! after the blocks are told apart: what a person typed is never read as markup.

mod block;

use shared::text::Language;

pub(super) use block::Item;
use block::{Block, escape};

/// What stands in a placeholder's place.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Within a line.
    Line(String),
    /// Somebody's own words, with their line breaks; stands alone in its block.
    Words(String),
    /// A list; stands alone in its block.
    Items(Vec<Item>),
    /// Nothing to show: it only keeps the blocks that ask for it.
    Given,
}

/// The values of a template, by name.
pub(super) type Values = [(&'static str, Value)];

/// An e-mail's content, ready to be written.
#[derive(Debug)]
pub(super) struct Letter {
    language: Language,
    pub(super) subject: String,
    body: Vec<Block>,
    signature: Vec<Block>,
}

impl Letter {
    pub(super) fn new(
        language: Language,
        template: &str,
        signature: &str,
        values: &Values,
    ) -> Self {
        let (subject, body) = template.split_once("\n\n").unwrap_or((template, ""));
        Self {
            language,
            subject: one_line(&fill(
                subject.strip_prefix("subject: ").unwrap_or(subject),
                values,
            )),
            body: blocks(body, values),
            signature: blocks(signature, values),
        }
    }

    pub(super) const fn language(&self) -> Language {
        self.language
    }

    pub(super) fn text(&self) -> String {
        let written = |blocks: &[Block]| {
            blocks
                .iter()
                .map(Block::text)
                .collect::<Vec<_>>()
                .join("\n\n")
        };
        // `-- ` is how mail programs know a signature.
        format!(
            "{}\n\n-- \n{}\n",
            written(&self.body),
            written(&self.signature)
        )
    }

    /// One column, no style and no picture: it reads well in any mail program, enlarged or aloud.
    pub(super) fn html(&self) -> String {
        let language = self.language.code();
        let written = |blocks: &[Block]| blocks.iter().map(Block::html).collect::<String>();
        // Many mail programs keep only what is in the body, hence the language a second time.
        format!(
            "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title}</title>\n</head>\n<body>\n<div lang=\"{language}\">\n<main>\n{body}</main>\n\
             <hr>\n<footer>\n{signature}</footer>\n</div>\n</body>\n</html>\n",
            title = escape(&self.subject),
            body = written(&self.body),
            signature = written(&self.signature),
        )
    }
}

fn blocks(template: &str, values: &Values) -> Vec<Block> {
    template
        .split("\n\n")
        .map(str::trim)
        .filter_map(|block| parse(block, values))
        .collect()
}

/// `None` for a block that is kept on a condition that is not met, and for words that are empty.
fn parse(block: &str, values: &Values) -> Option<Block> {
    let block = match block
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("] "))
    {
        Some((condition, block)) => {
            find(condition, values)?;
            block
        }
        None => block,
    };
    let alone = block
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'));
    match alone.map(|name| find(name, values)) {
        Some(Some(Value::Words(words))) => return Some(Block::Words(words.clone())),
        Some(Some(Value::Items(items))) => return Some(Block::Items(items.clone())),
        Some(None) => return None,
        _ => {}
    }
    Some(if let Some(title) = block.strip_prefix("# ") {
        Block::Title(fill(title, values))
    } else if let Some(heading) = block.strip_prefix("## ") {
        Block::Heading(fill(heading, values))
    } else if let Some(to_copy) = block.strip_prefix("! ") {
        Block::ToCopy(fill(to_copy, values))
    } else if let Some((address, words)) = block
        .strip_prefix("=> ")
        .and_then(|link| link.split_once(' '))
    {
        Block::Link {
            address: fill(address, values),
            words: fill(words, values),
        }
    } else if block.starts_with("- ") {
        Block::List(
            block
                .lines()
                .map(|line| fill(line.trim_start_matches("- "), values))
                .collect(),
        )
    } else {
        Block::Paragraph(fill(block, values))
    })
}
/// Fills each `{name}` from left to right: what is put in is not looked at again.
fn fill(template: &str, values: &Values) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some((before, from_brace)) = rest.split_once('{') {
        filled.push_str(before);
        let known = from_brace
            .split_once('}')
            .and_then(|(name, after)| match find(name, values) {
                Some(Value::Line(line)) => Some((one_line(line), after)),
                _ => None,
            });
        if let Some((line, after)) = known {
            filled.push_str(&line);
            rest = after;
        } else {
            filled.push('{');
            rest = from_brace;
        }
    }
    filled.push_str(rest);
    filled
}

fn find<'a>(name: &str, values: &'a Values) -> Option<&'a Value> {
    values
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, value)| value)
}

/// Without line breaks or other control characters: nothing that is put into a line, or a header, starts another.
fn one_line(text: &str) -> String {
    text.chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect()
}

//! One block of a letter, as plain text and as HTML.

#[derive(Debug)]
pub(super) enum Block {
    Title(String),
    Heading(String),
    Paragraph(String),
    /// A number or a code, alone on its line.
    ToCopy(String),
    List(Vec<String>),
    Link {
        address: String,
        words: String,
    },
    Words(String),
    Items(Vec<Item>),
}

/// What a manager says of one field.
#[derive(Clone, Debug)]
pub(in crate::mail) struct Item {
    pub(in crate::mail) label: &'static str,
    pub(in crate::mail) reason: &'static str,
    pub(in crate::mail) words: String,
}

impl Block {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Title(title) => format!("{title}\n{}", "=".repeat(title.chars().count())),
            Self::Heading(heading) => format!("{heading}\n{}", "-".repeat(heading.chars().count())),
            Self::Paragraph(text) => text.clone(),
            Self::ToCopy(text) => format!("    {text}"),
            Self::List(lines) => lines
                .iter()
                .map(|line| format!("- {line}"))
                .collect::<Vec<_>>()
                .join("\n"),
            Self::Link { address, words } => format!("{words}\n{address}"),
            Self::Words(words) => quoted(words, "> "),
            Self::Items(items) => items.iter().map(Item::text).collect::<Vec<_>>().join("\n"),
        }
    }

    pub(super) fn html(&self) -> String {
        match self {
            Self::Title(title) => format!("<h1>{}</h1>\n", escape(title)),
            Self::Heading(heading) => format!("<h2>{}</h2>\n", escape(heading)),
            Self::Paragraph(text) => format!("<p>{}</p>\n", escape(text)),
            Self::ToCopy(text) => format!("<p><strong>{}</strong></p>\n", escape(text)),
            Self::List(lines) => {
                let lines: Vec<String> = lines
                    .iter()
                    .map(|line| {
                        format!(
                            "<li>{}</li>
",
                            escape(line)
                        )
                    })
                    .collect();
                format!("<ul>\n{}</ul>\n", lines.concat())
            }
            Self::Link { address, words } => {
                format!(
                    "<p><a href=\"{}\">{}</a></p>\n",
                    escape(address),
                    escape(words)
                )
            }
            Self::Words(words) => quotation(words),
            Self::Items(items) => format!(
                "<ul>\n{}</ul>\n",
                items.iter().map(Item::html).collect::<String>()
            ),
        }
    }
}

impl Item {
    fn text(&self) -> String {
        let mut text = format!("- {}\n  {}", self.label, self.reason);
        if !self.words.trim().is_empty() {
            text.push('\n');
            text.push_str(&quoted(&self.words, "  > "));
        }
        text
    }

    fn html(&self) -> String {
        let words = if self.words.trim().is_empty() {
            String::new()
        } else {
            quotation(&self.words)
        };
        format!(
            "<li><strong>{}</strong><br>{}\n{words}</li>\n",
            escape(self.label),
            escape(self.reason)
        )
    }
}

fn quoted(words: &str, mark: &str) -> String {
    words
        .trim()
        .lines()
        .map(|line| format!("{mark}{line}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn quotation(words: &str) -> String {
    let lines: Vec<String> = words.trim().lines().map(escape).collect();
    format!(
        "<blockquote>\n<p>{}</p>\n</blockquote>\n",
        lines.join("<br>\n")
    )
}

/// Text as it may stand between tags and in a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

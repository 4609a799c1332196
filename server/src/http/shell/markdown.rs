//! The little of Markdown that the documents of this repository are written in, as markup: headings, paragraphs, lists,
//! blocks of code, code, links.

use super::template::escape;

/// Turns a document into the inside of a page. Comments are for those who read the source.
pub(super) fn html(document: &str) -> String {
    let mut html = String::new();
    let mut lines = document.lines().peekable();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let code: Vec<&str> = lines
                .by_ref()
                .take_while(|line| !line.starts_with("```"))
                .collect();
            let code = escape(&code.join("\n"));
            html.push_str(&["<pre><code>", &code, "</code></pre>\n"].concat());
        } else if let Some((level, title)) = heading(line) {
            html.push_str(&["<h", level, ">", &inline(title), "</h", level, ">\n"].concat());
        } else if line.starts_with("- ") {
            html.push_str("<ul>\n");
            let mut item = Some(line);
            while let Some(first) = item {
                let mut text = first.trim_start_matches("- ").to_owned();
                while let Some(more) = lines.next_if(|line| line.starts_with("  ")) {
                    text = [&text, " ", more.trim()].concat();
                }
                html.push_str(&["<li>", &inline(&text), "</li>\n"].concat());
                item = lines.next_if(|line| line.starts_with("- "));
            }
            html.push_str("</ul>\n");
        } else if !line.is_empty() && !line.starts_with("<!--") {
            let mut text = line.to_owned();
            while let Some(more) = lines.next_if(|line| is_text(line)) {
                text = [&text, " ", more].concat();
            }
            html.push_str(&["<p>", &inline(&text), "</p>\n"].concat());
        }
    }
    html
}

fn heading(line: &str) -> Option<(&'static str, &str)> {
    let (marks, title) = line.split_once(' ')?;
    let level = ["#", "##", "###"]
        .iter()
        .position(|known| *known == marks)?;
    Some((["1", "2", "3"][level], title))
}

/// A line that goes on with a paragraph.
fn is_text(line: &str) -> bool {
    let begins_another = ["```", "#", "- ", "<!--"];
    !line.is_empty() && !begins_another.iter().any(|mark| line.starts_with(mark))
}

/// Code and links within a line.
fn inline(text: &str) -> String {
    let mut html = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            html.push_str(&["<code>", &escape(part), "</code>"].concat());
        } else {
            html.push_str(&escape(part));
        }
    }
    linked(&html)
}

/// `[words](address)`, where the words may hold markup already.
fn linked(html: &str) -> String {
    let mut done = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once("](") {
        let (Some(opened), Some((address, after))) = (before.rfind('['), after.split_once(')'))
        else {
            break;
        };
        let (before, words) = (&before[..opened], &before[opened + 1..]);
        done.push_str(&[before, "<a href=\"", address, "\">", words, "</a>"].concat());
        rest = after;
    }
    done.push_str(rest);
    done
}

#[cfg(test)]
mod tests {
    use super::html;

    #[test]
    fn a_document_becomes_markup() {
        let document = "# Title\n\nA line and\nits end, `a < b`.\n\n<!-- as anybody -->\n\n```json answer\n{ \"a\": 1 }\n\n- no item\n```\n\n- one\n  goes on\n- [`two`](/two) & three\n\n## Next\nText.\n";
        assert_eq!(
            html(document),
            "<h1>Title</h1>\n<p>A line and its end, <code>a &lt; b</code>.</p>\n\
             <pre><code>{ &quot;a&quot;: 1 }\n\n- no item</code></pre>\n\
             <ul>\n<li>one goes on</li>\n<li><a href=\"/two\"><code>two</code></a> &amp; three</li>\n</ul>\n\
             <h2>Next</h2>\n<p>Text.</p>\n"
        );
    }

    #[test]
    fn brackets_that_are_no_link_stay() {
        assert_eq!(html("a [b] (c)"), "<p>a [b] (c)</p>\n");
        assert_eq!(html("a ](c)"), "<p>a ](c)</p>\n");
    }
}

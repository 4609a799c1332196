//! Pages are plain HTML files with `{placeholders}`; this fills them.

/// What stands in a placeholder's place.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// Shown as it is, whatever it holds.
    Text(&'a str),
    /// Markup of our own.
    Html(&'a str),
}

/// Fills every `{name}` once, from left to right: what is put in is not looked at again.
///
/// A brace that opens no known name stays as it is.
pub fn fill(template: &str, values: &[(&str, Value<'_>)]) -> String {
    let mut page = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        let (before, from_brace) = rest.split_at(start);
        page.push_str(before);
        let known = from_brace[1..].split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        if let Some((value, after)) = known {
            match value {
                Value::Text(text) => page.push_str(&escape(text)),
                Value::Html(html) => page.push_str(html),
            }
            rest = after;
        } else {
            page.push('{');
            rest = &from_brace[1..];
        }
    }
    page.push_str(rest);
    page
}

/// Text as it may stand between tags and in a quoted attribute.
pub fn escape(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::{Value, fill};

    #[test]
    fn text_is_escaped_and_markup_is_not() {
        let values = [
            ("name", Value::Text("<b>\"D'Hondt\" & Co</b>")),
            ("main", Value::Html("<p>")),
        ];
        assert_eq!(
            fill("{main}{name}", &values),
            "<p>&lt;b&gt;&quot;D&#39;Hondt&quot; &amp; Co&lt;/b&gt;"
        );
    }

    #[test]
    fn what_is_put_in_is_not_filled_again() {
        let values = [("a", Value::Text("{b}")), ("b", Value::Text("no"))];
        assert_eq!(fill("{a}", &values), "{b}");
    }

    #[test]
    fn an_unknown_brace_stays() {
        assert_eq!(fill("body{margin:0} {x", &[]), "body{margin:0} {x");
    }
}

//! The pages of the demo providers: plain HTML that works without JavaScript.

use std::fmt::Write as _;

use super::parameters::Parameters;

/// Where the router serves [`STYLE`].
pub const STYLE_PATH: &str = "/demo/provider.css";

/// The portal's own policy forbids inline styles, so the few rules are a file.
pub const STYLE: &str = "\
body{margin:0;font:1rem/1.5 Marianne,system-ui,sans-serif;color:#161616;background:#f6f6f6}
main{max-width:44rem;margin:2rem auto;padding:1.5rem 2rem;background:#fff;border:1px solid #ddd}
.note{padding:.5rem 1rem;border-left:4px solid #000091;background:#f5f5fe}
ul{list-style:none;margin:0 0 1.5rem;padding:0}
li{margin:.5rem 0}
button{font:inherit;padding:.5rem 1rem;border:1px solid #000091;background:#fff;color:#000091;cursor:pointer;text-align:left;width:100%}
button:hover{background:#f5f5fe}
input[type=text]{font:inherit;padding:.5rem;border:1px solid #666;width:100%;box-sizing:border-box}
:focus-visible{outline:2px solid #0a76f6;outline-offset:2px}
";

/// Somebody one can sign in as.
pub(super) struct Choice {
    pub login: String,
    pub label: String,
}

pub(super) struct Group {
    pub title: &'static str,
    pub choices: Vec<Choice>,
}

/// The authorize page: a button per persona, and one to give up.
pub(super) fn choose(
    provider: &str,
    parameters: &Parameters,
    groups: &[Group],
    typed: Option<&str>,
) -> String {
    let hidden = hidden_fields(parameters);
    let mut body = format!(
        "<h1>Se connecter avec {provider}</h1>\n<p class=\"note\">Simulation : ce n’est pas \
         {provider}. Choisissez une identité de démonstration.</p>\n<form method=\"post\">\n{hidden}"
    );
    for group in groups.iter().filter(|group| !group.choices.is_empty()) {
        let _ = write!(body, "<h2>{}</h2>\n<ul>\n", escape(group.title));
        for choice in &group.choices {
            let _ = writeln!(
                body,
                "<li><button type=\"submit\" name=\"login\" value=\"{}\">{}</button></li>",
                escape(&choice.login),
                escape(&choice.label)
            );
        }
        body.push_str("</ul>\n");
    }
    body.push_str(
        "<h2>Renoncer</h2>\n<p><button type=\"submit\" name=\"cancel\" value=\"1\">Annuler et \
         revenir au portail</button></p>\n</form>\n",
    );
    if let Some(label) = typed {
        let _ = write!(
            body,
            "<form method=\"post\">\n{hidden}<p><label for=\"login\">{}</label>\n<input \
             type=\"text\" id=\"login\" name=\"login\" required autocomplete=\"off\"></p>\n\
             <p><button type=\"submit\">Se connecter</button></p>\n</form>\n",
            escape(label)
        );
    }
    document(&format!("{provider} (simulation)"), &body)
}

/// An error that the provider keeps to itself: nothing goes back to the portal.
pub(super) fn error(provider: &str, code: &str, text: &str) -> String {
    let body = format!(
        "<h1>Une erreur est survenue</h1>\n<p>{}</p>\n<p>Code d’erreur : <strong>{}</strong></p>\n\
         <p class=\"note\">Simulation de {provider}.</p>\n\
         <p><a href=\"/\">Revenir au portail</a></p>\n",
        escape(text),
        escape(code),
    );
    document(&format!("Erreur {code} – {provider} (simulation)"), &body)
}

fn document(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{}</title>\n\
         <link rel=\"stylesheet\" href=\"{STYLE_PATH}\">\n</head>\n<body>\n<main>\n{body}</main>\n\
         </body>\n</html>\n",
        escape(title)
    )
}

fn hidden_fields(parameters: &Parameters) -> String {
    parameters
        .iter()
        .fold(String::new(), |mut fields, (name, value)| {
            let _ = writeln!(
                fields,
                "<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                escape(name),
                escape(value)
            );
            fields
        })
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_sends_is_never_markup() {
        let parameters = Parameters::parse(b"state=%22%3E%3Cscript%3E");
        let page = choose("X", &parameters, &[], None);
        assert!(page.contains("value=\"&quot;&gt;&lt;script&gt;\""));
    }
}

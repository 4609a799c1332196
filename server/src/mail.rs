//! E-mails.

use crate::app::App;
use crate::store::{NewMail, Structure};
use shared::request::Request;

#[derive(Clone, Debug, Default)]
pub struct Wake(std::sync::Arc<tokio::sync::Notify>);
impl Wake {
    pub fn wake(&self) {
        self.0.notify_one();
    }
}
fn m(request: &Request, event: i64) -> NewMail {
    NewMail {
        id: uuid::Uuid::now_v7(),
        event,
        request: Some(request.id),
        template: "x",
        language: "fr",
        recipient: request.form_as_sent().email.clone(),
        subject: "x".into(),
        text_body: "x".into(),
        html_body: "x".into(),
    }
}
pub fn submitted(_: &App, r: &Request, _: &Structure, e: i64) -> NewMail {
    m(r, e)
}
pub fn correction_asked(_: &App, r: &Request, e: i64) -> NewMail {
    m(r, e)
}
pub fn rejected(_: &App, r: &Request, e: i64) -> NewMail {
    m(r, e)
}
pub fn validated(_: &App, r: &Request, _: &str, e: i64) -> NewMail {
    m(r, e)
}
pub fn email_code(_: &App, r: &Request, _: &str, _: &str, e: i64) -> NewMail {
    m(r, e)
}

//! What each e-mail says, in both languages.

use serde_json::json;
use server::app::App;
use server::mail;
use server::store::{NewMail, Structure};
use shared::eligibility::{Outcome, Verdict};
use shared::field_error::Field;
use shared::form::RawForm;
use shared::id::{AccountId, RequestId, StructureId};
use shared::request::{Attestations, Correction, CorrectionItem, Decision, Request, Submission};
use shared::structure::StructureKind;
use shared::text::Language;
use shared::value_set::{CorrectionReason, RejectionReason};
use uuid::Uuid;

use super::open;
use crate::support::portal::start;

/// A request that was sent from that address.
fn request(language: Language) -> Request {
    let identity = serde_json::from_value(json!({
        "certification": "FC",
        "birthName": "LOVELACE",
        "firstNames": ["Ada"],
        "sex": "F",
        "birthDate": "1990-12-10",
        "birthPlace": { "kind": "france", "commune": "44109" },
        "preferredName": null,
    }));
    let id = RequestId(Uuid::from_u128(0x0193_8f3c_7b2a_7000_8000_0123_4567_89ab));
    let owner = AccountId(Uuid::from_u128(1));
    let draft = Request::draft(
        id,
        owner,
        identity.expect("a civil status"),
        language,
        start(),
    );
    let form = RawForm {
        email: " ada@example.fr ".to_owned(),
        ..draft.form.clone()
    };
    let (outcome, rule_set) = (Outcome::Eligible, "2026-11".to_owned());
    let verdict = Verdict {
        outcome,
        rule_set,
        rule_set_hash: String::new(),
        findings: Vec::new(),
    };
    let submission = Submission {
        number: 1,
        structure: structure().id,
        form: form.clone(),
        verdict,
    };
    Request {
        form,
        submission: Some(submission),
        confirmed_email: Some("ada@example.fr".to_owned()),
        decided_at: Some(start()),
        ..draft
    }
}

/// The same, at risk and with the address yet to confirm.
fn doubtful_request(language: Language) -> Request {
    let mut request = request(language);
    let finding =
        json!({ "code": "ROLE_OUT_OF_SCOPE", "severity": "WARNING", "risk": true, "field": null });
    if let Some(submission) = &mut request.submission {
        submission.verdict.outcome = Outcome::AtRisk;
        submission.verdict.findings = vec![serde_json::from_value(finding).expect("a finding")];
    }
    Request {
        confirmed_email: None,
        ..request
    }
}

fn structure() -> Structure {
    Structure {
        id: StructureId(Uuid::from_u128(2)),
        finess: "0B0168811".to_owned(),
        kind: StructureKind::Et,
        name: "Centre hospitalier de l’Erdre & Loire".to_owned(),
        siret: None,
        town: "Nantes".to_owned(),
        category: "1102".to_owned(),
        closed_at: None,
        has_manager: true,
        revision: 1,
    }
}

fn with_correction(request: Request) -> Request {
    let items = vec![
        CorrectionItem {
            field: Field::Role,
            code: CorrectionReason::WrongValue,
            text: String::new(),
        },
        CorrectionItem {
            field: Field::StartDate,
            code: CorrectionReason::DoesNotMatchDocument,
            text: "Votre contrat commence le 1er mars.".to_owned(),
        },
    ];
    let text = "Bonjour,\nmerci de vérifier ces deux points.".to_owned();
    let correction = Correction {
        by: AccountId(Uuid::from_u128(3)),
        at: start(),
        text,
        items,
    };
    Request {
        correction: Some(correction),
        ..request
    }
}

fn with_rejection(request: Request, text: &str) -> Request {
    let decision = Decision::Rejected {
        reason: RejectionReason::Def,
        text: text.to_owned(),
    };
    Request {
        decision: Some(decision),
        ..request
    }
}

fn with_validation(request: Request) -> Request {
    let attestations = Attestations {
        conditions_checked: true,
        identity_checked: true,
        risk_acknowledged: true,
    };
    Request {
        decision: Some(Decision::Validated {
            attestations,
            document: None,
        }),
        ..request
    }
}

fn every_mail(app: &App, language: Language) -> Vec<(&'static str, NewMail)> {
    let empty = Structure {
        has_manager: false,
        ..structure()
    };
    let refused = with_rejection(
        request(language),
        "Votre contrat est terminé depuis le 30 novembre.",
    );
    vec![
        (
            "submitted",
            mail::submitted(app, &request(language), &structure(), 1),
        ),
        (
            "submitted_in_doubt",
            mail::submitted(app, &doubtful_request(language), &empty, 1),
        ),
        (
            "correction_asked",
            mail::correction_asked(app, &with_correction(request(language)), 1),
        ),
        ("rejected", mail::rejected(app, &refused, 1)),
        (
            "validated",
            mail::validated(app, &with_validation(request(language)), "99700000001", 1),
        ),
        (
            "validated_at_risk",
            mail::validated(
                app,
                &with_validation(doubtful_request(language)),
                "99700000001",
                1,
            ),
        ),
        (
            "email_code",
            mail::email_code(app, &request(language), "ada@example.fr", "012345", 1),
        ),
    ]
}

#[tokio::test]
async fn every_mail_says_what_happened_and_what_comes_next_in_both_languages() {
    let portal = open(&["--public-url", "https://rpps.example/"]).await;
    for language in [Language::Fr, Language::En] {
        for (name, mail) in every_mail(&portal.app, language) {
            assert_eq!(mail.recipient, "ada@example.fr");
            assert_eq!(mail.language, language.code());
            assert!(name.starts_with(mail.template), "{name}");
            let whole = format!(
                "Subject: {}\n\n{}\n{}",
                mail.subject, mail.text_body, mail.html_body
            );
            assert!(
                !whole.contains(['{', '}', '[', ']']),
                "a placeholder is left: {whole}"
            );
            insta::assert_snapshot!(format!("{name}_{}", language.code()), whole);
        }
    }
}

#[tokio::test]
async fn what_somebody_typed_is_text_wherever_it_stands() {
    let portal = open(&[]).await;
    let typed = "<script>alert('&')</script>\r\n\r\n# {page}\n=> http://elsewhere.example here\nBcc: all@example.fr";
    let named = Structure {
        name: typed.to_owned(),
        ..structure()
    };

    let submitted = mail::submitted(&portal.app, &request(Language::Fr), &named, 1);
    let rejected = mail::rejected(
        &portal.app,
        &with_rejection(request(Language::Fr), typed),
        1,
    );

    for mail in [&submitted, &rejected] {
        assert!(!mail.html_body.contains("<script"), "{}", mail.html_body);
        assert!(
            mail.html_body
                .contains("&lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt;"),
            "{}",
            mail.html_body
        );
        assert!(mail.html_body.contains("{page}"), "{}", mail.html_body);
        assert_eq!(mail.html_body.matches("<h1>").count(), 1);
        assert!(
            !mail.html_body.contains("<a href=\"http://elsewhere"),
            "{}",
            mail.html_body
        );
        assert!(!mail.subject.contains(['\r', '\n']));
    }
    assert!(
        rejected
            .text_body
            .contains("> => http://elsewhere.example here\n> Bcc:"),
        "{}",
        rejected.text_body
    );
    assert!(
        !submitted.text_body.contains("\n=> http"),
        "{}",
        submitted.text_body
    );
}

#[tokio::test]
async fn french_keeps_its_punctuation_on_the_line_of_its_word() {
    let portal = open(&[]).await;
    for (name, mail) in every_mail(&portal.app, Language::Fr) {
        for loose in [" :", " ?", " !", " ;"] {
            assert!(!mail.text_body.contains(loose), "{name}: {loose}");
        }
    }
}

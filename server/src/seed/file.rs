//! One request and all that belongs to it.

use chrono::{DateTime, TimeDelta, Utc};
use rand::Rng as _;
use rand::rngs::StdRng;
use serde_json::json;
use shared::date::Date;
use shared::eligibility::{self, Answers, RegisterFacts, Stage, Verdict};
use shared::event::EventKind;
use shared::id::{AccountId, PersonId, RequestId, SituationId};
use shared::request::{Accepted, Attestations, CorrectionItem, Deciding, Request};
use shared::rule_set::RuleSet;
use shared::value_set::{CorrectionReason, RejectionReason};
use uuid::Uuid;

use super::invent::{self, Invented};
use super::{ISSUER, Place, Plan, SeedError};
use crate::app::TERMS_VERSION;
use crate::caller::Provider;
use crate::config::DEMO_RANGE;
use crate::store::{NewAccount, NewEvent, NewPerson, NewSituation, StoreError, Tx, Version};

/// How far back requests were filed.
const DAYS: i64 = 180;

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Draft,
    Waits,
    Corrected,
    Validated,
    Rejected,
    Withdrawn,
}

fn fate(random: &mut StdRng) -> Fate {
    match random.gen_range(0..100) {
        0..=7 => Fate::Draft,
        8..=27 => Fate::Waits,
        28..=32 => Fate::Corrected,
        33..=84 => Fate::Validated,
        85..=94 => Fate::Rejected,
        _ => Fate::Withdrawn,
    }
}

/// One request and all that belongs to it.
pub(super) struct File<'a> {
    pub(super) number: u32,
    pub(super) place: &'a Place,
    pub(super) manager: AccountId,
    pub(super) now: DateTime<Utc>,
}

impl File<'_> {
    pub(super) async fn write(
        &self,
        tx: &mut Tx,
        plan: Plan,
        random: &mut StdRng,
    ) -> Result<(), SeedError> {
        let fate = fate(random);
        let begun = self.now - TimeDelta::minutes(random.gen_range(60..DAYS * 24 * 60));
        let sent = begun + TimeDelta::minutes(random.gen_range(5..45));
        let decided = sent + TimeDelta::minutes(random.gen_range(10..15));
        let person = invent::person(random, &self.place.finess, Date::from(begun.date_naive()));
        let subject = format!("{}-{}", plan.random_seed, self.number);
        let account = NewAccount {
            issuer: ISSUER,
            subject: &subject,
            provider: Provider::FranceConnect,
            subject_name_id: None,
            display_name: &person.display_name(),
            identity: Some(&person.identity),
            email: Some(&person.form.email),
            language: person.language,
        };
        let (owner, is_new) = tx.save_account(&account, begun).await?;
        if !is_new {
            return Ok(());
        }
        let id = RequestId(Uuid::now_v7());
        let mut request =
            Request::draft(id, owner, person.identity.clone(), person.language, begun);
        request.form = person.form.clone();
        tx.add_request(&request, told(&request, EventKind::RequestCreated, None))
            .await?;
        if fate == Fate::Draft {
            return Ok(());
        }
        let before = Version::of(&request);
        let verdict = self.verdict(&person, begun);
        request.confirmed_email = Some(person.form.email.clone());
        let (mut request, kind) = request
            .submit(self.place.id, verdict.clone(), sent)
            .expect("a draft can be sent");
        let event = told(&request, kind, Some(owner));
        tx.save_request(before, &mut request, event).await?;
        if fate == Fate::Waits {
            return Ok(());
        }
        let before = Version::of(&request);
        let deciding = Deciding {
            by: self.manager,
            at: decided,
            take_over: false,
        };
        let (mut request, kind) = match fate {
            Fate::Corrected => request.ask_correction(deciding, correction(), String::new()),
            Fate::Rejected => request.reject(
                deciding,
                RejectionReason::Aut,
                "Cette personne n’exerce pas dans notre structure.".to_owned(),
            ),
            Fate::Validated => {
                let registered = register(tx, &person, owner, decided).await?;
                let accepted = Accepted {
                    verdict: verdict.clone(),
                    attestations: ATTESTED,
                    document: None,
                };
                request.validate(deciding, accepted, registered)
            }
            Fate::Draft | Fate::Waits | Fate::Withdrawn => Ok(request
                .withdraw(decided)
                .expect("what waits can be withdrawn")),
        }
        .expect("nobody holds a new request");
        let by = (fate == Fate::Withdrawn)
            .then_some(owner)
            .or(Some(self.manager));
        let event = told(&request, kind, by);
        tx.save_request(before, &mut request, event).await?;
        if let (Fate::Validated, Some(registered)) = (fate, request.person) {
            self.situate(tx, &request, &person, registered, verdict.is_at_risk())
                .await?;
        }
        Ok(())
    }

    fn verdict(&self, person: &Invented, at: DateTime<Utc>) -> Verdict {
        let rules = RuleSet::built_in();
        let facts = RegisterFacts {
            sector: Some(rules.sector_of(&self.place.category)),
            structure_closed: Some(false),
            structure_has_manager: Some(self.place.has_manager),
            request_already_open: Some(false),
            already_registered: Some(false),
            birth_place_known: Some(true),
            email_confirmed: Some(true),
            possible_duplicate: None,
            maybe_own_request: None,
            identity_document_checked: None,
        };
        let answers = Answers::of(&person.form, Some(&person.identity), TERMS_VERSION);
        let today = Date::from(at.date_naive());
        eligibility::verdict(rules, Stage::Submitting, today, &answers, &facts)
    }

    async fn situate(
        &self,
        tx: &mut Tx,
        request: &Request,
        person: &Invented,
        registered: PersonId,
        at_risk: bool,
    ) -> Result<(), StoreError> {
        let form = &person.form;
        let situation = NewSituation {
            id: SituationId(Uuid::now_v7()),
            person: registered,
            structure: self.place.id,
            request: request.id,
            role: &form.role,
            activity_kind: &form.activity_kind,
            practice_mode: &form.practice_mode,
            category: &form.category,
            start_date: &form.start_date,
            end_date: None,
            at_risk,
        };
        tx.add_situation(&situation, request.updated_at).await?;
        let verdict = request.submission.as_ref().map(|sent| &sent.verdict);
        if let Some(verdict) = verdict.filter(|_| at_risk) {
            tx.keep_risk(situation.id, &verdict.risks(), request.updated_at)
                .await?;
        }
        let event = NewEvent {
            data: json!({ "situation": situation.id }),
            ..told(request, EventKind::SituationAdded, Some(self.manager))
        };
        tx.add_event(event).await?;
        Ok(())
    }
}

fn told(request: &Request, kind: EventKind, by: Option<AccountId>) -> NewEvent {
    NewEvent {
        account: by.or(Some(request.owner)),
        owner: Some(request.owner),
        request: Some(request.id),
        structure: request.submission.as_ref().map(|sent| sent.structure),
        data: json!({ "revision": request.revision }),
        ..NewEvent::new(kind, request.updated_at)
    }
}

const ATTESTED: Attestations = Attestations {
    conditions_checked: true,
    identity_checked: true,
    risk_acknowledged: true,
};

fn correction() -> Vec<CorrectionItem> {
    vec![CorrectionItem {
        field: shared::field_error::Field::Phone,
        code: CorrectionReason::ALL[0],
        text: "Indiquez votre numéro de mobile.".to_owned(),
    }]
}

async fn register(
    tx: &mut Tx,
    person: &Invented,
    owner: AccountId,
    at: DateTime<Utc>,
) -> Result<PersonId, SeedError> {
    let traits = person.identity.traits();
    if let Some(known) = tx.person_by_certified_traits(&traits).await? {
        tx.join_account(owner, known).await?;
        return Ok(known);
    }
    let number = tx.next_number(DEMO_RANGE).await?;
    let number = number.ok_or(SeedError::NumbersExhausted)?;
    let id = PersonId(Uuid::now_v7());
    let new = NewPerson {
        id,
        rpps_number: &number,
        identity: &person.identity,
        traits: &traits,
        civilite: &person.form.civilite,
        exercise_last_name: &person.form.exercise_last_name,
        exercise_first_name: &person.form.exercise_first_name,
        email: &person.form.email,
        phone: &person.form.phone,
        language: person.language.code(),
    };
    tx.add_person(&new, at).await?;
    tx.join_account(owner, id).await?;
    Ok(id)
}

//! `UserInfo` with Pro Santé Connect's own names: everything a string, what is absent empty.

use serde_json::{Map, Value, json};

use super::holder::{self, Holder};
use crate::demo::{Activity, Directory, Practitioner};

/// The realm's user federation, as it appears in every `sub`.
const FEDERATION: &str = "f:550dc1c8-d97b-4b1e-ac8c-8eb4471cf9dd";
const PROFESSION: &str = "1.2.250.1.213.1.1.5.5";
/// The one profession code of those who are known by their role.
const BY_ROLE: &str = "99";

pub(super) fn subject(login: &str) -> String {
    format!("{FEDERATION}:{login}")
}

/// The claims of a test card, or of the new e-CPS of somebody registered since.
pub(super) async fn of(login: &str, directory: &Directory) -> Option<Value> {
    if let Some(holder) = holder::ALL.iter().find(|holder| holder.login == login) {
        return Some(of_holder(holder));
    }
    let rpps_number = login
        .strip_prefix('8')
        .filter(|number| number.len() == 11)?;
    let practitioner = directory.practitioner(rpps_number).await?;
    Some(of_practitioner(login, &practitioner))
}

fn of_holder(holder: &Holder) -> Value {
    let activities: Vec<_> = holder
        .structures
        .iter()
        .map(|(finess, name)| activity(finess, name, ""))
        .collect();
    let mut claims = base(holder.login, holder.family_name, holder.given_name);
    if holder.profession.is_empty() {
        claims.insert("authMode".into(), json!("CARD"));
        claims.insert("SubjectRole".into(), json!([]));
        claims.insert("otherIds".into(), json!([]));
    } else {
        claims.insert(
            "SubjectRole".into(),
            json!([format!("{}^{PROFESSION}", holder.profession)]),
        );
        claims.insert("otherIds".into(), other_ids(holder.login));
    }
    let exercice = exercice(
        holder.profession,
        holder.family_name,
        holder.given_name,
        &activities,
    );
    claims.insert(
        "SubjectRefPro".into(),
        reference(holder.civilite, &exercice),
    );
    Value::Object(claims)
}

fn of_practitioner(login: &str, practitioner: &Practitioner) -> Value {
    let Practitioner {
        family_name,
        given_name,
        civilite,
        activities,
        ..
    } = practitioner;
    let activities: Vec<_> = activities
        .iter()
        .map(
            |Activity {
                 role,
                 finess,
                 structure_name,
             }| activity(finess, structure_name, role),
        )
        .collect();
    let mut claims = base(login, family_name, given_name);
    claims.insert(
        "SubjectRole".into(),
        json!([format!("{BY_ROLE}^{PROFESSION}")]),
    );
    claims.insert("otherIds".into(), other_ids(login));
    let exercice = exercice(BY_ROLE, family_name, given_name, &activities);
    claims.insert("SubjectRefPro".into(), reference(civilite, &exercice));
    Value::Object(claims)
}

fn base(login: &str, family_name: &str, given_name: &str) -> Map<String, Value> {
    let Value::Object(claims) = json!({
        "sub": subject(login),
        "SubjectNameID": login,
        "preferred_username": login,
        "family_name": family_name,
        "given_name": given_name,
        "email_verified": false,
        "Secteur_Activite": "SA01^1.2.250.1.71.4.2.4",
        "SubjectOrganization": "",
        "SubjectOrganizationID": "",
        "Palier_Authentification": "APPPRIP3^1.2.250.1.213.1.5.1.1.1",
        "PSI_Locale": "1.2.250.1.213.1.3.1.1",
        "UITVersion": "1.0",
        "Mode_Acces_Raison": "",
        "Acces_Regulation_Medicale": "FAUX",
    }) else {
        return Map::new();
    };
    claims
}

fn other_ids(login: &str) -> Value {
    json!([{ "identifiant": login, "origine": "RPPS", "qualite": 1 }])
}

fn reference(civilite: &str, exercice: &Value) -> Value {
    json!({ "codeCivilite": civilite, "exercices": [exercice] })
}

fn exercice(profession: &str, family_name: &str, given_name: &str, activities: &[Value]) -> Value {
    json!({
        "codeProfession": profession,
        "codeCategorieProfessionnelle": "C",
        "codeCiviliteDexercice": "",
        "nomDexercice": family_name,
        "prenomDexercice": given_name,
        "codeTypeSavoirFaire": "",
        "codeSavoirFaire": "",
        "activities": activities,
    })
}

fn activity(finess: &str, name: &str, role: &str) -> Value {
    json!({
        "codeModeExercice": "S",
        "codeSecteurDactivite": "SA01",
        "codeSectionPharmacien": "",
        "codeRole": role,
        "numeroSiretSite": "",
        "numeroSirenSite": "",
        "numeroFinessSite": finess,
        // A published test number whose key is wrong: a reader has to keep it as text.
        "numeroFinessetablissementJuridique": "1B0062023",
        "identifiantTechniqueDeLaStructure": format!("F{finess}"),
        "raisonSocialeSite": name,
        "enseigneCommercialeSite": "",
        "codePostal": "",
        "codeCommune": "",
        "codePays": "99000",
        "telephone": "",
        "telephone2": "",
        "telecopie": "",
        "adresseEMail": "",
        "codeDepartement": "",
        "ancienIdentifiantDeLaStructure": format!("1{finess}"),
        "autoriteDenregistrement": "",
    })
}

//! People and structures that never were.

use rand::Rng;
use rand::seq::SliceRandom as _;
use shared::date::Date;
use shared::finess::Finess;
use shared::form::RawForm;
use shared::identity::{BirthPlace, Certification, Identity, Sex};
use shared::text::Language;

use crate::app::TERMS_VERSION;

/// Test structures are numbered 0B0 and five digits; the demo's own have theirs.
pub(super) const MOST_STRUCTURES: u32 = 80_000;
const FIRST_ORDER: u32 = 20_000;

const LAST_NAMES: &[&str] = &[
    "ABADIE",
    "AUBRY",
    "BAILLY",
    "BARRE",
    "BENALI",
    "BLANCHARD",
    "BOUVIER",
    "BRETON",
    "CARPENTIER",
    "CHEVALIER",
    "COSTA",
    "DA SILVA",
    "DELATTRE",
    "DIALLO",
    "DUPUIS",
    "FAURE",
    "FERREIRA",
    "GAILLARD",
    "GERVAIS",
    "GUÉRIN",
    "HAMEL",
    "HOARAU",
    "JACQUET",
    "KLEIN",
    "LE GALL",
    "LECLERCQ",
    "MARÉCHAL",
    "MERCIER",
    "N’DIAYE",
    "NGUYEN",
    "OLLIVIER",
    "PAYET",
    "PERROT",
    "PICHON",
    "RENARD",
    "ROUSSEL",
    "SCHMITT",
    "TRAORÉ",
    "VASSEUR",
    "WAGNER",
];
const FIRST_NAMES: &[(&str, Sex)] = &[
    ("Adèle", Sex::F),
    ("Agathe", Sex::F),
    ("Aminata", Sex::F),
    ("Anne-Laure", Sex::F),
    ("Basile", Sex::M),
    ("Camille", Sex::F),
    ("Chloé", Sex::F),
    ("Cyril", Sex::M),
    ("Élodie", Sex::F),
    ("Fatou", Sex::F),
    ("Gaël", Sex::M),
    ("Hugo", Sex::M),
    ("Inès", Sex::F),
    ("Jérôme", Sex::M),
    ("Karim", Sex::M),
    ("Léa", Sex::F),
    ("Loïc", Sex::M),
    ("Maëlle", Sex::F),
    ("Nadia", Sex::F),
    ("Océane", Sex::F),
    ("Paul", Sex::M),
    ("Rémi", Sex::M),
    ("Sofia", Sex::F),
    ("Thibault", Sex::M),
    ("Yanis", Sex::M),
    ("Zoé", Sex::F),
];
const SECOND_NAMES: &[&str] = &[
    "Anne", "Claude", "Denis", "Fanny", "Jean", "Louise", "Marie", "Pascal", "René", "Simone",
];
const COMMUNES: &[&str] = &[
    "13055", "21231", "2A004", "2B033", "29019", "31555", "33063", "34172", "35238", "38185",
    "44109", "45234", "51454", "59350", "63113", "67482", "69381", "75107", "76540", "87085",
    "97209", "97411",
];
const TOWNS: &[&str] = &[
    "Amiens",
    "Angers",
    "Auxerre",
    "Bayonne",
    "Béziers",
    "Brest",
    "Caen",
    "Chartres",
    "Dijon",
    "Évreux",
    "Grenoble",
    "La Rochelle",
    "Le Mans",
    "Lens",
    "Limoges",
    "Metz",
    "Nîmes",
    "Orléans",
    "Pau",
    "Reims",
    "Saint-Étienne",
    "Tours",
];
/// Aggregated FINESS categories, the commonest first, and what such a structure calls itself.
const CATEGORIES: &[(&str, &str)] = &[
    ("1102", "Centre hospitalier de"),
    ("1102", "Hôpital de"),
    ("1101", "CHU de"),
    ("1110", "Clinique de"),
    ("3101", "Pharmacie de"),
    ("4301", "Foyer d’accueil de"),
];
/// The four roles in scope, and one that is not.
const ROLES: &[&str] = &["316", "317", "329", "370", "316", "317", "370", "331"];

pub(super) struct InventedStructure {
    pub(super) finess: Finess,
    pub(super) name: String,
    pub(super) town: &'static str,
    pub(super) category: &'static str,
}

pub(super) fn structure(random: &mut impl Rng, number: u32) -> InventedStructure {
    let stem = format!("0B0{:05}", FIRST_ORDER + number);
    let finess = (0..10)
        .find_map(|key| Finess::parse(&format!("{stem}{key}")).ok())
        .expect("one of ten keys is right");
    let town = *TOWNS.choose(random).expect("there are towns");
    let (category, kind) = *CATEGORIES.choose(random).expect("there are categories");
    InventedStructure {
        finess,
        name: format!("{kind} {town} – site {}", number + 1),
        town,
        category,
    }
}

/// Somebody, and what they fill in.
pub(super) struct Invented {
    pub(super) identity: Identity,
    pub(super) form: RawForm,
    pub(super) language: Language,
}

impl Invented {
    pub(super) fn display_name(&self) -> String {
        format!(
            "{} {}",
            self.form.exercise_first_name, self.form.exercise_last_name
        )
    }
}

pub(super) fn person(random: &mut impl Rng, finess: &str, today: Date) -> Invented {
    let last = [(); 2].map(|()| *LAST_NAMES.choose(random).expect("there are names"));
    let (first, sex) = *FIRST_NAMES.choose(random).expect("there are names");
    let second = *SECOND_NAMES.choose(random).expect("there are names");
    let birth_name = if random.gen_ratio(1, 6) {
        last.join("-")
    } else {
        last[0].to_owned()
    };
    let commune = *COMMUNES.choose(random).expect("there are communes");
    let birth_date = Date::new(
        random.gen_range(1962..2006),
        random.gen_range(1..13),
        random.gen_range(1..29),
    );
    let identity = Identity {
        certification: Certification::Fc,
        birth_name: birth_name.clone(),
        first_names: vec![first.to_owned(), second.to_owned()],
        sex,
        birth_date: birth_date.expect("every month has 28 days"),
        birth_place: BirthPlace::of_codes(commune, "99100").expect("the list holds right codes"),
        preferred_name: None,
    };
    let pick = |random: &mut _, of: &[&str]| (*of.choose(random).expect("not empty")).to_owned();
    let form = RawForm {
        civilite: if sex == Sex::M { "M" } else { "MME" }.to_owned(),
        exercise_last_name: birth_name,
        exercise_first_name: first.to_owned(),
        email: format!("personne.{:08x}@exemple.fr", random.r#gen::<u32>()),
        phone: format!("06{:08}", random.gen_range(10_000_000..99_999_999)),
        structure_finess: finess.to_owned(),
        role: pick(random, ROLES),
        activity_kind: pick(random, &["GENR01", "GENR08"]),
        practice_mode: "S".to_owned(),
        category: pick(random, &["C", "M"]),
        start_date: today.to_string(),
        health_data_need: Some(true),
        ecps_only_acknowledged: true,
        dmp_acknowledged: true,
        risk_acknowledged: true,
        terms_version: TERMS_VERSION.to_owned(),
        ..RawForm::default()
    };
    Invented {
        identity,
        form,
        language: if random.gen_ratio(1, 20) {
            Language::En
        } else {
            Language::Fr
        },
    }
}

//! Forms as people send them: right, nearly right, and hostile.

use super::pick::Pick;
use super::{Case, TERMS_VERSION};
use crate::date::Date;
use crate::eligibility::{RegisterFacts, Stage};
use crate::form::RawForm;
use crate::identity::{BirthPlace, Certification, Identity, Sex};
use crate::luhn;
use crate::role::Role;
use crate::rule_set::RuleSet;
use crate::structure::Sector;

/// A corpus, one case a line.
#[expect(
    clippy::missing_panics_doc,
    reason = "a case has only texts, numbers and booleans"
)]
pub fn generate(seed: u32, cases: u32) -> String {
    let mut pick = Pick::new(seed);
    let mut lines = String::new();
    for _ in 0..cases {
        let case = case(&mut pick);
        lines.push_str(
            &serde_json::to_string(&case).expect("a case has only texts, numbers and booleans"),
        );
        lines.push('\n');
    }
    lines
}

/// How much of a form goes wrong: one field in so many.
const CARELESSNESS: [u32; 4] = [1_000, 20, 4, 1];

fn case(pick: &mut Pick) -> Case {
    let today = day(pick, 2026);
    let identity = identity(pick);
    let abroad = identity.birth_place.commune().is_none();
    let care = pick.of(&CARELESSNESS);
    let mut field = |right: &dyn Fn(&mut Pick) -> String| {
        let text = right(pick);
        if pick.one_in(care) {
            spoil(pick, &text)
        } else {
            text
        }
    };
    let mut form = RawForm {
        civilite: field(&|pick| pick.of(&["M", "MME"]).to_owned()),
        exercise_last_name: field(&name),
        exercise_first_name: field(&name),
        email: field(&email),
        phone: field(&phone),
        birth_town: field(&|pick| if abroad { town(pick) } else { String::new() }),
        structure_finess: field(&finess),
        role: field(&role),
        activity_kind: field(&|pick| {
            pick.of(&["GENR01", "GENR08", "GENR13", "GENR99"])
                .to_owned()
        }),
        practice_mode: field(&|pick| pick.of(&["S", "L", "B", "I"]).to_owned()),
        category: field(&|pick| pick.of(&["C", "E", "M"]).to_owned()),
        start_date: field(&|pick| start(pick, today).to_string()),
        end_date: field(&|pick| end(pick, today)),
        terms_version: field(&|pick| {
            pick.of(&[TERMS_VERSION, TERMS_VERSION, "2025-01", ""])
                .to_owned()
        }),
        ..RawForm::default()
    };
    form.health_data_need = if pick.one_in(care.saturating_add(1)) {
        None
    } else {
        Some(!pick.one_in(4))
    };
    form.ecps_only_acknowledged = !pick.one_in(4);
    form.dmp_acknowledged = !pick.one_in(4);
    form.risk_acknowledged = pick.flag();
    Case {
        stage: pick.of(Stage::ALL),
        today,
        form,
        identity,
        facts: facts(pick),
        text: text(pick),
        expected_hash: match pick.below(10) {
            0 => Some("0".repeat(64)),
            1..5 => Some(RuleSet::built_in().hash().to_owned()),
            _ => None,
        },
    }
}

fn identity(pick: &mut Pick) -> Identity {
    let place = if pick.one_in(3) {
        ("", pick.of(COUNTRIES))
    } else {
        (pick.of(COMMUNES), "99100")
    };
    let year = 1925 + i32::try_from(pick.below(90)).expect("below ninety");
    Identity {
        certification: pick.of(&[
            Certification::Fc,
            Certification::Fc,
            Certification::Fcp,
            Certification::Nc,
        ]),
        birth_name: pick.of(NAMES).to_owned(),
        first_names: (0..=pick.below(3))
            .map(|_| pick.of(NAMES).to_owned())
            .collect(),
        sex: pick.of(&[Sex::M, Sex::F, Sex::I]),
        birth_date: day(pick, year),
        birth_place: BirthPlace::of_codes(place.0, place.1)
            .expect("the lists below hold right codes"),
        preferred_name: pick.flag().then(|| pick.of(NAMES).to_owned()),
    }
}

fn facts(pick: &mut Pick) -> RegisterFacts {
    let sector = pick.of(&[
        None,
        Some(Sector::Sanitaire),
        Some(Sector::SocialMedicoSocial),
        Some(Sector::Unknown),
    ]);
    // Half of the time nothing is wrong on the register's side, so that the rest is seen too.
    let mut bad = |bad: bool| {
        if pick.one_in(4) {
            pick.answer()
        } else {
            pick.flag().then_some(!bad)
        }
    };
    RegisterFacts {
        sector,
        structure_closed: bad(true),
        structure_has_manager: bad(false),
        request_already_open: bad(true),
        already_registered: bad(true),
        birth_place_known: bad(false),
        email_confirmed: bad(false),
        possible_duplicate: bad(true),
        maybe_own_request: bad(true),
        identity_document_checked: bad(false),
    }
}

/// A text for the parsers: a value one of them takes, or a spoilt one.
fn text(pick: &mut Pick) -> String {
    let right = match pick.below(14) {
        0 => luhn_number(pick, 10),
        1 => format!("8{}", luhn_number(pick, 10)),
        2 => format!("3{}/CPE{}", finess(pick), pick.digits(4)),
        3 => finess(pick),
        4 => luhn_number(pick, 8),
        5 => {
            let siren = luhn_number(pick, 8);
            let start = format!("{siren}{}", pick.digits(4));
            with_key(&start)
        }
        6 => format!("356000000{}", pick.digits(5)),
        7 => pick.of(COMMUNES).to_owned(),
        8 => pick.of(COUNTRIES).to_owned(),
        9 => email(pick),
        10 => phone(pick),
        11 => name(pick),
        12 => {
            let year = 1900 + i32::try_from(pick.below(200)).expect("below two hundred");
            day(pick, year).to_string()
        }
        _ => pick
            .of(&[
                "organiseur",
                "Préparatrice",
                "GÉNÉTIQUE",
                "1101",
                "4105",
                "soins non programmés",
            ])
            .to_owned(),
    };
    if pick.flag() {
        right
    } else {
        spoil(pick, &right)
    }
}

fn spoil(pick: &mut Pick, right: &str) -> String {
    match pick.below(8) {
        0..=2 => pick.slip(right),
        3 => pick.of(HOSTILE).to_owned(),
        4 => format!("{}{right}{}", pick.of(HOSTILE), pick.of(HOSTILE)),
        5 => (0..pick.below(12)).map(|_| pick.character()).collect(),
        6 => {
            let length = pick.of(&[199, 200, 201, 254, 255, 300, 301, 400, 401, 2_000]);
            pick.of(&["a", "é", "0", " ", "😀"]).repeat(length)
        }
        _ => String::new(),
    }
}

fn name(pick: &mut Pick) -> String {
    pick.of(&NAMES[..NAMES.len() - 2]).to_owned()
}

fn town(pick: &mut Pick) -> String {
    pick.of(&[
        "Alger",
        "Łódź",
        "Saint-Louis (Sénégal)",
        "L’Aquila",
        "Thành phố Hồ Chí Minh",
    ])
    .to_owned()
}

fn email(pick: &mut Pick) -> String {
    let local = pick.of(&["jean.dupont", "o'neil+rpps", "A_B", "x"]);
    let domain = pick.of(&[
        "chu-nancy.fr",
        "YOPMAIL.com",
        "gmial.com",
        "mail.example.org",
    ]);
    format!("{local}@{domain}")
}

fn phone(pick: &mut Pick) -> String {
    let prefix = pick.of(&[
        "06", "07", "01", "+33 6", "+33 (0)6", "0033 7", "0690", "+32 47", "+590 690",
    ]);
    let missing = 10_usize.saturating_sub(prefix.len());
    let rest = if prefix.starts_with('0') && !prefix.starts_with("00") {
        missing
    } else {
        8
    };
    format!("{prefix}{}", pick.digits(rest))
}

fn role(pick: &mut Pick) -> String {
    if pick.flag() {
        return pick.of(&["316", "317", "329", "370"]).to_owned();
    }
    let roles: Vec<Role> = Role::all().collect();
    pick.of(&roles).code().to_owned()
}

fn finess(pick: &mut Pick) -> String {
    let right = pick.of(&["75", "69", "54", "97", "98", "2A", "2B", "0B", "01"]);
    let departement = if pick.one_in(30) { "20" } else { right };
    let start = format!("{departement}0{}", pick.digits(5));
    let key = luhn::key(&start.replace('A', "1").replace('B', "2")).unwrap_or('0');
    format!("{start}{key}")
}

fn luhn_number(pick: &mut Pick, digits: usize) -> String {
    let start = pick.digits(digits);
    with_key(&start)
}

fn with_key(start: &str) -> String {
    format!("{start}{}", luhn::key(start).unwrap_or('0'))
}

fn day(pick: &mut Pick, year: i32) -> Date {
    let (month, day) = (1 + pick.below(12), 1 + pick.below(31));
    // The last days of a month are where dates go wrong.
    let last = (28..=day.max(28))
        .rev()
        .find_map(|day| Date::new(year, month, day));
    Date::new(year, month, day)
        .or(last)
        .expect("every month has 28 days")
}

/// Mostly soon, sometimes on the edge of what is accepted.
fn start(pick: &mut Pick, today: Date) -> Date {
    match pick.below(8) {
        0 => today.months_after(6),
        1 => today.years_after(5),
        2 => today.years_after(6),
        3 => today.years_before(pick.below(90)),
        _ => today.months_after(pick.below(8)),
    }
}

fn end(pick: &mut Pick, today: Date) -> String {
    match pick.below(8) {
        0 => today.to_string(),
        1 => today.years_after(pick.below(60)).to_string(),
        2 => today.years_before(pick.below(100)).to_string(),
        _ => String::new(),
    }
}

const NAMES: &[&str] = &[
    "DUBOIS",
    "Angela",
    "D'HONDT",
    "D’Hondt",
    "N'GOLO",
    "HUC--GOUJON",
    "EL HANNA",
    "RÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ",
    "Jean Philippe",
    "Joe\u{308}lle",
    "AZERTYUIOPMLKJHGFDSQWXCVBNAZERTYUIOPMLKJHGFDSQWXCVBN",
    // Kept as certified, refused as typed.
    "DURANTéàèùòœæŒÆ",
    "Jean_PrénomComposéAvecEspace",
];

const COMMUNES: &[&str] = &[
    "75107", "13055", "2A004", "2B050", "20050", "97209", "98729", "75007", "90900",
];

const COUNTRIES: &[&str] = &["99352", "99350", "99139", "99217", "99138"];

const HOSTILE: &[&str] = &[
    "",
    " ",
    "\0",
    "\n",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\u{200b}",
    "'; drop table request; --",
    "<script>alert(1)</script>",
    "${7*7}",
    "\\",
    "\"",
    "１０１２３４５６７８１",
    "00000000000",
    "2026-02-30",
    "9999-12-31",
    "0000-00-00",
    "1900-01-01",
    "-",
    "'",
    "İıſßŉǆ",
    "\u{301}\u{327}",
    "Иванов",
    "山田",
    "محمد",
    "😀",
    "2C0000014",
    "353",
    "GENR02",
    "a@b",
    "15",
];

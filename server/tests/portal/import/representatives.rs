//! Who represents structures, from a file.

use server::import::{ImportError, representatives};
use server::store::Mark;
use shared::rule_set::RuleSet;

use crate::api::structures::{designation, mandate};
use crate::support::form::PHARMACY;
use crate::support::on_both;
use crate::support::portal::Portal;
use crate::support::sign_in::PRO_SANTE_CONNECT;

fn file(text: &str) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), text).expect("a text");
    file
}

const SOME: &str = "\
finess;subjectNameId;quality;email;endsOn
0B0037750;899700218896;TITULAIRE;titulaire@pharmacie.example;2030-12-31
0B0184230;899700366240;LEGAL_REPRESENTATIVE;;
0B0037751;899700218896;TITULAIRE;;
0B0037750;899700218896;MANDATAIRE;;
0B0037750;nobody;MANDATAIRE;;
0B0184230;899700218896;CHIEF;;
0B0184230;899700218896;MANDATAIRE;nowhere;
0B0184230;899700218896;MANDATAIRE;;demain
0B0184230;899700218896;MANDATAIRE;;2020-01-01
750712184;899700218896;MANDATAIRE;;
";

on_both! {
    async fn a_file_adds_mandates_and_the_rights_that_follow(database: Database) {
        let portal = Portal::demo_on(database).await;
        let (store, today, now) = (&portal.app.store, portal.app.clock.today(), portal.app.clock.now());
        let some = file(SOME);
        let mandates = || representatives::read(some.path()).expect("a file");
        let new = representatives::compare(store, mandates(), Mark::Demo, today).await.expect("a comparison");
        assert_eq!(
            new.to_string(),
            "to add 1, as it was 1\n\
             left out: EMAIL, 1 rows\n\
             left out: ENDS_ON, 1 rows\n\
             left out: FINESS, 1 rows\n\
             left out: PAST, 1 rows\n\
             left out: QUALITY, 1 rows\n\
             left out: STRUCTURE_UNKNOWN, 1 rows\n\
             left out: SUBJECT, 1 rows\n\
             left out: TWICE, 1 rows\n  \
             line 4: FINESS\n  line 5: TWICE\n  line 6: SUBJECT\n  line 7: QUALITY\n  line 8: EMAIL\n  \
             line 9: ENDS_ON\n  line 10: PAST\n  line 11: STRUCTURE_UNKNOWN\n"
        );
        let owner = portal.person(PRO_SANTE_CONNECT, "899700218896").await;
        assert_eq!(owner.run("queueCounts", &serde_json::json!({})).await.code(), "FORBIDDEN");
        representatives::write(store, new, RuleSet::built_in(), now).await.expect("rows");
        // A session that was open has the right at once.
        assert!(owner.run("queueCounts", &serde_json::json!({})).await.code().is_empty());
        let kept = mandate(&owner, PHARMACY, "899700218896").await;
        assert_eq!((&kept["quality"], &kept["endsOn"]), (&"TITULAIRE".into(), &"2030-12-31".into()));
        assert_eq!(designation(&owner, PHARMACY, "899700218896").await["byRight"], true);

        let again = representatives::compare(store, mandates(), Mark::Demo, today).await.expect("a comparison");
        assert!(again.is_empty() && again.unchanged == 2);
        let real = representatives::compare(store, mandates(), Mark::Real, today).await;
        assert!(matches!(real, Err(ImportError::Mark(_))), "a demo's database is no other");
    }
}

#[test]
fn a_file_without_its_columns_is_refused() {
    for text in ["", "finess;quality\n", "0B0037750;899700218896;TITULAIRE\n"] {
        let read = representatives::read(file(text).path());
        assert!(matches!(read, Err(ImportError::ColumnsMissing)), "{text}");
    }
    assert!(matches!(
        representatives::read(std::path::Path::new("/nowhere")),
        Err(ImportError::Read(_))
    ));
    let swapped = file("quality;finess;subjectNameId\nMANDATAIRE;0B0037750;899700218896\n");
    representatives::read(swapped.path()).expect("columns in any order");
}

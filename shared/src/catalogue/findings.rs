//! What is said of each finding of a verdict.

use super::FindingText;
use crate::eligibility::FindingCode;
use crate::text::Text;

#[expect(clippy::too_many_lines, reason = "a list of texts, one arm a code")]
pub(super) const fn of(code: FindingCode) -> FindingText {
    match code {
        FindingCode::EcpsOnlyNotAcknowledged => FindingText {
            text: Text::new(
                "Il n’a pas encore été pris acte que l’enregistrement donne droit à l’e-CPS seule.",
                "It has not yet been acknowledged that the registration gives the e-CPS only.",
            ),
            remedy: Text::new(
                "Cochez la case : aucune carte physique ne sera distribuée.",
                "Tick the box: no physical card will be issued.",
            ),
            source: "Notice ANS, étape 1",
        },
        FindingCode::DmpNotAcknowledged => FindingText {
            text: Text::new(
                "Il n’a pas encore été pris acte que le DMP n’est pas accessible en consultation.",
                "It has not yet been acknowledged that the DMP (shared medical record) cannot be consulted.",
            ),
            remedy: Text::new(
                "Cochez la case : à ce stade, l’enregistrement ne permet pas de consulter le DMP.",
                "Tick the box: at this stage, the registration does not allow the DMP to be consulted.",
            ),
            source: "Notice ANS, étape 1",
        },
        FindingCode::RiskNotAcknowledged => FindingText {
            text: Text::new(
                "L’enregistrement risque d’être supprimé plus tard, et ce risque n’a pas été accepté.",
                "The registration may be deleted later, and this risk has not been accepted.",
            ),
            remedy: Text::new(
                "Lisez les points signalés. Si vous souhaitez continuer malgré tout, cochez la case.",
                "Read the points marked. If you still wish to go on, tick the box.",
            ),
            source: "Notice ANS, avertissement",
        },
        FindingCode::TermsNotAccepted => FindingText {
            text: Text::new(
                "Les conditions générales d’utilisation en vigueur ne sont pas acceptées.",
                "The current terms of use have not been accepted.",
            ),
            remedy: Text::new(
                "Lisez les conditions générales d’utilisation, puis cochez la case.",
                "Read the terms of use, then tick the box.",
            ),
            source: "Notice ANS, étape 4",
        },
        FindingCode::StructureClosed => FindingText {
            text: Text::new(
                "La structure choisie est fermée dans le répertoire FINESS.",
                "The chosen structure is closed in the FINESS register.",
            ),
            remedy: Text::new(
                "Choisissez la structure où vous exercez aujourd’hui, ou demandez son numéro FINESS à votre employeur.",
                "Choose the structure where you work today, or ask your employer for its FINESS number.",
            ),
            source: "Répertoire FINESS",
        },
        FindingCode::RequestAlreadyOpen => FindingText {
            text: Text::new(
                "Une demande est déjà en cours pour la même personne dans cette structure.",
                "A request is already open for the same person in this structure.",
            ),
            remedy: Text::new(
                "Suivez la demande en cours, ou retirez-la avant d’en envoyer une autre.",
                "Follow the open request, or withdraw it before you submit another.",
            ),
            source: "Règle du portail",
        },
        FindingCode::IdentityDocumentNotChecked => FindingText {
            text: Text::new(
                "La pièce d’identité du professionnel n’a pas été vérifiée.",
                "The identity document of the professional has not been checked.",
            ),
            remedy: Text::new(
                "Vérifiez la pièce d’identité, puis indiquez sa nature et la date de la vérification.",
                "Check the identity document, then give its kind and the date of the check.",
            ),
            source: "Notice ANS, étape 4, méthode B",
        },
        FindingCode::PossibleDuplicate => FindingText {
            text: Text::new(
                "Une personne aux traits d’identité proches est déjà enregistrée.",
                "A person with a similar civil status is already registered.",
            ),
            remedy: Text::new(
                "Comparez les deux identités, puis indiquez s’il s’agit de la même personne.",
                "Compare the two identities, then say whether they are the same person.",
            ),
            source: "Règle du portail",
        },
        FindingCode::EmailNotConfirmed => FindingText {
            text: Text::new(
                "L’adresse e-mail n’est pas confirmée : le numéro RPPS ne peut pas encore y être envoyé.",
                "The e-mail address is not confirmed: the RPPS number cannot be sent to it yet.",
            ),
            remedy: Text::new(
                "Le code reçu par e-mail doit être saisi dans le portail. La demande peut être envoyée avant, mais elle ne peut pas être validée.",
                "The code received by e-mail must be typed in the portal. The request may be submitted before that, but it cannot be validated.",
            ),
            source: "Notice ANS, étape 4",
        },
        FindingCode::MaybeOwnRequest => FindingText {
            text: Text::new(
                "Cette demande semble être celle du gestionnaire qui l’examine.",
                "This request seems to be that of the manager who examines it.",
            ),
            remedy: Text::new(
                "Confiez la décision à un autre gestionnaire de la structure.",
                "Leave the decision to another manager of the structure.",
            ),
            source: "Règle du portail",
        },
        FindingCode::RoleOutOfScope => FindingText {
            text: Text::new(
                "Ce rôle ne fait pas partie des quatre professions ouvertes à l’enregistrement. La demande n’est pas bloquée, mais l’enregistrement sera probablement supprimé plus tard.",
                "This role is not one of the four professions open to registration. The request is not blocked, but the registration will probably be deleted later.",
            ),
            remedy: Text::new(
                "Vérifiez le rôle. Si c’est le bon, parlez-en avec votre employeur avant de continuer.",
                "Check the role. If it is the right one, talk to your employer before going on.",
            ),
            source: "Notice ANS, avertissement",
        },
        FindingCode::SectorNotSanitaire => FindingText {
            text: Text::new(
                "La structure ne relève pas du secteur sanitaire. La demande n’est pas bloquée, mais l’enregistrement sera probablement supprimé plus tard.",
                "The structure is not in the health care sector (secteur sanitaire). The request is not blocked, but the registration will probably be deleted later.",
            ),
            remedy: Text::new(
                "Vérifiez la structure. Si vous exercez aussi dans une structure sanitaire, choisissez celle-ci.",
                "Check the structure. If you also work in a health care structure, choose that one.",
            ),
            source: "Notice ANS, introduction",
        },
        FindingCode::NeedNotDeclared => FindingText {
            text: Text::new(
                "Le besoin quotidien de données de santé ou du logiciel de soins (DPI) n’est pas déclaré.",
                "No daily need of health data or of the care software (DPI) is declared.",
            ),
            remedy: Text::new(
                "Assurez-vous auprès de l’employeur que l’enregistrement au RPPS sera utile.",
                "Make sure with the employer that the RPPS registration will be of use.",
            ),
            source: "Notice ANS, étape 1",
        },
        FindingCode::StructureWithoutManager => FindingText {
            text: Text::new(
                "Cette structure n’a pas encore de gestionnaire RPPS+ : personne ne peut décider de la demande.",
                "This structure has no RPPS+ manager yet: nobody can decide on the request.",
            ),
            remedy: Text::new(
                "Demandez au représentant légal de la structure de désigner un gestionnaire RPPS+.",
                "Ask the legal representative of the structure to designate an RPPS+ manager.",
            ),
            source: "Notice ANS, étape 3",
        },
        FindingCode::UnderWorkingAge => FindingText {
            text: Text::new(
                "L’âge de travailler n’est pas atteint à la date de prise de fonction.",
                "Working age is not reached on the start date.",
            ),
            remedy: Text::new(
                "Vérifiez la date de prise de fonction.",
                "Check the start date.",
            ),
            source: "Règle du portail, à confirmer par l’ANS",
        },
        FindingCode::StartDateTooFar => FindingText {
            text: Text::new(
                "La date de prise de fonction est lointaine.",
                "The start date lies far ahead.",
            ),
            remedy: Text::new(
                "Vérifiez la date, ou attendez que la prise de fonction approche pour envoyer la demande.",
                "Check the date, or wait until the start comes closer before submitting the request.",
            ),
            source: "Règle du portail",
        },
        FindingCode::IdentityNotCertified => FindingText {
            text: Text::new(
                "L’état civil n’est pas certifié : il a été saisi, et non transmis par FranceConnect.",
                "The civil status is not certified: it was typed, not sent by FranceConnect.",
            ),
            remedy: Text::new(
                "Vérifiez l’état civil avec la pièce d’identité : il ne pourra plus être modifié après l’enregistrement.",
                "Check the civil status against the identity document: it cannot be changed after the registration.",
            ),
            source: "Notice ANS, étape 4, méthode B",
        },
        FindingCode::AlreadyRegistered => FindingText {
            text: Text::new(
                "Cette personne a déjà un numéro RPPS. Elle le garde : une nouvelle situation sera ajoutée.",
                "This person already has an RPPS number and keeps it: a new situation will be added.",
            ),
            remedy: Text::new("Vous n’avez rien à faire.", "There is nothing to do."),
            source: "Règle du RPPS : un numéro par personne, pour la vie",
        },
        FindingCode::BirthPlaceUnknown => FindingText {
            text: Text::new(
                "Le code du lieu de naissance n’est pas dans notre table. Il est conservé tel quel.",
                "The code of the place of birth is not in our table. It is kept as it is.",
            ),
            remedy: Text::new(
                "Vous n’avez rien à faire : il peut s’agir d’une commune ancienne.",
                "There is nothing to do: it may be a former commune.",
            ),
            source: "Code officiel géographique de l’INSEE",
        },
        FindingCode::SectorUnknown => FindingText {
            text: Text::new(
                "Le secteur de la structure n’est pas connu.",
                "The sector of the structure is not known.",
            ),
            remedy: Text::new(
                "Vérifiez que la structure relève du secteur sanitaire. Le gestionnaire le confirmera.",
                "Make sure that the structure is in the health care sector. The manager will confirm it.",
            ),
            source: "Répertoire FINESS",
        },
    }
}

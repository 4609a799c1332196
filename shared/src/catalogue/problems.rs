//! What is said beside a field that is not right.

use crate::field_error::Problem;
use crate::text::Text;

#[expect(clippy::too_many_lines, reason = "a list of texts, one arm a code")]
pub(super) const fn of(problem: Problem) -> Text {
    match problem {
        Problem::Required => Text::new("Renseignez ce champ.", "Fill in this field."),
        Problem::TooLong => Text::new(
            "Ce texte est trop long. Raccourcissez-le.",
            "This text is too long. Shorten it.",
        ),
        Problem::ControlCharacter => Text::new(
            "Ce texte contient un caractère invisible qui n’est pas accepté. Saisissez-le de nouveau.",
            "This text has an invisible character that is not accepted. Type it again.",
        ),
        Problem::UnknownCode => Text::new(
            "Choisissez une valeur de la liste.",
            "Choose a value of the list.",
        ),
        Problem::NotExpected => Text::new(
            "Laissez ce champ vide : il ne concerne que les personnes nées à l’étranger.",
            "Leave this field empty: it is only for people born abroad.",
        ),
        Problem::NameCharacter => Text::new(
            "Un nom s’écrit avec des lettres, des espaces, des traits d’union et des apostrophes. Les chiffres, les points et les autres alphabets ne sont pas acceptés.",
            "A name is written with letters, spaces, hyphens and apostrophes. Digits, dots and other scripts are not accepted.",
        ),
        Problem::NameWithoutLetter => Text::new(
            "Saisissez au moins une lettre.",
            "Type at least one letter.",
        ),
        Problem::TownCharacter => Text::new(
            "Saisissez le nom de la ville en lettres latines.",
            "Type the name of the town in Latin letters.",
        ),
        Problem::EmailShape => Text::new(
            "Saisissez une adresse e-mail complète, par exemple : nom@exemple.fr.",
            "Type a full e-mail address, for example: name@example.com.",
        ),
        Problem::PhoneShape => Text::new(
            "Saisissez un numéro de téléphone valable, par exemple : 06 12 34 56 78 ou +33 6 12 34 56 78.",
            "Type a valid phone number, for example: 06 12 34 56 78 or +33 6 12 34 56 78.",
        ),
        Problem::FinessShape => Text::new(
            "Un numéro FINESS compte 9 caractères, par exemple : 750712184. Vérifiez votre saisie.",
            "A FINESS number has 9 characters, for example: 750712184. Check what you typed.",
        ),
        Problem::FinessDepartement => Text::new(
            "Un numéro FINESS commence par un numéro de département. Vérifiez les deux premiers caractères.",
            "A FINESS number begins with the number of a département. Check the first two characters.",
        ),
        Problem::FinessKey => Text::new(
            "Ce numéro FINESS contient une erreur de saisie. Vérifiez chaque chiffre.",
            "This FINESS number has a typing error. Check each digit.",
        ),
        Problem::StructureUnknown => Text::new(
            "Aucune structure ne porte ce numéro FINESS. Cherchez votre structure par son nom.",
            "No structure has this FINESS number. Search for your structure by its name.",
        ),
        Problem::TestNumber => Text::new(
            "Ce numéro est réservé aux tests. Saisissez un numéro réel.",
            "This number is kept for tests. Type a real number.",
        ),
        Problem::SiretShape => Text::new(
            "Un numéro SIRET compte 14 chiffres. Vérifiez votre saisie.",
            "A SIRET number has 14 digits. Check what you typed.",
        ),
        Problem::SiretKey => Text::new(
            "Ce numéro SIRET contient une erreur de saisie. Vérifiez chaque chiffre.",
            "This SIRET number has a typing error. Check each digit.",
        ),
        Problem::CategoryShape => Text::new(
            "Une catégorie FINESS agrégée compte 4 chiffres, par exemple : 1101.",
            "An aggregated FINESS category has 4 digits, for example: 1101.",
        ),
        Problem::DateShape => Text::new(
            "Saisissez une date qui existe, par exemple : le 31 janvier 2026.",
            "Type a date that exists, for example: 31 January 2026.",
        ),
        Problem::DateBeforeBirth => Text::new(
            "Cette date est antérieure à la naissance. Vérifiez-la.",
            "This date is before the birth. Check it.",
        ),
        Problem::DateTooEarly => Text::new(
            "Cette date est trop ancienne. Vérifiez l’année.",
            "This date is too old. Check the year.",
        ),
        Problem::DateTooFar => Text::new(
            "Cette date est trop lointaine. Vérifiez l’année.",
            "This date is too far ahead. Check the year.",
        ),
        Problem::EndBeforeStart => Text::new(
            "La date de fin doit être égale ou postérieure à la date de prise de fonction.",
            "The end date must be the start date or later.",
        ),
        Problem::NotChecked => Text::new(
            "Cochez cette case pour attester la vérification.",
            "Tick this box to attest the check.",
        ),
        Problem::NotCorrectable => Text::new(
            "Ce champ ne peut pas être modifié par le professionnel.",
            "This field cannot be changed by the professional.",
        ),
        Problem::Repeated => {
            Text::new("Ce champ est cité deux fois.", "This field is named twice.")
        }
        Problem::DateInPast => Text::new(
            "Cette date est passée. Choisissez aujourd’hui ou une date à venir.",
            "This date is past. Choose today or a later date.",
        ),
        Problem::DateTooSoon => Text::new(
            "Cette date est trop proche. Laissez au moins 14 jours.",
            "This date is too soon. Leave 14 days at least.",
        ),
        Problem::BeyondMandate => Text::new(
            "Cette date dépasse celle du mandat. Choisissez une date qui ne le dépasse pas.",
            "This date is later than the end of the mandate. Choose one that is not.",
        ),
        Problem::NumberTooLarge => Text::new(
            "Ce nombre est trop grand. Indiquez un nombre de 1 à 100.",
            "This number is too large. Give a number from 1 to 100.",
        ),
        Problem::TooMany => Text::new(
            "Il y en a déjà autant que possible. Supprimez-en avant d’en ajouter.",
            "There are as many as there can be. Delete some before you add more.",
        ),
        Problem::NotTheSame => Text::new(
            "Les deux saisies diffèrent. Relisez la pièce d’identité et corrigez celle qui est fausse.",
            "The two entries differ. Read the identity document again and correct the wrong one.",
        ),

        Problem::DateInFuture => Text::new(
            "Cette date est à venir. Choisissez aujourd’hui ou une date passée.",
            "This date is yet to come. Choose today or an earlier date.",
        ),
        Problem::NotYourStructure => Text::new(
            "Vous ne gérez pas cette structure. Choisissez l’une des vôtres, ou adressez-vous à son représentant légal.",
            "You do not manage this structure. Choose one of yours, or turn to who represents it.",
        ),
        Problem::NothingChanged => Text::new(
            "Rien ne change. Modifiez au moins une information.",
            "Nothing changes. Change one thing at least.",
        ),
        Problem::RangeShape => Text::new(
            "Indiquez une adresse IP ou un réseau, par exemple 192.0.2.0/24.",
            "Give an IP address or a network, for example 192.0.2.0/24.",
        ),
        Problem::UrlShape => Text::new(
            "Cette adresse ne convient pas. Donnez une adresse https:// complète, sans identifiant ni fragment.",
            "This address does not fit. Give a whole https:// address, without a user or a fragment.",
        ),
        Problem::UrlNotPublic => Text::new(
            "Cette adresse n’est pas sur l’Internet public. Donnez une adresse que tout le monde peut joindre.",
            "This address is not on the public Internet. Give one that everybody can reach.",
        ),
    }
}

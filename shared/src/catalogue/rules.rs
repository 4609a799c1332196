//! What is said of a draft of a rule set that is not right.

use crate::rule_set::RuleFault;
use crate::text::Text;

pub(super) const fn of(fault: RuleFault) -> Text {
    match fault {
        RuleFault::NotJson => Text::new(
            "Le texte n’est pas du JSON. Vérifiez les guillemets, les virgules et les accolades.",
            "The text is not JSON. Check quotes, commas and braces.",
        ),
        RuleFault::FieldMissing => Text::new(
            "Cet élément manque. Ajoutez-le.",
            "This element is missing. Add it.",
        ),
        RuleFault::FieldUnknown => Text::new(
            "Cet élément n’est pas connu. Retirez-le ou corrigez son nom.",
            "This element is not known. Remove it or correct its name.",
        ),
        RuleFault::ValueWrong => Text::new(
            "Cette valeur n’est pas du type attendu, ou sort des limites.",
            "This value is not of the expected type, or is out of bounds.",
        ),
        RuleFault::CodeUnknown => Text::new(
            "Ce code n’est pas connu. Choisissez un code de la liste.",
            "This code is not known. Choose a code of the list.",
        ),
        RuleFault::Repeated => Text::new(
            "Ce code est cité deux fois. Gardez une seule ligne.",
            "This code is named twice. Keep one line.",
        ),
        RuleFault::RangeWrong => Text::new(
            "Cet intervalle se termine avant de commencer, ou chevauche le précédent.",
            "This range ends before it begins, or overlaps the one before.",
        ),
        RuleFault::NameWrong => Text::new(
            "Un nom compte 1 à 40 lettres, chiffres, points ou tirets, sans accent ni espace.",
            "A name has 1 to 40 letters, digits, dots or dashes, without accent or space.",
        ),
        RuleFault::NotWeighed => Text::new(
            "Ce constat n’a pas de règle. Ajoutez-la, avec null aux étapes où il ne doit pas être fait.",
            "This finding has no rule. Add it, with null at the stages where it is not to be made.",
        ),
    }
}

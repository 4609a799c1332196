//! What is said of a batch, of a file and of its rows.

use super::Entry;
use crate::text::Text;

pub(super) const TABLE: &[Entry] = &[
    (
        "INVALID_BATCH",
        Text::new(
            "Ce lot ne peut pas être pris en charge. Lisez pourquoi, corrigez, puis recommencez.",
            "This batch cannot be taken. Read why, correct it, then try again.",
        ),
    ),
    (
        "BATCH_EMPTY",
        Text::new(
            "Il n’y a aucune ligne à traiter.",
            "There is no row to work on.",
        ),
    ),
    (
        "BATCH_TOO_LARGE",
        Text::new(
            "Un lot compte 500 lignes au plus. Répartissez-les en plusieurs lots.",
            "A batch has 500 rows at most. Split them into several batches.",
        ),
    ),
    (
        "FILE_TOO_LARGE",
        Text::new(
            "Ce fichier est trop volumineux. Gardez 500 lignes au plus et les seules colonnes du modèle.",
            "This file is too large. Keep 500 rows at most and only the columns of the template.",
        ),
    ),
    (
        "FILE_QUOTE",
        Text::new(
            "Un guillemet ouvert dans ce fichier n’est jamais fermé. Enregistrez-le de nouveau au format CSV.",
            "A quote that is opened in this file is never closed. Save it again as CSV.",
        ),
    ),
    (
        "FILE_COLUMNS_MISSING",
        Text::new(
            "Il manque des colonnes à ce fichier. La première ligne porte les noms du modèle.",
            "Columns are missing from this file. The first line has the names of the template.",
        ),
    ),
    (
        "FILE_COLUMNS_UNKNOWN",
        Text::new(
            "Des colonnes de ce fichier ne sont pas du modèle, ou y figurent deux fois. Retirez-les.",
            "Some columns of this file are not of the template, or stand in it twice. Remove them.",
        ),
    ),
    (
        "ROW_LENGTH",
        Text::new(
            "Cette ligne n’a pas autant de cellules que la première.",
            "This row does not have as many cells as the first.",
        ),
    ),
    (
        "ROW_FORMULA",
        Text::new(
            "Une cellule de cette ligne commence comme une formule (=, +, - ou @). Écrivez une valeur.",
            "A cell of this row begins like a formula (=, +, - or @). Write a value.",
        ),
    ),
    (
        "ROW_REPEATED",
        Text::new(
            "Cette personne figure déjà plus haut dans le fichier, pour la même structure et le même rôle.",
            "This person stands further up in the file already, for the same structure and role.",
        ),
    ),
    (
        "ROW_SENT_BEFORE",
        Text::new(
            "Cette ligne a déjà été enregistrée lors d’un envoi précédent : rien n’a été fait deux fois.",
            "This row was registered by an earlier file already: nothing was done twice.",
        ),
    ),
];

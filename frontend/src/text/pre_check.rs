//! The pre-check.

use super::texts;

texts! {
    TITLE = "Vérifier si un enregistrement est possible" / "Check whether a registration is possible";
    LEAD = "Répondez à quelques questions : la réponse s’affiche au fur et à mesure. Rien n’est enregistré et aucune connexion n’est nécessaire." / "Answer a few questions: the result appears as you answer. Nothing is stored and you do not need to sign in.";
    SECTOR_LEGEND = "Dans quel secteur travaillez-vous ?" / "In which sector do you work?";
    SECTOR_HINT = "Les hôpitaux, les cliniques, les laboratoires et les pharmacies relèvent du secteur sanitaire." / "Hospitals, clinics, laboratories and pharmacies belong to the healthcare sector (sanitaire).";
    SECTOR_DONT_KNOW = "Je ne sais pas" / "I do not know";
    WAITING = "Répondez à la première question pour voir le résultat." / "Answer the first question to see the result.";
    NEXT_TITLE = "Et ensuite ?" / "What next?";
    START = "Commencer ma demande avec FranceConnect" / "Start my request with FranceConnect";
    START_SIGNED_IN = "Commencer ma demande" / "Start my request";
}

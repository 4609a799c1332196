//! Who looked at whose file.

use super::texts;

texts! {
    WHO = "Qui a consulté mon dossier" / "Who looked at my file";
    WHO_LEAD = "Chaque consultation par une structure ou par l’ANS est conservée, une fois par heure. Ce que vous lisez vous-même ne l’est pas." / "Each look by a structure or by the ANS is kept, once an hour. What you read yourself is not.";
    NONE = "Personne n’a consulté ce dossier." / "Nobody has looked at this file.";
    MORE = "Afficher la suite" / "Show more";
    TOLD = "Vos consultations et vos recherches sont journalisées : la personne voit quand votre structure a ouvert son dossier, et pourquoi." / "What you open and search for is logged: the person sees when your structure opened their file, and why.";
    TITLE = "Dossiers et consultations" / "Files and who opened them";
    LEAD = "Ouvrir le dossier d’une personne demande un motif. La personne le voit." / "To open somebody’s file takes a reason. The person sees it.";
    OPEN_TITLE = "Ouvrir un dossier" / "Open a file";
    NUMBER = "Numéro RPPS" / "RPPS number";
    OPEN = "Ouvrir le dossier" / "Open the file";
    UNKNOWN = "Personne n’est enregistré sous ce numéro." / "Nobody is registered under this number.";
    LOG_TITLE = "Consultations d’une personne ou d’un agent" / "Looks at a person, or by an agent";
    OF = "Numéro RPPS de la personne, ou identifiant national de qui a consulté" / "RPPS number of the person, or national identifier of who looked";
    OF_HINT = "Par exemple : 99750000004 pour une personne, 30B0168811/CPET00001 pour un gestionnaire." / "For example: 99750000004 for a person, 30B0168811/CPET00001 for a manager.";
    SHOW = "Voir les consultations" / "Show the looks";
    NO_LOG = "Aucune consultation conservée." / "No look is kept.";
}

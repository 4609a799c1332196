//! Many decisions or registrations at once.

use super::texts;

texts! {
    TITLE = "Traitements par lot" / "Batches";
    LEAD = "Chaque ligne d’un lot a son propre résultat : une ligne refusée n’arrête pas les autres. Le traitement continue même si vous fermez cette page." / "Each row of a batch has its own result: a row that is refused does not stop the others. The work goes on even if you close this page.";
    TO_DECIDE = "Pour décider plusieurs demandes, cochez-les dans la liste des demandes à traiter." / "To decide several requests, tick them in the list of requests to process.";
    TO_FILE = "Enregistrer des personnes par fichier" / "Register persons from a file";
    NONE = "Aucun lot pour l’instant." / "No batch so far.";
    BACK = "Tous mes lots" / "All my batches";
    VALIDATION = "Validation de demandes" / "Validation of requests";
    REJECTION = "Rejet de demandes" / "Rejection of requests";
    REGISTRATION = "Enregistrement par fichier" / "Registration from a file";
    STARTED = "Commencé le {}" / "Begun on {}";
    RUNNING = "En cours" / "In progress";
    FINISHED = "Terminé" / "Finished";
    PROGRESS = "Lignes traitées : {}." / "Rows worked on: {}.";
    COUNTS = "Faites : {}." / "Done: {}.";
    COUNTS_REFUSED = "Refusées : {}." / "Refused: {}.";

    RESULTS = "Résultat de chaque ligne" / "Result of each row";
    COLUMN_WHO = "Personne ou demande" / "Person or request";
    COLUMN_RESULT = "Résultat" / "Result";
    COLUMN_DETAIL = "Précisions" / "Details";
    LINE = "Ligne {}" / "Line {}";
    WAITS = "En attente" / "Waiting";
    DONE = "Fait" / "Done";
    REFUSED = "Refusé" / "Refused";
    WOULD = "Sera décidée" / "Will be decided";
    WOULD_NOT = "Sera refusée" / "Will be refused";
    NUMBER = "Numéro RPPS {}" / "RPPS number {}";
    BY_HAND = "Enregistrer cette personne à l’écran" / "Register this person on screen";
    FAILED_ROWS = "Télécharger les lignes refusées (CSV)" / "Download the rows refused (CSV)";
    FAILED_ROWS_TEXT = "Corrigez ces lignes, puis renvoyez ce seul fichier : ce qui est enregistré ne l’est pas deux fois." / "Correct these rows, then send this file alone: what is registered is not registered twice.";
    FAILED_FILE = "lignes-refusees.csv" / "refused-rows.csv";

    CHOICE = "Décider plusieurs demandes" / "Decide several requests";
    CHOSEN = "Demandes choisies : {}." / "Requests chosen: {}.";
    NOTHING_CHOSEN = "Aucune demande n’est choisie. Cochez-les dans la liste des demandes à traiter." / "No request is chosen. Tick them in the list of requests to process.";
    TO_QUEUE = "Demandes à traiter" / "Requests to process";
    DECISION = "Que décidez-vous pour toutes ces demandes ?" / "What do you decide for all these requests?";
    VALIDATE = "Valider les demandes" / "Validate the requests";
    REJECT = "Rejeter les demandes" / "Reject the requests";
    CONDITIONS = "J’ai vérifié que chacune de ces personnes exerce dans la structure, dans le rôle et sous les conditions de sa demande." / "I have checked that each of these persons works in the structure, the role and under the conditions of their request.";
    IDENTITY = "J’ai vérifié chaque état civil, y compris les lieux de naissance non certifiés." / "I have checked each civil status, including places of birth that are not certified.";
    RISK = "Valider aussi les demandes hors périmètre : ces enregistrements seront probablement supprimés plus tard." / "Validate requests out of scope too: these registrations will probably be deleted later.";
    DRY_RUN = "Ce qui se passera" / "What will happen";
    DRY_RUN_TEXT = "Rien n’est encore décidé. Une demande qui change d’ici là sera refusée dans sa ligne." / "Nothing is decided yet. A request that changes meanwhile will be refused in its row.";
    DRY_RUN_COUNT = "Seront décidées : {}." / "Will be decided: {}.";
    DRY_RUN_REFUSED = "Seront refusées : {}." / "Will be refused: {}.";
    DECIDE = "Décider toutes ces demandes" / "Decide all these requests";

    FILE_TITLE = "Enregistrer des personnes par fichier" / "Register persons from a file";
    FILE_LEAD = "Une personne par ligne, 500 lignes au plus, au format CSV (UTF-8 ou Windows-1252, séparateur « ; » ou « , »). Le fichier est vérifié dans votre navigateur avant tout envoi." / "One person a row, 500 rows at most, as CSV (UTF-8 or Windows-1252, with “;” or “,” between). The file is checked in your browser before anything is sent.";
    TEMPLATE = "Télécharger le modèle (CSV)" / "Download the template (CSV)";
    TEMPLATE_FILE = "modele-enregistrements.csv" / "registrations-template.csv";
    COLUMNS = "Ce que contiennent les colonnes" / "What the columns hold";
    COLUMNS_DATES = "Dates : 31/12/2026 ou 2026-12-31. Prénoms : séparés par des virgules, entre guillemets si le séparateur est « , »." / "Dates: 31/12/2026 or 2026-12-31. First names: with commas between, in quotes if the separator is “,”.";
    COLUMNS_CODES = "Codes : civilite M ou MME ; sexe F, M ou I ; commune_naissance et pays_naissance, codes Insee ; piece_identite IDENTITY_CARD, PASSPORT, RESIDENCE_PERMIT ou DRIVING_LICENCE ; role, genre_activite, mode_exercice et categorie, codes des nomenclatures ; besoin_donnees_sante oui ou non." / "Codes: civilite M or MME; sexe F, M or I; commune_naissance and pays_naissance, Insee codes; piece_identite IDENTITY_CARD, PASSPORT, RESIDENCE_PERMIT or DRIVING_LICENCE; role, genre_activite, mode_exercice and categorie, codes of the nomenclatures; besoin_donnees_sante oui or non.";
    FILE = "Fichier CSV" / "CSV file";
    FILE_HINT = "Gardez dans le fichier les seules personnes dont vous avez vérifié la pièce d’identité." / "Keep in the file only the persons whose identity document you have checked.";
    UNREADABLE = "Ce fichier n’a pas pu être lu. Choisissez-le de nouveau." / "This file could not be read. Choose it again.";
    CHECKED = "Lignes du fichier" / "Rows of the file";
    READY = "Lignes prêtes : {}." / "Rows ready: {}.";
    TO_CORRECT = "À corriger : {}." / "To correct: {}.";
    ROW_READY = "Prête" / "Ready";
    ROW_WRONG = "À corriger" / "To correct";
    WRONG_TOO = "Les lignes à corriger seront refusées, les autres enregistrées. Vous pourrez ensuite télécharger les lignes refusées." / "The rows to correct will be refused, the others registered. You can then download the rows refused.";
    ATTEST = "Ce que vous attestez pour chaque ligne" / "What you attest for each row";
    FILE_IDENTITY = "J’ai vérifié chaque état civil sur la pièce d’identité originale, de la nature indiquée dans la ligne." / "I have checked each civil status against the original identity document, of the kind named in the row.";
    ECPS_ONLY = "Chaque personne sait qu’elle n’aura qu’une e-CPS, sans carte physique." / "Each person knows that they get an e-CPS only, no physical card.";
    DMP = "Chaque personne sait qu’elle ne pourra pas consulter le DMP à ce stade." / "Each person knows that they cannot consult the DMP at this stage.";
    TERMS = "J’accepte les conditions générales d’utilisation pour chacun de ces enregistrements." / "I accept the terms of use for each of these registrations.";
    FILE_RISK = "Enregistrer aussi les lignes hors périmètre : chaque personne sait que l’enregistrement sera probablement supprimé plus tard." / "Register rows out of scope too: each person knows that the registration will probably be deleted later.";
    SEND = "Envoyer le fichier" / "Send the file";
}

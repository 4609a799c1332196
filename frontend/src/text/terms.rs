//! The terms of use that a person accepts with a request. A change here needs a new version on the server.

use shared::text::Text;

pub(crate) const PARAGRAPHS: &[Text] = &[
    Text::new(
        "Le portail d’enregistrement RPPS+ sert à enregistrer, au répertoire partagé des professionnels intervenant dans le système de santé (RPPS), les professionnels à rôle qui en ont besoin pour exercer. Il est proposé par l’Agence du numérique en santé (ANS).",
        "The RPPS+ registration portal serves to register, in the shared register of professionals of the health system (RPPS), the professionals by role who need it for their work. It is provided by the Agence du numérique en santé (ANS).",
    ),
    Text::new(
        "La personne qui dépose une demande certifie que ses réponses sont exactes et la concernent. Une fausse déclaration peut entraîner le rejet de la demande ou la suppression de l’enregistrement.",
        "The person who files a request certifies that the answers are true and about themselves. A false statement can lead to the rejection of the request or the deletion of the registration.",
    ),
    Text::new(
        "La demande est examinée par un gestionnaire RPPS+ de la structure choisie. Il peut la valider, demander une correction ou la rejeter avec un motif.",
        "The request is examined by an RPPS+ manager of the chosen structure, who can validate it, ask for a correction, or reject it with a reason.",
    ),
    Text::new(
        "L’enregistrement donne un numéro RPPS et permet d’activer une e-CPS. Il ne donne droit à aucune carte physique ni, à ce stade, à la consultation du dossier médical partagé (DMP).",
        "The registration gives an RPPS number and allows an e-CPS to be activated. It gives no right to a physical card nor, at this stage, to consult the shared medical record (DMP).",
    ),
    Text::new(
        "Une fois l’enregistrement validé, l’état civil ne peut être modifié que par le support de l’ANS. Le numéro RPPS est personnel et attribué pour la vie.",
        "Once the registration is validated, the civil status can only be changed by the ANS support. The RPPS number is personal and given for life.",
    ),
    Text::new(
        "Les données recueillies servent à instruire la demande et à tenir le répertoire. La page « Données personnelles » indique vos droits et les durées de conservation.",
        "The data collected serve to process the request and to keep the register. The page “Personal data” states your rights and how long data are kept.",
    ),
];

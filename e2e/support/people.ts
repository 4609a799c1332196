// Who takes part in the stories: the demo's personas, by their login at the identity provider. Each
// person who files does so in one story only, so that no story depends on what another left behind.

export const managers = {
  /** Manages the hospital alone. */
  nadia: "30B0168811/CPET00001",
  /** Manages the hospital and the medico-social structure. */
  hugo: "30B0184230/CPET00002",
} as const;

export const ansAgent = "899700218896";
/** Confirms what the first proposes. */
export const secondAnsAgent = "899700301122";
/** Of every demo structure. */
export const representative = "899700366240";
/** Of the hospital, for a year. */
export const mandataire = "899700245667";

export const structures = {
  hospital: { finess: "0B0168811", name: "Centre hospitalier de démonstration" },
  medicoSocial: { finess: "0B0184230", name: "Établissement médico-social de démonstration" },
  pharmacy: { finess: "0B0037750", name: "Pharmacie de démonstration" },
} as const;

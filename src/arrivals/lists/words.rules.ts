/**
 * The words of arrival lists, French and English, as the reader recognises them. None of them is ever shown.
 * They are written folded: no capitals, no accents, and a single space for whatever is neither letter nor figure.
 */

/** What a column may hold. */
export const COLUMN_WORDS = {
  noticeNumber: {
    fr: ['n d avis', 'no d avis', 'numero d avis', 'numero de l avis', 'num d avis', 'n avis', 'no avis', 'numero avis', 'avis'],
    en: ['notice number', 'notice no', 'notice', 'notice of arrival', 'nat number', 'nat no', 'arrival notice', 'arrival notice number'],
  },
  role: { fr: ['role', 'lien', 'role dans le menage', 'qualite'], en: ['role', 'applicant role', 'relationship', 'applicant type'] },
  familyName: { fr: ['nom de famille', 'nom', 'noms de famille', 'patronyme'], en: ['family name', 'last name', 'surname'] },
  givenName: { fr: ['prenom', 'prenoms', 'prenom s'], en: ['given name', 'given names', 'first name', 'first names', 'forename'] },
  gender: { fr: ['genre', 'sexe'], en: ['gender', 'sex'] },
  birthOn: { fr: ['date de naissance', 'naissance', 'ne le', 'ne e le', 'ddn'], en: ['birth date', 'date of birth', 'birthdate', 'dob', 'born on'] },
  speaksEnglish: { fr: ['anglais', 'parle anglais', 'parle l anglais'], en: ['speaks english', 'english'] },
  speaksFrench: { fr: ['francais', 'parle francais', 'parle le francais'], en: ['speaks french', 'french'] },
  otherLanguages: { fr: ['autres langues', 'autre langue', 'langues', 'langue'], en: ['other languages', 'other language', 'languages', 'language'] },
  status: {
    fr: ['statut d immigration', 'statut', 'statut migratoire', 'categorie d immigration', 'categorie'],
    en: ['immigration status', 'status', 'immigration category', 'category'],
  },
  arrivesOn: { fr: ['date d arrivee', 'arrivee', 'date arrivee', 'arrive le', 'arrivee le'], en: ['arrival date', 'date of arrival', 'arrival', 'arrives on'] },
  phone: { fr: ['telephone', 'tel', 'numero de telephone', 'n de telephone', 'no de telephone', 'cellulaire'], en: ['phone', 'phone number', 'telephone', 'telephone number', 'cell', 'mobile'] },
  borough: { fr: ['arrondissement', 'quartier'], en: ['borough', 'district', 'neighbourhood'] },
  needsShelter: {
    fr: ['hebergement requis', 'besoin d hebergement', 'hebergement', 'hebergement necessaire'],
    en: ['needs shelter', 'shelter needed', 'shelter', 'shelter required'],
  },
  // What a file of rejected rows adds: so that it may be corrected and loaded again as it is.
  rejectLine: { fr: ['ligne du fichier'], en: ['line in file'] },
  rejectReason: { fr: ['motif du rejet'], en: ['reason for rejection'] },
} as const satisfies Record<string, { readonly fr: readonly string[]; readonly en: readonly string[] }>;

/** Without these columns nobody could be told apart, or no clock could start. */
export const COMPULSORY_COLUMNS = ['noticeNumber', 'role', 'familyName', 'givenName', 'birthOn', 'arrivesOn'] as const;

/** The words for the one whose application it is; the first of a household is its head. */
export const PRINCIPAL_WORDS: readonly string[] = [
  'principal', 'principale', 'principal applicant', 'main applicant', 'requerant principal', 'requerante principale',
  'demandeur principal', 'demandeuse principale',
];

/** Words that most often mean the principal applicant, but not always: the head of a family may be a dependant on paper. */
export const NEAR_PRINCIPAL_WORDS: readonly string[] = [
  'chef de famille', 'cheffe de famille', 'chef de menage', 'cheffe de menage', 'chef', 'head', 'head of family', 'head of household',
];

/** The words for those who come with them. */
export const DEPENDANT_WORDS: readonly string[] = [
  'dependant', 'dependent', 'dependante', 'dependants', 'personne a charge', 'a charge', 'accompanying dependant', 'accompanying dependent',
];

/** Ties that make somebody a dependant, though the list says more than the case file keeps from it. */
export const NEAR_DEPENDANT_WORDS: readonly string[] = [
  'conjoint', 'conjointe', 'epoux', 'epouse', 'spouse', 'husband', 'wife', 'partner', 'enfant', 'child', 'fils', 'son', 'fille', 'daughter',
  'parent', 'mere', 'mother', 'pere', 'father', 'frere', 'brother', 'soeur', 'sister',
];

/** How lists write a gender. */
export const GENDER_WORDS: Readonly<Record<string, 'F' | 'M' | 'X'>> = {
  f: 'F', femme: 'F', feminin: 'F', fille: 'F', female: 'F', woman: 'F', girl: 'F',
  m: 'M', h: 'M', homme: 'M', masculin: 'M', garcon: 'M', male: 'M', man: 'M', boy: 'M',
  x: 'X', 'non binaire': 'X', 'non binary': 'X', nonbinary: 'X', autre: 'X', other: 'X',
};

/** How lists answer a question by yes or no. */
export const ANSWER_WORDS: Readonly<Record<string, boolean>> = {
  y: true, yes: true, o: true, oui: true, true: true, vrai: true, 1: true, x: true,
  n: false, no: false, non: false, false: false, faux: false, 0: false,
};

/** How lists write that there is nothing to write. */
export const NOTHING_WORDS: readonly string[] = ['', 'aucun', 'aucune', 'none', 'nil', 'n a', 's o', 'sans objet', 'not applicable'];

/** What every fact of the network says: identities and codes, never what a field said. */
export interface AboutOrganisation {
  readonly organisationId: string;
}

/** The facts that this room tells, by type, with their payloads. */
export interface OrganisationFactPayloads {
  'organisation.added': AboutOrganisation;
  'organisation.changed': AboutOrganisation & { readonly fields: readonly string[] };
  'organisation.paused': AboutOrganisation & { readonly until: string | null };
  'service.added': AboutOrganisation & { readonly serviceId: string };
  /** Names of the fields that changed. */
  'service.changed': AboutOrganisation & { readonly serviceId: string; readonly fields: readonly string[] };
  'service.assured': AboutOrganisation & { readonly serviceId: string; readonly on: string };
  'places.told': AboutOrganisation & { readonly serviceId: string };
  'agreement.made': AboutOrganisation & { readonly agreementId: string };
  /** It ends in so many days as both sides wanted to know beforehand. */
  'agreement.ending': AboutOrganisation & { readonly agreementId: string; readonly endsOn: string };
  'agreement.changed': AboutOrganisation & { readonly agreementId: string };
}

export type OrganisationFactType = keyof OrganisationFactPayloads;

/** A fact on its way to the outbox. */
export interface OrganisationFact<T extends OrganisationFactType = OrganisationFactType> {
  readonly type: T;
  readonly subjectId: string;
  readonly payload: OrganisationFactPayloads[T];
}

/** Makes a fact of the network; its subject is the organisation. */
export const fact = <T extends OrganisationFactType>(type: T, payload: OrganisationFactPayloads[T]): OrganisationFact<T> => ({ type, subjectId: payload.organisationId, payload });

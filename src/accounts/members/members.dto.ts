import { z } from 'zod';
import { pageQuery } from '../../../libs/http/keyset.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import { Email } from '../people/people.dto.js';
import { ORGANISATION_ROLES } from '../roles.rules.js';

const member = {
  name: z.string().trim().min(1).max(120),
  role: z.enum(ORGANISATION_ROLES).meta({ description: 'A coordinator keeps services, places and people; a member answers.' }),
  language: z.enum(LANGUAGES).meta({ description: 'The language of their pages and mails.' }),
};

/** An invitation to an organisation. Without a language the organisation's own is used. */
export const MemberInvitation = z.strictObject({ email: Email, name: member.name, role: member.role, language: member.language.optional() }).meta({ id: 'MemberInvitation' });
export type MemberInvitation = z.infer<typeof MemberInvitation>;

/** What may change of a member. */
export const MemberPatch = z.strictObject(member).partial().refine((patch) => Object.keys(patch).length > 0, 'accounts.faults.nothing').meta({ id: 'MemberPatch' });
export type MemberPatch = z.infer<typeof MemberPatch>;

/** Which people of an organisation to list. */
export const MembersQuery = pageQuery.extend({ state: z.enum(['invited', 'active', 'disabled']).optional() });
export type MembersQuery = z.infer<typeof MembersQuery>;

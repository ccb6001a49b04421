import { z } from 'zod';
import { pageQuery } from '../../../libs/http/keyset.js';
import { LANGUAGES } from '../../../libs/i18n/language.js';
import { OFFICE_ROLES } from '../roles.rules.js';

/** An identity in a path. */
export const Id = z.uuid();

const tag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'accounts.faults.language-tag');
const unique = (list: readonly string[]): boolean => new Set(list).size === list.length;

/** The address that names an account, as typed; kept in lower case. */
export const Email = z.string().trim().max(254).toLowerCase().pipe(z.email());

const person = {
  name: z.string().trim().min(1).max(120),
  roles: z.array(z.enum(OFFICE_ROLES)).min(1, 'accounts.faults.role-needed').refine(unique, 'accounts.faults.twice').meta({ description: 'What they may do; several add up.' }),
  teamId: z.uuid().nullable(),
  language: z.enum(LANGUAGES).meta({ description: 'The language of their pages and mails.' }),
  languages: z.array(tag).max(30).refine(unique, 'accounts.faults.twice').meta({ description: 'Languages they can serve newcomers in, as BCP 47 tags.' }),
  phone: z.string().trim().max(40).regex(/^\+?[0-9 ().-]{7,}( *(p\.|poste|ext\.?|x) *[0-9]{1,6})?$/i, 'accounts.faults.phone').nullable(),
};

/** An invitation to the office. */
export const Invitation = z.strictObject({
  email: Email, name: person.name, roles: person.roles, teamId: person.teamId.default(null),
  language: person.language.default('fr'), languages: person.languages.default([]), phone: person.phone.default(null),
}).meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

/** What an administrator may change of a person. */
export const PersonPatch = z.strictObject(person).partial().refine((patch) => Object.keys(patch).length > 0, 'accounts.faults.nothing').meta({ id: 'PersonPatch' });
export type PersonPatch = z.infer<typeof PersonPatch>;

/** Which people to list. */
export const PeopleQuery = pageQuery.extend({
  state: z.enum(['invited', 'active', 'disabled']).optional(),
  teamId: z.uuid().optional(),
  role: z.enum(OFFICE_ROLES).optional(),
});
export type PeopleQuery = z.infer<typeof PeopleQuery>;

const team = { name: z.string().trim().min(1).max(80), calendar: z.string().max(60).meta({ description: 'A calendar of config/calendars.' }) };

/** A team to be made. */
export const NewTeam = z.strictObject(team).meta({ id: 'NewTeam' });
export type NewTeam = z.infer<typeof NewTeam>;

/** What may change of a team. */
export const TeamPatch = z.strictObject({ ...team, leadId: z.uuid().nullable() }).partial()
  .refine((patch) => Object.keys(patch).length > 0, 'accounts.faults.nothing').meta({ id: 'TeamPatch' });
export type TeamPatch = z.infer<typeof TeamPatch>;

import { hash } from '@node-rs/argon2';
import { Transactions } from '../../libs/transaction/transactions.js';
import { DemoHouse } from '../../src/demo-city/demo-house.js';
import { PlanAlarms } from '../../src/organisations/organisations.door.js';
import { PlanCare } from '../../src/referrals/care/plan-care.js';
import type { Product } from './product.js';
import { type Client, officeTime, PASSWORD, signedIn } from './signed-in.js';

/** Who looks at pages: one of each role, as the demo's office has them. */
export const ROLES = ['caseworker', 'team_lead', 'manager', 'privacy_officer', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** A demo city of some hundred households on a Monday morning, and one signed-in person of each role. */
export interface DemoOffice {
  readonly ids: Readonly<Record<Role, string>>;
  readonly clients: Readonly<Record<Role, Client>>;
  readonly emails: Readonly<Record<Role, string>>;
}

/** Fills a product with the demo city and signs its people in. */
export async function demoOffice(product: Product, households = 600): Promise<DemoOffice> {
  await officeTime(product, '2026-11-23T14:00:00Z');
  await new DemoHouse(product.app.get(Transactions, { strict: false }), product.env, { network: product.app.get(PlanAlarms, { strict: false }), care: product.app.get(PlanCare, { strict: false }) }).fill(households);
  await product.sql('update people set password_hash = $1', [await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })]);
  const found = await Promise.all(ROLES.map(async (role) => {
    const [person] = await product.sql<{ id: string; email: string }>(`select p.id, p.email from people p left join teams t on t.id = p.team_id
      where $1 = any(roles) and p.state = 'active' order by (select count(*) from cases c where c.owner_id = p.id and c.state = 'open') desc, p.name limit 1`, [role]);
    if (!person) throw new Error(`the demo's office has no ${role}`);
    return [role, person, await signedIn(product, person)] as const;
  }));
  const by = <T>(pick: (one: (typeof found)[number]) => T): Record<Role, T> => Object.fromEntries(found.map((one) => [one[0], pick(one)])) as Record<Role, T>;
  return { ids: by(([, { id }]) => id), emails: by(([, { email }]) => email), clients: by(([, , client]) => client) };
}

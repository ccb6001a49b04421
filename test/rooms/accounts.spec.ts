import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvitePerson } from '../../src/accounts/people/invite-person.js';
import { KeepTeams } from '../../src/accounts/people/keep-teams.js';
import { People } from '../../src/accounts/people/people.js';
import { engine, type PersonActor } from '../../libs/transaction/actor.js';
import { Transactions } from '../../libs/transaction/transactions.js';
import { newId } from '../../libs/sql/id.js';
import { until } from '../support/clockwork.js';
import { type Product, startProduct } from '../support/product.js';

const PASSWORD = 'trois girafes au lac';
const OTHER_PASSWORD = 'un tilleul rieur et calme';
const IDENTITY = /[0-9a-f-]{36}/;

let product: Product;
let address = 0;

/** One browser: it keeps cookies, and stands at its own network address. */
class Browser {
  private readonly cookies = new Map<string, string>();
  constructor(readonly ip = `198.51.100.${(address += 1)}`) {}

  get session(): string | undefined {
    return this.cookies.get('session');
  }

  async ask(path: string, { headers, ...init }: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    const response = await fetch(product.url + path, {
      redirect: 'manual', ...init,
      headers: { 'x-forwarded-for': this.ip, 'sec-fetch-site': 'same-origin', cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...headers },
    });
    await response.clone().arrayBuffer(); // an answer that nobody reads would keep its connection
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  get(path: string): Promise<Response> {
    return this.ask(path);
  }

  send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, { method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  }

  post(path: string, form: Record<string, string> | [string, string][] = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.ask(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers }, body: new URLSearchParams(form).toString() });
  }

  async signIn(email: string, password = PASSWORD): Promise<this> {
    const response = await this.send('POST', '/api/sessions', { email, password });
    if (response.status !== 201) throw new Error(`sign-in of ${email}: ${response.status}`);
    return this;
  }
}

const json = async <T,>(response: Response): Promise<T> => (await response.json()) as T;
const statusOf = async (asked: Promise<Response>): Promise<number> => (await asked).status;

let boss: Browser;
let teamId: string;
const root: PersonActor = { kind: 'person', personId: newId(), roles: ['administrator'], teamId: null, organisationId: null };
let count = 0;

/** The one-time link that was last mailed to somebody. */
async function linkOf(email: string): Promise<string> {
  const [mail] = await product.sql<{ content: { url: string } }>('select content from mails where address = $1 order by created_at desc, id desc limit 1', [email]);
  return new URL(mail?.content.url ?? '').pathname;
}

/** Somebody invited by the office, who has not come yet. */
async function anInvitee(roles: string[] = ['caseworker']): Promise<{ id: string; email: string; link: string }> {
  const email = `personne${(count += 1)}@bureau.example`;
  const needsTeam = roles.some((role) => ['caseworker', 'team_lead'].includes(role));
  const { id } = await product.app.get(InvitePerson).run(root, {
    email, name: `Personne ${count}`, roles: roles as ['caseworker'], teamId: needsTeam ? teamId : null, language: 'fr', languages: ['fr-CA', 'ar'], phone: null,
  });
  return { id, email, link: await linkOf(email) };
}

/** Somebody who has accepted their invitation. */
async function somebody(roles: string[] = ['caseworker']): Promise<{ id: string; email: string; browser: Browser }> {
  const { id, email, link } = await anInvitee(roles);
  const browser = new Browser();
  const response = await browser.post(link, { password: PASSWORD });
  if (response.status !== 303) throw new Error(`accepting: ${response.status}`);
  return { id, email, browser };
}

beforeAll(async () => {
  product = await startProduct({ workers: false, settings: { TRUST_PROXY: '1', LOG_LEVEL: 'silent' } });
  teamId = (await product.app.get(KeepTeams).create(root, { name: 'Équipe Nord', calendar: 'mtl-counter' })).id;
  boss = (await somebody(['administrator'])).browser;
}, 120_000);

afterAll(() => product?.stop());

describe('Signing in', () => {
  it('by the form leads where one wanted to go, with a cookie that scripts and other sites cannot use', async () => {
    const { email } = await somebody();
    const browser = new Browser();
    const asked = await browser.get('/duties');
    expect([asked.status, asked.headers.get('location')]).toEqual([303, '/sign-in?next=%2Fduties']);
    const response = await browser.post('/sign-in', { email: ` ${email.toUpperCase()}`, password: PASSWORD, next: '/duties' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/duties']);
    expect(response.headers.getSetCookie().join()).toMatch(/^session=[\w-]{43}; .*Path=\/; .*HttpOnly; .*SameSite=Lax/i);
    expect(await statusOf(browser.get('/duties'))).toBe(200);
  });

  it('by JSON answers 201, and tells who one is', async () => {
    const { email, id } = await somebody();
    const browser = await new Browser().signIn(email);
    const me = await json<{ id: string; roles: string[]; version: number }>(await browser.get('/api/me'));
    expect(me).toMatchObject({ id, roles: ['caseworker'], teamId });
    expect(JSON.stringify(me)).not.toContain('password');
  });

  it('never leads to another site', async () => {
    const { email } = await somebody();
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      expect((await new Browser().post('/sign-in', { email, password: PASSWORD, next })).headers.get('location')).toBe('/');
    }
  });

  it('with a wrong password, an unknown address or nothing says the same, and keeps the address that was typed', async () => {
    const { email } = await somebody();
    for (const [given, password] of [[email, 'faux mot de passe'], ['nobody@bureau.example', PASSWORD], [email, '']] as const) {
      const response = await new Browser().post('/sign-in', { email: given, password });
      expect(response.status).toBe(401);
      const html = await response.text();
      expect(html).toContain('Le courriel ou le mot de passe ne convient pas.');
      expect(html).toContain(`value="${given}"`);
      expect(html).not.toContain(PASSWORD);
    }
    expect(await statusOf(new Browser().send('POST', '/api/sessions', { email, password: 'faux mot de passe' }))).toBe(401);
  });

  it('always brings a new session, whatever cookie one came with', async () => {
    const { email } = await somebody();
    const browser = await new Browser().signIn(email);
    const before = browser.session;
    await browser.signIn(email);
    expect(browser.session).not.toBe(before);
  });

  it('keeps only hashes of what opens doors', async () => {
    const { email, browser } = await somebody();
    const kept = await product.sql<{ found: string }>(`select encode(token_hash, 'escape') as found from sessions union all select password_hash from people where email = '${email}'`);
    expect(kept.some(({ found }) => found.includes(browser.session ?? '') || found.includes(PASSWORD))).toBe(false);
    expect(kept.some(({ found }) => found.startsWith('$argon2id$v=19$m=47104,t=1,p=1$'))).toBe(true);
  });
});

describe('A closed door', () => {
  it('answers 401 to programs and leads people to sign in', async () => {
    const api = await new Browser().get('/api/people');
    expect(api.status).toBe(401);
    expect(await json(api)).toMatchObject({ code: 'http.signed-out', status: 401 });
    expect(await statusOf(new Browser().get('/people'))).toBe(303);
    expect(await statusOf(new Browser().ask('/api/me', { headers: { cookie: 'session=forged' } }))).toBe(401);
    expect(await statusOf(new Browser().ask('/api/me', { headers: { cookie: `session=${'A'.repeat(43)}` } }))).toBe(401);
  });

  it('stays closed to forms posted from another site, even with a good cookie', async () => {
    const { browser } = await somebody();
    const crossed = await browser.post('/account/settings', { language: 'en', theme: 'dark' }, { 'sec-fetch-site': 'cross-site' });
    expect(crossed.status).toBe(403);
    const elsewhere = await browser.ask('/account/settings', { method: 'POST', headers: { 'sec-fetch-site': 'same-site', origin: 'https://evil.example' } });
    expect(elsewhere.status).toBe(403);
    expect(await json(await browser.get('/api/me'))).toMatchObject({ language: 'fr', theme: null });
  });
});

describe('Guessing', () => {
  it('one account from one place is slowed down after five tries, and the form says how long to wait', async () => {
    const { email } = await somebody();
    const guesser = new Browser();
    const answers = [];
    for (let tries = 0; tries < 7; tries += 1) answers.push(await statusOf(guesser.post('/sign-in', { email, password: `essai numero ${tries}` })));
    expect(answers).toEqual([401, 401, 401, 401, 401, 429, 429]);
    const refused = await guesser.send('POST', '/api/sessions', { email, password: PASSWORD });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('one account from many places is slowed down too, but never for its owner in their usual place', async () => {
    const { email, browser } = await somebody();
    const usual = await new Browser(browser.ip).signIn(email);
    const answers = [];
    for (let tries = 0; tries < 14; tries += 1) answers.push(await statusOf(new Browser().post('/sign-in', { email, password: 'essai' })));
    expect(answers).toContain(429);
    expect(answers.slice(0, 9).every((status) => status === 401)).toBe(true);
    expect(await statusOf(new Browser(usual.ip).send('POST', '/api/sessions', { email, password: PASSWORD }))).toBe(201);
  });

  it('many accounts from one place is slowed down', async () => {
    const guesser = new Browser();
    const answers = [];
    for (let tries = 0; tries < 64; tries += 1) answers.push(await statusOf(guesser.post('/sign-in', { email: `inconnu${tries}@bureau.example`, password: 'essai' })));
    expect(answers.slice(0, 60)).not.toContain(429);
    expect(answers.at(-1)).toBe(429);
  }, 30_000);

  it('all at once is counted before it is judged', async () => {
    const { email } = await somebody();
    const guesser = new Browser();
    const answers = await Promise.all(Array.from({ length: 20 }, () => statusOf(guesser.post('/sign-in', { email, password: 'essai' }))));
    expect(answers.filter((status) => status === 401)).toHaveLength(5);
  });

  it('leaves neither addresses nor accounts in the table that counts', async () => {
    const rows = await product.sql<{ key: string }>('select key from sign_in_throttle');
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ key }) => /^(here|account|address|known):[\w-]{43}$/.test(key))).toBe(true);
  });

  it('takes as long for an address that nobody has', async () => {
    const { email } = await somebody();
    const time = async (given: string): Promise<number> => {
      const began = performance.now();
      await new Browser().post('/sign-in', { email: given, password: 'un mauvais mot' });
      return performance.now() - began;
    };
    const pairs: [number, number][] = [];
    for (let tries = 0; tries < 9; tries += 1) pairs.push([await time(email), await time('nobody.here@bureau.example')]);
    const median = (values: number[]): number => [...values].sort((a, b) => a - b)[4] ?? 0;
    const ratio = median(pairs.map(([known]) => known)) / median(pairs.map(([, unknown]) => unknown));
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

describe('A session ends at once', () => {
  it('when one signs out', async () => {
    const { browser } = await somebody();
    const cookie = `session=${browser.session}`;
    expect((await browser.post('/sign-out')).headers.get('location')).toBe('/sign-in?done=signed-out');
    expect(browser.session).toBeUndefined();
    expect(await statusOf(new Browser().ask('/api/me', { headers: { cookie } }))).toBe(401);
  });

  it('when the account is closed', async () => {
    const { id, browser, email } = await somebody();
    expect(await statusOf(boss.send('POST', `/api/people/${id}/disable`))).toBe(200);
    expect(await statusOf(browser.get('/api/me'))).toBe(401);
    expect(await statusOf(new Browser().send('POST', '/api/sessions', { email, password: PASSWORD }))).toBe(401);
    expect(await statusOf(boss.send('POST', `/api/people/${id}/enable`))).toBe(200);
    expect(await statusOf(browser.get('/api/me'))).toBe(401);
  });

  it('when the password changes elsewhere, and the one that changed it stays', async () => {
    const { email, browser } = await somebody();
    const other = await new Browser().signIn(email);
    const changed = await other.send('POST', '/api/me/password', { current: PASSWORD, password: OTHER_PASSWORD });
    expect([changed.status, await json(changed)]).toEqual([200, { ended: 1 }]);
    expect([await statusOf(browser.get('/api/me')), await statusOf(other.get('/api/me'))]).toEqual([401, 200]);
    expect(await statusOf(new Browser().send('POST', '/api/sessions', { email, password: PASSWORD }))).toBe(401);
  });

  it('when one ends another, or all of them, or the administrator does', async () => {
    const { id, email, browser } = await somebody();
    const [second, third] = [await new Browser().signIn(email), await new Browser().signIn(email)];
    const { items } = await json<{ items: { id: string; current: boolean }[] }>(await third.get('/api/sessions'));
    expect(items).toHaveLength(3);
    const [one] = (await json<{ items: { id: string; current: boolean }[] }>(await browser.get('/api/sessions'))).items.filter(({ current }) => current);
    expect(await statusOf(third.send('DELETE', `/api/sessions/${one?.id}`))).toBe(204);
    expect([await statusOf(browser.get('/api/me')), await statusOf(second.get('/api/me'))]).toEqual([401, 200]);
    await third.post('/account/sessions/end-all');
    expect([await statusOf(second.get('/api/me')), await statusOf(third.get('/api/me'))]).toEqual([401, 401]);
    const again = await new Browser().signIn(email);
    expect(await statusOf(boss.send('POST', `/api/people/${id}/end-sessions`))).toBe(200);
    expect(await statusOf(again.get('/api/me'))).toBe(401);
  });

  it('after eight hours of rest, and after fourteen days in any case', async () => {
    const { id, browser } = await somebody();
    await product.sql(`update sessions set seen_at = clock_timestamp() - interval '7 hours 59 minutes' where person_id = $1`, [id]);
    expect(await statusOf(browser.get('/api/me'))).toBe(200);
    // Nobody waits for the note that they were here: it may not come after what this test writes next.
    await until('the visit was noted', async () => (await product.sql(`select from sessions where person_id = $1 and seen_at > clock_timestamp() - interval '1 minute'`, [id])).length > 0);
    await product.sql(`update sessions set seen_at = clock_timestamp() - interval '8 hours 1 second' where person_id = $1`, [id]);
    expect(await statusOf(browser.get('/api/me'))).toBe(401);
    await product.sql(`update sessions set seen_at = clock_timestamp(), expires_at = clock_timestamp() where person_id = $1`, [id]);
    expect(await statusOf(browser.get('/api/me'))).toBe(401);
  });

  it('but nobody ends somebody else’s by guessing its name', async () => {
    const { browser } = await somebody();
    const [own] = (await json<{ items: { id: string }[] }>(await browser.get('/api/sessions'))).items;
    const { browser: stranger } = await somebody();
    expect(await statusOf(stranger.send('DELETE', `/api/sessions/${own?.id}`))).toBe(404);
    expect(await statusOf(browser.get('/api/me'))).toBe(200);
  });
});

describe('An invitation', () => {
  it('opens once: it asks for a good password, brings in, and then opens nothing', async () => {
    const { id, email, link } = await anInvitee();
    const browser = new Browser();
    const page = await browser.get(link);
    expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await page.text()).toContain(email);
    const weak = await browser.post(link, { password: 'MotDePasse2026!' });
    expect(weak.status).toBe(422);
    expect(await weak.text()).toContain('parmi les premiers que l’on devine');
    expect(await statusOf(browser.post(link, { password: PASSWORD, roles: 'administrator', email: 'autre@bureau.example' }))).toBe(303);
    expect(await json(await browser.get('/api/me'))).toMatchObject({ id, email, roles: ['caseworker'] });
    expect([await statusOf(new Browser().get(link)), await statusOf(new Browser().post(link, { password: OTHER_PASSWORD }))]).toEqual([410, 410]);
    expect(await product.sql(`select action from audit_entries where chain = $1 order by seq`, [id])).toEqual(
      expect.arrayContaining([{ action: 'person.invited' }, { action: 'invitation.accepted' }, { action: 'session.begun' }]));
  });

  it('used twice at the same moment opens once', async () => {
    const { link } = await anInvitee();
    const answers = await Promise.all([1, 2, 3].map(() => statusOf(new Browser().post(link, { password: PASSWORD }))));
    expect(answers.sort()).toEqual([303, 410, 410]);
  });

  it('that expired, was taken back, or was replaced opens nothing', async () => {
    const late = await anInvitee();
    await product.sql(`update personal_links set expires_at = clock_timestamp() where person_id = $1`, [late.id]);
    expect(await statusOf(new Browser().post(late.link, { password: PASSWORD }))).toBe(410);
    const revoked = await anInvitee();
    expect(await statusOf(boss.send('POST', `/api/people/${revoked.id}/revoke-invitation`))).toBe(200);
    expect(await statusOf(new Browser().get(revoked.link))).toBe(410);
    expect(await statusOf(boss.send('POST', `/api/people/${revoked.id}/invite`))).toBe(200);
    expect(await statusOf(new Browser().get(revoked.link))).toBe(410);
    expect(await statusOf(new Browser().get(await linkOf(revoked.email)))).toBe(200);
    const gone = await anInvitee();
    await boss.send('POST', `/api/people/${gone.id}/disable`);
    expect(await statusOf(new Browser().post(gone.link, { password: PASSWORD }))).toBe(410);
  });

  it('cannot be used as a reset, nor a reset as an invitation', async () => {
    const { link } = await anInvitee();
    expect(await statusOf(new Browser().get(link.replace('/welcome/', '/reset/')))).toBe(410);
  });

  it('is made by the administrator only, once per address, and never with a role of another house', async () => {
    const { browser } = await somebody(['manager']);
    const invitation = { email: 'nouvelle@bureau.example', name: 'Nouvelle Personne', roles: ['manager'] };
    expect(await statusOf(browser.send('POST', '/api/people', invitation))).toBe(403);
    expect(await statusOf(boss.send('POST', '/api/people', invitation))).toBe(201);
    const twice = await boss.send('POST', '/api/people', { ...invitation, email: 'NOUVELLE@bureau.example' });
    expect([twice.status, (await json<{ code: string }>(twice)).code]).toEqual([409, 'accounts.email-taken']);
    const teamless = await boss.send('POST', '/api/people', { ...invitation, email: 'x@bureau.example', roles: ['caseworker'] });
    expect(await json(teamless)).toMatchObject({ status: 422, errors: [{ path: 'teamId', code: 'accounts.faults.team-needed' }] });
    expect(await statusOf(boss.send('POST', '/api/people', { ...invitation, email: 'y@bureau.example', roles: ['coordinator'] }))).toBe(422);
    expect(await statusOf(boss.send('POST', '/api/people', { ...invitation, email: 'z@bureau.example', state: 'active' }))).toBe(422);
  });

  it('asked for twice with the same key is sent once', async () => {
    const invitation = { email: 'une.fois@bureau.example', name: 'Une Fois', roles: ['manager'] };
    const answers = await Promise.all([1, 2, 3, 4].map(() => boss.send('POST', '/api/people', invitation, { 'idempotency-key': 'invite-une-fois' })));
    const ids = await Promise.all(answers.map(async (answer) => (await json<{ id: string }>(answer)).id));
    expect(new Set(ids).size).toBe(1);
    expect(await product.sql(`select from mails where address = 'une.fois@bureau.example'`)).toHaveLength(1);
  });
});

describe('A forgotten password', () => {
  const asked = async (email: string): Promise<[number, string]> => {
    const response = await new Browser().post('/forgot', { email });
    return [response.status, (await response.text()).replace(/^[^]*<main/, '')];
  };
  const settled = async (email: string): Promise<string> => {
    for (;;) {
      const [mail] = await product.sql<{ content: { url: string } }>(`select content from mails where address = $1 and template = 'accounts.password-reset'`, [email]);
      if (mail) return new URL(mail.content.url).pathname;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('gets the same answer whoever asks, and a link only if there is an open account', async () => {
    const { email } = await somebody();
    expect(await asked('nobody.at.all@bureau.example')).toEqual(await asked(email));
    expect(await settled(email)).toMatch(/^\/reset\/[\w-]{43}$/);
    expect(await product.sql(`select from mails where address = 'nobody.at.all@bureau.example'`)).toHaveLength(0);
    await asked(email);
    expect(await product.sql(`select from mails where address = $1 and template = 'accounts.password-reset'`, [email])).toHaveLength(1);
  });

  it('is replaced by its link once, within the hour, and every session ends', async () => {
    const { email, browser } = await somebody();
    await asked(email);
    const link = await settled(email);
    const fresh = new Browser();
    expect(await statusOf(fresh.post(link, { password: OTHER_PASSWORD }))).toBe(303);
    expect([await statusOf(browser.get('/api/me')), await statusOf(fresh.get('/api/me'))]).toEqual([401, 200]);
    expect(await statusOf(new Browser().get(link))).toBe(410);
    expect(await statusOf(new Browser().send('POST', '/api/sessions', { email, password: OTHER_PASSWORD }))).toBe(201);
    expect(await product.sql(`select from personal_links where purpose = 'password_reset' and expires_at > created_at + interval '1 hour 1 second'`)).toHaveLength(0);
  });

  it('brings no personal data into the mail beside its link', async () => {
    const mails = await product.sql<{ content: Record<string, string> }>('select content from mails');
    expect(mails.every(({ content }) => Object.keys(content).every((key) => ['url', 'expiresAt'].includes(key)))).toBe(true);
  });
});

describe('A program', () => {
  it('comes in with a token until it is revoked or expires, and with no cookie', async () => {
    const { browser } = await somebody(['manager']);
    const made = await browser.send('POST', '/api/tokens', { name: 'Tableau de bord', days: 30 });
    const { id, secret } = await json<{ id: string; secret: string }>(made);
    const program = { headers: { authorization: `Bearer ${secret}`, 'sec-fetch-site': 'cross-site' } };
    expect(await json(await new Browser().ask('/api/me', program))).toMatchObject({ roles: ['manager'] });
    expect(await product.sql('select from api_tokens where token_hash = convert_to($1, $2)', [secret, 'UTF8'])).toHaveLength(0);
    await product.sql(`update api_tokens set expires_at = clock_timestamp() where id = $1`, [id]);
    expect(await statusOf(new Browser().ask('/api/me', program))).toBe(401);
    await product.sql(`update api_tokens set expires_at = clock_timestamp() + interval '1 day' where id = $1`, [id]);
    expect(await statusOf(browser.send('DELETE', `/api/tokens/${id}`))).toBe(204);
    expect(await statusOf(new Browser().ask('/api/me', program))).toBe(401);
  });

  it('makes no token and changes no password with its token, and is not let in by the address bar', async () => {
    const { browser } = await somebody(['manager']);
    const { secret } = await json<{ secret: string }>(await browser.send('POST', '/api/tokens', { name: 'Export' }));
    const program = new Browser();
    const headers = { authorization: `Bearer ${secret}` };
    expect(await statusOf(program.send('POST', '/api/tokens', { name: 'Un autre' }, headers))).toBe(403);
    expect(await statusOf(program.send('POST', '/api/me/password', { current: PASSWORD, password: OTHER_PASSWORD }, headers))).toBe(403);
    expect(await statusOf(new Browser().get(`/api/me?access_token=${secret}`))).toBe(401);
  });

  it('with a bad token is not let in by a good cookie', async () => {
    const { browser } = await somebody();
    expect(await statusOf(browser.ask('/api/me', { headers: { authorization: `Bearer ${'A'.repeat(43)}` } }))).toBe(401);
  });

  it('is given no token when its owner may not have one', async () => {
    const { browser } = await somebody();
    expect(await statusOf(browser.send('POST', '/api/tokens', { name: 'Non' }))).toBe(403);
  });
});

describe('The administrator', () => {
  it('changes roles and team on the version they saw, and it holds at the next click', async () => {
    const { id, browser } = await somebody();
    const seen = await boss.get(`/api/people/${id}`);
    const etag = seen.headers.get('etag') ?? '';
    expect(await statusOf(boss.send('PATCH', `/api/people/${id}`, { roles: ['manager'] }))).toBe(428);
    expect(await statusOf(boss.send('PATCH', `/api/people/${id}`, { roles: ['manager'] }, { 'if-match': etag }))).toBe(200);
    expect(await statusOf(boss.send('PATCH', `/api/people/${id}`, { roles: ['caseworker'] }, { 'if-match': etag }))).toBe(412);
    expect(await json(await browser.get('/api/me'))).toMatchObject({ roles: ['manager'] });
    expect(await product.sql<{ details: object }>(`select details from audit_entries where chain = $1 and action = 'person.edited'`, [id]))
      .toEqual([{ details: { fields: ['roles'], roles: [['caseworker'], ['manager']] } }]);
  });

  it('cannot close their own account, nor take the last administrator away, even two at once', async () => {
    const { id, browser } = await somebody(['administrator']);
    const me = await json<{ id: string }>(await boss.get('/api/me'));
    expect(await json(await boss.send('POST', `/api/people/${me.id}/disable`))).toMatchObject({ code: 'accounts.not-oneself', status: 409 });
    const answers = await Promise.all([statusOf(boss.send('POST', `/api/people/${id}/disable`)), statusOf(browser.send('POST', `/api/people/${me.id}/disable`))]);
    expect(answers.filter((status) => status === 200)).toHaveLength(1);
    const [left] = await product.sql<{ id: string }>(`select id from people where state = 'active' and 'administrator' = any(roles)`);
    expect([id, me.id]).toContain(left?.id);
    // Whoever is left goes on as the administrator of these tests.
    if (left?.id === id) boss = browser;
    const version = (await json<{ version: number }>(await boss.get('/api/me'))).version;
    const demoted = await boss.send('PATCH', `/api/people/${left?.id}`, { roles: ['manager'] }, { 'if-match': `"${version}"` });
    expect(await json(demoted)).toMatchObject({ code: 'accounts.last-administrator' });
  });

  it('names a lead who belongs to the team, and keeps a team from losing its lead by a side door', async () => {
    const lead = await somebody(['team_lead']);
    const stranger = await somebody(['manager']);
    const { id } = await json<{ id: string }>(await boss.send('POST', '/api/teams', { name: 'Équipe Sud', calendar: 'qc-labour' }));
    const name = (leadId: string, team = teamId, version = 1): Promise<Response> => boss.send('PATCH', `/api/teams/${team}`, { leadId }, { 'if-match': `"${version}"` });
    expect(await json(await name(stranger.id))).toMatchObject({ code: 'accounts.not-a-lead' });
    expect(await json(await name(lead.id, id))).toMatchObject({ code: 'accounts.not-a-lead' });
    expect(await statusOf(name(lead.id))).toBe(200);
    expect(await json(await boss.send('POST', `/api/people/${lead.id}/disable`))).toMatchObject({ code: 'accounts.still-leads' });
    expect(await statusOf(boss.send('POST', '/api/teams', { name: 'Équipe Est', calendar: 'lunar' }))).toBe(422);
    expect(await json(await boss.send('POST', '/api/teams', { name: 'Équipe Sud', calendar: 'qc-labour' }))).toMatchObject({ code: 'accounts.team-name-taken' });
  });

  it('lists people page by page, each once', async () => {
    const ids: string[] = [];
    let after = '';
    do {
      const { items, next } = await json<{ items: { id: string }[]; next: string | null }>(await boss.get(`/api/people?limit=7${after}`));
      ids.push(...items.map(({ id }) => id));
      after = next === null ? '' : `&after=${next}`;
    } while (after !== '');
    const [{ all } = { all: 0 }] = await product.sql<{ all: number }>('select count(*)::int as all from people');
    expect([ids.length, new Set(ids).size]).toEqual([all, all]);
  });
});

describe('Colleagues', () => {
  it('see their own team, and nobody else', async () => {
    const { browser } = await somebody();
    const { browser: manager, id: managerId } = await somebody(['manager']);
    const team = await json<{ items: { teamId: string }[] }>(await browser.get('/api/people?limit=200'));
    expect(team.items.every((person) => person.teamId === teamId)).toBe(true);
    expect(await statusOf(browser.get(`/api/people/${managerId}`))).toBe(404);
    expect(await statusOf(manager.get(`/api/people/${managerId}`))).toBe(200);
    expect(await statusOf(browser.get('/people/new'))).toBe(403);
  });
});

describe('The roster', () => {
  const at = new Date('2030-01-05T15:00:00Z');
  const span = { fromAt: '2030-01-05T12:00:00Z', untilAt: '2030-01-06T12:00:00Z' };
  const asked = <T,>(question: (people: People, tx: Parameters<Parameters<Transactions['run']>[1]>[0]) => Promise<T>): Promise<T> =>
    product.app.get(Transactions).run(engine('test'), (tx) => question(product.app.get(People), tx));

  it('says who answers: whoever is on call, else the lead; and whoever stands in for them', async () => {
    const [team] = await product.sql<{ lead_id: string }>('select lead_id from teams where id = $1', [teamId]);
    const [onCall, cover] = [await somebody(), await somebody()];
    expect(await asked((people, tx) => people.onDuty(tx, teamId, at))).toBe(team?.lead_id);
    expect(await statusOf(boss.send('POST', '/api/duties', { kind: 'on_call', personId: onCall.id, teamId, ...span }))).toBe(201);
    expect(await asked((people, tx) => people.onDuty(tx, teamId, at))).toBe(onCall.id);
    expect(await statusOf(boss.send('POST', '/api/duties', { kind: 'cover', personId: cover.id, forPersonId: onCall.id, ...span }))).toBe(201);
    expect(await asked((people, tx) => people.onDuty(tx, teamId, at))).toBe(cover.id);
    expect(await asked((people, tx) => people.coverFor(tx, onCall.id, at))).toBe(cover.id);
    expect(await asked((people, tx) => people.onDuty(tx, teamId, new Date(span.untilAt)))).toBe(team?.lead_id);
  });

  it('never has two people on the same duty, nor one who cannot come in, nor one who covers themselves', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const invited = await anInvitee();
    const turn = { kind: 'cover', personId: one.id, forPersonId: other.id, ...span };
    const both = await Promise.all([1, 2].map(() => statusOf(boss.send('POST', '/api/duties', turn))));
    expect(both.sort()).toEqual([201, 409]);
    expect(await json(await boss.send('POST', '/api/duties', { ...turn, personId: other.id }))).toMatchObject({ code: 'accounts.covers-oneself' });
    expect(await json(await boss.send('POST', '/api/duties', { ...turn, personId: invited.id, forPersonId: one.id }))).toMatchObject({ code: 'accounts.not-active' });
    expect(await statusOf(boss.send('POST', '/api/duties', { ...turn, untilAt: span.fromAt }))).toBe(422);
    expect(await statusOf(one.browser.send('POST', '/api/duties', { ...turn, forPersonId: one.id, personId: other.id }))).toBe(403);
  });
});

describe('The pages', () => {
  it('speak either language, signed in or not, and remember it', async () => {
    const browser = new Browser();
    expect(await (await browser.get('/sign-in')).text()).toContain('Ouvrir une session');
    expect((await browser.get('/language/en?next=/forgot')).headers.get('location')).toBe('/forgot');
    expect(await (await browser.get('/sign-in')).text()).toContain('lang="en-CA"');
    const { browser: signedIn } = await somebody();
    await signedIn.post('/language', { language: 'en', next: '/account' });
    expect(await (await signedIn.get('/account')).text()).toContain('My account');
    await signedIn.post('/account/settings', { language: 'fr', theme: 'dark' });
    expect(await (await signedIn.get('/account')).text()).toContain('data-theme="dark"');
  });

  it('show a refused form again with what was typed and the reason beside the field', async () => {
    const response = await boss.post('/people', [['email', 'pas une adresse'], ['name', 'Prénom <Nom>'], ['language', 'fr'], ['languages', 'ar'], ['roles', 'caseworker']]);
    expect(response.status).toBe(422);
    const html = await response.text();
    expect(html).toContain('value="Prénom &lt;Nom>"');
    expect(html).toContain('id="email-fault"');
    expect(html).toMatch(/value="caseworker" checked/);
  });

  it('let the administrator do everything by forms alone', async () => {
    const invited = await boss.post('/people', [['email', 'formulaire@bureau.example'], ['name', 'Par Formulaire'], ['roles', 'caseworker'], ['roles', 'team_lead'], ['teamId', teamId], ['language', 'en'], ['languages', 'ar'], ['languages', 'uk']]);
    expect([invited.status, invited.headers.get('location')]).toEqual([303, '/people?done=invited']);
    const [person] = await product.sql<{ id: string; roles: string[]; languages: string[]; version: number }>(`select id, roles, languages, version from people where email = 'formulaire@bureau.example'`);
    expect(person).toMatchObject({ roles: ['caseworker', 'team_lead'], languages: ['ar', 'uk'] });
    const id = IDENTITY.exec(person?.id ?? '')?.[0] ?? '';
    for (const path of ['/people', '/people?state=invited', '/people/new', `/people/${id}`, '/teams/new', `/teams/${teamId}`, '/duties', '/account', '/mail']) {
      const response = await boss.get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(await response.text()).not.toMatch(/ style=|accounts\.[a-z]/);
    }
    const edited = await boss.post(`/people/${id}`, [['version', String(person?.version)], ['name', 'Par Formulaire'], ['roles', 'manager'], ['language', 'fr']]);
    expect(edited.headers.get('location')).toBe('/people?done=saved');
    expect(await product.sql('select roles, team_id, languages from people where id = $1', [id])).toEqual([{ roles: ['manager'], team_id: null, languages: [] }]);
    expect((await boss.post(`/people/${id}/disable`)).headers.get('location')).toBe(`/people/${id}?done=disabled`);
    expect(await statusOf(boss.post(`/people/${id}/disable`))).toBe(409);
    const [mail] = await product.sql<{ id: string }>(`select id from mails where address = 'formulaire@bureau.example'`);
    expect(await (await boss.get(`/mail/${mail?.id}`)).text()).toContain('/welcome/');
  });

  it('take a turn of duty typed on the office’s clock', async () => {
    const { id } = await somebody();
    const form = { kind: 'on_call', 'on_call-personId': id, 'on_call-teamId': teamId, 'on_call-fromAt': '2031-07-01T17:00', 'on_call-untilAt': '2031-07-02T08:30' };
    expect((await boss.post('/duties', form)).headers.get('location')).toBe('/duties?done=duty-added');
    expect(await product.sql('select from_at from duties where person_id = $1', [id])).toEqual([{ from_at: new Date('2031-07-01T21:00:00Z') }]);
    expect(await statusOf(boss.post('/duties', { ...form, 'on_call-fromAt': 'demain' }))).toBe(422);
    expect(await statusOf(boss.post('/duties', form))).toBe(409);
  });
});

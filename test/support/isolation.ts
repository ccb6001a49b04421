import { type May, READERS, type Reader } from './isolation-matrix.js';
import { questionOf, type Question, thingsOf } from './isolation-requests.js';
import type { Whose, World } from './isolation-world.js';
import type { Route } from './routes.js';
import type { Client } from './signed-in.js';

/** Whose each identifier of a path is, in their order: what somebody reads, guesses, or mixes up. */
type Aim = readonly Whose[];

/** An answer as it is compared: without the identifiers that were asked with, for they are the only difference there may be. */
interface Told {
  readonly status: number;
  readonly said: string;
}

/** What came of asking one route as one reader. */
export interface Seen {
  readonly may: May;
  /** Whatever was not as it should be, in words; none is right. */
  readonly amiss: readonly string[];
}

/** Routes that end the very session they are asked with. */
const LEAVING = /\/(sign-out|end-all|current|password)$/;

/** Those come last, since they leave everybody outside. */
export const leavesLast = (routes: readonly Route[]): Route[] => [...routes.filter((route) => !LEAVING.test(route)), ...routes.filter((route) => LEAVING.test(route))];

/** Let in: it was done or shown, or refused for what it is and not for who asked. */
const letIn = ({ status }: Told): boolean => status < 400 || [409, 410, 412, 422].includes(status);
const refused = ({ status }: Told): boolean => status === 403 || status === 404;

/** Asks one route as one reader: about what is theirs, what is another's and what is nobody's, and about one thing inside another. */
export async function look(world: World, route: Route, reader: Reader): Promise<Seen> {
  const question = questionOf(route);
  const things = thingsOf(question);
  const client = LEAVING.test(route) ? await world.again(reader) : world.readers[reader];
  const ask = (aim: Aim): Promise<Told> => tell(world, client, { question, route, reader, aim });
  const all = (whose: Whose): Aim => things.map(() => whose);
  const inside = (whose: Whose): Aim => things.map((_, i) => (i === things.length - 1 ? whose : 'own'));

  const own = await ask(all('own'));
  if (things.length === 0) return { may: letIn(own) ? 'yes' : 'no', amiss: unlessKnown(route, reader, own) };
  const [other, unknown] = [await ask(all('other')), await ask(all('unknown'))];
  const mixed = things.length > 1 ? { other: await ask(inside('other')), unknown: await ask(inside('unknown')) } : undefined;
  return {
    may: letIn(own) ? (letIn(other) ? 'yes' : 'own') : 'no',
    amiss: [
      ...[own, other].flatMap((told) => unlessKnown(route, reader, told)),
      // What is refused as faulty before anybody looks whose it is would be alike for everything.
      ...(ofOrganisation(reader) && own.status === 422 ? [`asked with what nobody could send: ${own.said.slice(0, 400)}`] : []),
      ...(letIn(other) && !letIn(own) ? ['lets in to another’s, and not to their own'] : []),
      ...[unknown, ...(mixed ? [mixed.other, mixed.unknown] : [])].flatMap((told) => (letIn(told) ? [`${told.status} for what is not there`] : unlessKnown(route, reader, told))),
      ...(ofOrganisation(reader) ? [...difference('another’s', other, unknown), ...(mixed ? difference('another’s inside their own', mixed.other, mixed.unknown) : [])] : []),
    ],
  };
}

const ofOrganisation = (reader: Reader): boolean => reader === 'coordinator' || reader === 'member';

/** To an organisation another's identifier is answered letter by letter as one that nobody has. */
const difference = (what: string, other: Told, unknown: Told): string[] =>
  (other.status === unknown.status && other.said === unknown.said ? [] : [`${what} is told from an unknown one:\n${other.status} ${other.said}\n${unknown.status} ${unknown.said}`]);

/** Whoever is not let in is told so in one of the known ways: to sign in, or 403 or 404; a fault of ours is none. */
function unlessKnown(route: Route, reader: Reader, told: Told): string[] {
  const outside = reader === 'nobody' ? told.status === 401 : refused(told);
  return letIn(told) || outside ? [] : [`${told.status} ${told.said.slice(0, 400)} (${route})`];
}

async function tell(world: World, client: Client, { question, route, reader, aim }: { question: Question; route: Route; reader: Reader; aim: Aim }): Promise<Told> {
  const { method, pieces, json, body } = question;
  const identities: string[] = [];
  const path: string[] = [];
  for (const piece of pieces) {
    if (typeof piece === 'string') path.push(spoken(piece, world, 'own') as string);
    else path.push((identities[identities.length] = await world.identity(piece.thing, aim[identities.length] ?? 'own', reader)));
  }
  const sent = body && (spoken(body, world, aim[0] ?? 'own') as Readonly<Record<string, unknown>>);
  const answer = await client.ask(path.join(''), {
    method,
    headers: {
      'if-match': '"999999"',
      // Each at a place of their own, so that nobody is slowed down for all the others; figures are for this machine.
      ...(route.endsWith('/metrics') ? {} : { 'x-forwarded-for': `198.51.100.${READERS.indexOf(reader)}` }),
      ...(sent ? { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' } : {}),
    },
    ...(sent ? { body: json ? JSON.stringify(sent) : new URLSearchParams({ version: '999999', ...flat(sent) }).toString() } : {}),
  });
  const location = answer.headers.get('location') ?? '';
  const said = identities.reduce((text, id, i) => text.replaceAll(id, `<${i}>`), `${answer.headers.get('content-type')} ${location} ${await textOf(answer)}`);
  // A page says that one must sign in by leading there.
  return { status: answer.status === 303 && location.startsWith('/sign-in?next=') ? 401 : answer.status, said };
}

/** A stream says nothing as long as nothing happens, and has no end to wait for. */
async function textOf(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text();
  await answer.body?.cancel();
  return '';
}

/** A text, or what is sent, with the world's words in place of theirs (`$owner`). */
function spoken(value: unknown, world: World, whose: Whose): unknown {
  if (typeof value === 'string') return value.startsWith('$') ? world.word(value.slice(1), whose) : value;
  if (Array.isArray(value)) return value.map((each) => spoken(each, world, whose));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, spoken(each, world, whose)]));
}

/** The same as a form's fields: `{ scores: [{ code }] }` is `scores.0.code`. */
function flat(value: Readonly<Record<string, unknown>>, before = ''): Record<string, string> {
  return Object.assign({}, ...Object.entries(value).map(([name, each]) => (
    each !== null && typeof each === 'object' ? flat(each as Readonly<Record<string, unknown>>, `${before}${name}.`) : { [`${before}${name}`]: String(each) }))) as Record<string, string>;
}

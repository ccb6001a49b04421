/*
 * The practical limit: node:http and hand-written SQL, JSON built by Postgres and passed through untouched, and the same
 * durable work as the product. node --import ./test/support/typescript.js test/load/limit/server.ts DATABASE_URL PORT POOL
 */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import pg from 'pg';

const [databaseUrl = '', port = '0', size = '4'] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: Number(size), min: Number(size) });

const SESSION = { name: 'session', text: `select caseworker_id from session where token_hash = $1 and ended_at is null and expires_at > now()` };
const W1 = { name: 'w1', text: `select coalesce(json_agg(r),'[]')::text j from (select id,lead_name,next_kind,next_due_at,next_checkpoint_id,country,language from household where caseworker_id=$1 and status='open' order by next_due_at,id limit 25) r` };
const W2 = { name: 'w2', text: `select look(h.id, $2, 'case.opened'), json_build_object('case',h,
  'newcomers',(select json_agg(n) from (select id,given,family,birth_date from newcomer where household_id=h.id) n),
  'referrals',(select json_agg(r) from (select r.id,r.service,r.status,r.created_at,r.sent_at,r.responded_at,r.note,r.organisation_id,o.name organisation from referral r join organisation o on o.id=r.organisation_id where household_id=h.id order by r.created_at) r),
  'checkpoints',(select json_agg(c) from (select id,kind,due_at,status,done_at from checkpoint where household_id=h.id order by due_at) c),
  'timeline',(select json_agg(e) from (select id,at,kind,actor_id,data from event where household_id=h.id order by at desc limit 50) e))::text j
  from household h where id=$1` };
const W3 = { name: 'w3', text: `with h as (insert into household(caseworker_id,status,arrived_at,country,language,size,lead_name,next_kind,next_due_at)
    values($1,'open',$2,$3,$4,2,$5,'day-1',$2::timestamptz+interval '1 day') returning id),
  n as (insert into newcomer(household_id,given,family,birth_date,search) select h.id,g,f,b,lower(g||' '||f) from h, unnest($6::text[],$7::text[],$8::date[]) x(g,f,b)),
  c as (insert into checkpoint(household_id,caseworker_id,kind,due_at,status) select h.id,$1,'day-'||d,$2::timestamptz+d*interval '1 day','pending' from h, unnest(array[1,3,7,14,30,60,90,165,180,365]) d returning id, due_at),
  a as (insert into alarm(kind,subject_id,at) select 'checkpoint',id,due_at from c),
  e as (insert into event(household_id,at,kind,actor_id,data) select id,now(),'arrival',$1,'{}' from h),
  o as (insert into outbox(topic,payload) select 'arrival.registered',json_build_object('id',id) from h),
  k as (insert into once_key(actor_id,key,fingerprint,result) select $1,$9,$10,json_build_object('id',id) from h)
  select id, look(id, $1, 'case.registered') from h` };

// $1 need, $2–$8 the household: statuses, ages, genders, certain and possible kinds, languages, borough; $9, $10 from where; $11 who asks.
const SEARCH = { name: 'search', text: `with c as (select s.*, p.name provider, p.paused_until, r.*, 111195 * sqrt((s.latitude - $9) ^ 2 + ((s.longitude - $10) * 0.7) ^ 2) metres,
    (select case when bool_or(a >= s.minimum_age) then 2 when bool_or(a is null) or count(*) = 0 then 1 else 0 end from unnest($3::int[]) a) age,
    (select case when bool_or(g = any(s.genders) and (s.minimum_age is null or a >= s.minimum_age)) then 2 when bool_or((g = any(s.genders) and (s.minimum_age is null or a >= s.minimum_age)) is null) or count(*) = 0 then 1 else 0 end from unnest($3::int[], $4::text[]) x(a, g)) gender
    from service s join provider p on p.id = s.provider_id, lateral (select sum(available) available, min(told_at) told, coalesce(sum(available * power(0.5, extract(epoch from now() - told_at)::float8 / 1209600)), 0) expected from place where service_id = s.id) r
    where s.needs && $1::text[] and s.assured_on > current_date - 212),
  j as materialized (select c.*, case when not active or paused_until >= current_date or (available = 0 and not waitlist) or (serves <> '{}' and not $8 = any(serves)) or (statuses <> '{}' and $2::text[] <> '{}' and not statuses && $2)
      or (minimum_age is not null and age = 0) or (genders <> '{}' and gender = 0) or (households <> '{}' and not households && $6::text[]) then 2
    when (coalesce(available, 0) = 0) or expected < 1 or told <= now() - interval '14 days' or not speaks && $7::text[] or assured_on <= current_date - 182 or (statuses <> '{}' and $2 = '{}')
      or (minimum_age is not null and age = 1) or (genders <> '{}' and gender = 1) or (households && $6 and not households && $5::text[]) then 1 else 0 end class from c),
  page as materialized (select * from j where class < 2 order by class, -floor(expected), round(metres / 100), name, id limit 26)
  select look($11::int, $11::int, 'services.searched'), json_build_object('at', now(), 'counts', (select json_object_agg(class, n) from (select class, count(*) n from j group by class) k), 'items', (select json_agg(i) from (
    select json_build_object('id', id, 'name', name, 'provider', provider, 'class', class, 'needs', needs, 'speaks', speaks, 'serves', serves, 'km', round((metres / 1000)::numeric, 1), 'available', available, 'expected', round(expected::numeric, 1), 'told', told, 'phone', listing->>'phone', 'address', listing->>'address', 'borough', borough,
      'opening', (select json_build_array(lower(o), upper(o)) from unnest(openings) o where upper(o) > now() limit 1), 'rules', json_build_object('statuses', statuses, 'minimumAge', minimum_age, 'genders', genders, 'households', households),
      'reasons', array_remove(array['need', case when speaks && $7 then 'speaks' else 'speaks.others' end, case when $8 = any(serves) then 'area' end, case when expected >= 1 then 'room.free' when available > 0 then 'room.unsure' when waitlist then 'room.waitlist' else 'room.unknown' end, case when openings @> now() then 'open.now' else 'open.later' end,
        case when told <= now() - interval '14 days' then 'room.stale' end, case when assured_on <= current_date - 182 then 'listing.due' end, case when statuses && $2 then 'status.met' when statuses <> '{}' then 'status.unknown' end, case when minimum_age is not null then case age when 2 then 'age.met' else 'age.unknown' end end,
        case when genders <> '{}' then case gender when 2 then 'gender.met' else 'gender.unknown' end end, case when households && $5 then 'household.met' when households && $6 then 'household.unknown' end], null)) i from page limit 25) x))::text j` };

// What is shared is frozen beside the offer, and told to whom it is about; who is asked gets a link by mail, and an alarm ends their time.
const W4 = { name: 'w4', text: `with r as (update referral set status='sent', sent_at=now() where id=$1 and status='draft' returning id, household_id, caseworker_id, organisation_id),
  s as (insert into share(referral_id, organisation_id, household_id, content) select r.id, r.organisation_id, r.household_id, json_build_object('lead', h.lead_name, 'language', h.language, 'size', h.size,
    'people', (select json_agg(given) from newcomer n where n.household_id = h.id)) from r join household h on h.id = r.household_id),
  d as (insert into disclosure(household_id, organisation_id, referral_id, kind) select household_id, organisation_id, id, 'sent' from r),
  l as (insert into link(token_hash, referral_id, expires_at) select sha256(convert_to($5, 'UTF8')), id, now() + interval '30 days' from r),
  m as (insert into mail(address, template, content) select 'organisation' || organisation_id || '@example.org', 'asked', json_build_object('url', $5::text) from r),
  a as (insert into alarm(kind, subject_id, at) select 'answer', id, now() + interval '1 day' from r),
  e as (insert into event(household_id,at,kind,actor_id,data) select household_id,now(),'referral.sent',caseworker_id,json_build_object('referral',id) from r),
  o as (insert into outbox(topic,payload) select 'referral.sent',json_build_object('id',id) from r),
  k as (insert into once_key(actor_id,key,fingerprint,result) select $2::int,$3,$4,json_build_object('id',id) from r)
  select id, look(household_id, $2::int, 'referral.sent') from r` };
const W5 = { name: 'w5', text: `with r as (update referral set status='accepted', responded_at=now() where id=$1 and status='sent' returning id, household_id, caseworker_id),
  o as (insert into outbox(topic,payload) select 'referral.accepted',json_build_object('id',id) from r),
  k as (insert into once_key(actor_id,key,fingerprint,result) select $2::int,$3,$4,json_build_object('id',id) from r)
  select id, look(household_id, $2::int, 'referral.accepted') from r` };

const query = (statement: { name: string; text: string }, values: unknown[]): Promise<pg.QueryResult<Record<string, string>>> => pool.query({ ...statement, values });

function answer(res: ServerResponse, text: string, status = 200): void {
  res.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  res.end(text);
}

async function body(req: IncomingMessage): Promise<string> {
  let text = '';
  req.setEncoding('utf8');
  for await (const part of req) text += part as string;
  return text;
}

async function signedIn(req: IncomingMessage): Promise<number | undefined> {
  const token = /session=([^;]+)/.exec(req.headers.cookie ?? '')?.[1];
  if (!token) return undefined;
  const { rows: [row] } = await query(SESSION, [createHash('sha256').update(token).digest()]);
  return row ? Number(row['caseworker_id']) : undefined;
}

interface Posted { arrivedAt: string; country: string; language: string; people: { given: string; family: string; birthDate: string }[] }

interface Asked { needs: string[]; household: { statuses: string[]; people: { age: number; gender: string }[]; kinds: string[]; languages: string[]; borough: string }; near: { latitude: number; longitude: number } }

async function register(req: IncomingMessage, who: number): Promise<string> {
  const text = await body(req);
  const { arrivedAt, country, language, people } = JSON.parse(text) as Posted;
  const { rows: [row] } = await query(W3, [who, arrivedAt, country, language, `${people[0]?.given} ${people[0]?.family}`,
    people.map((p) => p.given), people.map((p) => p.family), people.map((p) => p.birthDate),
    req.headers['idempotency-key'] ?? crypto.randomUUID(), createHash('sha256').update(text).digest('hex')]);
  return `{"id":${row?.['id']}}`;
}

async function search(req: IncomingMessage, who: number): Promise<string> {
  const { needs, household: { statuses, people, kinds, languages, borough }, near } = JSON.parse(await body(req)) as Asked;
  const { rows: [row] } = await query(SEARCH, [needs, statuses, people.map((p) => p.age), people.map((p) => p.gender), kinds, kinds, languages, borough, near.latitude, near.longitude, who]);
  return row?.['j'] ?? '{}';
}

async function move(req: IncomingMessage, what: typeof W4, id: string | undefined, who: number): Promise<[text: string, status: number]> {
  const text = await body(req);
  const key = req.headers['idempotency-key'] ?? crypto.randomUUID();
  const { rows: [row] } = await query(what, [Number(id), who, key, createHash('sha256').update(text).digest('hex'), ...(what === W4 ? [crypto.randomUUID()] : [])]);
  return row ? [`{"id":${row['id']}}`, 200] : ['{}', 409];
}

createServer((req, res) => {
  void (async () => {
    const [, what, id] = (req.url ?? '').split('/');
    if (what === 'noop') return answer(res, '{"ok":true}');
    if (what === 'w1-bare') return answer(res, (await query(W1, [Number(id)])).rows[0]?.['j'] ?? '[]');
    const who = await signedIn(req);
    if (who === undefined) return answer(res, '{}', 401);
    if (what === 'w1') return answer(res, (await query(W1, [who])).rows[0]?.['j'] ?? '[]');
    if (what === 'w2') return answer(res, (await query(W2, [Number(id), who])).rows[0]?.['j'] ?? '{}');
    if (what === 'w3') return answer(res, await register(req, who), 201);
    if (what === 'w4' || what === 'w5') return answer(res, ...(await move(req, what === 'w4' ? W4 : W5, id, who)));
    if (what === 'search') return answer(res, await search(req, who));
    return answer(res, '{}', 404);
  })().catch((fault: unknown) => {
    process.stderr.write(`${String(fault)}\n`);
    answer(res, '{}', 500);
  });
}).listen(Number(port), '127.0.0.1');

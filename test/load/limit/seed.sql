-- n cases: 2n newcomers, 3n referrals, 9n checkpoints, 12n events, 200 organisations, 250 cases a caseworker, 30 % open.
set synchronous_commit = off;
set max_parallel_workers_per_gather = 0;
select setseed(0.42);
create temp table syl as select array['ka','ma','ra','sa','ta','na','la','da','ba','fa','ju','mu','lu','su','nu','ki','mi','ri','si','ti','ni','li','di','bi','fi','jo','mo','lo','so','no','ke','me','re','se','te','ne','le','de','be','fe'] a;
insert into organisation select i, 'Organisation '||i, (array['housing','language','employment','health','school','legal','settlement','childcare'])[1+i%8] from generate_series(1,200) i;
insert into caseworker select i, 'Caseworker '||i from generate_series(1, greatest(1, :n/250)) i;
insert into household (id, caseworker_id, status, arrived_at, country, language, size, lead_name)
select i, 1+i%greatest(1,:n/250), case when o then 'open' else 'closed' end,
  case when o then now()-random()*interval '364 days' else now()-interval '365 days'-random()*interval '730 days' end,
  (array['HT','DZ','FR','CO','IN','MX','UA','SY','AF','NG','BR','CM'])[1+floor(random()*12)],
  (array['fr','en','es','ar','ht','uk','fa','hi','pt'])[1+floor(random()*9)], 1+(i%3),
  initcap(a[1+floor(random()*40)]||a[1+floor(random()*40)])||' '||initcap(a[1+floor(random()*40)]||a[1+floor(random()*40)]||a[1+floor(random()*40)])
from (select i, random()<0.3 o from generate_series(1,:n) i) g, syl;
insert into newcomer (household_id, given, family, birth_date, search)
select id, g, f, b, lower(g||' '||f) from (
  select h.id, case when k=1 then split_part(lead_name,' ',1) else initcap(a[1+floor(random()*40)]||a[1+floor(random()*40)]) end g,
  split_part(lead_name,' ',2) f, (date '1950-01-01' + (random()*25000)::int) b
  from household h cross join lateral generate_series(1,size) k, syl) x;
insert into referral (household_id, organisation_id, caseworker_id, service, status, created_at, sent_at, responded_at, note)
select id, org, caseworker_id, (array['housing','language','employment','health','school','legal','settlement','childcare'])[1+org%8],
  'completed', sent-interval '1 hour', sent, sent+interval '40 hours', 'Referral note for case '||id
from (select h.id, h.caseworker_id, 1+floor(random()*200)::int org, h.arrived_at + random()*interval '60 days' sent
      from household h cross join lateral generate_series(1,1+(h.id%5)::int) k) x;
insert into checkpoint (household_id, caseworker_id, kind, due_at, status, done_at)
select h.id, h.caseworker_id, 'day-'||d, h.arrived_at+d*interval '1 day',
  case when h.arrived_at+d*interval '1 day'<now() then 'done' when h.status='closed' then 'cancelled' else 'pending' end,
  case when h.arrived_at+d*interval '1 day'<now() then h.arrived_at+d*interval '1 day'+random()*interval '8 hours' end
from household h cross join unnest(array[1,3,7,14,30,60,90,180,365]) d;
insert into event (household_id, at, kind, actor_id, data)
select h.id, h.arrived_at + k*interval '3 days', (array['note','call','visit','referral','checkpoint','document'])[1+k%6], h.caseworker_id, jsonb_build_object('text','Timeline entry '||k||' for case '||h.id)
from household h cross join generate_series(1,12) k;
update household h set next_checkpoint_id=c.id,next_kind=c.kind,next_due_at=c.due_at from (
  select distinct on (household_id) household_id,id,kind,due_at from checkpoint where status='pending' order by household_id,due_at) c where c.household_id=h.id;
insert into session select sha256(convert_to('session-'||id, 'UTF8')), id, now()+interval '1 day', null from caseworker;
select setval(pg_get_serial_sequence('household', 'id'), (select max(id) from household));
create index household_worklist on household(caseworker_id, next_due_at, id) include (lead_name,next_kind,next_checkpoint_id,country,language) where status='open';
create index newcomer_household on newcomer(household_id);
create index referral_household on referral(household_id);
create index checkpoint_household on checkpoint(household_id, due_at);
create index event_household on event(household_id, at desc);
create index newcomer_trgm on newcomer using gin(search gin_trgm_ops);
create index checkpoint_due on checkpoint(due_at) where status='pending';
create index alarm_due on alarm(at) where state='pending';
vacuum (analyze, freeze);

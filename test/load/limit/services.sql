-- The network of the limit: one row a service, with its one place to go; what it says otherwise is one jsonb. :m services.
create table provider (id int primary key, name text not null, paused_until date);
create table service (
  id int primary key, provider_id int not null, name text not null, active boolean not null, waitlist boolean not null, assured_on date not null,
  needs text[] not null, speaks text[] not null, serves text[] not null, statuses text[] not null, minimum_age int, genders text[] not null, households text[] not null,
  openings tstzmultirange not null, latitude float8 not null, longitude float8 not null, borough text not null, listing jsonb not null);
create table place (id int primary key, service_id int not null, available int not null, told_at timestamptz not null);
insert into provider select n, 'Organisme ' || n, case when n % 20 = 0 then current_date + 9 end from generate_series(1, :m / 5) n;
insert into service select n, (n + 4) / 5, 'Service ' || n || ' d’accueil', n % 25 > 0, n % 6 = 0, current_date - n % 200,
  array[a[1 + n % 30], a[1 + (n * 7 + 3) % 30]], array['fr-CA', l[1 + n % 7]], case when n % 2 = 0 then array[b[1 + n / 2 % 5]] else '{}' end,
  case when n % 4 = 0 then array['ASYLUM', 'REF_GAR'] else '{}' end, case when n % 3 = 0 then 18 end, case when n % 11 = 0 then array['female'] else '{}' end,
  case when n % 7 = 0 then array['family', 'single_parent'] else '{}' end,
  (select range_agg(tstzrange(date_trunc('day', now()) + d * interval '1 day' + interval '14 hours', date_trunc('day', now()) + d * interval '1 day' + interval '22 hours')) from generate_series(0, 59) d where (d + n) % 7 < 5),
  45.4 + (n % 250) / 1000.0, -73.8 + (n * 7 % 300) / 1000.0, b[1 + n % 5], jsonb_build_object('phone', '514-555-01' || lpad((n % 100)::text, 2, '0'), 'address', n || ', rue des Érables', 'description', repeat('Accompagnement et écoute. ', 6))
from generate_series(1, :m) n, (select array['SHELTER','HOUSING','FOOD','GOODS','INCOME','FINANCE','HEALTH_COVER','HEALTH','MENTAL','PERINATAL','CHILDCARE','SCHOOL','FRENCH','ENGLISH','INTERPRET','WORK','SKILLS','RIGHTS_WORK','STATUS','LEGAL','SAFETY','DISCRIM','FAMILY','DISABILITY','SENIORS','TRANSIT','DIGITAL','COMMUNITY','CULTURE','CIVIC'] a,
  array['fr-CA','en-CA','es','ar','uk','fa-AF','ht'] l, array['ville-marie','verdun','lachine','anjou','saint-laurent'] b) x;
insert into place select n * 2 + k, n, (n + k) % 9, now() - (n % 30) * interval '1 day' from generate_series(1, :m) n, generate_series(0, 1) k where (n + k) % 5 > 0;
create index service_needs on service using gin (needs);
create index place_service on place (service_id);
analyze provider; analyze service; analyze place;

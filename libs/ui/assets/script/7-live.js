// What changed elsewhere comes to the open pages. One tab of a browser listens for all of them and tells the others, since a browser
// opens few connections to one house; each tab then asks anew for what it shows, and only while somebody can see it.
const PAUSE = 2000;
/** What a stream tells of when it opens; what was loaded longer ago may have missed something. */
const LOOKS_BACK = 3000;

const tabs = new BroadcastChannel('live');
/** What is to be asked for anew, with when that was heard. */
const stale = new Map();
let loadedAt = 0;
let askedAt = -PAUSE;
let asking = false;
let timer;

const here = () => location.pathname + location.search;
const marked = () => [...document.querySelectorAll('[data-live][id]')];
const addressOf = ({ dataset }) => dataset.liveFrom ?? here();
const same = (mine, other) => !mine || !other || mine === other;
const concerns = ({ dataset: { live, liveCase, liveReferral } }, { topic, caseId, referralId }) =>
  live.split(' ').includes(topic) && same(liveCase, caseId) && same(liveReferral, referralId);

const soon = () => {
  if (timer || asking || document.hidden || stale.size === 0) return;
  timer = setTimeout(renewAll, Math.max(0, askedAt + PAUSE - performance.now()));
};

/** A nudge without a topic: something may have been missed. */
const hear = (nudges) => {
  const at = performance.now();
  const missed = at - loadedAt > LOOKS_BACK && nudges.some(({ topic }) => !topic);
  for (const part of marked()) if (missed || nudges.some((nudge) => concerns(part, nudge))) stale.set(part.id, at);
  soon();
};

const renewAll = async () => {
  timer = undefined;
  if (document.hidden) return;
  asking = true;
  askedAt = performance.now();
  const parts = marked().filter(({ id }) => stale.has(id));
  stale.clear();
  try {
    for (const address of new Set(parts.map(addressOf))) await renew(address, parts.filter((part) => addressOf(part) === address));
  } finally {
    asking = false;
    soon();
  }
};

/** Somebody else has signed in, or a new release looks otherwise: what is here is not mixed with that. */
const belongs = (page) => ['.who-name', 'link[rel=stylesheet]'].every((each) => {
  const theirs = page.querySelector(each);
  return !theirs || theirs.isEqualNode(document.querySelector(each));
});

const renew = async (address, parts) => {
  const from = here();
  // Whoever does not answer has ended the stream as well; when it opens again, all is asked for anew.
  const { status, text } = await fetch(address, { headers: { accept: 'text/html', 'x-by-itself': 'live' }, redirect: 'error', signal: AbortSignal.timeout(30_000) })
    .then(async (answer) => ({ status: answer.status, text: await answer.text() })).catch(() => ({ status: 0 }));
  if (here() !== from) return;
  // What the reader may no longer see does not stay on their screen.
  if (address === from && [403, 404, 410].includes(status)) location.reload();
  if (status !== 200) return;
  const page = new DOMParser().parseFromString(text, 'text/html');
  if (!belongs(page)) return;
  for (const part of parts) {
    const fresh = page.getElementById(part.id);
    if (fresh && part.isConnected) await morph(part, fresh);
  }
};

const changed = (field) => {
  if (field.matches('select')) return [...field.options].some((each) => each.defaultSelected) ? [...field.options].some((each) => each.selected !== each.defaultSelected) : field.selectedIndex > 0;
  if (field.matches('[type=checkbox], [type=radio]')) return field.checked !== field.defaultChecked;
  return field.matches('input, textarea') && (field === document.activeElement || field.value !== field.defaultValue);
};
const beingFilledIn = (part) => [...part.querySelectorAll('form')].filter((form) => [...form.elements].some(changed));
const hasPlaceFor = (fresh, form) => [...fresh.querySelectorAll('form')].some((each) => each.id === form.id && each.getAttribute('action') === form.getAttribute('action'));

/** The forms that somebody is filling in while their part is renewed; nothing between two renewals. */
let kept;
const morph = async (part, fresh) => {
  kept = new Set(beingFilledIn(part));
  // What somebody is writing is worth more than what is new.
  if (![...kept].every((form) => hasPlaceFor(fresh, form))) return;
  for (const each of fresh.querySelectorAll('[autofocus]')) each.removeAttribute('autofocus');
  const stays = part.contains(document.activeElement) ? document.activeElement : undefined;
  const before = stays?.getBoundingClientRect().top;
  try {
    await htmx.swap({ text: fresh.outerHTML, sourceElement: part, target: part, swap: 'outerMorph show:none', push: 'false', live: true });
  } finally {
    kept = undefined;
  }
  // Where somebody is at work stays under their eyes, whatever has grown above it; browsers hold on to another place if they like.
  if (stays?.isConnected) scrollBy({ top: stays.getBoundingClientRect().top - before, behavior: 'instant' });
};

const isReaders = (node, name, value) => (name === 'open' && node.matches('details, dialog'))
  || (name === 'class' && node.matches('.is-current, .tabs-ready'))
  || (value === null && node.matches('[role=tablist], [role=tab], [role=tabpanel]'));
htmx.registerExtension('live', {
  htmx_before_morph_node: (node) => !kept?.has(node),
  htmx_before_morph_attr: (node, { attrName, newValue }) => !kept || !isReaders(node, attrName, newValue),
});

const tell = (nudges) => {
  tabs.postMessage(nudges);
  hear(nudges);
};
tabs.onmessage = ({ data }) => hear(data);

const listen = (patience = 1000) => {
  const stream = new EventSource('/events');
  stream.onopen = () => {
    patience = 1000;
    tell([{}]);
  };
  stream.onmessage = ({ data }) => tell(JSON.parse(data));
  stream.addEventListener('enough', () => stream.close());
  // The browser comes back by itself after an interruption, but not when it was refused.
  stream.onerror = () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(listen, patience * (1 + Math.random()), Math.min(patience * 2, 60_000));
  };
};

let waits = false;
const start = () => {
  if (waits || !navigator.locks || marked().length === 0) return;
  waits = true;
  // Held until this tab closes; then whoever waits next listens.
  void navigator.locks.request('live', () => new Promise(() => listen()));
};

document.addEventListener('visibilitychange', soon);
document.addEventListener('htmx:before:request', ({ detail: { ctx } }) => { ctx.askedAt = performance.now(); });
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (ctx.target !== document.body) return;
  loadedAt = ctx.askedAt ?? performance.now();
  for (const [id, at] of stale) if (at < loadedAt) stale.delete(id);
  start();
});
start();

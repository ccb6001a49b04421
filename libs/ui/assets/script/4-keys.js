// Keys for a day's work. Letters rest while one types or a dialog is open, and can be switched off in the list of keys.
const typing = (element) => element.matches?.('input:not([type=checkbox], [type=radio], [type=submit]), textarea, select, [contenteditable]');
const rows = () => [...document.querySelectorAll('[data-work] tbody tr')];
let at = -1;

const current = () => document.activeElement.closest('[data-work] tbody tr') ?? rows().find((row) => row.matches('.is-current'));
const mark = (row) => {
  rows().forEach((each) => each.classList.toggle('is-current', each === row));
  at = rows().indexOf(row);
};
const go = (row) => {
  if (!row) return;
  (row.querySelector('.name') ?? row.querySelector('a, button, input'))?.focus();
  row.scrollIntoView({ block: 'nearest' });
  mark(row);
};
const step = (by) => {
  const all = rows();
  const from = current() ? all.indexOf(current()) : by > 0 ? at - 1 : at + 1;
  go(all[Math.min(Math.max(from + by, 0), all.length - 1)]);
};
const search = () => {
  const field = document.querySelector('[role=search] input[type=search]');
  field?.focus();
  field?.select();
};
const press = (key) => current()?.querySelector(`[data-key="${key}"]`)?.click();

const deeds = {
  j: () => step(1),
  k: () => step(-1),
  x: () => current()?.querySelector('[data-select]')?.click(),
  e: () => press('e'),
  r: () => press('r'),
  '/': search,
  '?': () => document.getElementById('keys')?.showModal(),
};

document.addEventListener('keydown', (event) => {
  const { key, target } = event;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'k') {
    event.preventDefault();
    search();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(target)) return;
  if (document.querySelector('dialog[open], [popover]:popover-open')) return;
  if (key === 'Enter' && target === document.body) current()?.querySelector('.name')?.click();
  if (localStorage.getItem('keys') === 'off' || !Object.hasOwn(deeds, key)) return;
  event.preventDefault();
  deeds[key]();
});

document.addEventListener('focusin', ({ target }) => {
  const row = target.closest('[data-work] tbody tr');
  if (row) mark(row);
});

// A row that is done goes away; the one that takes its place is next.
document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  if (!ctx.live && at >= 0 && rows().length && document.activeElement === document.body) go(rows()[Math.min(at, rows().length - 1)]);
});

const wish = () => document.querySelectorAll('[data-keys-switch]').forEach((box) => { box.checked = localStorage.getItem('keys') !== 'off'; });
document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-keys-switch]')) localStorage.setItem('keys', target.checked ? 'on' : 'off');
});
wish();
document.addEventListener('htmx:after:swap', wish);

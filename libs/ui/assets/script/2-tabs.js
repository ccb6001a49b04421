// Links to parts of a page become tabs; without this the parts stand one under the other.
const parts = (tabs) => [...tabs.querySelectorAll('.tab')].map((link) => ({ link, panel: document.getElementById(link.hash.slice(1)) }));

const show = (tabs, chosen) => parts(tabs).forEach(({ link, panel }) => {
  const on = link === chosen;
  link.setAttribute('aria-selected', on);
  link.tabIndex = on ? 0 : -1;
  panel.hidden = !on;
});

const prepare = () => {
  // On a narrow window the row of tabs is wider than what is seen of it.
  for (const current of document.querySelectorAll('.tabs [aria-current]')) {
    const [tab, row] = [current, current.closest('.tabs')].map((each) => each.getBoundingClientRect());
    current.closest('.tabs').scrollLeft += tab.left + tab.width / 2 - row.left - row.width / 2;
  }
  for (const tabs of document.querySelectorAll('[data-tabs]:not([role])')) {
    tabs.setAttribute('role', 'tablist');
    tabs.parentElement.classList.add('tabs-ready');
    for (const { link, panel } of parts(tabs)) {
      link.setAttribute('role', 'tab');
      link.setAttribute('aria-controls', panel.id);
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', link.id);
      panel.tabIndex = 0;
    }
    const links = parts(tabs).map(({ link }) => link);
    show(tabs, links.find((link) => link.hash === location.hash) ?? links[0]);
  }
};

document.addEventListener('click', (event) => {
  const link = event.target.closest('[data-tabs] .tab');
  if (!link) return;
  event.preventDefault();
  show(link.closest('[data-tabs]'), link);
});

document.addEventListener('keydown', (event) => {
  const link = event.target.closest?.('[data-tabs] .tab');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] * (document.dir === 'rtl' ? -1 : 1);
  if (!link || !step) return;
  const links = [...link.closest('[data-tabs]').querySelectorAll('.tab')];
  const next = links[(links.indexOf(link) + step + links.length) % links.length];
  show(link.closest('[data-tabs]'), next);
  next.focus();
});

prepare();
document.addEventListener('htmx:after:swap', prepare);

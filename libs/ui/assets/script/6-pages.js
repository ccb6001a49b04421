// Between pages: where the eye and the focus go, what history keeps, what to do when nobody answers.
const here = () => location.pathname + location.search;
const after = (ctx) => new URL(ctx.response.raw.url, location.href);
let left = here();

document.addEventListener('htmx:after:request', (event) => {
  const { ctx } = event.detail;
  if (!ctx.sourceElement._htmx?.boosted) return;
  const sheet = document.querySelector('link[rel=stylesheet]').getAttribute('href');
  const language = document.documentElement.lang;
  const page = /<html/i.test(ctx.text);
  // A file, a new release or another language: the browser itself should load it.
  if (ctx.response.status < 400 && ctx.request.method === 'GET' && (!page || !ctx.text.includes(sheet) || !ctx.text.includes(`lang="${language}"`))) {
    event.preventDefault();
    location.assign(after(ctx));
    return;
  }
  // The same page again keeps what is ticked, open and in view; another page starts afresh.
  if (after(ctx).pathname === location.pathname) ctx.swap = 'outerMorph show:none';
  if (ctx.response.status < 400 && ctx.request.method !== 'GET') (ctx.sourceElement.form ?? ctx.sourceElement).reset?.();
});

document.addEventListener('htmx:before:swap', () => { left = location.pathname; });

document.addEventListener('htmx:before:history:update', (event) => {
  const { history, response } = event.detail;
  if (response?.status >= 400) event.preventDefault();
  else if (history.path === here()) history.type = 'replace';
});

document.addEventListener('htmx:after:swap', ({ detail: { ctx } }) => {
  settle();
  if (!ctx.target || ctx.target !== document.body) return;
  const place = document.querySelector('[autofocus]');
  if (place) place.focus();
  else if (location.pathname !== left && !location.hash) {
    scrollTo(0, 0);
    document.getElementById('main')?.focus({ preventScroll: true });
  }
});

document.addEventListener('htmx:error', () => {
  const word = document.querySelector('[data-no-answer]');
  if (word) word.hidden = false;
});

document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-opens], [commandfor][command="show-modal"]');
  const dialog = opener && document.getElementById(opener.dataset.opens ?? opener.getAttribute('commandfor'));
  if (dialog && !dialog.open && (opener.dataset.opens || !('commandForElement' in opener))) {
    event.preventDefault();
    dialog.showModal();
  }
  if (event.target.closest('[data-print]')) print();
});

// What can be undone says so for a while, longer when someone looks at it.
function settle() {
  for (const toast of document.querySelectorAll('[data-toast]:not([data-timed])')) {
    toast.dataset.timed = '';
    const leave = () => (toast.matches(':hover, :focus-within') ? setTimeout(leave, 3000) : toast.remove());
    setTimeout(leave, Number(toast.dataset.toast));
  }
}
settle();

// Light or dark: the choice is a cookie, so that the server draws the next page in it at once.
const root = document.documentElement;

document.addEventListener('click', ({ target }) => {
  if (!target.closest('[data-theme-switch]')) return;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  document.cookie = `theme=${root.dataset.theme}; Path=/; Max-Age=31536000; SameSite=Lax`;
});

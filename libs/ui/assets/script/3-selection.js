// Choosing rows: all at once, and how many are chosen.
const boxes = (form) => [...document.querySelectorAll(`[data-select][form="${form}"]`)];

const count = (form) => {
  const all = boxes(form);
  const chosen = all.filter((box) => box.checked).length;
  const every = document.querySelector(`[data-select-all="${form}"]`);
  if (every) {
    every.checked = chosen > 0 && chosen === all.length;
    every.indeterminate = chosen > 0 && chosen < all.length;
  }
  const told = document.querySelector(`#${form} output`);
  if (told) told.value = chosen;
};

document.addEventListener('change', ({ target }) => {
  const form = target.dataset?.selectAll;
  if (form) for (const box of boxes(form)) box.checked = target.checked;
  if (form || target.dataset?.select !== undefined) count(form || target.getAttribute('form'));
});

const recount = () => document.querySelectorAll('form.bulk').forEach(({ id }) => count(id));
document.addEventListener('reset', () => setTimeout(recount));
document.addEventListener('htmx:after:swap', recount);
window.addEventListener('pageshow', recount);

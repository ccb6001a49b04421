// One more person, one fewer, without asking the server; the same buttons ask it when this file is missing.
document.addEventListener('click', (event) => {
  const add = event.target.closest('[data-add-row]');
  const remove = event.target.closest('[data-remove-row]');
  if (!add && !remove) return;
  event.preventDefault();
  const group = document.getElementById((add ?? remove).dataset.addRow ?? remove.dataset.removeRow);
  if (add) {
    const index = Number(group.dataset.next);
    group.dataset.next = index + 1;
    group.insertAdjacentHTML('beforeend', group.parentElement.querySelector('template').innerHTML
      .replaceAll('__index__', index).replaceAll('__number__', group.children.length + 1));
    group.lastElementChild.querySelector('input, select').focus();
  } else if (group.children.length > 1) {
    remove.closest('.member').remove();
    document.querySelector(`[data-add-row="${group.id}"]`)?.focus();
  }
}, true);

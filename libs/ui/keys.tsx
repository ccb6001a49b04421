import type { VNode } from 'preact';
import { Dialog } from './dialog.js';
import { useTranslate } from './surroundings.js';

const KEYS = [
  { caps: ['J', 'K'], text: 'ui.keys.rows' },
  { caps: ['enter'], text: 'ui.keys.open' },
  { caps: ['X'], text: 'ui.keys.select' },
  { caps: ['E'], text: 'ui.keys.done' },
  { caps: ['R'], text: 'ui.keys.later' },
  { caps: ['/'], text: 'ui.keys.search' },
  { caps: ['?'], text: 'ui.keys.all' },
] as const;

function Caps({ caps }: { readonly caps: readonly string[] }): VNode {
  const t = useTranslate();
  return <>{caps.map((cap) => <kbd>{cap === 'enter' ? t('ui.keys.enter') : cap}</kbd>)}</>;
}

/** All the keys, opened by “?”; people whose own tools use letters can switch ours off here. */
export function KeysDialog(): VNode {
  const t = useTranslate();
  return (
    <Dialog id="keys" title={t('ui.keys.title')}>
      <dl class="keys-all">{KEYS.map(({ caps, text }) => <><dt><Caps caps={caps} /></dt><dd>{t(text)}</dd></>)}</dl>
      <label class="choice choice-block"><input type="checkbox" data-keys-switch checked /><span>{t('ui.keys.switch')}<small>{t('ui.keys.switch-note')}</small></span></label>
      <form method="dialog" class="row"><button class="button" type="submit">{t('ui.close')}</button></form>
    </Dialog>
  );
}

/** The few keys worth knowing, under a work table. */
export function KeysLine({ select = false }: { readonly select?: boolean }): VNode {
  const t = useTranslate();
  const shown = KEYS.filter(({ text }) => select || text !== 'ui.keys.select');
  return (
    <section class="keys needs-script" aria-labelledby="keys-line">
      <h2 class="visually-hidden" id="keys-line">{t('ui.keys.title')}</h2>
      <ul class="keys-list">{shown.map(({ caps, text }) => <li><Caps caps={caps} />{t(text)}</li>)}</ul>
    </section>
  );
}

import type { VNode } from 'preact';
import { useSurroundings } from './surroundings.js';

/** The drawings in `assets/icons.svg` (Lucide); a spec keeps the two in step. */
export const ICONS = [
  'accessibility', 'alarm-clock', 'archive', 'armchair', 'arrow-down', 'arrow-right', 'arrow-up', 'award', 'baby', 'ban', 'bed', 'bell', 'bell-ring',
  'blocks', 'book-open', 'brain', 'briefcase', 'building', 'building-2', 'bus', 'cake', 'calendar', 'calendar-clock', 'calendar-days', 'calendar-plus',
  'calendar-x', 'chart-line', 'check', 'check-check', 'chevron-down', 'chevron-left', 'chevron-right', 'chevron-up', 'circle-alert', 'circle-check',
  'circle-dashed', 'circle-dot', 'circle-question-mark', 'circle-x', 'clipboard-check', 'clipboard-list', 'clock', 'clock-alert', 'copy', 'door-open',
  'download', 'ellipsis', 'eye', 'eye-off', 'file-chart-column', 'file-text', 'file-up', 'flag', 'folder-open', 'footprints', 'funnel', 'gauge',
  'globe', 'graduation-cap', 'hand', 'hand-helping', 'handshake', 'hard-hat', 'heart-pulse', 'history', 'hourglass', 'house', 'id-card', 'inbox',
  'info', 'key-round', 'keyboard', 'landmark', 'languages', 'link', 'list', 'list-checks', 'lock', 'log-in', 'log-out', 'mail', 'map', 'map-pin',
  'message-circle', 'message-square', 'messages-square', 'minus', 'moon', 'network', 'pause', 'pencil', 'phone', 'phone-call', 'phone-missed',
  'phone-off', 'play', 'plus', 'printer', 'refresh-cw', 'rotate-ccw', 'route', 'scale', 'search', 'send', 'settings', 'shield-alert', 'shield-check',
  'shirt', 'siren', 'skip-forward', 'smartphone', 'square-check', 'star', 'sticky-note', 'sun', 'sun-moon', 'theater', 'trash-2', 'triangle',
  'triangle-alert', 'undo-2', 'user-check', 'user-plus', 'user-round', 'user-x', 'users', 'utensils', 'voicemail', 'vote', 'wallet', 'x',
] as const;
export type IconName = (typeof ICONS)[number];

interface IconProps {
  readonly name: IconName;
  /** `turn` mirrors it in right-to-left pages: arrows, undo. Other words are classes of the sheet. */
  readonly kind?: 'turn' | 'lg' | 'yes' | 'no' | 'mind';
}

const CLASSES = { turn: 'icon icon-turn', lg: 'icon icon-lg', yes: 'icon yes', no: 'icon no', mind: 'icon mind' } as const;

/** A drawing beside a word; it never speaks for itself, so readers do not hear it. */
export function Icon({ name, kind }: IconProps): VNode {
  const { assets } = useSurroundings();
  return <svg class={kind ? CLASSES[kind] : 'icon'} aria-hidden="true"><use href={`${assets.url('icons.svg')}#i-${name}`} /></svg>;
}

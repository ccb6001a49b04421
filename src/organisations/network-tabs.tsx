import type { ComponentChildren, VNode } from 'preact';
import type { Translate } from '../../libs/i18n/translate.js';
import { Tabs } from '../../libs/ui/tabs.js';

/** The parts of the network for the office: who can help, who they are, where gaps are, and the directory in and out. */
type NetworkPart = 'services' | 'organisations' | 'network' | 'import';
const PATHS: Readonly<Record<NetworkPart, string>> = { services: '/services', organisations: '/organisations', network: '/network', import: '/organisations/import' };

/** A page of the network under the way around it. Bringing a directory in is for whoever keeps the network. */
export function InNetwork({ t, part, keeps, children }: { readonly t: Translate; readonly part: NetworkPart; readonly keeps: boolean; readonly children: ComponentChildren }): VNode {
  const parts: NetworkPart[] = ['services', 'organisations', 'network', ...(keeps ? ['import' as const] : [])];
  return (
    <div class="stack-6">
      <Tabs label={t('organisations.tabs.label')} tabs={parts.map((each) => ({ href: PATHS[each], text: t(`organisations.tabs.${each}`), current: each === part }))} />
      <div>{children}</div>
    </div>
  );
}

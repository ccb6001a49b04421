import { createContext, type ComponentChildren, type VNode } from 'preact';
import { useContext } from 'preact/hooks';
import type { Translate } from '../i18n/translate.js';
import type { AssetUrls } from './assets.js';

/** What every component may ask for without being handed it: the reader's voice, and where the files are. */
export interface Surroundings {
  readonly t: Translate;
  readonly assets: AssetUrls;
}

const Context = createContext<Surroundings | null>(null);

/** Gives a tree its surroundings; `Page` does it for whole pages, `renderPart` for pieces of one. */
export function Within({ t, assets, children }: Surroundings & { children: ComponentChildren }): VNode {
  return <Context.Provider value={{ t, assets }}>{children}</Context.Provider>;
}

/** The surroundings of the component that asks; outside a page there are none, and that is a mistake. */
export function useSurroundings(): Surroundings {
  const found = useContext(Context);
  if (!found) throw new Error('components are drawn inside Page or renderPart');
  return found;
}

/** The reader's voice, for a view deep in a page. */
export const useTranslate = (): Translate => useSurroundings().t;

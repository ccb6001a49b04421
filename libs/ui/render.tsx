import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { Within, type Surroundings } from './surroundings.js';

/** A whole page as the text of a document. */
export const render = (page: VNode): string => `<!doctype html>${renderToString(page)}`;

/** A piece of a page, for an answer that replaces only that piece. */
export const renderPart = (part: VNode, surroundings: Surroundings): string =>
  renderToString(<Within {...surroundings}>{part}</Within>);

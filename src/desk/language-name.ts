import { join } from 'node:path';
import { projectRoot } from '../../config/root.js';
import type { Translate } from '../../libs/i18n/translate.js';
import { readReference } from '../../config/reference.js';

const reference = readReference(join(projectRoot(), 'config'));

/** A language as the office calls it; one that is on no list of ours, as the reader's own language does. */
export const languageName = (t: Translate, tag: string): string => reference.language(tag)?.[t.language] ?? t.languageName(tag);

import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reasonOf, type Carrier, type Delivery } from './carrier.js';
import type { Letter } from './compose.js';

/** Without a mail server, letters are files that any mail program opens. The same letter is the same file. */
export class FolderCarrier implements Carrier {
  constructor(private readonly folder: string) {}

  async carry({ id, bytes }: Letter): Promise<Delivery> {
    const path = join(this.folder, `${id}.eml`);
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(`${path}.part`, bytes, { mode: 0o600 });
      await rename(`${path}.part`, path);
      return { outcome: 'sent' };
    } catch (fault) {
      return { outcome: 'unreachable', reason: reasonOf(fault) };
    }
  }
}

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** One file the browser may keep for ever: its address changes with its content. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly etag: string;
  readonly body: Buffer;
  /** The body as small as it gets: made off the main thread when it is first asked for, and kept. */
  packed(how: Packing): Promise<Buffer>;
}

/** The packings that we offer, as HTTP names them. */
export type Packing = keyof typeof PACK;

const PACK = {
  br: (body: Buffer): Promise<Buffer> => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
  gzip: (body: Buffer): Promise<Buffer> => promisify(gzip)(body, { level: 9 }),
};

const TYPES = {
  'look.css': 'text/css; charset=utf-8',
  'slim.css': 'text/css; charset=utf-8',
  'passerelle.js': 'text/javascript; charset=utf-8',
  'htmx.js': 'text/javascript; charset=utf-8',
  'icons.svg': 'image/svg+xml',
  'mark.svg': 'image/svg+xml',
} as const;
export type AssetName = keyof typeof TYPES;

/** Where a page finds its files; all that a component needs to know of them. */
export interface AssetUrls {
  url(name: AssetName): string;
}

/** The look's files, read and hashed once, at boot. */
export class Assets implements AssetUrls {
  private constructor(private readonly files: ReadonlyMap<string, Asset>) {}

  /** Reads them from a checkout; the sheet and the script are each joined from their parts, in the order of their names. */
  static load(root: string): Assets {
    const here = join(root, 'libs/ui/assets');
    const bodies: Record<AssetName, string> = {
      'look.css': parts(join(here, 'look')).join('\n'),
      // The same tokens, and what a page for everybody needs.
      'slim.css': [join(here, 'look/01-tokens.css'), join(here, 'slim.css')].map((file) => readFileSync(file, 'utf8')).join('\n'),
      'passerelle.js': parts(join(here, 'script')).map((part) => `{\n${part}}\n`).join(''),
      'htmx.js': readFileSync(join(root, 'node_modules/htmx.org/dist/htmx.min.js'), 'utf8'),
      'icons.svg': readFileSync(join(here, 'icons.svg'), 'utf8'),
      'mark.svg': readFileSync(join(here, 'mark.svg'), 'utf8'),
    };
    const files = Object.entries(bodies).map(([name, text]) => asset(name as AssetName, Buffer.from(text)));
    return new Assets(new Map(files.map((file) => [file.path, file])));
  }

  /** The address to write into a page, with the content's hash. */
  url(name: AssetName): string {
    const file = this.files.get(`/assets/${name}`);
    return `/assets/${name}?v=${file?.etag.slice(1, -1)}`;
  }

  /** The file behind a path such as `/assets/look.css`; the hash in the query only defeats old copies. */
  get(path: string): Asset | undefined {
    return this.files.get(path);
  }

  /** Some drawings as they stand in the sprite, for a page that brings the few it needs with it. */
  symbols(names: readonly string[]): string {
    const sprite = this.files.get('/assets/icons.svg')?.body.toString() ?? '';
    return names.map((name) => new RegExp(`<symbol id="i-${name}".*?</symbol>`, 's').exec(sprite)?.[0] ?? '').join('');
  }

  all(): Asset[] {
    return [...this.files.values()];
  }
}

function parts(folder: string): string[] {
  return readdirSync(folder).sort().map((name) => readFileSync(join(folder, name), 'utf8'));
}

function asset(name: AssetName, body: Buffer): Asset {
  const made = new Map<Packing, Promise<Buffer>>();
  return {
    path: `/assets/${name}`,
    type: TYPES[name],
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 12)}"`,
    body,
    packed: (how) => {
      const packed = made.get(how) ?? PACK[how](body);
      made.set(how, packed);
      return packed;
    },
  };
}

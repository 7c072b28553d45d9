import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** A file that pages load: its name carries a hash of its content, so it may be cached for ever. */
export interface Asset {
  readonly url: string;
  readonly type: string;
  readonly content: Uint8Array;
  readonly gzipped: Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

const assets: ReadonlyMap<string, Asset> = new Map(
  ['herald.css', 'herald.js', 'mark.svg'].map((name) => [name, load(name)]),
);
const byUrl: ReadonlyMap<string, Asset> = new Map([...assets.values()].map((asset) => [asset.url, asset]));

export function assetUrl(name: 'herald.css' | 'herald.js' | 'mark.svg'): string {
  return assets.get(name)!.url;
}

export function assetAt(path: string): Asset | undefined {
  return byUrl.get(path);
}

function load(name: string): Asset {
  const content = readFileSync(assetPath(name));
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
  const [stem, extension] = name.split('.') as [string, string];
  return {
    url: `/assets/${stem}.${hash}.${extension}`,
    type: types[extension]!,
    content,
    gzipped: gzipSync(content, { level: 9 }),
  };
}

/** tsc does not copy style sheets: from `dist/server/ui` they are read from the sources' folder, which the package ships. */
function assetPath(name: string): string {
  for (const relative of ['./assets/', '../../../server/ui/assets/']) {
    const path = fileURLToPath(new URL(relative + name, import.meta.url));
    try {
      readFileSync(path);
      return path;
    } catch {
      // Not there: the other place has it.
    }
  }
  return fileURLToPath(new URL(`./assets/${name}`, import.meta.url));
}

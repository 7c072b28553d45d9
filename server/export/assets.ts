import { readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import type { PortableOptions } from '../../indexer/index/portable-index.ts';

/** A file that exported folders hold. tsc does not copy them: from `dist/` they are read from the sources' folder, which the package ships. */
export function exportAsset(name: 'tokenizer.js' | 'site.js' | 'site.css'): string {
  try {
    return readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  } catch {
    return readFileSync(new URL(`../../../server/export/assets/${name}`, import.meta.url), 'utf8');
  }
}

/** How the portable index is made, by the same script that reads what is typed in a browser. */
export function portableOptions(): PortableOptions {
  const script = `${exportAsset('tokenizer.js')}\n;heraldOptions`;
  return runInContext(script, createContext({})) as PortableOptions;
}

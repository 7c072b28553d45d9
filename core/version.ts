import { readFileSync } from 'node:fs';

/** The version in package.json, whether run from the sources or from `dist/`. */
export const version: string = readVersion();

function readVersion(): string {
  for (const relative of ['../package.json', '../../package.json']) {
    try {
      const manifest = JSON.parse(readFileSync(new URL(relative, import.meta.url), 'utf8')) as {
        name?: string;
        version?: string;
      };
      if (manifest.name === 'herald' && manifest.version !== undefined) return manifest.version;
    } catch {
      // Not there: the other place has it.
    }
  }
  return '0.0.0';
}

import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomic } from '../../core/atomic-file.ts';

/** The port of the demo site at its last start, so that the announcements' URLs stay the same; `undefined` when there was none. */
export function rememberedPort(folder: string): number | undefined {
  let text: string;
  try {
    text = readFileSync(portFile(folder), 'utf8').trim();
  } catch {
    return undefined;
  }
  const port = Number(text);
  return /^\d+$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}

export function rememberPort(folder: string, port: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileAtomic(portFile(folder), `${port}\n`);
}

function portFile(folder: string): string {
  return join(folder, 'demo-port');
}

import { existsSync, readFileSync } from 'node:fs';

const suites = new URL('../../../../shared/suites/', import.meta.url).pathname;

/** Whether the recorded suites of other projects are here; without them the scored tests are skipped. */
export const suitesAbsent = !existsSync(suites);

/** The cases of a suite file, `url/resolve.jsonl`. */
export function casesOf<T>(file: string): T[] {
  const lines = readFileSync(`${suites}${file}`, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as T);
}

export function suiteFile(file: string): Uint8Array {
  return readFileSync(`${suites}${file}`);
}

/** Prints what was scored, so that a run of the tests shows where it stands. */
export function tellScore(what: string, passed: number, total: number): void {
  process.stdout.write(`score ${what}: ${passed} of ${total} (${((100 * passed) / total).toFixed(1)} %)\n`);
}

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const rows = readFileSync('docs/asks.md', 'utf8')
  .split('\n')
  .flatMap((line) => /^\| *(\d+) *\|.*\| `(test\/[^`]+)`: (.+?) *\|$/.exec(line)?.slice(1) ?? []);

describe('docs/asks.md', () => {
  it('answers twenty-five asks', () => {
    expect(rows.filter((_, at) => at % 3 === 0).map(Number)).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });

  for (let at = 0; at < rows.length; at += 3) {
    const [ask, file, name] = rows.slice(at, at + 3) as [string, string, string];
    it(`names a test for ask ${ask} that exists`, () => {
      expect(existsSync(file), file).toBe(true);
      // A title may be a template: its fixed part must stand there.
      expect(readFileSync(file, 'utf8').includes(name), `${file}: ${name}`).toBe(true);
    });
  }
});

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { extract, type Extraction } from '../../../crawler/extract/extract.ts';
import { sourceWith } from './source.ts';

/**
 * A folder a page: the page as received, where it came from, what we expect. `UPDATE=1 npx vitest run test/crawler/extract/page-fixtures.test.ts`
 * rewrites the expectations; review the difference before you keep it.
 */
const folder = new URL('../../fixtures/pages/', import.meta.url).pathname;
const names = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/page.html`));
const update = process.env['UPDATE'] === '1';

interface Origin {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly source: { readonly country: string; readonly language: string; readonly agency: string };
}

describe('a page written in the manner of a content system', () => {
  it('is there forty times at least', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(names)('%s is read as expected', (name) => {
    const origin = JSON.parse(readFileSync(`${folder}${name}/origin.json`, 'utf8')) as Origin;
    const html = readFileSync(`${folder}${name}/page.html`, 'utf8');
    const found = plain(extract({ html, url: origin.url, headers: origin.headers, source: sourceWith(origin.source) }));
    const path = `${folder}${name}/expected.json`;
    if (update) writeFileSync(path, `${JSON.stringify(found, null, 2)}\n`);
    expect(found).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });
});

/** As it would be written to a file. */
function plain(extraction: Extraction): unknown {
  return JSON.parse(JSON.stringify(extraction)) as unknown;
}

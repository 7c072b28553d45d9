import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectationOf, readPageFixture } from '../../../crawler/page-fixture.ts';

/**
 * A folder a page, made by hand or by `herald record-page`: the page as received, where it came from, what we expect.
 * `UPDATE=1 npx vitest run test/crawler/extract/page-fixtures.test.ts` rewrites the expectations; review the difference before you keep it.
 */
const folder = new URL('../../fixtures/pages/', import.meta.url).pathname;
const names = readdirSync(folder).filter((name) => existsSync(`${folder}${name}/origin.json`));
const update = process.env['UPDATE'] === '1';

describe('a page written in the manner of a content system', () => {
  it('is there forty times at least', () => {
    expect(names.length).toBeGreaterThanOrEqual(40);
  });

  it.each(names)('%s is read as expected', (name) => {
    const found = expectationOf(readPageFixture(`${folder}${name}`));
    const path = `${folder}${name}/expected.json`;
    if (update) writeFileSync(path, found);
    expect(JSON.parse(found)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
  });
});

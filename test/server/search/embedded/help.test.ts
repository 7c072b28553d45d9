import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../../../core/data-folder.ts';
import { createAnalyzer } from '../../../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords } from '../../../../indexer/build.ts';
import { openEmbeddedEngine } from '../../../../server/search/embedded/embedded-engine.ts';
import type { SearchEngine, SearchRequest, SearchResult } from '../../../../server/search/engine.ts';
import { parseQuery } from '../../../../server/search/language/parse-query.ts';
import { recordOf } from '../../../indexer/records.ts';

const analyzer = createAnalyzer();
let root: string;
let engine: SearchEngine;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'herald-help-'));
  const records = Array.from({ length: 12 }, (_, i) =>
    recordOf({
      id: `n${i}`,
      title: i < 5 ? `Harbour pilot service, notice ${i}` : `Fishing quota ${i}`,
      body:
        i < 5
          ? `${'Weather was fair. '.repeat(60)}The harbour pilot service of the western coast was extended.`
          : 'Quotas for herring were agreed with the minister.',
      agency: i < 5 ? 'Harbour Board' : 'Fisheries Office',
    }),
  );
  const dataFolder = openDataFolder(root);
  await buildIndex({ dataFolder, source: sourceOfRecords(records), analyzer });
  engine = openEmbeddedEngine(dataFolder, { analyzer });
});
afterAll(async () => {
  await engine.close();
  rmSync(root, { recursive: true, force: true });
});

const search = (text: string, more: Partial<SearchRequest> = {}): Promise<SearchResult> =>
  engine.search({
    query: parseQuery(text).query,
    match: 'all',
    exact: false,
    filters: [],
    versions: 'current',
    facets: [],
    sort: 'relevance',
    limit: 10,
    offset: 0,
    snippets: true,
    explain: false,
    ...more,
  });

describe('did you mean', () => {
  it('offers the word of the index that is nearest, in the whole query', async () => {
    expect((await search('harbuor pilot')).reading.didYouMean).toBe('harbour pilot');
    expect((await search('title:fishng quota')).reading.didYouMean).toBe('title:fishing quota');
  });

  it('offers nothing when the query finds something, or nothing is near', async () => {
    expect((await search('harbour')).reading.didYouMean).toBeUndefined();
    expect((await search('xylophone')).reading.didYouMean).toBeUndefined();
    expect((await search('harbour herring')).reading).toMatchObject({ matched: 'any' });
    expect((await search('harbour herring')).reading.didYouMean).toBeUndefined();
  });
});

describe('typeahead', () => {
  it('completes agencies, frequent phrases of titles and titles', async () => {
    const found = await engine.suggest('harbour', 20);
    expect(found).toContainEqual({ text: 'Harbour Board', type: 'agency', count: 5 });
    expect(found).toContainEqual({ text: 'harbour pilot service', type: 'phrase', count: 5 });
    expect(found).toContainEqual({ text: 'Harbour pilot service, notice 3', type: 'title', count: 1, id: 'n3' });
  });
});

describe('snippets', () => {
  it('show the passage where the words are densest, phrases as one hit, between words', async () => {
    const { hits } = await search('"pilot service" extended', { limit: 1 });
    const body = hits[0]!.snippets.find((snippet) => snippet.field === 'body')!;
    expect(body.runs.filter((run) => run.hit).map((run) => run.text)).toEqual(['pilot service', 'extended']);
    expect(body.runs[0]).toEqual({ text: '… ' });
    expect(body.runs.map((run) => run.text).join('')).toMatch(/^… \w.*extended\.$/);
    const title = hits[0]!.snippets.find((snippet) => snippet.field === 'title')!;
    expect(title.runs.find((run) => run.hit)).toEqual({ text: 'pilot service', hit: true });
  });
});

describe('bounded work', () => {
  it('finds everything for one letter and a star, and says what it did not weigh', async () => {
    const many = await search('*');
    expect(many.total).toBe(12);
    expect((await search('h*')).total).toBe(12);
  });

  it('answers ten thousand words', async () => {
    const words = Array.from({ length: 10_000 }, (_, i) => `w${i}`).join(' ');
    expect((await search(`harbour ${words}`)).total).toBe(5);
  });
});

describe('paging', () => {
  it('continues behind the last hit without repeating or leaving out any', async () => {
    const whole = (await search('notice OR quota OR minister', { limit: 100 })).hits.map((hit) => hit.id);
    const paged: string[] = [];
    for (let key: SearchRequest['after']; ;) {
      const { hits } = await search('notice OR quota OR minister', {
        limit: 5,
        ...(key === undefined ? {} : { after: key }),
      });
      if (hits.length === 0) break;
      paged.push(...hits.map((hit) => hit.id));
      key = hits.at(-1)!.sortKey;
    }
    expect(paged).toEqual(whole);
    expect((await search('notice OR quota OR minister', { limit: 4, offset: 6 })).hits.map((hit) => hit.id)).toEqual(
      whole.slice(6, 10),
    );
  });
});

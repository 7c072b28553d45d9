import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RevisionRecord } from '../../../../core/announcement.ts';
import { openDataFolder } from '../../../../core/data-folder.ts';
import { createAnalyzer } from '../../../../indexer/analyse/analyzer.ts';
import { buildIndex, sourceOfRecords } from '../../../../indexer/build.ts';
import { leastOccurrences } from '../../../../indexer/index/frequent-pairs.ts';
import type { Segment } from '../../../../indexer/index/segment.ts';
import { openSnapshot } from '../../../../indexer/snapshot/snapshot.ts';
import type { SearchEngine, SearchRequest } from '../../../../server/search/engine.ts';
import { openEmbeddedEngine } from '../../../../server/search/embedded/embedded-engine.ts';
import { recordOf } from '../../../indexer/records.ts';

const folder = mkdtempSync(join(tmpdir(), 'herald-pairs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const analyzer = createAnalyzer();

/** A linear congruence: the same texts in every run. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % below;
  };
}

/** Two words that stand everywhere, some that stand often, one that is rare: of the common ones the index keeps pairs, of the others not. */
const common = ['of', 'the', 'of', 'the', 'of', 'the', 'union', 'state', 'in', 'quorum'];

function records(count: number, words: number, seed: number, from = 0): RevisionRecord[] {
  const draw = drawing(seed);
  return Array.from({ length: count }, (_, i) =>
    recordOf({
      id: `d${from + i}`,
      title: Array.from({ length: draw(5) }, () => common[draw(common.length)]).join(' '),
      body: Array.from({ length: words }, () => common[draw(common.length)]).join(' '),
      agency: i % 3 === 0 ? 'Office of Ports' : 'Court',
    }),
  );
}

const phrases = [
  'of the',
  'the of',
  'the the',
  'of of the',
  'of the union',
  'union of the',
  'state of the union',
  'the union of the state',
  'in the',
  'quorum of',
  'the quorum in the state',
  'of the of the of',
  'state union in quorum',
];

function request(text: string): SearchRequest {
  return {
    query: { kind: 'phrase', text, slop: 0 },
    match: 'all',
    exact: false,
    filters: [],
    versions: 'current',
    facets: [{ type: 'values', facet: 'agency', size: 5 }],
    sort: 'relevance',
    limit: 200,
    offset: 0,
    snippets: false,
    explain: false,
  };
}

interface Found {
  readonly ids: readonly string[];
  readonly courts: number;
}

async function askFor(engine: SearchEngine, text: string): Promise<Found> {
  const { total, hits, facets } = await engine.search(request(text));
  expect(total).toBe(hits.length);
  const [agencies] = facets;
  const courts =
    agencies?.type === 'values' ? agencies.values.find(({ value }) => value === 'Court')?.count : undefined;
  return { ids: hits.map(({ id }) => id as string).sort(), courts: courts ?? 0 };
}

/** Reads the texts: the words of a record stand apart by single spaces. */
function readFor(records: readonly RevisionRecord[], text: string): Found {
  const found = records.filter(({ announcement: { title, body } }) =>
    [title, ...body.map((paragraph) => paragraph.text)].some((field) => ` ${field} `.includes(` ${text} `)),
  );
  return {
    ids: found.map(({ announcement }) => announcement.id as string).sort(),
    courts: found.filter(({ announcement }) => announcement.agency === 'Court').length,
  };
}

/** Where a segment says that two forms stand side by side; nothing when it keeps no pairs of them. */
function pairPlaces(segment: Segment, first: string, second: string): Pair[] {
  const { forms, pairs } = segment;
  const range = pairs.find(forms.find(first), forms.find(second));
  if (range === undefined) return [];
  const { postings, positions } = pairs.places;
  return Array.from({ length: range.to - range.from }, (_, i) => {
    const posting = range.from + i;
    const start = pairs.places.start(posting);
    const middle = start + postings.titleFrequency(posting);
    return {
      id: segment.id(postings.documents[posting]!),
      title: [...positions.subarray(start, middle)],
      body: [...positions.subarray(middle, middle + postings.bodyFrequency(posting))],
    };
  });
}

interface Pair {
  readonly id: string;
  readonly title: readonly number[];
  readonly body: readonly number[];
}

/** Where "of" stands before "the" in a text, in words. */
function placesIn(text: string): number[] {
  const words = text.split(' ');
  return words.flatMap((word, i) => (word === 'of' && words[i + 1] === 'the' ? [i] : []));
}

describe('phrases of common words', () => {
  const first = records(70, 900, 7);
  const changed = records(9, 900, 21, 3);
  const added = records(35, 1000, 35, 70);
  const data = openDataFolder(folder);

  it('are in exactly the announcements where reading the text finds them, over segments and tombstones', async () => {
    await buildIndex({ dataFolder: data, source: sourceOfRecords(first), analyzer, full: true });
    const all = [
      ...changed,
      ...first.filter(({ announcement }) => !changed.some((own) => own.announcement.id === announcement.id)),
      ...added,
    ];
    const { snapshot } = await buildIndex({
      dataFolder: data,
      source: { ...sourceOfRecords(all), changesSince: () => [...changed, ...added] },
      analyzer,
    });
    const opened = openSnapshot(data, snapshot, analyzer.indexDigest);
    const kept = opened.segments.flatMap((segment) => pairPlaces(segment, 'of', 'the'));
    expect(kept.length).toBeGreaterThan(0);
    for (const { id, title, body } of kept) {
      const { announcement } = all.find((own) => (own.announcement.id as string) === id)!;
      if (changed.some((own) => own.announcement.id === id)) continue;
      expect({ id, title, body }).toEqual({
        id,
        title: placesIn(announcement.title),
        body: placesIn(announcement.body.map((paragraph) => paragraph.text).join(' ')),
      });
    }
    opened.close();
    const embedded = openEmbeddedEngine(data, { analyzer });
    try {
      for (const text of phrases)
        expect({ text, ...(await askFor(embedded, text)) }).toEqual({ text, ...readFor(all, text) });
    } finally {
      await embedded.close();
    }
  });

  it('would not be kept as pairs below the number of occurrences that pays', () => {
    expect(first.length * 900 * 0.3).toBeGreaterThan(leastOccurrences);
  });
});

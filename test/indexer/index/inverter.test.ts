import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../indexer/analyse/analyzer.ts';
import { documentOf } from '../../../indexer/index/document.ts';
import { makeSegment } from '../../../indexer/index/segment-maker.ts';
import { Segment } from '../../../indexer/index/segment.ts';
import { recordOf } from '../records.ts';

const folder = mkdtempSync(join(tmpdir(), 'herald-inverter-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const analyzer = createAnalyzer();

interface Text {
  readonly title: string;
  readonly body: string;
  readonly language: string;
}

/** Per term and document: how often in title and body, and the positions where they are kept. */
type Lists = Record<string, Record<number, { title: number; body: number; positions?: number[] }>>;

function madeOf(texts: readonly Text[]): Segment {
  const records = texts.map((text, i) => recordOf({ id: `d${i}`, ...text }));
  makeSegment(folder, 's', records.map(documentOf), analyzer);
  return Segment.open(join(folder, 's.seg'));
}

function listsOf(segment: Segment): { forms: Lists; stems: Lists } {
  const { postings } = segment;
  const list = (from: number, to: number, positions: boolean): Lists[string] => {
    let at = positions ? segment.formPlaces.start(from) : 0;
    const found: Lists[string] = {};
    for (let posting = from; posting < to; posting++) {
      const [title, body] = [postings.titleFrequency(posting), postings.bodyFrequency(posting)];
      found[postings.documents[posting]!] = {
        title,
        body,
        ...(positions ? { positions: [...segment.formPlaces.positions.subarray(at, at + title + body)] } : {}),
      };
      at += title + body;
    }
    return found;
  };
  const forms: Lists = {};
  for (let i = 0; i < segment.forms.size; i++)
    forms[segment.forms.at(i)] = list(segment.formPostings[i]!, segment.formPostings[i + 1]!, true);
  const stems: Lists = {};
  for (let i = 0; i < segment.stems.size; i++)
    stems[segment.stems.at(i)] = list(segment.stemFrom[i]!, segment.stemTo[i]!, false);
  return { forms, stems };
}

/** The same lists, counted token by token. */
function counted(texts: readonly Text[]): { forms: Lists; stems: Lists } {
  const forms: Lists = {};
  const stems: Lists = {};
  texts.forEach(({ title, body, language }, document) => {
    for (const [field, text] of [
      ['title', title],
      ['body', body],
    ] as const)
      // prettier-ignore
      analyzer.eachToken(text, language, (exact, stem, _start, _end, position) => {
        const form = ((forms[exact] ??= {})[document] ??= { title: 0, body: 0, positions: [] });
        form[field]++;
        form.positions!.push(position);
        ((stems[stem] ??= {})[document] ??= { title: 0, body: 0 })[field]++;
      });
  });
  return { forms, stems };
}

const words = fc.constantFrom(
  'port',
  'ports',
  'ported',
  'Bücher',
  'Straßenbahn',
  '神奈川',
  "1.5'er",
  'U.S.',
  'e-mail',
  'the',
  '§',
  '7',
);
const phrase = (most: number): fc.Arbitrary<string> =>
  fc.array(words, { maxLength: most }).map((list) => list.join(' '));
const texts = fc.array(fc.record({ title: phrase(3), body: phrase(12), language: fc.constantFrom('en', 'de', 'ja') }), {
  minLength: 1,
  maxLength: 9,
});

describe('an inverted batch of documents', () => {
  it('lists each form and stem as often as it stands in each document, with its positions', () => {
    fc.assert(
      fc.property(texts, (batch) => {
        const segment = madeOf(batch);
        expect(listsOf(segment)).toEqual(counted(batch));
        segment.close();
      }),
      { numRuns: 25 },
    );
  });

  it('goes on over many batches, frequencies beyond a byte and positions beyond 16 bits', () => {
    const batch: Text[] = Array.from({ length: 700 }, (_, i) => ({
      title: `Port ${i % 7}`,
      body: i === 300 ? 'ports '.repeat(66_000) : `ports ${i} opened`,
      language: 'en',
    }));
    const segment = madeOf(batch);
    expect(segment.facts.positionBytes).toBe(4);
    expect(listsOf(segment)).toEqual(counted(batch));
    segment.close();
  });
});

import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { bodyText } from '../../core/announcement.ts';
import type { ExtractionRules, Source } from '../../core/source.ts';
import { extract } from '../../crawler/extract/extract.ts';

const recorded = new URL('../../../shared/corpora/justice-2016-2018', import.meta.url).pathname;

interface Answer {
  readonly url: string;
  readonly title: string;
  readonly date: string;
  readonly components: readonly string[];
  readonly topics: readonly string[];
  readonly number?: string;
  readonly body: string;
}

/** Scores of the recorded ministry's pages, every so manieth, with its selectors and without: one line each. */
export function recordedMinistry(every: number, source: Source): string[] {
  if (!existsSync(`${recorded}.warc.gz`)) return ['recorded ministry: not here'];
  const answers = lines<Answer>(
    brotliDecompressSync(readFileSync(`${recorded}.answers.jsonl.br`)).toString('utf8'),
  ).filter((_, index) => index % every === 0);
  const places = new Map(
    lines<{ url: string; offset: number; length: number }>(readFileSync(`${recorded}.cdxj`, 'utf8')).map((place) => [
      place.url,
      place,
    ]),
  );
  const file = openSync(`${recorded}.warc.gz`, 'r');
  const pages = answers.map((answer) => ({ answer, html: pageAt(file, places.get(answer.url)!) }));
  closeSync(file);
  return [
    `recorded ministry, ${pages.length} pages, no configuration: ${score(pages, source)}`,
    `recorded ministry, ${pages.length} pages, its selectors:    ${score(pages, { ...source, extraction: { ...source.extraction, ...selectors } })}`,
  ];
}

const selectors: Partial<ExtractionRules> = {
  title: ['h1#node-title', "meta[property='og:title']@content"],
  body: ['.field--name-field-pr-body .field__item'],
  published: ['.field--name-field-pr-date .date-display-single@content'],
  components: ['.field--name-field-pr-component .field__item'],
  topics: ['.field--name-field-pr-topic .field__item'],
  number: ['.field--name-field-pr-number .field__item'],
};

function score(pages: readonly { readonly answer: Answer; readonly html: string }[], source: Source): string {
  const sums = { title: 0, date: 0, components: 0, topics: 0, number: 0, body: 0 };
  const tookMs: number[] = [];
  for (const { answer, html } of pages) {
    const start = performance.now();
    const { announcement } = extract({ html, url: answer.url, headers: [], source });
    tookMs.push(performance.now() - start);
    sums.title += Number(folded(announcement?.title) === folded(answer.title));
    sums.date += Number(announcement?.published?.value.slice(0, 10) === answer.date);
    sums.components += Number(JSON.stringify(announcement?.components) === JSON.stringify(answer.components));
    sums.topics += Number(JSON.stringify(announcement?.topics) === JSON.stringify(answer.topics));
    sums.number += Number((announcement?.number ?? '') === (answer.number ?? ''));
    sums.body += tokenF1(bodyText(announcement?.body ?? []), answer.body);
  }
  const took = tookMs.sort((a, b) => a - b);
  const shares = Object.entries(sums).map(([name, sum]) => `${name} ${((100 * sum) / pages.length).toFixed(2)} %`);
  return `${shares.join(', ')}; ms p50 ${took[took.length >> 1]!.toFixed(1)}, p95 ${took[Math.floor(took.length * 0.95)]!.toFixed(1)}`;
}

function pageAt(file: number, { offset, length }: { offset: number; length: number }): string {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, offset);
  const record = gunzipSync(bytes);
  const http = record.indexOf('\r\n\r\n') + 4;
  return record.subarray(record.indexOf('\r\n\r\n', http) + 4).toString('utf8');
}

/** F1 of the two texts as bags of words. */
function tokenF1(found: string, expected: string): number {
  const counts = new Map<string, number>();
  const own = tokens(found);
  for (const token of own) counts.set(token, (counts.get(token) ?? 0) + 1);
  const wanted = tokens(expected);
  let hits = 0;
  for (const token of wanted) {
    const left = counts.get(token) ?? 0;
    if (left === 0) continue;
    hits++;
    counts.set(token, left - 1);
  }
  return own.length + wanted.length === 0 ? 1 : (2 * hits) / (own.length + wanted.length);
}

function tokens(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function folded(text: string | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}

function lines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

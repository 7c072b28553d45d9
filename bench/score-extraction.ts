import { readFileSync, existsSync } from 'node:fs';
import { bodyText } from '../core/announcement.ts';
import type { SourceId } from '../core/announcement.ts';
import type { Source } from '../core/source.ts';
import { sourceOfHost } from '../crawler/source/host-source.ts';
import { extract } from '../crawler/extract/extract.ts';
import { extractPlainText } from '../crawler/extract/plain-text.ts';
import { findDates } from '../crawler/extract/dates/written-date.ts';
import { comparable, germanMinistries, hasPublicPages, publicPages, type PageCase } from './extraction/cases.ts';
import { peers, type PeerText } from './extraction/peers.ts';
import { recordedMinistry } from './extraction/recorded-ministry.ts';

/**
 * `npm run score -- extraction [--every N] [--no-peers] [--worst N]`: extraction over the public suites, beside the peers in the same run.
 * Counts are of text snippets that must and must not be in the extract; titles and dates are compared with the suite's.
 */
export async function main(args: readonly string[]): Promise<number> {
  const every = numberAfter(args, '--every') ?? 1;
  const worst = numberAfter(args, '--worst') ?? 10;
  if (!hasPublicPages()) {
    console.log('extraction: ../shared/suites/pages.tar.br is not here, nothing to score');
    return 1;
  }
  const ours: Extractor = { name: 'herald', read: readOurs };
  const others = args.includes('--no-peers')
    ? []
    : (await peers()).map(({ name, read }): Extractor => ({ name, read }));
  const pages = publicPages().filter((_, index) => index % every === 0);
  console.log(
    `public pages: ${pages.length}; the trees of the body were fitted on this set: for pages they have not seen, run npm run score -- learn`,
  );
  print(
    [ours, ...others].map((extractor) => scorePages(extractor, pages)),
    worst,
  );
  const ministries = germanMinistries();
  console.log(`\nGerman ministries: ${ministries.length} pages`);
  print([scorePages(ours, ministries)], worst);
  console.log('');
  for (const line of recordedMinistry(Math.max(every, 5), sourceOf())) console.log(line);
  console.log(dateSuite());
  console.log(seedText());
  return 0;
}

interface Extractor {
  readonly name: string;
  readonly read: (html: string, url: string) => PeerText;
}

interface Score {
  readonly name: string;
  found: number;
  missed: number;
  extra: number;
  titles: number;
  titlesRight: number;
  dates: number;
  datesGiven: number;
  datesRight: number;
  readonly tookMs: number[];
  readonly worst: { readonly file: string; readonly missed: readonly string[]; readonly extra: readonly string[] }[];
}

function scorePages({ name, read }: Extractor, pages: readonly PageCase[]): Score {
  const score: Score = {
    name,
    found: 0,
    missed: 0,
    extra: 0,
    titles: 0,
    titlesRight: 0,
    dates: 0,
    datesGiven: 0,
    datesRight: 0,
    tookMs: [],
    worst: [],
  };
  for (const page of pages) {
    const html = page.html();
    const start = performance.now();
    const result = read(html, page.url);
    score.tookMs.push(performance.now() - start);
    const text = comparable(result.text);
    const missed = page.with.filter((snippet) => !text.includes(comparable(snippet)));
    const extra = page.without.filter((snippet) => text.includes(comparable(snippet)));
    score.found += page.with.length - missed.length;
    score.missed += missed.length;
    score.extra += extra.length;
    if (missed.length + extra.length > 0) score.worst.push({ file: page.file, missed, extra });
    if (page.title !== undefined) {
      score.titles++;
      if (words(result.title ?? '') === words(page.title)) score.titlesRight++;
    }
    if (page.date !== undefined) {
      score.dates++;
      if (result.date !== undefined) score.datesGiven++;
      if (result.date === page.date.slice(0, 10)) score.datesRight++;
    }
  }
  return score;
}

function print(scores: readonly Score[], worst: number): void {
  console.log('                 precision  recall     F1  titles  dates P      R     F1  ms p50    p95');
  for (const score of scores) {
    const [precision, recall, f1] = ratios(score.found, score.found + score.extra, score.found + score.missed);
    const [dateP, dateR, dateF1] = ratios(score.datesRight, score.datesGiven, score.dates);
    const took = [...score.tookMs].sort((a, b) => a - b);
    const at = (share: number): string =>
      (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? 0).toFixed(1).padStart(6);
    const columns = [
      precision,
      recall,
      f1,
      score.titles === 0 ? 0 : score.titlesRight / score.titles,
      dateP,
      dateR,
      dateF1,
    ].map((value) => value.toFixed(4).padStart(7));
    console.log(`${score.name.padEnd(18)} ${columns.join(' ')}  ${at(0.5)} ${at(0.95)}`);
  }
  const [first] = scores;
  const list = [...(first?.worst ?? [])]
    .sort((a, b) => b.missed.length + b.extra.length - a.missed.length - a.extra.length)
    .slice(0, worst);
  for (const { file, missed, extra } of list)
    console.log(`  ${file}: missed ${JSON.stringify(missed.map(short))}, extra ${JSON.stringify(extra.map(short))}`);
}

function ratios(right: number, given: number, wanted: number): [number, number, number] {
  const precision = given === 0 ? 0 : right / given;
  const recall = wanted === 0 ? 0 : right / wanted;
  return [precision, recall, precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)];
}

function short(text: string): string {
  return text.slice(0, 40);
}

function words(text: string): string {
  return comparable(text)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function readOurs(html: string, url: string): PeerText {
  const { announcement } = extract({ html, url, headers: [], source: sourceOf() });
  const date = announcement?.published?.value.slice(0, 10);
  return {
    text: bodyText(announcement?.body ?? []),
    ...(announcement === undefined ? {} : { title: announcement.title }),
    ...(date === undefined ? {} : { date }),
  };
}

/** The date strings of the feed suites that hold a day and no other calendar. */
function dateSuite(): string {
  const path = new URL('../../shared/suites/dates/gofeed-dates.jsonl', import.meta.url);
  if (!existsSync(path)) return 'dates suite: not here';
  const cases = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { input: string; expectedDate?: string });
  const dated = cases.filter(({ expectedDate }) => expectedDate !== undefined);
  const wrong = dated.filter(
    ({ input, expectedDate }) =>
      findDates(input, { language: 'en-US', shortYears: true })[0]?.value.slice(0, 10) !== expectedDate,
  );
  return `dates suite (gofeed layouts): ${dated.length - wrong.length} of ${dated.length} days right${
    wrong.length === 0
      ? ''
      : `; wrong: ${wrong
          .map(({ input }) => JSON.stringify(input))
          .slice(0, 8)
          .join(', ')}`
  }`;
}

function seedText(): string {
  const path = new URL('../../shared/seed/000_038d2977880ba5bb.txt', import.meta.url);
  if (!existsSync(path)) return 'seed text: not here';
  const source = { ...sourceOf(), agency: 'Office of the Governor of Massachusetts', country: 'us', language: 'en' };
  const { announcement } = extractPlainText({ text: readFileSync(path, 'utf8'), url: 'urn:seed', source });
  const people = announcement?.people.map(({ name, office }) => `${name} (${office ?? 'no office'})`).join('; ') ?? '';
  return `seed text: ${announcement?.title ?? '-'} | ${announcement?.published?.value ?? '-'} by ${announcement?.published?.source ?? '-'} | ${announcement?.agency ?? '-'} | ${announcement?.kind ?? '-'} | ${announcement?.places.join(', ') ?? '-'} | ${people}`;
}

/** A source that says nothing: the extractor alone is scored. */
function sourceOf(): Source {
  return { ...sourceOfHost('https://bench.example/', 'bench' as SourceId), agency: '' };
}

function numberAfter(args: readonly string[], name: string): number | undefined {
  const at = args.indexOf(name);
  const value = at < 0 ? undefined : Number(args[at + 1]);
  return value !== undefined && Number.isInteger(value) && value > 0 ? value : undefined;
}

import { wrapText } from './wrap-text.ts';

/** What a start of the demo did, for its report. */
export interface DemoFacts {
  /** `first`: nothing was there before; `again`: the publishers were crawled once more. */
  readonly start: 'first' | 'again';
  /** Where Herald serves: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where the three publishers are: `http://127.0.0.1:8180`. */
  readonly siteUrl: string;
  /** The demo's data folder, as it should be shown. */
  readonly dataRoot: string;
  /** How to type the command here: `npx herald`, `herald`. */
  readonly command: string;
  readonly publishers: number;
  readonly crawl: {
    /** Pages asked for; listings, feeds and sitemaps included. */
    readonly pages: number;
    /** Those answered 304: unchanged. */
    readonly notModified: number;
    /** Pages that robots.txt forbids: known, not asked for. */
    readonly disallowed: number;
    readonly tookMs: number;
  };
  readonly archiveBytes: number;
  /** Announcements in the store, in any status. */
  readonly announcements: number;
  readonly index: { readonly documents: number; readonly tookMs: number };
  /** From the command to the served page, milliseconds. */
  readonly readyMs: number;
  readonly changes: readonly DemoChange[];
  readonly notices?: readonly string[];
}

/** One thing that happened to an announcement since the last start. */
export interface DemoChange {
  readonly kind: 'new' | 'changed' | 'removed' | 'restored';
  readonly title: string;
  /** The announcement's page in Herald. */
  readonly url: string;
}

/** The text that the demo prints when everything is up: what it did, what changed, what to try. At most 80 columns but for links. */
export function demoReport(facts: DemoFacts): string {
  return [...notices(facts), ...done(facts), ...changed(facts), ...searches(facts), ...onward(facts)].join('\n');
}

function notices({ notices = [] }: DemoFacts): string[] {
  return notices.length === 0 ? [] : [...notices.flatMap((notice) => wrapText(notice, columns)), ''];
}

function done({ publishers, crawl, announcements, archiveBytes, index, readyMs, url, siteUrl }: DemoFacts): string[] {
  const unchanged = crawl.notModified === 0 ? '' : `, ${crawl.notModified} of them unchanged`;
  const crawled = `${count(crawl.pages, 'page')} of ${count(publishers, 'publisher')} in ${seconds(crawl.tookMs)}${unchanged}`;
  return [
    'The Federation of Halcyra does not exist, but it has announced a good deal.',
    '',
    row('crawled', crawled),
    ...(crawl.disallowed === 0
      ? []
      : [row('', `(and not asked for ${count(crawl.disallowed, 'page')} that robots.txt forbids)`)]),
    row('archived', `${size(archiveBytes)} of WARC, every answer as it was sent`),
    row('extracted', count(announcements, 'announcement')),
    row('indexed', `${count(index.documents, 'announcement')} in ${seconds(index.tookMs)}`),
    row('publishers', siteUrl),
    row('ready at', `${url}   after ${seconds(readyMs)}`),
  ];
}

function changed({ start, changes }: DemoFacts): string[] {
  if (start === 'first') return [];
  if (changes.length === 0) return ['', 'Since the last start nothing has changed.'];
  const inOrder = changeOrder.flatMap((kind) => changes.filter((change) => change.kind === kind));
  return ['', 'Since the last start', '', ...inOrder.flatMap(changeLines)];
}

const changeOrder: readonly DemoChange['kind'][] = ['changed', 'removed', 'restored', 'new'];

function changeLines({ kind, title, url }: DemoChange): string[] {
  const [first = '', ...more] = wrapText(title, columns - indent);
  return [row(changeWords[kind], first), ...more.map((line) => row('', line)), row('', url)];
}

const changeWords: Readonly<Record<DemoChange['kind'], string>> = {
  new: 'new',
  changed: 'edited',
  removed: 'withdrawn',
  restored: 'back again',
};

function searches({ url, command, dataRoot }: DemoFacts): string[] {
  return [
    '',
    'Search',
    '',
    ...link('ferries and fog, newest first', `${url}/search?q=${encodeURIComponent('ferry fog')}&sort=-published`),
    ...link(
      'the exact phrase, press releases only',
      `${url}/search?q=${encodeURIComponent('"grey heron"')}&filter_kind=press-release`,
    ),
    ...link('in Japanese: the same memorandum, 海霧 覚書', `${url}/search?q=${encodeURIComponent('海霧 覚書')}`),
    ...link('the same by API', `curl '${url}/api/v1/search?q=lifejackets&facets=agency,kind'`),
    ...link('in the terminal', `${command} search harbour lights --data ${dataRoot}`),
  ];
}

function onward({ command, dataRoot }: DemoFacts): string[] {
  return [
    'A real publisher is one small file. One comes with Herald:',
    '',
    `  export HERALD_CONTACT=you@example.org   # so that they can reach you`,
    `  ${command} sources check us-justice`,
    `  ${command} crawl --source us-justice --max-pages 50 && ${command} index`,
    `  ${command} serve`,
    '',
    ...wrapText(
      `The demo keeps its own folder, ${dataRoot}. Start it again to see what an edit and a withdrawal look like. Ctrl-C stops it.`,
      columns,
    ),
  ];
}

/** Columns of a terminal that nobody has widened. */
const columns = 80;
/** Where the second column of the table begins. */
const indent = 14;

function row(label: string, text: string): string {
  return `  ${label.padEnd(indent - 2)}${text}`.trimEnd();
}

/** Links stand alone on their line and are never broken: a broken link cannot be clicked. */
function link(label: string, address: string): string[] {
  return [`  ${label}`, `    ${address}`, ''];
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

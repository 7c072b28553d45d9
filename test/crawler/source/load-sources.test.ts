import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatProblem, HeraldError } from '../../../core/problem.ts';
import { findSource, loadSources } from '../../../crawler/source/load-sources.ts';
import { inScope } from '../../../crawler/discover/admit.ts';

const sound = `
id: nordmark-chancellery
name: Chancellery of Nordmark
country: xx
language: en
homepage: https://www.nordmark.example/
entry:
  - feed: https://www.nordmark.example/feed.xml
`;

function folderOf(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'herald-sources-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function problemsOf(yaml: string, name = 'nordmark-chancellery.yaml'): string[] {
  const folder = folderOf({ [name]: yaml });
  return loadSources([folder]).problems.map((problem) => formatProblem({ ...problem, where: 'file' }));
}

describe('loading source files', () => {
  it('fills in every default', () => {
    const { value, problems } = loadSources([folderOf({ 'nordmark-chancellery.yaml': sound })]);
    expect(problems).toEqual([]);
    expect(value[0]).toMatchObject({
      agency: 'Chancellery of Nordmark',
      verified: 'never',
      entryPoints: [{ type: 'feed', url: 'https://www.nordmark.example/feed.xml' }],
      politeness: { delayMs: 500, latencyFactor: 10, maxDelayMs: 10_000, concurrency: 1 },
      removal: { confirmations: 2, afterMs: 21_600_000, alarmShare: 0.2 },
      sortParameters: false,
    });
    expect(inScope('https://www.nordmark.example/news/1', value[0]!)).toBe(true);
    expect(inScope('https://elsewhere.example/news/1', value[0]!)).toBe(false);
  });

  it('reads all that a file can say', () => {
    const yaml = `
id: full
name: Full
country: de
language: de-de
agency: Amt
kind: press-release
homepage: https://full.example/
timeZone: Europe/Berlin
verified: 2026-03-25
entry:
  - listing: https://full.example/news
    links: .row a
    next: { template: "https://full.example/news?p={page}", first: 1, step: 10 }
    maxPages: 3
  - sitemap: https://full.example/sitemap.xml
scope:
  include: [https://full.example/news/*]
  exclude: ["^https://full\\\\.example/news/draft-.*$"]
  allowPrivateAddresses: true
politeness: { delay: 2s, latencyFactor: 0, maxDelay: 5s, maxCrawlDelay: 1m, concurrency: 2, attempts: 5, maxPages: 9, window: "22:00-06:00" }
schedule: { cron: "15 6 * * *", minRecheck: 2d, maxRecheck: 30d }
removal: { confirmations: 3, after: 1d, alarmShare: 0.5 }
url: { ignoreParameters: [ref], sortParameters: true }
extract:
  title: h1
  body: [.body, article]
  dateOrder: dmy
`;
    const { value, problems } = loadSources([folderOf({ 'full.yaml': yaml })]);
    expect(problems).toEqual([]);
    expect(value[0]).toMatchObject({
      language: 'de-DE',
      verified: '2026-03-25',
      entryPoints: [
        { type: 'listing', links: '.row a', next: { by: 'template', first: 1, step: 10 }, maxPages: 3 },
        { type: 'sitemap', url: 'https://full.example/sitemap.xml' },
      ],
      politeness: { delayMs: 2000, latencyFactor: 0, attempts: 5, maxPages: 9, window: { from: '22:00', to: '06:00' } },
      schedule: { cron: '15 6 * * *', minRecheckMs: 172_800_000, maxRecheckMs: 2_592_000_000 },
      removal: { confirmations: 3, afterMs: 86_400_000, alarmShare: 0.5 },
      ignoreParameters: ['ref'],
      sortParameters: true,
      extraction: { title: ['h1'], body: ['.body', 'article'], published: [], dateOrder: 'dmy' },
    });
    expect(inScope('https://full.example/news/draft-1', value[0]!)).toBe(false);
  });

  it('tells every problem of every file at once, with its line', () => {
    const folder = folderOf({
      'one.yaml':
        'id: one\nname: One\nconutry: us\nlanguage: en\nhomepage: one.gov\nentry:\n  - feed: https://one.example/f\n    links: a\npoliteness:\n  delay: 5\n  dely: 2s\n',
      'two.yaml': 'id: [\n',
      'three.yaml': sound,
    });
    const { value, problems } = loadSources([folder]);
    expect(value).toEqual([]);
    expect(problems.map((problem) => `${problem.where!.split('/').at(-1)!}:${problem.line} ${problem.code}`)).toEqual([
      'one.yaml:1 missing-key',
      'one.yaml:3 unknown-key',
      'one.yaml:5 bad-url',
      'one.yaml:8 bad-entry',
      'one.yaml:10 bad-duration',
      'one.yaml:11 unknown-key',
      'three.yaml:2 id-not-file-name',
      expect.stringMatching(/^two\.yaml:\d bad-yaml$/),
    ]);
    expect(problems.find((problem) => problem.message.includes('dely'))?.hint).toBe('did you mean `delay`?');
  });

  it.each([
    [
      'an unknown key, even where it belongs elsewhere',
      `${sound}delay: 5s\n`,
      'file:9: unknown key `delay` (did you mean `politeness.delay`?)',
    ],
    [
      'a bad regular expression',
      `${sound}scope: { include: ["^https://("] }\n`,
      'file:9: `scope.include[1]`: bad URL pattern `^https://(`',
    ],
    [
      'a bad cron line',
      `${sound}schedule: { cron: every hour }\n`,
      'file:9: `schedule.cron`: `every hour` is not a cron line',
    ],
    [
      'two schedules',
      `${sound}schedule: { cron: "* * * * *", every: 1h }\n`,
      'file:9: give `schedule.every` or `schedule.cron`, not both',
    ],
    [
      'a window without a time zone',
      `${sound}politeness: { window: "22:00-06:00" }\n`,
      'file:9: `politeness.window` is in local time and needs `timeZone`',
    ],
    [
      'a recheck clamp upside down',
      `${sound}schedule: { minRecheck: 30d, maxRecheck: 1d }\n`,
      'file:9: `schedule.minRecheck` is longer than `schedule.maxRecheck`',
    ],
    [
      'a value out of range',
      `${sound}politeness: { concurrency: 50 }\n`,
      'file:9: `politeness.concurrency` must be at most 8',
    ],
    ['a section that is none', `${sound}removal: soon\n`, 'file:9: `removal` must be a section of keys and values'],
    [
      'a kind nobody knows',
      `${sound}kind: press-relase\n`,
      'file:9: `kind`: unknown kind `press-relase` (did you mean `press-release`?)',
    ],
    [
      'a time zone nobody knows',
      `${sound}timeZone: Mars/Olympus\n`,
      'file:9: `timeZone`: `Mars/Olympus` is not an IANA time zone',
    ],
    ['a duplicate key', `${sound}name: Again\n`, 'file:9: Map keys must be unique'],
    [
      'a bad selector',
      `${sound}extract: { title: "h1[" }\n`,
      'file:9: `extract.title[1]`: bad selector `h1[` (`[` is not closed)',
    ],
    ['an empty file', '', 'file: the file must be a section of keys and values'],
    ['a list instead of keys', '- a\n', 'file:1: the file must be a section of keys and values'],
    [
      'credentials in a URL',
      sound.replace('https://www.nordmark.example/feed', 'https://me:secret@www.nordmark.example/feed'),
      'file:8: `entry[1].feed`: `https://me:secret@www.nordmark.example/feed.xml` is not an absolute',
    ],
  ])('names %s', (_, yaml, expected) => {
    const problems = problemsOf(yaml);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  it('refuses the same id twice, naming the other file', () => {
    const first = folderOf({ 'nordmark-chancellery.yaml': sound });
    const second = folderOf({ 'nordmark-chancellery.yaml': sound });
    const { value, problems } = loadSources([first, second]);
    expect(value).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'duplicate-id', where: join(second, 'nordmark-chancellery.yaml') });
    expect(problems[0]!.message).toContain(first);
  });

  it('tells of a folder that is not there, a wrong ending, a file that is no text', () => {
    const folder = folderOf({ 'a.yml': sound, 'b.yaml': new Uint8Array([0xff, 0xfe, 0xfa]), 'notes.txt': 'x' });
    mkdirSync(join(folder, 'c.yaml'));
    const { problems } = loadSources([join(folder, 'missing'), folder]);
    expect(problems.map((problem) => problem.code)).toEqual([
      'no-folder',
      'bad-extension',
      'bad-encoding',
      'unreadable',
    ]);
  });

  it('finds a source by id and names the nearest otherwise', () => {
    const { value } = loadSources([folderOf({ 'nordmark-chancellery.yaml': sound })]);
    expect(findSource(value, 'nordmark-chancellery').name).toBe('Chancellery of Nordmark');
    expect(() => findSource(value, 'nordmark-chancelery')).toThrow(HeraldError);
    try {
      findSource(value, 'nordmark-chancelery');
    } catch (error) {
      expect(error).toMatchObject({ remedy: 'config', hint: 'did you mean `nordmark-chancellery`?' });
    }
  });
});

import { describe, expect, it } from 'vitest';
import { demoReport, type DemoFacts } from '../../../cli/demo/report.ts';
import { displayWidth, wrapText } from '../../../cli/demo/wrap-text.ts';

const facts: DemoFacts = {
  start: 'first',
  url: 'http://127.0.0.1:8080',
  siteUrl: 'http://127.0.0.1:8180',
  dataRoot: 'data/local/demo/port-8180',
  command: 'npx herald',
  publishers: 3,
  crawl: { pages: 66, notModified: 0, disallowed: 1, tookMs: 1432 },
  archiveBytes: 412_345,
  announcements: 60,
  index: { documents: 60, tookMs: 312 },
  readyMs: 3210,
  changes: [],
};

describe('demoReport', () => {
  it('tells what was done, in numbers', () => {
    const text = demoReport(facts);
    expect(text).toContain('66 pages of 3 publishers in 1.4 s');
    expect(text).toContain('1 page that robots.txt forbids');
    expect(text).toContain('412 KB of WARC');
    expect(text).toContain('60 announcements in 0.3 s');
    expect(text).toContain('http://127.0.0.1:8080   after 3.2 s');
    expect(text).not.toContain('Since the last start');
  });

  it('tells edits and withdrawals by title with a link to each', () => {
    const text = demoReport({
      ...facts,
      start: 'again',
      changes: [
        {
          kind: 'changed',
          title: 'Linnet Bridge Reopens Four Months Early',
          url: 'http://127.0.0.1:8080/announcements/a',
        },
        {
          kind: 'removed',
          title: 'Ombrey Night Ferry to End on 30 September',
          url: 'http://127.0.0.1:8080/announcements/b',
        },
      ],
    });
    expect(text).toMatch(
      /edited +Linnet Bridge Reopens Four Months Early\n +http:\/\/127\.0\.0\.1:8080\/announcements\/a\n/,
    );
    expect(text).toMatch(
      /withdrawn +Ombrey Night Ferry to End on 30 September\n +http:\/\/127\.0\.0\.1:8080\/announcements\/b\n/,
    );
  });

  it('tells edits before withdrawals, in whatever order they were found', () => {
    const change = (kind: 'changed' | 'removed'): DemoFacts['changes'][number] => ({
      kind,
      title: kind,
      url: `http://127.0.0.1:8080/announcements/${kind}`,
    });
    const text = demoReport({ ...facts, start: 'again', changes: [change('removed'), change('changed')] });
    expect(text.indexOf('edited')).toBeLessThan(text.indexOf('withdrawn'));
  });

  it('says so when nothing changed since the last start', () => {
    expect(demoReport({ ...facts, start: 'again', crawl: { ...facts.crawl, notModified: 60 } })).toContain(
      'Since the last start nothing has changed.',
    );
  });

  it('puts notices first', () => {
    expect(demoReport({ ...facts, notices: ['Port 8080 is taken.'] }).startsWith('Port 8080 is taken.\n\n')).toBe(true);
  });

  it('has no line wider than 80 columns but for links, which stand alone and whole', () => {
    const title = 'ハルキラ連邦港湾庁と海霧警報に関する覚書を締結しました、そしてさらに長い題名が続きます';
    const text = demoReport({
      ...facts,
      start: 'again',
      changes: [{ kind: 'changed', title, url: 'http://127.0.0.1:8080/announcements/x' }],
    });
    for (const line of text.split('\n')) {
      if (!line.includes('http://')) expect(displayWidth(line), line).toBeLessThanOrEqual(80);
    }
    const links = [...text.matchAll(/^ {4}(http\S+)$/gm)].map((match) => new URL(match[1]!));
    expect(links.map((link) => link.searchParams.get('q'))).toEqual(['ferry fog', '"grey heron"', '海霧 覚書']);
  });
});

describe('wrapText', () => {
  it('breaks at spaces, and Japanese between characters counted double', () => {
    expect(wrapText('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrapText('海霧警報', 4)).toEqual(['海霧', '警報']);
    expect(wrapText('', 10)).toEqual(['']);
    expect(wrapText('unbreakable', 4)).toEqual(['unbreakable']);
  });
});

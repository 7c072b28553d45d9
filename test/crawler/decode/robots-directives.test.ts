import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { robotsDirectives } from '../../../crawler/decode/robots-directives.ts';

const header = (...values: string[]): [string, string][] => values.map((value) => ['X-Robots-Tag', value]);
const none = { noindex: false, nofollow: false, noarchive: false };

describe('X-Robots-Tag', () => {
  it.each([
    [['noindex'], { noindex: true }],
    [['NoIndex, NoFollow'], { noindex: true, nofollow: true }],
    [['none'], { noindex: true, nofollow: true, noarchive: true }],
    [['noarchive', 'nofollow'], { noarchive: true, nofollow: true }],
    [['otherbot: noindex'], {}],
    [['otherbot: noindex, nofollow'], {}],
    [['otherbot: noindex, herald: nofollow'], { nofollow: true }],
    [['Herald: noindex'], { noindex: true }],
    [['nofollow, otherbot: noindex'], { nofollow: true }],
    [['max-snippet: 20, noindex'], { noindex: true }],
    [['unavailable_after: 25 Jun 2030 15:00:00 GMT'], { unavailableAfter: '25 Jun 2030 15:00:00 GMT' }],
    [
      ['noarchive, unavailable_after: Saturday, 01-Jun-30 15:00:00 GMT'],
      { noarchive: true, unavailableAfter: 'Saturday, 01-Jun-30 15:00:00 GMT' },
    ],
    [['index, follow, all'], {}],
    [[], {}],
  ])('%j', (values, expected) => {
    expect(robotsDirectives(header(...values), '')).toEqual({ ...none, ...expected });
  });
});

describe('robots meta', () => {
  it.each([
    ['<meta name="robots" content="noindex,nofollow">', { noindex: true, nofollow: true }],
    ['<META CONTENT="NOINDEX" NAME="ROBOTS">', { noindex: true }],
    ["<meta name='herald' content='none'>", { noindex: true, nofollow: true, noarchive: true }],
    ['<meta name="otherbot" content="noindex">', {}],
    ['<meta name="robots" content="index, follow">', {}],
    ['<!-- <meta name="robots" content="noindex"> -->', {}],
    ['<script>"<meta name=robots content=noindex>"</script>', {}],
    ['<body><meta name="robots" content="noindex">', {}],
    ['<meta name="robots">', {}],
  ])('%s', (html, expected) => {
    expect(robotsDirectives([], `<html><head>${html}`)).toEqual({ ...none, ...expected });
  });

  it('joins what the headers say', () => {
    expect(robotsDirectives(header('nofollow'), '<meta name=robots content=noindex>')).toMatchObject({
      noindex: true,
      nofollow: true,
    });
  });
});

const suite = new URL('../../../../shared/suites/http/headers.jsonl', import.meta.url);
const absent = !existsSync(suite);

describe.skipIf(absent)(
  `X-Robots-Tag as other projects read it${absent ? ' (skipped: the published suites are not beside the project)' : ''}`,
  () => {
    it('all of them', () => {
      const cases = readFileSync(suite, 'utf8')
        .trim()
        .split('\n')
        .map(
          (line) =>
            JSON.parse(line) as {
              header: string;
              values: string[];
              noindex: boolean;
              nofollow: boolean;
              nocache: boolean;
            },
        )
        .filter((one) => one.header === 'x-robots-tag');
      const wrong = cases.filter((one) => {
        const { noindex, nofollow, noarchive } = robotsDirectives(header(...one.values), '');
        return noindex !== one.noindex || nofollow !== one.nofollow || noarchive !== one.nocache;
      });
      process.stdout.write(`X-Robots-Tag: ${cases.length - wrong.length} of ${cases.length}\n`);
      expect(wrong).toEqual([]);
    });
  },
);

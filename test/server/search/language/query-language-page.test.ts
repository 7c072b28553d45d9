import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { formatQuery } from '../../../../server/search/language/format-query.ts';
import { parseQuery } from '../../../../server/search/language/parse-query.ts';

const page = readFileSync(join(import.meta.dirname, '../../../../docs/query-language.md'), 'utf8');

/** What every example of the page is read as. An example without an entry here fails, and an entry without an example, too. */
const readings: Readonly<Record<string, string>> = {
  'bridge inspection': 'bridge inspection',
  '"memorandum of understanding"': '"memorandum of understanding"',
  'japan "memorandum of understanding"': 'japan "memorandum of understanding"',
  '"governor bridge"~3': '"governor bridge"~3',
  '=deposition': '=deposition',
  'inspec*': 'inspec*',
  'governer~': 'governer~',
  '*': '*',
  'bridge ferry': 'bridge ferry',
  'bridge OR ferry': 'bridge OR ferry',
  'harbour bridge OR ferry': 'harbour bridge OR ferry',
  '(harbour bridge) OR ferry': '(harbour bridge) OR ferry',
  'budget -draft': 'budget -draft',
  'budget -"first reading"': 'budget -"first reading"',
  'budget -(draft OR sketch)': 'budget -(draft OR sketch)',
  'title:budget': 'title:budget',
  'body:"annual budget"': 'body:"annual budget"',
  'agency:justice': 'agency:justice',
  'agency:"Department of Justice"': 'agency:"Department of Justice"',
  'agency:="Department of Justice"': 'agency:="Department of Justice"',
  'component:antitrust': 'component:antitrust',
  'kind:speech': 'kind:speech',
  'topic:education': 'topic:education',
  'source:us-justice': 'source:us-justice',
  'language:ja': 'language:ja',
  'status:removed': 'status:removed',
  'topic:_MISSING': 'topic:_MISSING',
  'published:2014': 'published:2014',
  'published:2014-03..2014-05': 'published:2014-03..2014-05',
  'published:2014-03..': 'published:2014-03..',
  'title:(bridge OR ferry)': 'title:bridge OR title:ferry',
  'japan "memorandum of understanding': 'japan "memorandum of understanding"',
  'memorandum of understanding" japan': '"memorandum of understanding" japan',
  '“memorandum of understanding” –draft': '"memorandum of understanding" -draft',
  '＂神奈川　県＂': '"神奈川 県"',
  'a - b': 'a b',
  'OR budget': 'budget',
  '(bridge OR ferry': 'bridge OR ferry',
  'agancy:justice': 'agency:justice',
  'published:2014-05..2014-03': 'published:2014-03..2014-05',
  'wo*n': 'wo*',
};

const examples = [...page.matchAll(/^\| `([^`]+)` +\|/gm)].map((match) => match[1]!);

it('every example of the page is read as said', () => {
  expect(examples.sort()).toEqual(Object.keys(readings).sort());
  for (const [example, reading] of Object.entries(readings))
    expect(formatQuery(parseQuery(example).query), example).toBe(reading);
});

it('the other spellings that the page names are the same', () => {
  const same = (one: string, other: string): void => expect(parseQuery(one).query).toEqual(parseQuery(other).query);
  same('bridge | ferry', 'bridge OR ferry');
  same('budget NOT draft', 'budget -draft');
  expect(parseQuery('published:2014-13').problems).toHaveLength(1);
  expect(parseQuery('\\-40').query).toEqual({ kind: 'word', text: '-40', form: 'any' });
});

it('what is mended is noted, what is typed right is not', () => {
  const mended = page
    .slice(page.indexOf('## What is mended'))
    .replace(/\| +/g, '| ')
    .replace(/(?<=`) +\|/g, ' |');
  for (const example of examples) {
    const joins = example === 'harbour bridge OR ferry';
    expect(parseQuery(example).notes.length > 0, example).toBe(mended.includes(`\n| \`${example}\` |`) || joins);
  }
});

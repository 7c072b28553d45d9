import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../../../core/instant.ts';
import { formatQuery } from '../../../../server/search/language/format-query.ts';
import { conjunction, disjunction, negation } from '../../../../server/search/language/normal-form.ts';
import { noteText, type Note } from '../../../../server/search/language/note.ts';
import { mostOperands, parseQuery } from '../../../../server/search/language/parse-query.ts';
import { facetNames, type QueryNode } from '../../../../server/search/query.ts';

const word = (text: string, form: 'any' | 'exact' | 'prefix' | 'fuzzy' = 'any'): QueryNode => ({
  kind: 'word',
  text,
  form,
});
const phrase = (text: string, slop = 0): QueryNode => ({ kind: 'phrase', text, slop });
const and = (...children: QueryNode[]): QueryNode => ({ kind: 'and', children });
const or = (...children: QueryNode[]): QueryNode => ({ kind: 'or', children });
const not = (child: QueryNode): QueryNode => ({ kind: 'not', child });
const said = (notes: readonly Note[]): string => notes.map((note) => noteText(note)).join('; ');
const day = (year: number, month: number, date: number): number => dayNumber(year, month, date)!;

describe('every form of the language', () => {
  const cases: readonly (readonly [text: string, query: QueryNode])[] = [
    ['', { kind: 'all' }],
    ['   ', { kind: 'all' }],
    ['*', { kind: 'all' }],
    ['governor', word('governor')],
    ['memorandum of understanding', and(word('memorandum'), word('of'), word('understanding'))],
    ['"memorandum of understanding" japan', and(phrase('memorandum of understanding'), word('japan'))],
    ['japan "memorandum of understanding"', and(word('japan'), phrase('memorandum of understanding'))],
    ['budget -draft', and(word('budget'), not(word('draft')))],
    ['budget NOT draft', and(word('budget'), not(word('draft')))],
    ['-"first draft"', not(phrase('first draft'))],
    ['-(a b)', not(and(word('a'), word('b')))],
    ['a OR b', or(word('a'), word('b'))],
    ['a | b', or(word('a'), word('b'))],
    ['a|b', or(word('a'), word('b'))],
    ['a b OR c', and(word('a'), or(word('b'), word('c')))],
    ['(a b) OR c', or(and(word('a'), word('b')), word('c'))],
    ['a AND b', and(word('a'), word('b'))],
    ['a && b', and(word('a'), word('b'))],
    ['gov*', word('gov', 'prefix')],
    ['governer~', word('governer', 'fuzzy')],
    ['=deposition', word('deposition', 'exact')],
    ['"a b"~5', phrase('a b', 5)],
    ['title:budget', { kind: 'word', text: 'budget', form: 'any', field: 'title' }],
    ['title:"annual budget"', { kind: 'phrase', text: 'annual budget', slop: 0, field: 'title' }],
    ['body:gov*', { kind: 'word', text: 'gov', form: 'prefix', field: 'body' }],
    [
      'title:(a OR =b)',
      or(
        { kind: 'word', text: 'a', form: 'any', field: 'title' },
        { kind: 'word', text: 'b', form: 'exact', field: 'title' },
      ),
    ],
    ['agency:justice', { kind: 'filter', facet: 'agency', value: 'justice' }],
    ['agency:"Department of Justice"', { kind: 'filter', facet: 'agency', value: 'Department of Justice' }],
    [
      'agency:="Department of Justice"',
      { kind: 'filter', facet: 'agency', value: 'Department of Justice', exact: true },
    ],
    ['-kind:speech', not({ kind: 'filter', facet: 'kind', value: 'speech' })],
    ['source:us-justice', { kind: 'filter', facet: 'source', value: 'us-justice' }],
    ['topic:_MISSING', { kind: 'filter', facet: 'topic', value: '_MISSING' }],
    ['published:2014', { kind: 'published', from: day(2014, 1, 1), to: day(2014, 12, 31) }],
    ['published:2014-03..2014-05', { kind: 'published', from: day(2014, 3, 1), to: day(2014, 5, 31) }],
    ['published:2016-02', { kind: 'published', from: day(2016, 2, 1), to: day(2016, 2, 29) }],
    ['published:2014-03-25', { kind: 'published', from: day(2014, 3, 25), to: day(2014, 3, 25) }],
    ['published:2014..', { kind: 'published', from: day(2014, 1, 1) }],
    ['published:..2014-05', { kind: 'published', to: day(2014, 5, 31) }],
    ['\\OR \\-x \\"y', and(word('OR'), word('-x'), word('"y'))],
  ];
  for (const [text, query] of cases) {
    it(`reads ${text === '' ? 'nothing' : text}`, () => {
      const read = parseQuery(text);
      expect(read.query).toEqual(query);
      expect(read.problems).toEqual([]);
      if (!text.includes(' OR c')) expect(read.notes).toEqual([]);
    });
  }

  it('keeps names as they are typed', () => {
    for (const text of [
      "O'Brien",
      'AT&T',
      'U.S.',
      '18-484',
      '11.10(a)(2)',
      '§1983',
      '$4.6',
      '10:30',
      'https://a.example/b?c=d',
      'Windham-Bannister',
      'C++',
      "Massachusetts'",
      'e-mail',
      '神奈川県',
    ]) {
      expect(parseQuery(text).query, text).toEqual(word(text));
    }
  });
});

describe('mistyped queries', () => {
  const cases: readonly (readonly [text: string, query: QueryNode, note: RegExp])[] = [
    [
      'japan "memorandum of understanding',
      and(word('japan'), phrase('memorandum of understanding')),
      /quote without its end/,
    ],
    [
      'memorandum of understanding" japan',
      and(phrase('memorandum of understanding'), word('japan')),
      /quote without its beginning/,
    ],
    ['12" pipe', and(word('12'), word('pipe')), /lone quote/],
    [
      '“memorandum of understanding” –draft',
      and(phrase('memorandum of understanding'), not(word('draft'))),
      /typographic quotes/,
    ],
    ['„Brücke“', phrase('Brücke'), /typographic quotes/],
    ['«pont neuf»', phrase('pont neuf'), /typographic quotes/],
    ['＂神奈川　県＂　－東京', and(phrase('神奈川 県'), not(word('東京'))), /full-width/],
    ['title：予算', { kind: 'word', text: '予算', form: 'any', field: 'title' }, /full-width/],
    ['（a ＯＲ b）', or(word('a'), word('b')), /full-width/],
    ['a - b', and(word('a'), word('b')), /lone “-”/],
    ['a --b', and(word('a'), not(word('b'))), /“--” before a word/],
    ['OR a', word('a'), /OR.*nothing to join/],
    ['a OR', word('a'), /OR.*nothing to join/],
    ['a AND', word('a'), /AND.*nothing to join/],
    ['a NOT', word('a'), /NOT.*nothing behind/],
    ['(a b', and(word('a'), word('b')), /“\(” without its “\)”/],
    ['a) b', and(word('a'), word('b')), /“\)” without its “\(”/],
    ['+a b', and(word('a'), word('b')), /every word must match/],
    ['= a', word('a'), /lone “=”/],
    ['title: ', { kind: 'none' }, /without a value/],
    ['agancy:justice', { kind: 'filter', facet: 'agency', value: 'justice' }, /“agancy:” was read as “agency:”/],
    ['type:speech', { kind: 'filter', facet: 'kind', value: 'speech' }, /“type:” was read as “kind:”/],
    ['published:2014-05..2014-03', { kind: 'published', from: day(2014, 3, 1), to: day(2014, 5, 31) }, /put in order/],
    ['*foo', word('foo'), /at the beginning/],
    ['wo*n', word('wo', 'prefix'), /“wo\*n” was read as “wo\*”/],
    ['word~2', word('word', 'fuzzy'), /how far/],
    ['"a b"~', phrase('a b', 5), /read as “~5”/],
    ['"a b"~9999', phrase('a b', 100), /at most 100/],
    ['???', { kind: 'none' }, /nothing to search for/],
    ['""', { kind: 'none' }, /phrase without words/],
    ['-', { kind: 'none' }, /lone “-”/],
  ];
  for (const [text, query, note] of cases) {
    it(`reads ${text} as meant, and says so`, () => {
      const read = parseQuery(text);
      expect(read.query).toEqual(query);
      expect(said(read.notes)).toMatch(note);
    });
  }

  it('reads published:2014-03…2014-05, 2014/3/25 and dashes as meant', () => {
    expect(parseQuery('published:2014-03…2014-05').query).toEqual(parseQuery('published:2014-03..2014-05').query);
    expect(parseQuery('published:2014/3/25').query).toEqual(parseQuery('published:2014-03-25').query);
    expect(parseQuery('published:2014–03').query).toEqual(parseQuery('published:2014-03').query);
  });
  it('tells a date that is none, and leaves it out', () => {
    for (const text of [
      'published:2014-13',
      'published:2014-02-30',
      'published:yesterday',
      'published:..',
      'published:2014..2015..2016',
    ]) {
      const { query, problems } = parseQuery(`budget ${text}`);
      expect(query, text).toEqual(word('budget'));
      expect(problems, text).toMatchObject([
        { code: 'bad-date', hint: expect.stringContaining('published:2014') as string },
      ]);
    }
    expect(parseQuery('published:soon').query).toEqual({ kind: 'none' });
  });
  it('reads operators alone as words', () => expect(parseQuery('OR').query).toEqual(word('OR')));
  it('takes lower-case or, and, not for words', () =>
    expect(parseQuery('to be or not').query).toEqual(and(word('to'), word('be'), word('or'), word('not'))));
  it('takes an unknown name before a colon for a word', () =>
    expect(parseQuery('Re: budget').query).toEqual(and(word('Re'), word('budget'))));
});

describe('bounds', () => {
  it('reads the beginning of a very long query and says so', () => {
    const { query, notes } = parseQuery('word '.repeat(20_000));
    expect(query.kind === 'and' ? query.children.length : 0).toBe(mostOperands);
    expect(said(notes)).toMatch(/100000 characters long/);
    expect(said(notes)).toMatch(new RegExp(`only the first ${mostOperands} words`));
  });
  it('reads a word of 100 KB', () => expect(parseQuery('x'.repeat(100_000)).query.kind).toBe('word'));
  it('reads deep parentheses, however many', () => {
    expect(parseQuery(`${'('.repeat(4_000)}a${')'.repeat(4_000)} b`).query).toEqual(and(word('a'), word('b')));
    expect(parseQuery(`${'-('.repeat(3_000)}a`).notes.map(({ code }) => code)).toContain('parentheses-too-deep');
  });
  it('comes to an end with what is made to hurt', () => {
    for (const sign of ['(', ')', '"', '-', '=', '*', '~', 'a:', 'title:', '\\', '"a"~', 'OR ', 'NOT ', 'a(', '“', '|'])
      expect(parseQuery(sign.repeat(5_000)).query.kind).toBeTypeOf('string');
  });
});

describe('properties', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  );
  const signs = fc
    .array(
      fc.constantFrom(
        'a',
        'bc',
        'OR',
        'AND',
        'NOT',
        '(',
        ')',
        '"',
        '“',
        '-',
        '–',
        '=',
        '*',
        '~',
        '~3',
        ':',
        'title:',
        'agency:',
        'published:',
        '2014-03',
        '..',
        '\\',
        ' ',
        ' ',
        ' ',
        '|',
        '&&',
        '+',
        '？',
        '神',
        '\ud800',
      ),
      { maxLength: 24 },
    )
    .map((parts) => parts.join(''));

  it('never throws, and what it read can be written and read again', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, signs), (text) => {
        const { query } = parseQuery(text);
        expect(parseQuery(formatQuery(query)).query).toEqual(query);
      }),
      { numRuns: 2_000 },
    );
  });

  const plainText = fc.stringMatching(/^[A-Za-z0-9神奈é'".:()*~=|&\\“–-]{0,6}[a-z0-9é神]$/);
  const field = fc.constantFrom('title' as const, 'body' as const);
  const leaf = fc.oneof(
    fc.record({
      kind: fc.constant('word' as const),
      text: plainText,
      form: fc.constantFrom('any' as const, 'exact' as const, 'prefix' as const, 'fuzzy' as const),
    }),
    fc.record({ kind: fc.constant('word' as const), text: plainText, form: fc.constant('any' as const), field }),
    fc.record({
      kind: fc.constant('phrase' as const),
      text: fc.array(plainText, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
      slop: fc.nat(100),
    }),
    fc.record({ kind: fc.constant('filter' as const), facet: fc.constantFrom(...facetNames), value: plainText }),
    fc.record({
      kind: fc.constant('filter' as const),
      facet: fc.constantFrom(...facetNames),
      value: plainText,
      exact: fc.constant(true as const),
    }),
    fc
      .tuple(fc.integer({ min: -25_000, max: 50_000 }), fc.nat(900))
      .map(([from, days]): QueryNode => ({ kind: 'published', from, to: from + days })),
    fc.integer({ min: -25_000, max: 50_000 }).map((from): QueryNode => ({ kind: 'published', from })),
    fc.integer({ min: -25_000, max: 50_000 }).map((to): QueryNode => ({ kind: 'published', to })),
  );
  const tree = fc.letrec<{ node: QueryNode }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map(conjunction),
      fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map(disjunction),
      tie('node').map(negation),
    ),
  })).node;

  it('reads what it writes: any query in normal form survives', () => {
    fc.assert(
      fc.property(tree, (query) => {
        expect(parseQuery(formatQuery(query)).query).toEqual(query);
      }),
      { numRuns: 1_000 },
    );
  });
});

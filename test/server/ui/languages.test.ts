import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../../server/api/parameter-error.ts';
import { describeQuery } from '../../../server/search/language/describe-query.ts';
import { parseQuery } from '../../../server/search/language/parse-query.ts';
import { englishNotes, noteText, type NoteCode } from '../../../server/search/language/note.ts';
import { formatsFor } from '../../../server/ui/formats.ts';
import { languages, wordsFor } from '../../../server/ui/languages.ts';
import { testWorld } from '../api/world.ts';

const world = testWorld();
const [english, ...others] = languages;

/** Searches with a slip each, that the page must tell in the reader's language. */
const slips = [
  'water “quality',
  'water) (roads',
  'water - +roads = OR',
  'wat*er *roads',
  '"water"~ roads~2',
  '"water roads"~9999',
  'agancy:x water',
  'title: ',
  'water OR roads bridge',
  'published:2024-05..2020',
  '（water）',
  '???',
  'water NOT',
  '""',
];

/** Addresses that are refused, each for other reasons. */
const refused = [
  'limit=0&filtr=1&published_from=2014-13&sort=newest',
  'limit=1000&limit=2&exact=maybe&filter_kind=%ff',
  'published_from=2015&published_to=2014&page=abc&cursor=x',
  'page=2000&as_of=never&facet_kind=0',
  'q=published:2014-99&status=gone',
  `q=${'x'.repeat(2001)}`,
];

describe('the language of the pages', () => {
  it('follows Accept-Language by weight and first part', () => {
    const chosen = (header: string | undefined): string => wordsFor(undefined, header).locale;
    expect(chosen('fr-CA,en;q=0.5')).toBe('fr');
    expect(chosen('en;q=0.3, de;q=0.8, ja;q=0')).toBe('de');
    expect(chosen('sv, *;q=0.1')).toBe('en');
    expect([chosen(undefined), chosen(''), chosen(';;q=,,')]).toEqual(['en', 'en', 'en']);
  });

  it('is the chosen one before the accepted one', () => {
    expect(wordsFor('ja', 'fr').locale).toBe('ja');
    expect(wordsFor('tlh', 'fr').locale).toBe('fr');
  });

  for (const words of languages) {
    it(`${words.name} is declared and used on every page`, async () => {
      for (const path of [
        '/',
        '/search?q=water&filter_kind=notice&published_from=2020',
        '/announcements/lake-county-0002',
        '/sources',
        '/help',
        '/about',
        '/nowhere',
      ]) {
        const response = await world.get(path, { 'Accept-Language': words.locale });
        const page = await response.text();
        expect(page).toContain(`<html lang="${words.locale}" dir="ltr">`);
        expect(page).toContain(words.footer.note.replaceAll("'", '&#39;'));
        expect(response.headers.get('Vary')).toContain('Accept-Language');
      }
    });

    it(`${words.name} leaves no text empty and no help example without a result page`, async () => {
      const empty: string[] = [];
      walk(words, '', empty);
      expect(empty).toEqual(['.announcement.precision.minute', '.announcement.precision.day']);
      for (const [example] of words.help.syntax)
        expect((await world.get(`/search?q=${encodeURIComponent(example)}`)).status, example).toBe(200);
    });
  }
});

describe('what is told of a search', () => {
  it('is read in the words of each language', () => {
    const { query } = parseQuery('"drinking water" lake* -draft (a OR b) published:2024-03 kind:speech');
    expect(languages.map((words) => [words.locale, describeQuery(query, words.query)])).toEqual([
      [
        'en',
        '“drinking water” and words beginning with “lake” and (a or b) and kind “speech”, without draft, published in March 2024',
      ],
      [
        'es',
        '«drinking water» y palabras que empiezan por «lake» y (a o b) y tipo «speech», sin draft, publicados en marzo de 2024',
      ],
      [
        'ja',
        '「drinking water」 かつ 「lake」で始まる語 かつ （a または b） かつ 種類が「speech」、draft を除く、発表日 2024年3月',
      ],
      [
        'fr',
        '« drinking water » et mots commençant par « lake » et (a ou b) et type « speech », sans draft, publiées en mars 2024',
      ],
      [
        'de',
        '„drinking water“ und Wörter, die mit „lake“ beginnen und (a oder b) und Art „speech“, ohne draft, veröffentlicht im März 2024',
      ],
    ]);
  });

  for (const words of others) {
    it(`is told in ${words.name}, slip by slip`, async () => {
      for (const slip of slips) {
        const page = await text(`/search?q=${encodeURIComponent(slip)}`, words.locale);
        const { notes } = parseQuery(slip);
        expect(notes.length, slip).toBeGreaterThan(0);
        for (const note of notes) {
          expect(page, slip).toContain(noteText(note, words.notes, formatsFor(words.locale).number));
          expect(page, slip).not.toContain(noteText(note));
        }
      }
    });

    it(`has a sentence of its own for everything that may have to be told, in ${words.name}`, () => {
      const values = { typed: 'A', read: 'B', limit: '7' };
      for (const code of Object.keys(englishNotes) as NoteCode[]) {
        const said = words.notes[code](values);
        const [own, other] = [said, englishNotes[code](values)].map((each) => new Set(each.match(/\b[AB7]\b|[AB7]/g)));
        expect(said, code).not.toBe(englishNotes[code](values));
        for (const value of other!) expect([...own!], `${code} mentions ${value}`).toContain(value);
      }
      for (const code of errorCodes)
        expect(words.errors.reasons[code]('A', '7'), code).not.toBe(english!.errors.reasons[code]('A', '7'));
    });

    it(`tells refused addresses in ${words.name}`, async () => {
      for (const query of refused) {
        const response = await world.get(`/search?${query}`, { 'Accept-Language': words.locale });
        expect(response.status, query).toBe(400);
        const problem = (await world.json(`/api/v1/search?${query}`)) as { errors: { message: string }[] };
        const page = await response.text();
        for (const { message } of problem.errors) expect(page, query).not.toContain(message.replaceAll('"', '&quot;'));
      }
    });

    it(`shows no English words of our own in ${words.name}`, async () => {
      const own = new Set(strings(words));
      const foreign = strings(english).filter((each) => each.trim().includes(' ') && !own.has(each));
      for (const path of [
        '/',
        '/search',
        '/search?q=water&filter_kind=notice&published_from=2020&exact=1&versions=all&match=any',
        '/search?q=zeppelinnebel&filter_kind=notice',
        '/announcements/lake-county-0001',
        '/announcements/lake-county-0002',
        '/announcements/lake-county-0001/revisions/2?diff=1',
        '/sources',
        '/help',
        '/about',
        '/nowhere',
      ]) {
        const page = await text(path, words.locale);
        expect(
          foreign.filter((each) => page.includes(each)),
          path,
        ).toEqual([]);
      }
    });
  }
});

function text(path: string, locale: string): Promise<string> {
  return world.text(path, { 'Accept-Language': locale }).then(unescaped);
}

function unescaped(html: string): string {
  return html.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function walk(value: unknown, path: string, empty: string[]): void {
  if (value === '') empty.push(path);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`, empty);
}

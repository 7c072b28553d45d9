import { describe, expect, it } from 'vitest';
import { languages, wordsFor } from '../../../server/ui/languages.ts';
import { testWorld } from '../api/world.ts';

const world = testWorld();

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

function walk(value: unknown, path: string, empty: string[]): void {
  if (value === '') empty.push(path);
  else if (typeof value === 'object' && value !== null)
    for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`, empty);
}

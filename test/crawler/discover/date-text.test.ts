import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDate, numericOrder, parseDate } from '../../../crawler/discover/date-text.ts';

describe('dates as publishers write them', () => {
  it.each([
    ['2031-03-25', 'en', '2031-03-25'],
    ['2031-03', 'en', '2031-03'],
    ['2031', 'en', '2031'],
    ['20310325T101500Z', 'en', '2031-03-25T10:15Z'],
    ['Tue, 25 Mar 2031 10:15:00 +0100', 'en', '2031-03-25T10:15+01:00'],
    ['March 25, 2031 at 2:15 p.m. EDT', 'en', '2031-03-25T14:15-04:00'],
    ['March 25, 2031, 2:15 PM ET', 'en', '2031-03-25T14:15-04:00'],
    ['January 25, 2031, 2:15 PM ET', 'en', '2031-01-25T14:15-05:00'],
    ['the 25th of March 2031', 'en', '2031-03-25'],
    ['3/4/2031', 'en', '2031-03-04'],
    ['3/4/2031', 'en-GB', '2031-04-03'],
    ['25.3.2031', 'de', '2031-03-25'],
    ['Dienstag, 25. März 2031, 10.15 Uhr', 'de', undefined],
    ['Dienstag, 25. März 2031, 10:15 Uhr', 'de', '2031-03-25T10:15'],
    ['mardi 25 février 2031', 'fr', '2031-02-25'],
    ['1er août 2031', 'fr', '2031-08-01'],
    ['25 de marzo de 2031', 'es', '2031-03-25'],
    ['25 de março de 2031 às 10h15', 'pt', '2031-03-25T10:15'],
    ['25 maggio 2031', 'it', '2031-05-25'],
    ['25 mei 2031', 'nl', '2031-05-25'],
    ['25 mars 2031', 'sv', '2031-03-25'],
    ['25 maja 2031', 'pl', '2031-05-25'],
    ['11 lis 2031', 'pl', '2031-11-11'],
    ['11. lis 2031.', 'hr', '2031-10-11'],
    ['25 марта 2031 г.', 'ru', '2031-03-25'],
    ['25 березня 2031', 'uk', '2031-03-25'],
    ['25 Μαρτίου 2031', 'el', '2031-03-25'],
    ['2031. március 25.', 'hu', '2031-03-25'],
    ['25 Mart 2031', 'tr', '2031-03-25'],
    ['2031年3月25日', 'ja', '2031-03-25'],
    ['２０３１年３月２５日（火曜日）', 'ja', '2031-03-25'],
    ['令和13年3月25日', 'ja', '2031-03-25'],
    ['平成元年1月8日', 'ja', '1989-01-08'],
    ['中華民國120年3月25日', 'zh-Hant', '2031-03-25'],
    ['120-03-25', 'zh-Hant', undefined],
    ['2031년 3월 25일', 'ko', '2031-03-25'],
    ['2031.03.25', 'ko', '2031-03-25'],
    ['31 February 2031', 'en', undefined],
    ['25:99 25 March 2031', 'en', undefined],
    ['Bridge opens on 25 March 2031', 'en', undefined],
    ['Room 2031', 'en', undefined],
    ['', 'en', undefined],
  ])('reads %j in %s', (text, language, value) => {
    expect(parseDate(text, { language })?.value).toBe(value);
  });

  it('reads every day that the languages write', () => {
    const languages = [
      'en',
      'de',
      'fr',
      'es',
      'pt-BR',
      'it',
      'nl',
      'sv',
      'da',
      'fi',
      'pl',
      'cs',
      'hu',
      'ro',
      'bg',
      'ru',
      'uk',
      'el',
      'tr',
      'id',
      'et',
      'ja',
      'ko',
      'zh-Hant',
      'he',
      'lv',
    ];
    const styles = ['long', 'full'] as const;
    fc.assert(
      fc.property(
        fc.constantFrom(...languages),
        fc.constantFrom(...styles),
        fc.integer({ min: -10_000, max: 30_000 }),
        (language, dateStyle, day) => {
          const date = new Date(day * 86_400_000);
          const written = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle, timeZone: 'UTC' }).format(
            date,
          );
          expect({ written, read: parseDate(written, { language })?.value }).toEqual({
            written,
            read: date.toISOString().slice(0, 10),
          });
        },
      ),
      { numRuns: 400 },
    );
  });

  it('finds a day within a text, but no lone year', () => {
    expect(findDate('Press release | 25 March 2031 | Harbour')?.value).toBe('2031-03-25');
    expect(findDate('発表日：令和13年3月25日 港湾局')?.value).toBe('2031-03-25');
    expect(findDate('Budget 2031 and plan 2032')).toBeUndefined();
    expect(findDate('File 120310325123')).toBeUndefined();
  });

  it('learns the order of numbers from the list', () => {
    expect(numericOrder(['05/04/31', '05/19/31'])).toBe('mdy');
    expect(numericOrder(['05.04.31', '19.05.31'])).toBe('dmy');
    expect(numericOrder(['05/04/31'])).toBeUndefined();
  });
});

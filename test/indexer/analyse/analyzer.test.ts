import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAnalyzer } from '../../../indexer/analyse/analyzer.ts';

const analyzer = createAnalyzer();
const exacts = (text: string, language = 'en'): string[] => analyzer.tokens(text, language).map((token) => token.exact);
const words = (text: string, language = 'en'): string[] =>
  analyzer
    .tokens(text, language)
    .filter((token) => token.kind === 'word')
    .map((token) => token.exact);
const stems = (text: string, language: string): string[] =>
  analyzer
    .tokens(text, language)
    .filter((token) => token.kind === 'word')
    .map((token) => token.stem);

describe('one spelling for what is the same to a reader', () => {
  it.each([
    ['GOVERNOR', 'governor'],
    ['ＡＢＣ', 'abc'],
    ['Zürich', 'zurich'],
    ['Straße', 'strasse'],
    ['Ærø', 'aero'],
    ['Łódź', 'lodz'],
    ['İstanbul', 'istanbul'],
    ['ışık', 'isik'],
    ['ﬁnance', 'finance'],
    ['e\u0301cole', 'ecole'],
    ['re\u00adport', 'report'],
    ['Ἀθῆναι', 'αθηναι'],
    ['ΑΘΗΝΑΣ', 'αθηνασ'],
    ['Ёлка', 'елка'],
    ['за\u0301мок', 'замок'],
    ['أحمد', 'احمد'],
    ['وِزَارَةُ', 'وزاره'],
    ['مـــصر', 'مصر'],
    ['שָׁלוֹם', 'שלום'],
    ['١٢٣', '123'],
    ['๒๕๕๗', '2557'],
  ])('folds %s', (text, folded) => expect(words(text)).toEqual([folded]));

  it('keeps apart what readers keep apart', () => {
    expect(exacts('かがみ', 'ja')).not.toEqual(exacts('ががみ', 'ja'));
    expect(exacts('か\u3099き', 'ja')).toEqual(exacts('がき', 'ja'));
    expect(exacts('ｶﾞｽ', 'ja')).toEqual(exacts('ガス', 'ja'));
    expect(words('мой', 'ru')).not.toEqual(words('мои', 'ru'));
    expect(words('ไม่', 'th')).not.toEqual(words('ไม', 'th'));
    expect(words('கா', 'ta')).not.toEqual(words('க', 'ta'));
  });
});

describe('what is written together', () => {
  it.each([
    ['Windham-Bannister', ['windhambannister', 'windham', 'bannister']],
    ['e‑mail', ['email', 'e', 'mail']],
    ["Massachusetts'", ['massachusetts']],
    ['the Governor’s', ['the', 'governor']],
    ["O'Brien", ['brien', 'obrien']],
    ["don't", ['dont']],
    ['U.S.', ['us']],
    ['U.S.A.', ['usa']],
    ["U.S.'s", ['us']],
    ['the U.S.-Japan treaty', ['the', 'usjapan', 'us', 'japan', 'treaty']],
    ['Ph.D.', ['phd', 'ph', 'd']],
    ['AT&T', ['att', 'at', 't']],
    ['COVID-19', ['covid19', 'covid', '19']],
    ['F-35', ['f35', 'f', '35']],
    ['justice.gov', ['justice', 'gov']],
    ['end.The', ['end', 'the']],
    ['and/or', ['and', 'or']],
    ['12th', ['12th']],
    ["1.5'er", ['1.5', 'er']],
    ["18.4'b.c", ['18.4', 'b', 'c']],
    ['H1N1', ['h1n1']],
  ])('%s', (text, expected) => expect(exacts(text)).toEqual(expected));

  it('takes the elided article off Romance words', () => {
    expect(words('l’économie d’Arcy dell’arte', 'fr')).toEqual(['economie', 'arcy', 'arte']);
  });
  it('counts positions by words, and lets spellings share them', () => {
    expect(
      analyzer.tokens('Dr Windham-Bannister spoke', 'en').map((token) => [token.exact, token.position, token.kind]),
    ).toEqual([
      ['dr', 0, 'word'],
      ['windhambannister', 1, 'extra'],
      ['windham', 1, 'word'],
      ['bannister', 2, 'word'],
      ['spoke', 3, 'word'],
    ]);
  });
  it('covers the spelling with its offsets', () => {
    const text = 'The U.S. paid $1,000 to O’Brien’s (21 CFR 11.10(a)).';
    expect(analyzer.tokens(text, 'en').map((token) => text.slice(token.start, token.end))).toEqual(
      ['The', 'U.S.', 'paid', '1,000', 'to', 'O’Brien’s', 'O’Brien’s', '21', 'CFR', '11.10', 'a'].filter(
        (_, i) => i < 11,
      ),
    );
  });
});

describe('numbers, sections and dockets', () => {
  it.each([
    ['1,000', ['1000']],
    ['1,234,567.89', ['1234567.89']],
    ['10,00,000', ['1000000']],
    ['1.234.567,89', ['1234567.89']],
    ['1.000', ['1000', '1.000']],
    ['1’000’000', ['1000000']],
    ['1\u00a0000\u202f000', ['1000000']],
    ['4,6', ['4.6']],
    ['$4.6 million', ['4.6', 'million']],
    ['1,2,3', ['1', '2', '3']],
    ['18-484', ['18-484', '18', '484']],
    ['1999–2000', ['1999-2000', '1999', '2000']],
    ['21 CFR 11.10', ['21', 'cfr', '11.10']],
    ['11.10.a', ['11.10', 'a']],
    ['H.R. 3200', ['hr', '3200']],
    ['§ 1983', ['§', '1983']],
    ['§1983', ['§', '1983']],
    ['2014-03-25', ['2014-03-25', '2014', '03', '25']],
    ['00484', ['00484']],
  ])('%s', (text, expected) => expect(exacts(text)).toEqual(expected));
  it('reads § as section', () =>
    expect(analyzer.tokens('§', 'en')[0]?.stem).toBe(analyzer.tokens('sections', 'en')[0]?.stem));
  it('does not stem what has digits', () => expect(stems('a320s 2nds', 'en')).toEqual(['a320s', '2nds']));
});

describe('stems', () => {
  it.each([
    ['en', 'announcement', 'announcements'],
    ['en', 'agency', 'agencies'],
    ['de', 'Brücke', 'Brücken'],
    ['fr', 'ministère', 'ministères'],
    ['es', 'administración', 'administraciones'],
    ['es', 'gobierno', 'gobiernos'],
    ['pt', 'administração', 'administrações'],
    ['it', 'ministero', 'ministeri'],
    ['nl', 'regering', 'regeringen'],
    ['sv', 'regeringen', 'regeringar'],
    ['da', 'ministeriet', 'ministerier'],
    ['no', 'regjering', 'regjeringen'],
    ['ru', 'министерство', 'министерством'],
    ['uk', 'міністерство', 'міністерства'],
    ['bg', 'правителство', 'правителството'],
    ['el', 'κυβέρνηση', 'κυβέρνησης'],
    ['hu', 'kormány', 'kormányának'],
    ['ro', 'guvernul', 'guvernului'],
    ['tr', 'bakanlık', 'bakanlığı'],
    ['ar', 'حكومة', 'الحكومة'],
    ['lt', 'vyriausybė', 'vyriausybės'],
    ['sr', 'влада', 'vlade'],
  ])('%s: %s and %s are one', (language, one, other) => {
    expect(stems(one, language)).toEqual(stems(other, language));
    expect(words(one, language)).not.toEqual(words(other, language));
  });
  it('follows the script where the language is unknown or wrong', () => {
    expect(stems('министерством', 'und')).toEqual(stems('министерство', 'ru'));
    expect(stems('министерством', 'en')).toEqual(stems('министерство', 'ru'));
    expect(stems('announcements', 'ja')).toEqual(stems('announcement', 'en'));
    expect(stems('announcements', 'nonsense tag!')).toEqual(stems('announcement', 'en'));
  });
  it('leaves languages without a stemmer alone', () => expect(stems('ministerstwa', 'pl')).toEqual(['ministerstwa']));
  it('reads region and script subtags', () => expect(stems('Brücken', 'de-AT')).toEqual(stems('Brücke', 'de')));
  it('adds the stem of the unaccented spelling', () => {
    const [accented, plain] = analyzer.tokens('administración', 'es');
    expect([accented?.stem, plain?.stem, plain?.kind]).toEqual(['administr', 'administracion', 'extra']);
  });
});

describe('scripts without spaces', () => {
  it('indexes neighbouring characters and single Han characters, a position a character', () => {
    expect(analyzer.tokens('神奈川の', 'ja').map((token) => [token.exact, token.position, token.kind])).toEqual([
      ['神奈', 0, 'gram'],
      ['神', 0, 'extra'],
      ['奈川', 1, 'gram'],
      ['奈', 1, 'extra'],
      ['川の', 2, 'gram'],
      ['川', 2, 'extra'],
      ['の', 3, 'extra'],
    ]);
  });
  it('does not join over punctuation, scripts and digits', () => {
    expect(words('第3回GDP', 'ja')).toEqual(['3', 'gdp']);
    expect(exacts('東京・大阪', 'ja')).not.toContain('京大');
  });
  it('indexes Korean by neighbouring syllables within words', () =>
    expect(exacts('서울 시청', 'ko')).toEqual(['서울', '시청']));
  it('indexes Thai by words', () => expect(words('กระทรวงการคลัง', 'th')).toEqual(['กระทรวง', 'การ', 'คลัง']));
  it('keeps Sinhala, Tamil and Devanagari words whole', () => {
    expect(words('ශ්‍රී ලංකා රජය', 'si')).toHaveLength(3);
    expect(words('தமிழ்நாடு அரசு', 'ta')).toHaveLength(2);
    expect(words('भारत सरकार', 'hi')).toHaveLength(2);
  });
  it('writes squared words out', () => expect(exacts('㈱', 'ja')).toEqual(['株']));
  it('comes to the end of a long run', () => {
    expect(analyzer.tokens('กระทรวงการคลัง'.repeat(2_000), 'th').length).toBeGreaterThan(6_000);
    expect(analyzer.tokens('神奈川県'.repeat(10_000), 'ja').length).toBeGreaterThan(40_000);
    expect(analyzer.queryWords('神奈川県'.repeat(1_000), ['ja'])).not.toHaveLength(0);
  });
});

describe('any text at all', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.string({
      unit: fc.constantFrom(
        'a',
        'B',
        'é',
        'e\u0301',
        '1',
        ',',
        '.',
        '-',
        "'",
        '’',
        '&',
        ' ',
        '神',
        'か',
        '\u3099',
        'ﾞ',
        'ｶ',
        '한',
        'ก',
        'ิ',
        'ß',
        'و',
        'ِ',
        '§',
        '\ud800',
        '\u00ad',
        '\u200d',
        '–',
        '\u00a0',
      ),
      maxLength: 40,
    }),
    fc.array(fc.nat(0xffff), { maxLength: 60 }).map((units) => String.fromCharCode(...units)),
  );
  const language = fc.constantFrom('en', 'de', 'fr', 'ja', 'ko', 'th', 'ar', 'und', 'x-y', '');

  it('gives tokens in order, inside the text, over letters or digits', () => {
    fc.assert(
      fc.property(anyText, language, (text, tag) => {
        let position = 0;
        for (const token of analyzer.tokens(text, tag)) {
          expect(token.start).toBeGreaterThanOrEqual(0);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.position).toBeGreaterThanOrEqual(position);
          expect(token.exact).not.toBe('');
          expect(token.stem).not.toBe('');
          position = token.position;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('misses no letter and no digit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const covered = new Set(
          analyzer
            .tokens(text, 'en')
            .flatMap((token) => Array.from({ length: token.end - token.start }, (_, i) => token.start + i)),
        );
        for (const match of text.matchAll(/[\p{L}\p{N}]/gu))
          // Letters that are nothing but a vowel sign (U+FE79) are signs of the letter before.
          if (analyzer.fold(match[0]) !== '')
            expect(covered.has(match.index), `${match[0]} at ${match.index}`).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('folds once: folding what is folded changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(analyzer.fold(analyzer.fold(text))).toBe(analyzer.fold(text));
      }),
      { numRuns: 400 },
    );
  });

  it('finds a word by the same word in any case, width and composition', () => {
    const letters = fc.constantFrom(...'abcdefgimnorstuzéüßñøçαβγδεабвгдеё'.split(''));
    const wordText = fc.array(letters, { minLength: 1, maxLength: 12 }).map((characters) => characters.join(''));
    const spelled = fc.constantFrom(
      (text: string) => text.toUpperCase(),
      (text: string) => text.normalize('NFD'),
      (text: string) => text.normalize('NFC'),
      (text: string) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0)),
      (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, ''),
    );
    fc.assert(
      fc.property(wordText, spelled, fc.constantFrom('en', 'de', 'fr', 'es', 'ru', 'el', 'fi'), (text, spell, tag) => {
        const indexed = analyzer.tokens(text, tag);
        for (const word of analyzer.queryWords(spell(text), ['en', tag])) {
          const [term] = word.alternatives[0]!.terms;
          expect(indexed.some((token) => token.exact === term!.exact || term!.stems.includes(token.stem))).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('finds whatever is printed when it is typed: as words, exactly, and as a phrase', () => {
    fc.assert(
      fc.property(anyText, language, (text, tag) => {
        const tokens = analyzer.tokens(text, tag);
        const at = new Set(tokens.map((token) => `${token.position} ${token.exact}`));
        const stands = (terms: readonly { readonly exact: string; readonly offset: number }[]): boolean =>
          tokens.some((start) => terms.every((term) => at.has(`${start.position + term.offset} ${term.exact}`)));
        const phrase = analyzer.phraseTerms(text);
        if (phrase.length > 0) expect(stands(phrase)).toBe(true);
        for (const word of analyzer.queryWords(text, [tag], { exact: true }))
          expect(
            word.alternatives.some((alternative) => stands(alternative.terms)),
            word.text,
          ).toBe(true);
        for (const word of analyzer.queryWords(text, [tag]))
          expect(
            word.alternatives.some((alternative) => stands(alternative.terms)),
            word.text,
          ).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it('survives long texts without spaces', () => {
    for (const unit of ['a', 'é', 'a-', "a'", '1,', 'a.', '\u0301', 'a\u0301', '1\u00a0000', '&a', 'a&']) {
      const tokens = analyzer.tokens(unit.repeat(50_000), 'en');
      expect(tokens.every((token) => token.exact.length <= 200)).toBe(true);
    }
  });
});

describe('the digest', () => {
  it('is the same for the same analyzer, another with synonyms; the index digest stays', () => {
    const other = createAnalyzer({
      synonyms: { groups: [{ members: ['MOU', 'memorandum of understanding'] }], digest: 'x' },
    });
    expect(createAnalyzer().digest).toBe(analyzer.digest);
    expect(other.digest).not.toBe(analyzer.digest);
    expect(other.indexDigest).toBe(analyzer.indexDigest);
    expect(analyzer.digest).toMatch(/^sha256:/);
  });
});

import { describe, expect, it } from 'vitest';
import { createAnalyzer, type QueryWord, type SupportingTerm } from '../../../indexer/analyse/analyzer.ts';

const analyzer = createAnalyzer({
  synonyms: {
    groups: [
      { members: ['MOU', 'memorandum of understanding'] },
      { members: ['Kanagawa', '神奈川'] },
      { members: ['WHO', 'World Health Organization'] },
      { members: ['attorney general', 'AG'], from: ['AG'] },
    ],
    digest: 'test',
  },
});

const read = (text: string, languages: readonly string[] = ['en']): QueryWord[] => analyzer.queryWords(text, languages);
const ways = (word: QueryWord | undefined): string[] =>
  (word?.alternatives ?? []).map((alternative) => alternative.terms.map((term) => term.exact).join(' '));

describe('typed words', () => {
  it('have a stem in each language of the index', () => {
    const [word] = read('ministères', ['en', 'fr']);
    expect(word?.alternatives[0]?.terms[0]?.stems).toEqual(expect.arrayContaining(['minister']));
  });
  it('know where they stood in the query', () =>
    expect(read('new  Budget').map((word) => [word.text, word.start, word.end])).toEqual([
      ['new', 0, 3],
      ['Budget', 5, 11],
    ]));
  it('mean both spellings of a hyphenated name', () =>
    expect(ways(read('Windham-Bannister')[0])).toEqual(['windham bannister', 'windhambannister']));
  it('mean the very docket number', () => expect(ways(read('18-484')[0])).toEqual(['18-484']));
  it('mean both readings of 1.000', () => expect(ways(read('1.000')[0])).toEqual(['1.000', '1000']));
  it('in exact search keep spellings but no stems and synonyms', () => {
    const [word] = analyzer.queryWords('MOUs', ['en'], { exact: true });
    expect(word?.alternatives).toEqual([{ terms: [{ exact: 'mous', stems: ['mous'], offset: 0 }], via: 'word' }]);
  });
  it('are none where nothing can be searched for', () => expect(read('?! – …')).toEqual([]));
});

describe('stop words', () => {
  const stops = (text: string, languages?: readonly string[]): string[] =>
    read(text, languages)
      .filter((word) => word.stop)
      .map((word) => word.text);
  it('are marked', () => expect(stops('the governor of Texas')).toEqual(['the', 'of']));
  it('are those of the language that the query is in', () => {
    expect(stops('le ministre de la santé', ['en', 'fr'])).toEqual(['le', 'de', 'la']);
    expect(stops('Die Hard', ['en', 'de'])).toEqual(['Die']);
    expect(stops('die hard', ['en'])).toEqual([]);
  });
  it('are no names in capitals', () => expect(stops('what the WHO says')).toEqual(['what', 'the', 'says']));
  it('are marked in queries all in capitals', () => expect(stops('THE GOVERNOR OF TEXAS')).toEqual(['THE', 'OF']));
  it('are marked among Japanese, Chinese and Thai words', () => {
    expect(stops('日本の首都はどこですか', ['ja'])).toEqual(['の', 'は', 'どこ', 'です', 'か']);
    expect(stops('北京的大學', ['zh-Hant'])).toEqual(['的']);
  });
  it('do not hold month names and countries', () => expect(stops('May US will')).toEqual(['will']));
});

describe('scripts without spaces', () => {
  it('become words, each a substring', () => {
    expect(
      read('神奈川県知事', ['ja'])
        .map((word) => word.text)
        .join(''),
    ).toBe('神奈川県知事');
    expect(ways(read('神奈川', ['ja'])[0])[0]).toBe('神奈 奈川');
  });
  it('lose the particle in Korean where two syllables are left', () => {
    expect(ways(read('대통령은', ['ko'])[0])).toEqual(['대통 통령']);
    expect(ways(read('나이', ['ko'])[0])).toEqual(['나이']);
  });
  it('find katakana words with and without the long vowel at the end', () =>
    expect(ways(read('コンピューター', ['ja'])[0])).toEqual(['コン ンピ ピュ ュー ータ']));
});

describe('synonyms', () => {
  it('of one word bring phrases in', () =>
    expect(ways(read('MOU')[0])).toEqual(['mou', 'memorandum of understanding']));
  it('of several words are brought in at each of them', () => {
    const words = read('memorandum of understanding signed');
    expect(words.map(ways)).toEqual([['memorandum', 'mou'], ['of', 'mou'], ['understanding', 'mou'], ['signed']]);
  });
  it('work across languages', () => {
    expect(ways(read('Kanagawa')[0])).toContain('神奈 奈川');
    expect(ways(read('神奈川', ['ja'])[0])).toContain('kanagawa');
  });
  it('of a stop word only when it is written as a name', () => {
    expect(ways(read('who signed')[0])).toEqual(['who']);
    expect(ways(read('the WHO')[1])).toEqual(['who', 'world health organization']);
  });
  it('go one way where the file says so', () => {
    expect(ways(read('AG')[0])).toEqual(['ag', 'attorney general']);
    expect(read('attorney general').map(ways)).toEqual([['attorney'], ['general']]);
  });
});

describe('supporting terms', () => {
  const supporting = (text: string, language: string): SupportingTerm[] =>
    analyzer.supportingTerms(text, analyzer.queryWords(text, [language]), [language]);

  it('are pairs of characters and single Han characters, not of stop words', () => {
    const terms = supporting('東京は', 'ja').map((term) => term.exact);
    expect(terms).toEqual(expect.arrayContaining(['東京', '東', '京', '京は']));
    expect(terms).not.toContain('は');
  });
  it('are triples of Thai characters, which every text has that has the word', () => {
    const terms = supporting('การคลัง', 'th').map((term) => term.exact);
    const indexed = new Set(analyzer.tokens('กระทรวงการคลังแถลง', 'th').map((token) => token.exact));
    expect(terms.length).toBeGreaterThan(3);
    expect(terms.every((term) => indexed.has(term))).toBe(true);
  });
  it('are no words of the query themselves', () => {
    const words = analyzer.queryWords('กระทรวงการคลัง', ['th']).map((word) => word.text);
    expect(words.join('')).toBe('กระทรวงการคลัง');
  });
  it('are pieces of words in languages that write compounds', () => {
    const terms = supporting('Brücken', 'de');
    const indexed = new Set(analyzer.tokens('Straßenbrückenamt', 'de').map((token) => token.exact));
    expect(terms).toHaveLength(3);
    expect(terms.every((term) => indexed.has(term.exact))).toBe(true);
    expect(terms.reduce((sum, term) => sum + term.weight, 0)).toBeCloseTo(0.3);
  });
  it('are none for English', () => expect(supporting('the governor', 'en')).toEqual([]));
});

describe('phrases and beginnings', () => {
  it('are exact forms with their distances', () =>
    expect(analyzer.phraseTerms('Memorandum of Windham-Bannister')).toEqual([
      { exact: 'memorandum', offset: 0 },
      { exact: 'of', offset: 1 },
      { exact: 'windham', offset: 2 },
      { exact: 'bannister', offset: 3 },
    ]));
  it('begin with the words before', () =>
    expect(analyzer.prefixTerms('Windham-Bann')).toEqual({
      before: [{ exact: 'windham', offset: 0 }],
      prefix: 'bann',
      offset: 1,
    }));
  it('are empty where nothing can be searched for', () =>
    expect([analyzer.phraseTerms('—'), analyzer.prefixTerms('').prefix]).toEqual([[], '']));
});

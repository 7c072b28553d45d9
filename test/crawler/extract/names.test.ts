import { describe, expect, it } from 'vitest';
import type { Paragraph } from '../../../core/announcement.ts';
import { namesIn } from '../../../crawler/extract/names/names.ts';

function named(language: string, ...texts: readonly string[]) {
  return namesIn(
    texts.map((text): Paragraph => ({ kind: 'text', text })),
    language,
  );
}

describe('people with their offices', () => {
  it.each([
    [
      'Harbourmaster-General Ines Korvald and the Governor of Mio Prefecture, Chinami Ashihara, signed the compact.',
      [
        { name: 'Ines Korvald', office: 'Harbourmaster-General' },
        { name: 'Chinami Ashihara', office: 'Governor of Mio Prefecture' },
      ],
    ],
    [
      'Secretary of Harbours Greg Talbot, Director Ann Lee and the Chair of the Board, Tove Lind, spoke.',
      [
        { name: 'Greg Talbot', office: 'Secretary of Harbours' },
        { name: 'Ann Lee', office: 'Director' },
        { name: 'Tove Lind', office: 'Chair of the Board' },
      ],
    ],
    [
      'Secretary of Harbours Greg Talbot, Director Ann Lee spoke.',
      [
        { name: 'Greg Talbot', office: 'Secretary of Harbours' },
        { name: 'Ann Lee', office: 'Director' },
      ],
    ],
    [
      'Assistant Secretary Ann Lee of the Harbours Division and U.S. Attorney Bo Lind met.',
      [
        { name: 'Ann Lee', office: 'Assistant Secretary' },
        { name: 'Bo Lind', office: 'U.S. Attorney' },
      ],
    ],
    [
      'Ms Ines Korvald, and the Governor of Mio Prefecture, Chinami Ashihara, came.',
      [{ name: 'Chinami Ashihara', office: 'Governor of Mio Prefecture' }],
    ],
    [
      'Ines Korvald, Harbourmaster-General, and Chinami Ashihara, Governor of Mio Prefecture, signed.',
      [
        { name: 'Ines Korvald', office: 'Harbourmaster-General' },
        { name: 'Chinami Ashihara', office: 'Governor of Mio Prefecture' },
      ],
    ],
    [
      'Governor Ann Leewood and Mayor Piet Soonward met Housing and Economic Development Secretary Greg Talbot.',
      [
        { name: 'Ann Leewood', office: 'Governor' },
        { name: 'Piet Soonward', office: 'Mayor' },
        { name: 'Greg Talbot', office: 'Housing and Economic Development Secretary' },
      ],
    ],
  ])('%s', (text, people) => {
    expect(named('en', text).people).toEqual(people);
  });
});

describe('quotes with their speaker', () => {
  it('are read on both sides of the words of saying, and by the family name later on', () => {
    const { quotes } = named(
      'en',
      'Governor Ann Leewood today opened the bridge with Mayor Piet Soonward.',
      '"The bridge belongs to all of us who live here,” said Governor Leewood. "It will outlive us and our children."',
      'Mayor Soonward added: “We have waited for thirty years for this day.”',
    );
    expect(quotes).toEqual([
      { text: 'The bridge belongs to all of us who live here', speaker: 'Ann Leewood', office: 'Governor' },
      { text: 'It will outlive us and our children.', speaker: 'Ann Leewood', office: 'Governor' },
      { text: 'We have waited for thirty years for this day.', speaker: 'Piet Soonward', office: 'Mayor' },
    ]);
  });

  it('run on over paragraphs while the mark stays open', () => {
    const { quotes } = named(
      'en',
      '“We have waited for thirty years for this day,” said Mayor Piet Soonward. “Nobody believed in it.',
      '“Now the ferries may rest in the harbour at last.”',
    );
    expect(quotes?.map(({ speaker, text }) => `${speaker}: ${text}`)).toEqual([
      'Piet Soonward: We have waited for thirty years for this day',
      'Piet Soonward: Nobody believed in it.',
      'Piet Soonward: Now the ferries may rest in the harbour at last.',
    ]);
  });

  it('belong to whom a pronoun means', () => {
    const { quotes } = named(
      'en',
      'Mayor Piet Soonward opened the bridge. “Nobody believed in it for thirty years,” he said.',
    );
    expect(quotes).toEqual([
      { text: 'Nobody believed in it for thirty years', speaker: 'Piet Soonward', office: 'Mayor' },
    ]);
  });

  it('belong to the only person of an office that is named', () => {
    const { quotes } = named(
      'fr',
      'La ministre des Ports, Anne Lebois, a inauguré le port.',
      '« Le port est la porte de notre pays », a déclaré la ministre lors de la cérémonie.',
    );
    expect(quotes?.map(({ speaker }) => speaker)).toEqual(['Anne Lebois']);
  });

  it('are not given to an office that nobody is named for', () => {
    const ja = named(
      'ja',
      '港湾大臣は式典で「港はわが国の玄関であり、本日からその扉は再び開かれました」と述べました。',
    );
    const ko = named('ko', '항만부 장관은 “항구는 우리나라의 현관이며 오늘부터 그 문이 다시 열렸다”고 말했다.');
    expect([ja.people, ja.quotes, ko.people, ko.quotes]).toEqual([[], undefined, [], undefined]);
  });

  it.each([
    ['de', 'Bundesministerin Anna Lindmoor erklärte: „Die Brücke gehört allen, die hier leben.“', 'Anna Lindmoor'],
    ['fr', '« Ce pont appartient à tous ceux qui vivent ici », a déclaré Ministre Jeanne Laval.', 'Jeanne Laval'],
    ['es', '«Este puente pertenece a todos los que viven aquí», ha señalado la ministra Elena Duarte.', 'Elena Duarte'],
    ['ja', '山田太郎知事は「この橋は皆さんのものであり、大切にしたい」と述べた。', '山田太郎'],
    ['zh-Hant', '部長王小明表示：「這座橋屬於每一位住在這裡的市民」。', '王小明'],
    ['ko', '김철수 장관은 “이 다리는 모두의 것이며 소중히 지켜야 한다”고 말했다.', '김철수'],
  ])('are read in %s', (language, text, speaker) => {
    expect(named(language, text).quotes?.map((quote) => quote.speaker)).toEqual([speaker]);
  });

  it('are nobody’s when nobody is named, and no names in quotation marks', () => {
    expect(named('en', '“The bridge belongs to all of us who live here,” said a visitor.').quotes).toBeUndefined();
    expect(named('en', 'Governor Ann Leewood said the “Bridge Fund” pays for it.').quotes).toBeUndefined();
  });
});

describe('text made to delay a reader', () => {
  it.each(['Aa-', 'Aa of ', 'Governor Ann Lee, ', "A'", '“a” said ', '(Aa ', 'Dr. '])(
    'is read in bounded time: %j',
    (unit) => {
      expect(named('en', unit.repeat(Math.floor(19_000 / unit.length))).people.length).toBeLessThanOrEqual(80);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { isBoilerplatePhrase, isCredit } from '../../../../crawler/extract/body/phrases.ts';

describe('a line of the site', () => {
  it.each([
    'We welcome reader comments on the stories of the day.',
    'Submit your letter to the editor via this form.',
    'Externer Inhalt',
    'VEA TAMBIÉN: El puente abre',
    'Zum Vergrößern auf das Bild klicken.',
    'The views expressed here are those of the author.',
  ])('%s', (text) => {
    expect(isBoilerplatePhrase(text)).toBe(true);
  });

  it.each([
    'We welcome the decision of the council.',
    'Affordable homes for the harbour',
    'The bridge opens on Monday.',
  ])('is not: %s', (text) => {
    expect(isBoilerplatePhrase(text)).toBe(false);
  });
});

describe('a credit', () => {
  it.each([
    'Foto: Ann Lee',
    'Abbildung 4: The bridge',
    'Crédits photos : Agence',
    'The bridge (mlharing / iStock.com)',
    '写真：港湾局',
  ])('%s', (text) => {
    expect(isCredit(text)).toBe(true);
  });

  it.each(['Photographs of the bridge are in the town hall.', 'Bilder der Woche', 'Sources of the river dry up'])(
    'is not: %s',
    (text) => {
      expect(isCredit(text)).toBe(false);
    },
  );
});

import { describe, expect, it } from 'vitest';
import { extractPlainText } from '../../../crawler/extract/plain-text.ts';
import { sourceWith } from './source.ts';

const text = `For Immediate Release - June 03, 2015

Bridge Compact Signed at Wendmouth

Governor Leewood and guests in the Town Hall. (Photo: Press Office)

WENDMOUTH – Wednesday, June 3, 2015 – Governor Ann Leewood today signed a compact with Orn Province Governor Kenji Matsuda to rebuild the bridge that joins the two coasts, the first of its kind in the region.

“The bridge belongs to both of us,” said Petra Lindmoor, chief executive officer of the Wendland Bridge Trust (WBT).

Follow us on Twitter – View our Photos – Watch our Videos`;

describe('a text without a source', () => {
  it('has the office that it names as its own for its agency', () => {
    const credited = text.replace('Press Office', 'Ann Reed / Governor’s Press Office');
    const read = (each: string) =>
      extractPlainText({ text: each, url: 'urn:text:2', source: sourceWith({ file: '' }) }).announcement?.agency;
    expect(read(credited)).toBe('Office of the Governor');
    expect(read(`${credited}\n\nOregon pays for the bridge. Oregon’s ferries stop.`)).toBe(
      'Office of the Governor of Oregon',
    );
    expect(read(text)).toBeUndefined();
  });
});

describe('an announcement as plain text', () => {
  const { announcement, problems } = extractPlainText({
    text,
    url: 'urn:text:1',
    source: sourceWith({ agency: 'Office of the Governor' }),
  });

  it('has its title, its day from the release line and dateline, its kind and its agency', () => {
    expect(problems).toEqual([]);
    expect(announcement).toMatchObject({
      title: 'Bridge Compact Signed at Wendmouth',
      published: { value: '2015-06-03', precision: 'day' },
      kind: 'press-release',
      agency: 'Office of the Governor',
      language: 'en',
    });
  });

  it('names people with their offices, the place and the organisation', () => {
    expect(announcement?.people).toEqual([
      { name: 'Ann Leewood', office: 'Governor' },
      { name: 'Kenji Matsuda', office: 'Orn Province Governor' },
      { name: 'Petra Lindmoor', office: 'chief executive officer of the Wendland Bridge Trust' },
    ]);
    expect(announcement?.places).toEqual(['Wendmouth']);
    expect(announcement?.organizations).toEqual(['Wendland Bridge Trust (WBT)']);
  });

  it('keeps the caption as such and drops the closing line', () => {
    expect(announcement?.body.map(({ kind }) => kind)).toEqual(['caption', 'text', 'text']);
  });

  it('says what is wrong with a text that is none', () => {
    expect(extractPlainText({ text: '\n\n', url: 'urn:text:2', source: sourceWith() })).toMatchObject({
      announcement: undefined,
      problems: [{ code: 'no-title' }],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { matchesAt, placesOfNames, placesOfOffices } from '../../../crawler/extract/names/name-places.ts';

const offices = String.raw`U\.S\. Attorney|Attorney General|Council ?woman|Secretary[- ]General|Chair`;

describe('where an office may begin that a name follows', () => {
  const places = placesOfOffices(offices);
  it.each([
    ['Attorney General Ann Lee said', ['Attorney']],
    ['said Acting Deputy Attorney General Ann Lee', ['Acting', 'Deputy', 'Attorney']],
    ['the Chair of the Bay, Ann Lee', ['the', 'Chair']],
    ['(Vice-Secretary-General Ann Lee)', ['Vice', 'Secretary']],
    ['a Councilwoman of the Bay, Councilwoman Ann Lee', ['Councilwoman', 'Councilwoman']],
    ['the attorney general said so', []],
    ['the Chair said so', []],
  ])('%s', (text, expected) => {
    const found = places(text).map((at) => /^[\p{L}]+/u.exec(text.slice(at))![0]);
    expect(found.filter((word) => word !== 'General')).toEqual(expected);
  });
});

describe('where a name may begin that an office follows', () => {
  const places = placesOfNames(`${offices}|Chair(?:man|woman)`);
  it.each([
    ['Ann Lee, the new U.S. Attorney, said', ['Ann', 'Lee']],
    ['Ann Lee, Jr., Chairwoman', ['Ann', 'Lee', 'Jr']],
    ['Ann Lee, who said', []],
    ['she said, Chairman or not', []],
  ])('%s', (text, expected) => {
    expect(places(text).map((at) => /^[\p{L}]+/u.exec(text.slice(at))![0])).toEqual(expected);
  });
});

describe('a sticky pattern tried at places', () => {
  it('gives what a search through the text gives, without overlaps', () => {
    const text = 'aa ab aa';
    const found = [...matchesAt(/a./y, text, () => [0, 1, 3, 6])].map(({ index }) => index);
    expect(found).toEqual([...text.matchAll(/a./g)].map(({ index }) => index).filter((at) => at !== 4));
  });
});

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../core/problem.ts';
import { createAnalyzer } from '../../../indexer/analyse/analyzer.ts';
import { loadSynonyms, readSynonyms } from '../../../indexer/analyse/load-synonyms.ts';

describe('synonym files', () => {
  it('hold groups that go both ways and groups that go one way', () => {
    expect(
      readSynonyms(
        'groups:\n  - [MOU, memorandum of understanding]\n  - {from: [AG], to: [attorney general]}\n',
        'a.yaml',
      ),
    ).toEqual({
      value: [{ members: ['MOU', 'memorandum of understanding'] }, { members: ['attorney general'], from: ['AG'] }],
      problems: [],
    });
  });
  it('tell every problem with its line, and keep the other groups', () => {
    const text = [
      'groups:',
      '  - [one]',
      '  - [a, b]',
      '  - [x, "?!"]',
      '  - [1, c]',
      '  - [d, d]',
      '  - nothing',
      '  - {from: [e]}',
      '  - [f, one two three four five six seven eight nine]',
      'more: 1',
    ].join('\n');
    const { value, problems } = readSynonyms(text, 'a.yaml');
    expect(value).toEqual([{ members: ['a', 'b'] }]);
    expect(problems.map((problem) => problem.line).sort((a, b) => a! - b!)).toEqual([2, 4, 5, 6, 7, 8, 9, 10]);
    expect(problems.map(formatProblem).join('\n')).toMatch(/a\.yaml:4: “\?!” has nothing that can be searched for/);
  });
  it('tell broken YAML and other forms', () => {
    expect(readSynonyms('groups: [', 'b.yaml').problems[0]).toMatchObject({ code: 'bad-yaml', where: 'b.yaml' });
    for (const text of ['', 'just words', 'groups: 3', '- [a, b]'])
      expect(readSynonyms(text, 'b.yaml').problems[0]).toMatchObject({ code: 'bad-form' });
  });
  it('are read from all files of a folder; a missing folder is told', () => {
    const folder = mkdtempSync(join(tmpdir(), 'herald-synonyms-'));
    writeFileSync(join(folder, 'b.yaml'), 'groups:\n  - [c, d]\n');
    writeFileSync(join(folder, 'a.yml'), 'groups:\n  - [a, b]\n');
    writeFileSync(join(folder, 'notes.txt'), 'not read');
    const { value, problems } = loadSynonyms(folder);
    expect([value.groups.map((group) => group.members), problems]).toEqual([
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
      [],
    ]);
    expect(loadSynonyms(join(folder, 'nowhere')).problems).toMatchObject([{ code: 'unreadable' }]);
    expect(loadSynonyms(join(folder, 'nowhere')).value.groups).toEqual([]);
  });
  it('decide the digest', () => {
    const [one, other] = ['groups:\n  - [a, b]\n', 'groups:\n  - [a, c]\n'].map((text) => {
      const folder = mkdtempSync(join(tmpdir(), 'herald-synonyms-'));
      writeFileSync(join(folder, 'a.yaml'), text);
      return loadSynonyms(folder).value.digest;
    });
    expect(one).not.toBe(other);
  });
});

describe('the shipped synonyms', () => {
  const { value, problems } = loadSynonyms(join(import.meta.dirname, '../../../data/synonyms'));
  const analyzer = createAnalyzer({ synonyms: value });
  const ways = (text: string): string[] =>
    analyzer
      .queryWords(text, ['en', 'ja', 'ko'])
      .flatMap((word) => word.alternatives.map((alternative) => alternative.terms.map((term) => term.exact).join(' ')));

  it('have no problem', () => {
    expect(problems).toEqual([]);
    expect(value.groups.length).toBeGreaterThan(200);
  });
  it.each([
    ['MOU', 'memorandum of understanding'],
    ['memorandum of understanding', 'mou'],
    ['DOJ', 'department of justice'],
    ['Justice Department', 'doj'],
    ['Kanagawa', '神奈 奈川'],
    ['神奈川', 'kanagawa'],
    ['서울', 'seoul'],
    ['U.S. attorney', 'united states attorney'],
    ['ICE', 'immigration and customs enforcement'],
    ['AG', 'attorney general'],
    ['healthcare', 'health care'],
  ])('%s finds %s', (typed, found) => expect(ways(typed)).toContain(found));
  it('do not bring in acronyms that are words', () => {
    expect(ways('Immigration and Customs Enforcement')).not.toContain('ice');
    expect(ways('United Nations')).not.toContain('un');
    expect(ways('attorney general')).not.toContain('ag');
  });
});

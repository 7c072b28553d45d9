import { describe, expect, it } from 'vitest';
import type { SourceId } from '../../../core/announcement.ts';
import { announcementFromJson } from '../../../crawler/extract/import-json.ts';

const line = {
  source: 'test-land',
  title: 'Bridge over the Wend opens',
  body: 'First paragraph.\n\nSecond\nparagraph.',
};

describe('importing a JSON line', () => {
  it('reads title, body and source, and makes an id and a URL where there is none', () => {
    const { announcement, problems } = announcementFromJson(line);
    expect(problems).toEqual([]);
    expect(announcement?.body.map(({ text }) => text)).toEqual(['First paragraph.', 'Second paragraph.']);
    expect(announcement?.id).toMatch(/^test-land-[0-9a-f]{16}$/);
    expect(announcement?.url).toBe(`urn:herald:test-land:${announcement!.id}`);
  });

  it('keeps a given id that can be printed, and says why it did not keep another', () => {
    expect(announcementFromJson({ ...line, id: 'doj/00017' }).announcement?.id).toBe('doj/00017');
    for (const id of ['', 'a b', 'x'.repeat(201), 'line\nbreak', 7]) {
      const { announcement, problems } = announcementFromJson({ ...line, id });
      expect(announcement?.id).toMatch(/^test-land-[0-9a-f]{16}$/);
      expect(problems.map(({ code }) => code)).toEqual(['bad-id']);
    }
  });

  it('maps agency and components literally, the agency first', () => {
    expect(
      announcementFromJson({ ...line, agency: 'Harbour Board', components: ['Harbour Board', 'Pilots'] }).announcement,
    ).toMatchObject({ agency: 'Harbour Board', components: ['Harbour Board', 'Pilots'] });
    expect(announcementFromJson({ ...line, components: ['Pilots', 'Harbour Board'] }).announcement).toMatchObject({
      agency: 'Pilots',
      components: ['Pilots', 'Harbour Board'],
    });
  });

  it.each([
    [{ date: '2014-05-07' }, { value: '2014-05-07', precision: 'day', source: 'import' }],
    [{ date: '2014-05-07T10:30:12+09:00' }, { value: '2014-05-07T10:30+09:00', precision: 'minute', source: 'import' }],
    [
      { date: '2014-05-07', dateTime: '2014-05-07T22:43:22+09:00' },
      { value: '2014-05-07T22:43+09:00', precision: 'minute', source: 'import' },
    ],
    [{ date: '2014-05' }, { value: '2014-05', precision: 'month', source: 'import' }],
    [{ date: '2014' }, { value: '2014', precision: 'year', source: 'import' }],
    [{ published: '2014-05-07' }, { value: '2014-05-07', precision: 'day', source: 'import' }],
    [{ date: null }, undefined],
  ])('reads the date of %j', (keys, expected) => {
    const { announcement, problems } = announcementFromJson({ ...line, ...keys });
    expect(problems).toEqual([]);
    expect(announcement?.published).toEqual(expected);
  });

  it.each([
    [{ topics: ['Tax', 'Tax', 'Fraud'] }, ['Tax', 'Fraud']],
    [{ keywords: ['聘請', '顧問'] }, ['聘請', '顧問']],
    [{ subjects: 'Tax reform, industrial relations' }, ['Tax reform', 'industrial relations']],
  ])('reads topics of %j', (keys, expected) => {
    expect(announcementFromJson({ ...line, ...keys }).announcement?.topics).toEqual(expected);
  });

  it('reads numbers of every name, also as numbers', () => {
    expect(announcementFromJson({ ...line, number: 12 }).announcement?.number).toBe('12');
    expect(announcementFromJson({ ...line, docNo: '陸秘字第1號' }).announcement?.number).toBe('陸秘字第1號');
    expect(announcementFromJson({ ...line, frDoc: '2016-08717' }).announcement?.number).toBe('2016-08717');
  });

  it('knows kinds by their names and keeps those it does not know', () => {
    expect(announcementFromJson({ ...line, kind: 'Executive Order' }).announcement?.kind).toBe('executive-order');
    expect(announcementFromJson({ ...line, kind: '所信表明演説' }).announcement?.kind).toBe('speech');
    expect(announcementFromJson({ ...line, kind: 'Harbour Rota' }).announcement?.kind).toBe('Harbour Rota');
  });

  it.each([
    [17, 'not-an-object'],
    [null, 'not-an-object'],
    [[line], 'not-an-object'],
    [{ ...line, title: undefined }, 'missing-title'],
    [{ ...line, title: ' ' }, 'bad-title'],
    [{ ...line, title: 3 }, 'bad-title'],
    [{ ...line, body: undefined }, 'missing-body'],
    [{ ...line, body: 3 }, 'bad-body'],
    [{ ...line, body: [{ kind: 'song', text: 'la' }] }, 'bad-body'],
    [{ ...line, source: undefined }, 'missing-source'],
    [{ ...line, source: 'Not An Id' }, 'bad-source'],
  ])('refuses %j with the code %s', (value, code) => {
    const { announcement, problems } = announcementFromJson(value);
    expect(announcement).toBeUndefined();
    expect(problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('tells a wrong optional key and leaves it out', () => {
    const { announcement, problems } = announcementFromJson({
      ...line,
      date: 'yesterday',
      url: 'nowhere',
      agency: 4,
      topics: [1],
    });
    expect(announcement).toMatchObject({ title: line.title, topics: [], components: [] });
    expect(announcement?.published).toBeUndefined();
    expect(problems.map(({ code }) => code).sort()).toEqual(['bad-agency', 'bad-date', 'bad-topics', 'bad-url']);
  });

  it('takes the source of the whole file where a line names none', () => {
    expect(
      announcementFromJson({ title: 'T', body: '' }, { source: 'harbour' as SourceId }).announcement,
    ).toMatchObject({ source: 'harbour', body: [] });
  });

  it('reads back what it wrote', () => {
    const { announcement } = announcementFromJson({
      ...line,
      id: 'a/1',
      url: 'https://news.testland.example/1',
      date: '2014-05-07',
      kind: 'speech',
      topics: ['Tax'],
      lang: 'en',
      people: [{ name: 'Ann Lee', office: 'Mayor' }],
    });
    const again = announcementFromJson(JSON.parse(JSON.stringify(announcement)));
    expect(again.problems).toEqual([]);
    expect(again.announcement).toEqual({ ...announcement, provenance: again.announcement!.provenance });
  });
});

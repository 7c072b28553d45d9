import { describe, expect, it } from 'vitest';
import { extract } from '../../../crawler/extract/extract.ts';
import { sourceWith } from './source.ts';

const text =
  `<p>${'The council met in the town hall and heard the engineers about the bridge over the sound. '.repeat(4)}</p>`.repeat(
    4,
  );

function datesOf(page: { head?: string; above?: string; body?: string; url?: string; language?: string }) {
  const html = `<html lang="${page.language ?? 'en-GB'}"><head><title>Bridge over the sound opens</title>${page.head ?? ''}</head>
<body><main><article><h1>Bridge over the sound opens</h1>${page.above ?? ''}${page.body ?? text}</article></main></body></html>`;
  const url = page.url ?? 'https://news.testland.example/bridge-opens';
  const { announcement } = extract({ html, url, headers: [], source: sourceWith() });
  return { published: announcement?.published?.value, modified: announcement?.modified?.value };
}

const stamped = '<meta property="article:published_time" content="2021-11-22T18:42:00+01:00">';

describe('the day of publication', () => {
  it('is the one shown under the title, not the one that only the head states', () => {
    expect(datesOf({ head: stamped, above: '<p class="date">1 January 2023</p>' }).published).toBe('2023-01-01');
  });

  it('stays the stated one where the page shows no day', () => {
    expect(datesOf({ head: stamped }).published).toBe('2021-11-22T18:42+01:00');
  });

  it('stays the stated one where the shown day is of a change', () => {
    expect(datesOf({ head: stamped, above: '<p class="date">Last updated 1 January 2023</p>' })).toEqual({
      published: '2021-11-22T18:42+01:00',
      modified: '2023-01-01',
    });
  });

  it('is never shifted by a zone: the shown local day corrects an instant', () => {
    const head = '<meta property="article:published_time" content="2023-03-08T23:30:00Z">';
    expect(datesOf({ head, above: '<p class="date">9 March 2023</p>' }).published).toBe('2023-03-09');
  });

  it.each([
    ['29.11.2022 – The council has', '2022-11-29'],
    ['(21. November 2022) The council has', '2022-11-21'],
    ['27.1.2022 - At the memorial', '2022-01-27'],
    ['Seehafen, (12.11.2021). The council of the town and of the harbour has met and has', '2021-11-12'],
    ['Seehafen, den 7. Mai 2014. The council of the town and of the harbour has met and has', '2014-05-07'],
  ])('opens the text: %s', (opening, day) => {
    expect(
      datesOf({ body: `<p>${opening} heard the engineers about the bridge.</p>${text}`, language: 'de' }).published,
    ).toBe(day);
  });

  it('stands apart in the title tag, or ends the description', () => {
    const title = '<meta property="og:title" content="08.11.2021 | Bridge over the sound opens">';
    expect(datesOf({ head: title, language: 'de' }).published).toBe('2021-11-08');
    const description = '<meta name="description" content="The bridge is open (News of 14 January 2020)">';
    expect(datesOf({ head: description }).published).toBe('2020-01-14');
  });

  it('is read from the title attribute of a microformat', () => {
    expect(
      datesOf({ above: '<span class="updated published" title="2013-04-04T18:52:11+00:00"></span>' }).published,
    ).toMatch(/^2013-04-04/);
  });

  it('may stand in a margin of the article, and not in a teaser of another page', () => {
    const margin = '<aside class="meta"><time datetime="2023-10-18">18 Oct 2023</time></aside>';
    const teaser =
      '<aside class="related"><ul><li><time datetime="2024-02-02">2 Feb 2024</time> More</li></ul></aside>';
    expect(datesOf({ above: margin }).published).toBe('2023-10-18');
    expect(datesOf({ above: margin, body: `${text}${teaser}` }).published).toBe('2023-10-18');
    expect(datesOf({ body: `${text}${teaser}` }).published).toBeUndefined();
  });

  it('opens a paragraph in figures, before its first word', () => {
    const opening = `<p>01.02.2022 „Die Brücke“ heißt das Buch, ${'das der Rat gestern der Stadt vorgestellt hat. '.repeat(3)}</p>`;
    expect(datesOf({ body: `${opening}${text}`, language: 'de' }).published).toBe('2022-02-01');
  });

  it('is said of the title in a margin', () => {
    const posted =
      '<aside class="sidebar"><p>“Bridge over the sound opens” was posted on 19 May 2010 at 23:03.</p></aside>';
    expect(datesOf({ body: `${text}${posted}` }).published).toMatch(/^2010-05-19/);
    expect(
      datesOf({ body: `${text}${posted.replace('Bridge over the sound opens', 'Another title')}` }).published,
    ).toBeUndefined();
  });

  it("stands in the page's own teaser in a list of news, not in those of other pages", () => {
    const teaser = (path: string, day: string) =>
      `<li><a href="${path}"><b>${day}</b> <h3>A piece of news</h3></a></li>`;
    const list = `<aside><ul>${teaser('/ferry-stops', '3 May 2021')}${teaser('/bridge-opens', '10 May 2021')}</ul></aside>`;
    expect(datesOf({ body: `${text}${list}` }).published).toBe('2021-05-10');
    expect(
      datesOf({ body: `${text}${list}`, url: 'https://news.testland.example/harbour-closes' }).published,
    ).toBeUndefined();
  });

  it('is not the day of an event, a registration or a deadline', () => {
    for (const label of ['Termin', 'Registriert', 'Deadline', 'Joined'])
      expect(datesOf({ head: stamped, above: `<p>${label}: 21.02.2023, 19:00</p>` }).published).toBe(
        '2021-11-22T18:42+01:00',
      );
  });

  it('is found where the head never ends', () => {
    const html = `<html><head><title>Bridge over the sound opens</title><div><h1>Bridge over the sound opens</h1><span>7 November 2023</span>${text}</div></html>`;
    const { announcement } = extract({
      html,
      url: 'https://news.testland.example/bridge',
      headers: [],
      source: sourceWith(),
    });
    expect(announcement?.published?.value).toBe('2023-11-07');
    expect(announcement?.body.length).toBeGreaterThan(2);
  });

  it('is on the day its own offset says, whatever comments show', () => {
    const head = '<meta property="article:published_time" content="2020-01-13T18:54:00+01:00">';
    const comments = '<div class="thread"><p>14 January 2020, 09:13</p><p>So it is.</p></div>';
    expect(datesOf({ head, body: `${text.repeat(3)}${comments}` }).published).toBe('2020-01-13T18:54+01:00');
  });

  it('is read in the order of day and month that the head confirms', () => {
    const head = '<meta property="article:published_time" content="2021-11-01T04:00:00Z">';
    const above = '<p class="date">11/01/2021</p>';
    expect(datesOf({ head, above, language: 'de' }).published).toMatch(/^2021-11-01/);
    expect(datesOf({ above, language: 'de' }).published).toBe('2021-01-11');
  });

  it('is not an instant that style sheets hide beside the shown day', () => {
    const above = '<p class="meta"><span class="updated">2022-12-07T10:10:52+01:00</span>25 December 2022</p>';
    expect(datesOf({ above }).published).toBe('2022-12-25');
  });

  it('is not the day of a picture', () => {
    const caption = '<p>Figure 1: A picture of the satellite of 31.05.2021</p>';
    expect(datesOf({ above: caption, body: `${text}<p>Last updated: 14 January 2022</p>` }).published).toBe(
      '2022-01-14',
    );
  });

  it('is not the present day in the head of the page', () => {
    const today = `<div class="bar"><time datetime="2023-11-01">1 November 2023</time></div>${'<ul><li>Link</li></ul>'.repeat(60)}`;
    const html = `<html lang="de"><body>${today}<main><h1>Bridge over the sound opens</h1><div><p>31. Oktober 2023. ${'Der Rat hat gestern getagt und beraten. '.repeat(5)}</p>${text}</div></main></body></html>`;
    const { announcement } = extract({
      html,
      url: 'https://news.testland.example/bridge',
      headers: [],
      source: sourceWith(),
    });
    expect(announcement?.published?.value).toBe('2023-10-31');
  });

  it('is not the day a sentence tells of', () => {
    const sentence =
      '<p>The next meeting of the council takes place on Wednesday, 5 February 2020 at seven in the evening.</p>';
    expect(datesOf({ above: '<p>3 January 2020</p>', body: `${sentence}${text}` }).published).toBe('2020-01-03');
  });
});

import { describe, expect, it } from 'vitest';
import {
  announcementAnswerSchema,
  revisionAnswerSchema,
  sourcesAnswerSchema,
  suggestAnswerSchema,
  type ProblemAnswer,
} from '../../../server/api/schemas.ts';
import { testWorld, origin } from './world.ts';

const world = testWorld();

describe('GET /api/v1/announcements/{id}', () => {
  it('answers the newest text in typed paragraphs, with provenance, versions, captures and a citation', async () => {
    const answer = announcementAnswerSchema.parse(await world.json('/api/v1/announcements/lake-county-0001'));
    expect(answer.body.map((paragraph) => paragraph.kind)).toEqual([
      'text',
      'heading',
      'item',
      'item',
      'quote',
      'table',
      'contact',
    ]);
    expect(answer.provenance['published']).toEqual({ kind: 'meta', detail: 'meta[name="date"]' });
    expect(answer.revisions.map((each) => [each.revision, each.current])).toEqual([
      [1, false],
      [2, true],
    ]);
    expect(answer.captures).toHaveLength(2);
    expect(answer.citation).toContain('Water Office of Lake County, 2024-03-25. “Memorandum of understanding');
    expect(answer.citation).toContain(`${origin}/announcements/lake-county-0001`);
  });

  it('takes ids with slashes and spaces, percent-encoded, and links so', async () => {
    const id = 'norrland/2021/annual report';
    const answer = announcementAnswerSchema.parse(await world.json(`/api/v1/announcements/${encodeURIComponent(id)}`));
    expect(answer.id).toBe(id);
    expect((await world.get(answer.links.html.slice(origin.length))).status).toBe(200);
    expect((await world.get(answer.revisions[0]!.links.self.slice(origin.length))).status).toBe(200);
  });

  it('says removed and when', async () => {
    const answer = announcementAnswerSchema.parse(await world.json('/api/v1/announcements/lake-county-0002'));
    expect([answer.status, answer.removed_at]).toEqual(['removed', '2025-01-10T00:00:00.000Z']);
  });

  it('refuses an unknown id with 404 and parameters with 400', async () => {
    const missing = await world.get('/api/v1/announcements/nowhere');
    expect(missing.status).toBe(404);
    expect(((await missing.json()) as ProblemAnswer).detail).toContain('/api/v1/search');
    expect((await world.get('/api/v1/announcements/lake-county-0001?verbose=1')).status).toBe(400);
    expect((await world.get('/api/v1/announcements/%E0%A4')).status).toBe(404);
  });
});

describe('GET /api/v1/announcements/{id}/revisions/{n}', () => {
  it('answers the text as it stood', async () => {
    const answer = revisionAnswerSchema.parse(await world.json('/api/v1/announcements/lake-county-0001/revisions/1'));
    expect(answer.body[0]!.text).toContain('will sign');
    expect([answer.current, answer.diff]).toEqual([false, null]);
    expect(answer.links.next).toContain('/revisions/2');
  });

  it('adds a word diff from another version', async () => {
    const { diff } = revisionAnswerSchema.parse(
      await world.json('/api/v1/announcements/lake-county-0001/revisions/2?diff=1'),
    );
    const pieces = diff!.body[0]!.pieces;
    expect(pieces.filter((piece) => piece.op === 'removed').map((piece) => piece.text.trim())).toEqual([
      'will',
      'sign',
      'tomorrow',
    ]);
    expect(pieces.filter((piece) => piece.op === 'added').map((piece) => piece.text.trim())).toEqual([
      'signed',
      'today',
    ]);
    expect(diff!.words_removed).toBe(3);
  });

  it('refuses versions that do not exist', async () => {
    expect((await world.get('/api/v1/announcements/lake-county-0001/revisions/3')).status).toBe(404);
    expect((await world.get('/api/v1/announcements/lake-county-0001/revisions/x')).status).toBe(404);
    const response = await world.get('/api/v1/announcements/lake-county-0001/revisions/2?diff=9');
    expect(response.status).toBe(400);
    expect(((await response.json()) as ProblemAnswer).errors).toEqual([
      { param: 'diff', message: 'this announcement has the versions 1 to 2', suggestion: '2' },
    ]);
  });
});

describe('GET /api/v1/suggest', () => {
  it('completes what is typed, each with where it leads', async () => {
    const { suggestions } = suggestAnswerSchema.parse(await world.json('/api/v1/suggest?q=wat'));
    expect(suggestions.length).toBeGreaterThan(0);
    for (const suggestion of suggestions)
      expect((await world.get(suggestion.url.slice(origin.length))).status).toBe(200);
  });

  it('answers nothing for nothing, and refuses what it does not know', async () => {
    expect(suggestAnswerSchema.parse(await world.json('/api/v1/suggest')).suggestions).toEqual([]);
    expect((await world.get('/api/v1/suggest?q=a&limit=21')).status).toBe(400);
  });
});

describe('GET /api/v1/sources', () => {
  it('tells what there is of each publisher', async () => {
    const { sources, documents } = sourcesAnswerSchema.parse(await world.json('/api/v1/sources'));
    expect(documents).toBe(10);
    expect(sources.map((source) => [source.source, source.documents, source.from, source.to])).toEqual([
      ['lake-county', 6, '2022-12-01', '2024-06-02'],
      ['norrland', 4, '2021-01-01', '2024-03-28'],
    ]);
  });
});

describe('anything else', () => {
  it('is a problem for programs and a page for people', async () => {
    const api = await world.get('/api/v1/serach');
    expect([api.status, api.headers.get('Content-Type')]).toEqual([404, 'application/problem+json']);
    const page = await world.get('/serach');
    expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=UTF-8']);
  });

  it('is not written to', async () => {
    const response = await world.app.request(`${origin}/api/v1/search`, { method: 'POST' });
    expect([response.status, response.headers.get('Allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('may be asked from every origin', async () => {
    const response = await world.app.request(`${origin}/api/v1/search`, { method: 'OPTIONS' });
    expect([response.status, response.headers.get('Access-Control-Allow-Origin')]).toEqual([204, '*']);
  });
});

describe('the rate limit', () => {
  it('counts down in headers, then refuses with the seconds to wait', async () => {
    const limited = testWorld(undefined, { rateLimit: { requests: 2, windowSeconds: 60 } });
    expect((await limited.get('/api/v1/sources')).headers.get('RateLimit')).toMatch(/^"default";r=1;t=\d+$/);
    expect((await limited.get('/api/v1/sources')).headers.get('RateLimit-Policy')).toBe('"default";q=2;w=60');
    const refused = await limited.get('/api/v1/sources');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
    expect((await limited.get('/')).status).toBe(200);
  });

  it('counts by the last forwarded address where the proxy is trusted', async () => {
    const limited = testWorld(undefined, { rateLimit: { requests: 1, windowSeconds: 60, trustProxy: true } });
    const status = async (forwarded: string): Promise<number> =>
      (await limited.get('/api/v1/sources', { 'X-Forwarded-For': forwarded })).status;
    expect([
      await status('198.51.100.1'),
      await status('198.51.100.2'),
      await status('203.0.113.9, 198.51.100.1'),
    ]).toEqual([200, 200, 429]);
  });
});

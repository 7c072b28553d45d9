import { Worker } from 'node:worker_threads';
import { afterEach, expect, it } from 'vitest';
import type { SourceId } from '../../core/announcement.ts';
import type { Instant } from '../../core/instant.ts';
import type { Source } from '../../core/source.ts';
import { createPageReaders, type PageReaders, type PageReadersOptions } from '../../crawler/page-readers.ts';
import { readPage, type PageCapture } from '../../crawler/read-page.ts';
import { sourceOfHost } from '../../crawler/source/host-source.ts';
import { announcementPage } from '../fake-site.ts';

const opened: PageReaders[] = [];
const source = sourceOfHost('https://tides.example/', 'tides' as SourceId);

afterEach(async () => {
  await Promise.all(opened.splice(0).map((readers) => readers.close()));
});

it('reads a handful of pages without a thread', async () => {
  const readers = opening({});
  for (let number = 1; number <= 3; number++) expect(await read(readers, number)).toEqual(readHere(number));
  expect(readers.threads).toBe(0);
});

it('reads in threads what it would read itself, each answer with its own page', async () => {
  const readers = opening({ threads: 2, ownWorkMs: 0 });
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1);
  expect(await Promise.all(numbers.map((number) => read(readers, number)))).toEqual(numbers.map((n) => readHere(n)));
  expect(readers.threads).toBe(2);
});

it('leaves the bytes of a capture where they are: the archive may still need them', async () => {
  const readers = opening({ threads: 1, ownWorkMs: 0 });
  const capture = captureOf(1);
  await readers.read(source, capture, capture.url, {});
  expect(capture.content).toEqual(captureOf(1).content);
});

it('gives up a page that does not end, says so, and reads the others in a new thread', async () => {
  // A source whose pages cannot be sent in time: no thread starts within a millisecond.
  const hurried = opening({ threads: 1, ownWorkMs: 0, pageMs: 1 });
  const [first] = await Promise.all([read(hurried, 1), read(hurried, 2)]);
  expect(first).toMatchObject({ kind: 'empty', problems: [{ code: 'extraction-failed' }] });
  expect(first.problems[0]!.message).toContain('https://tides.example/news/1');
});

it('reads here what threads do not, on a system that cannot start them', async () => {
  const readers = opening({ threads: 2, ownWorkMs: 0, start: () => new Worker('process.exit(3)', { eval: true }) });
  const numbers = [1, 2, 3, 4, 5];
  expect(await Promise.all(numbers.map((number) => read(readers, number)))).toEqual(numbers.map((n) => readHere(n)));
});

it('reads a page that breaks the reading as a page without an announcement', async () => {
  const readers = opening({ threads: 1, ownWorkMs: 0 });
  const broken = { ...source, extraction: undefined } as unknown as Source;
  const capture = captureOf(1);
  expect(await readers.read(broken, capture, capture.url, {})).toMatchObject({ kind: 'empty' });
  expect(await read(readers, 2)).toEqual(readHere(2));
});

it('adds the documents that a listing names beside the link, each once', () => {
  const capture = captureOf(7);
  const pdf = { url: 'https://tides.example/7.pdf', title: 'The notice as PDF', type: 'application/pdf' };
  const reading = readPage(source, capture, capture.url, { attachments: [pdf, pdf] });
  expect(reading).toMatchObject({ kind: 'announcement', announcement: { attachments: [pdf] } });
  if (reading.kind !== 'announcement') return;
  expect(reading.announcement.attachments).toHaveLength(1);
  expect(reading.announcement.provenance.attachments).toEqual({ kind: 'listing' });
});

function opening(options: PageReadersOptions): PageReaders {
  const readers = createPageReaders(options);
  opened.push(readers);
  return readers;
}

function read(readers: PageReaders, number: number): ReturnType<PageReaders['read']> {
  const capture = captureOf(number);
  return readers.read(source, capture, capture.url, {});
}

function readHere(number: number): unknown {
  const capture = captureOf(number);
  return readPage(source, capture, capture.url, {});
}

function captureOf(number: number): PageCapture {
  return {
    url: `https://tides.example/news/${number}`,
    fetchedAt: '2026-03-02T00:00:00.000Z' as Instant,
    status: 200,
    statusText: 'OK',
    headers: [['Content-Type', 'text/html; charset=utf-8']],
    content: Buffer.from(
      announcementPage(`Notice ${number} to ferries`, '2026-03-01', `Ferry ${number} leaves at dawn.`),
    ),
  };
}

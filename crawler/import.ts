import type { Attachment, StatedDate } from '../core/announcement.ts';
import { isSourceId } from '../core/ids.ts';
import { dayRange, instantOf, type Instant } from '../core/instant.ts';
import { HeraldError, messageOf, type Problem } from '../core/problem.ts';
import type { Source } from '../core/source.ts';
import {
  readCaptures,
  type Archived,
  type ArchivedCapture,
  type ArchivedResource,
  type ArchivedRevisit,
} from './archive/captures.ts';
import { readRecordAt } from './archive/read-record.ts';
import { inScope } from './discover/admit.ts';
import { identityUrl } from './discover/url-identity.ts';
import { announcementFromJson } from './extract/import-json.ts';
import type { Capture } from './fetch/outcome.ts';
import {
  ImportRun,
  type ImportOptions,
  type ImportParts,
  type ImportReport,
  type Kept,
  type Taken,
} from './import-run.ts';
import { pointerOf, takeIn, validatorsOf } from './intake.ts';
import { readJsonLines } from './read-json-lines.ts';
import { headerOf, readPage, type IntakeHints, type PageReading } from './read-page.ts';
import { sourceOfHost } from './source/host-source.ts';
import type { CapturePointer } from './store/capture-rows.ts';

/**
 * Reads one file as if it had been crawled: `.warc`, `.warc.gz`, or announcements as `.jsonl`, `.jsonl.gz`, `.jsonl.br`. What is refused
 * is told with its place; the rest is taken. Importing a file twice stores nothing twice.
 * @throws HeraldError `config` when the file cannot be read or is neither.
 */
export async function importFile(file: string, parts: ImportParts, options: ImportOptions): Promise<ImportReport> {
  const run = new ImportRun(file, parts, options);
  if (/\.warc(\.gz)?$/i.test(file)) await importWarc(run);
  else if (/\.jsonl(\.gz|\.br)?$/i.test(file)) await importLines(run);
  else
    throw new HeraldError('config', `${file}: not a kind of file that can be imported`, {
      hint: 'known are .warc, .warc.gz, .jsonl, .jsonl.gz and .jsonl.br',
    });
  parts.archive.sync();
  return run.report();
}

async function importWarc(run: ImportRun): Promise<void> {
  const problems: Problem[] = [];
  const onProblem = (problem: Problem): void => void problems.push(problem);
  const refuseAll = (): void => {
    for (const problem of problems.splice(0)) run.refuse(problem);
  };
  for await (const archived of readCaptures(run.file, { onProblem })) {
    refuseAll();
    if (run.parts.signal.aborted) break;
    await takeArchived(run, archived);
  }
  await run.flush();
  refuseAll();
}

/** Takes one archived record into the store, with the next batch. */
export async function takeArchived(run: ImportRun, archived: Archived): Promise<void> {
  const page = archived.kind === 'capture' ? archivedPage(run, archived) : undefined;
  if (page === undefined) return run.later(archived.url, () => takeOther(run, archived));
  const { source, capture, pageUrl, hints } = page;
  const reading = run.parts.readers.read(source, capture, pageUrl, hints);
  return run.whenRead(archived.url, reading, (read) => takeCapture(run, page, read));
}

function takeOther(run: ImportRun, archived: Archived): Taken {
  switch (archived.kind) {
    case 'capture':
      return archived.capture.status === 404 || archived.capture.status === 410
        ? takeGone(run, archived)
        : 'passed-over';
    case 'revisit':
      return takeRevisit(run, archived);
    case 'resource':
      return takeResource(run, archived);
    case 'metadata':
      return 'passed-over';
  }
}

/** A capture that holds an announcement page, or should. */
interface ArchivedPage {
  readonly source: Source;
  readonly archived: ArchivedCapture;
  readonly capture: Capture;
  /** The identity URL under which it was asked for. */
  readonly pageUrl: string;
  readonly hints: IntakeHints;
}

function archivedPage(run: ImportRun, archived: ArchivedCapture): ArchivedPage | undefined {
  const { capture, notes } = archived;
  if (capture.status !== 200 || !isPage(capture) || notes?.['kind'] !== undefined) return undefined;
  const source = sourceOf(run, capture.url, notes);
  const pageUrl = pageUrlOf(archived, source);
  return isEntryPoint(source, pageUrl) ? undefined : { source, archived, capture, pageUrl, hints: hintsOf(notes) };
}

function takeCapture(run: ImportRun, page: ArchivedPage, reading: PageReading): Taken {
  const { source, capture, pageUrl } = page;
  const pointer = pointerInArchive(run, source, page.archived, pageUrl);
  run.parts.store.addCandidates(source.id, [{ url: pageUrl, discoveredVia: 'import' }], capture.fetchedAt);
  run.parts.store.recordFetch({
    source: source.id,
    url: pageUrl,
    at: capture.fetchedAt,
    kind: 'fetched',
    status: capture.status,
    attempts: 0,
    tookMs: 0,
    bytes: capture.payload.length,
    validators: validatorsOf(capture),
    capture: pointer,
    limits: { ...source.schedule, ...source.removal },
  });
  return takePage(run, source, reading, { pointer, pageUrl, at: capture.fetchedAt, where: capture.url });
}

function takePage(
  run: ImportRun,
  source: Source,
  reading: PageReading,
  from: { readonly pointer: CapturePointer; readonly pageUrl: string; readonly at: Instant; readonly where: string },
): Taken {
  const { pointer, pageUrl, at, where } = from;
  const result = takeIn(run.parts.store, reading, at, { capture: pointer, pageUrl });
  if (result.kind === 'soft-404') return countMissing(run, source, pageUrl, at);
  if (result.kind !== 'empty' && result.kind !== 'blocked') return result.kind;
  run.refuse({
    ...(result.problems[0] ?? { code: 'no-announcement', message: 'the page holds no announcement' }),
    where,
  });
  return 'refused';
}

function pageUrlOf({ url, notes }: Pick<Archived, 'url' | 'notes'>, source: Source): string {
  return typeof notes?.['url'] === 'string' ? notes['url'] : (identityUrl(url, source) ?? url);
}

/** A 404 or 410 is evidence only for a page that was there before. */
function takeGone(run: ImportRun, archived: ArchivedCapture): Taken {
  const source = sourceOf(run, archived.url, archived.notes);
  const url = pageUrlOf(archived, source);
  const isPlace = archived.notes?.['kind'] !== undefined || isEntryPoint(source, url);
  if (isPlace || run.parts.store.announcementAt(url) === undefined) return 'passed-over';
  pointerInArchive(run, source, archived, url);
  return countMissing(run, source, url, archived.at);
}

function countMissing(run: ImportRun, source: Source, url: string, at: Instant): Taken {
  const result = run.parts.store.recordMissing(source.id, url, at, source.removal);
  return result === 'removed' || result === 'missing' ? result : 'passed-over';
}

/** The page was there and its bytes were those of an earlier capture: of itself, or of another address. */
function takeRevisit(run: ImportRun, archived: ArchivedRevisit): Taken {
  if (archived.notes?.['kind'] !== undefined) return 'passed-over';
  const source = sourceOf(run, archived.url, archived.notes);
  const pageUrl = pageUrlOf(archived, source);
  const seen = run.parts.store.touch(source.id, pageUrl, archived.at);
  if (seen !== 'unknown') return seen;
  const original = archived.digest === undefined ? undefined : run.parts.store.findOriginal(archived.digest);
  if (original === undefined) return 'passed-over';
  const stored = readRecordAt(run.parts.archiveFolder, original.location);
  if (stored.kind !== 'capture') return 'passed-over';
  const { at, url: where } = archived;
  const reading = readPage(source, { ...stored.capture, url: where, fetchedAt: at }, pageUrl, hintsOf(archived.notes));
  const pointer: CapturePointer = { ...original, url: pageUrl, fetchedAt: at, kind: 'revisit' };
  return takePage(run, source, reading, { pointer, pageUrl, at, where });
}

/** An announcement that came as JSON, in an earlier import. */
function takeResource(run: ImportRun, archived: ArchivedResource): Taken {
  if (!/^application\/json\b/i.test(archived.contentType)) return 'passed-over';
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(archived.bytes).toString('utf8'));
  } catch (error) {
    run.refuse({ code: 'not-json', message: `the resource is no JSON: ${messageOf(error)}`, where: archived.url });
    return 'refused';
  }
  return takeJson(run, value, archived.at, archived.url, () =>
    run.inPlace && archived.location !== undefined
      ? { ...archived.location, digest: archived.digest }
      : run.archiveJson(archived.url, archived.bytes, archived.at),
  );
}

async function importLines(run: ImportRun): Promise<void> {
  const at = instantOf(run.parts.clock.now());
  try {
    for await (const line of readJsonLines(run.file)) {
      if (run.parts.signal.aborted) break;
      if ('error' in line) {
        const { error, line: number } = line;
        await run.later(`line ${number}`, () => {
          run.refuse({
            code: 'bad-line',
            message: error,
            where: run.file,
            line: number,
            hint: 'the other lines are imported',
          });
          return 'refused';
        });
        continue;
      }
      await run.later(`line ${line.line}`, () =>
        takeJson(run, line.value, at, line.line, (url) => run.archiveJson(url, Buffer.from(line.text), at)),
      );
    }
  } catch (error) {
    await run.flush();
    throw new HeraldError('config', `${run.file}: cannot be read to its end: ${messageOf(error)}`, {
      hint: 'what was read before was imported; mend the file and import it again',
      cause: error,
    });
  }
  await run.flush();
}

/** Reads, archives and stores one JSON announcement. `place` is its line or its URL, for what is told. */
function takeJson(
  run: ImportRun,
  value: unknown,
  at: Instant,
  place: number | string,
  keep: (url: string) => Kept,
): Taken {
  const where = typeof place === 'number' ? { where: run.file, line: place } : { where: place };
  const { announcement, problems } = announcementFromJson(
    value,
    run.options.source === undefined ? {} : { source: run.options.source },
  );
  for (const problem of problems) run.refuse({ ...problem, ...where });
  if (announcement === undefined) return 'refused';
  const kept = keep(announcement.url);
  const pointer: CapturePointer = {
    url: announcement.url,
    fetchedAt: at,
    kind: 'resource',
    contentType: 'application/json',
    digest: kept.digest,
    location: { file: kept.file, offset: kept.offset, length: kept.length },
  };
  return run.parts.store.putAnnouncement(announcement, at, { capture: pointer });
}

/** Which source a page belongs to: what our own archive noted, the source files' scopes, the option, else one named after its host. */
function sourceOf(run: ImportRun, url: string, notes: Archived['notes']): Source {
  const noted = run.parts.sources.find(({ id }) => id === notes?.['source']);
  if (noted !== undefined) return noted;
  const scoped = run.parts.sources.find((source) => {
    const identity = identityUrl(url, source) ?? url;
    return inScope(identity, source) || isEntryPoint(source, identity);
  });
  if (scoped !== undefined) return scoped;
  const id =
    typeof notes?.['source'] === 'string' && isSourceId(notes['source']) ? notes['source'] : run.options.source;
  return sourceOfHost(url, id);
}

function isEntryPoint(source: Source, identity: string): boolean {
  return source.entryPoints.some((entry) => identityUrl(entry.url, source) === identity);
}

function isPage(capture: Capture): boolean {
  const type = headerOf(capture, 'content-type');
  return type === undefined || /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type);
}

/** Hints as our own writer noted them. Anybody may have written the file: what is not of their shape is left out. */
function hintsOf(notes: Archived['notes']): IntakeHints {
  const { title, published, attachments } = (notes?.['hints'] ?? {}) as Record<keyof IntakeHints, unknown>;
  const documents = Array.isArray(attachments) ? attachments.filter(isAttachment) : [];
  return {
    ...(typeof title === 'string' ? { title } : {}),
    ...(isStatedDate(published) ? { published } : {}),
    ...(documents.length === 0 ? {} : { attachments: documents }),
  };
}

function isAttachment(value: unknown): value is Attachment {
  const { url, title, type } = (value ?? {}) as Partial<Record<keyof Attachment, unknown>>;
  return typeof url === 'string' && typeof title === 'string' && (type === undefined || typeof type === 'string');
}

function isStatedDate(value: unknown): value is StatedDate {
  const { value: text, precision, source } = (value ?? {}) as Partial<Record<keyof StatedDate, unknown>>;
  return (
    typeof text === 'string' &&
    dayRange(text) !== undefined &&
    typeof precision === 'string' &&
    typeof source === 'string'
  );
}

/** Where the capture lies in our archive; it is appended unless the file being read is part of it. */
function pointerInArchive(run: ImportRun, source: Source, archived: ArchivedCapture, url: string): CapturePointer {
  const { capture, digest, location } = archived;
  if (run.inPlace && location !== undefined) return pointerOf(capture, { kind: 'capture', digest, ...location }, url);
  const known = run.parts.store.capturesOfUrl(url).find(({ fetchedAt }) => fetchedAt === capture.fetchedAt);
  if (known !== undefined) return known;
  return pointerOf(
    capture,
    run.parts.archive.append(capture, {
      notes: {
        source: source.id,
        url,
        ...(archived.notes?.['hints'] === undefined ? {} : { hints: archived.notes['hints'] }),
      },
    }),
    url,
  );
}

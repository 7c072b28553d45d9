import type { Command } from 'commander';
import { existsSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Announcement, AnnouncementField } from '../../core/announcement.ts';
import { instantOf } from '../../core/instant.ts';
import { formatProblem, HeraldError, messageOf, type Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { decodeHtml } from '../../crawler/decode/html.ts';
import { inScope } from '../../crawler/discover/admit.ts';
import { identityUrl } from '../../crawler/discover/url-identity.ts';
import { extract, type Extraction } from '../../crawler/extract/extract.ts';
import { extractPlainText } from '../../crawler/extract/plain-text.ts';
import { createFetcher } from '../../crawler/fetch/fetcher.ts';
import { headerOf } from '../../crawler/read-page.ts';
import { reasonOf } from '../../crawler/run.ts';
import { sourceOfHost } from '../../crawler/source/host-source.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { wrap } from '../result-text.ts';
import { sourcesFolder } from '../open-sources.ts';
import { bytesText } from '../text.ts';

interface InspectOptions extends GlobalOptions {
  readonly url?: string;
  readonly sources?: string;
}

/** `herald inspect URL|FILE`: one page through every stage, with what each found, where, and how long it took. */
export function addInspectCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('inspect')
      .description('run one page or file through every stage and show what each found; stores nothing')
      .argument('<target>', 'an http(s) URL, or an HTML or plain-text file')
      .option('--url <url>', 'the URL under which a file is to be read')
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald inspect https://www.example.gov/news/a-press-release
  herald inspect saved-page.html --url https://www.example.gov/news/a-press-release
  herald inspect release.txt --json`,
    )
    .action((target: string, options: InspectOptions) =>
      runCommand(options, (context) => inspect(context, target, options)),
    );
}

interface Stage {
  readonly name: string;
  readonly tookMs: number;
  readonly found: string;
}

interface Page {
  readonly url: string;
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly headers: readonly (readonly [string, string])[];
  readonly stages: readonly Stage[];
}

async function inspect(context: CommandContext, target: string, options: InspectOptions): Promise<ExitCode> {
  const { value: sources, problems: sourceProblems } = loadSources([sourcesFolder(context, options.sources)]);
  const page = /^https?:\/\//i.test(target) ? await fetchPage(context, target, sources) : readPage(target, options.url);
  const source = sourceFor(page.url, sources);
  const stages = [
    {
      name: 'source',
      tookMs: 0,
      found: source.file === '' ? 'none of the source files: general rules' : `${source.id} (${source.file})`,
    },
    ...page.stages,
  ];
  const decoded = timed(() => decodeHtml(page.bytes, page.contentType));
  stages.push({
    name: 'decode',
    tookMs: decoded.tookMs,
    found: `${decoded.value.encoding} by ${decoded.value.evidence}, ${decoded.value.text.length} characters`,
  });
  const identity = identityUrl(page.url, source) ?? page.url;
  const extracted = timed(() => extraction(page, decoded.value.text, identity, source));
  stages.push({
    name: 'extract',
    tookMs: extracted.tookMs,
    found:
      extracted.value.announcement === undefined
        ? 'no announcement'
        : `${Object.keys(extracted.value.announcement.provenance).length} fields`,
  });
  const { announcement } = extracted.value;
  const problems = [...sourceProblems, ...decoded.value.problems, ...extracted.value.problems];
  context.answer(
    { url: page.url, identity, source: source.id, stages, announcement: announcement ?? null, problems },
    () => inspectText(stages, announcement, problems),
  );
  return announcement === undefined ? exitCodes.partly : exitCodes.done;
}

function extraction(page: Page, text: string, url: string, source: Source): Extraction {
  if (/^text\/plain/i.test(page.contentType ?? '')) return extractPlainText({ text, url, source });
  return extract({ html: text, url, headers: page.headers, source, fetchedAt: instantOf(Date.now()) });
}

async function fetchPage(context: CommandContext, url: string, sources: readonly Source[]): Promise<Page> {
  if (!URL.canParse(url)) throw new HeraldError('config', `not a URL: ${url}`);
  const source = sourceFor(url, sources);
  const fetcher = createFetcher({ contact: context.environment.HERALD_CONTACT });
  try {
    const outcome = await fetcher.fetch({ url, source, purpose: 'page', signal: context.signal });
    if (outcome.kind !== 'fetched')
      throw new HeraldError('retry-later', `${url} could not be fetched: ${reasonOf(outcome)}`);
    const { capture } = outcome;
    const robots = fetcher.report().hosts[0]?.robots ?? 'not asked';
    const stages = [
      { name: 'robots', tookMs: 0, found: robots },
      {
        name: 'fetch',
        tookMs: outcome.tookMs,
        found: `${capture.status}, ${bytesText(capture.payload.length)}${outcome.redirects.length === 0 ? '' : `, ${outcome.redirects.length} redirects to ${capture.url}`}`,
      },
    ];
    return {
      url: capture.url,
      bytes: capture.content,
      contentType: headerOf(capture, 'content-type'),
      headers: capture.headers,
      stages,
    };
  } finally {
    await fetcher.close();
  }
}

function readPage(path: string, url: string | undefined): Page {
  if (!existsSync(path)) throw new HeraldError('config', `${path} is neither an http(s) URL nor a file`);
  if (url !== undefined && !URL.canParse(url)) throw new HeraldError('config', `--url is no URL: ${url}`);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new HeraldError('config', `cannot read ${path}: ${messageOf(error)}`, { cause: error });
  }
  const contentType = /\.te?xt$/i.test(path) ? 'text/plain' : undefined;
  return {
    url: url ?? pathToFileURL(path).href,
    bytes,
    contentType,
    headers: [],
    stages: [{ name: 'read', tookMs: 0, found: `${path}, ${bytesText(bytes.length)}` }],
  };
}

function sourceFor(url: string, sources: readonly Source[]): Source {
  return sources.find((source) => inScope(identityUrl(url, source) ?? url, source)) ?? sourceOfHost(url);
}

function timed<T>(work: () => T): { readonly value: T; readonly tookMs: number } {
  const started = performance.now();
  const value = work();
  return { value, tookMs: performance.now() - started };
}

function inspectText(
  stages: readonly Stage[],
  announcement: Announcement | undefined,
  problems: readonly Problem[],
): string {
  const lines = stages.map(
    ({ name, tookMs, found }) => `${name.padEnd(9)} ${found}${tookMs > 0 ? ` (${tookMs.toFixed(1)} ms)` : ''}`,
  );
  if (announcement !== undefined) lines.push('', ...fieldLines(announcement), '', ...bodyLines(announcement));
  if (problems.length > 0) lines.push('', 'problems', ...problems.map((problem) => `  ${formatProblem(problem)}`));
  return lines.join('\n');
}

function fieldLines(announcement: Announcement): string[] {
  const {
    title,
    published,
    modified,
    agency,
    components,
    kind,
    topics,
    number,
    language,
    people,
    places,
    organizations,
    quotes = [],
    contacts,
    attachments,
    translations,
  } = announcement;
  const fields: [AnnouncementField, string | undefined][] = [
    ['title', title],
    ['published', published === undefined ? undefined : `${published.value} (to the ${published.precision})`],
    ['modified', modified?.value],
    ['agency', agency],
    ['components', components.join('; ')],
    ['kind', kind],
    ['number', number],
    ['topics', topics.join('; ')],
    ['language', language],
    ['people', people.map(({ name, office }) => (office === undefined ? name : `${name}, ${office}`)).join('; ')],
    ['places', places.join('; ')],
    ['organizations', organizations.join('; ')],
    ['quotes', quotes.map(({ speaker, text }) => `${speaker}: “${text}”`).join('; ')],
    ['contacts', contacts.join('; ')],
    ['attachments', attachments.map((attachment) => attachment.url).join(' ')],
    ['translations', translations.map((translation) => `${translation.language} ${translation.url}`).join(' ')],
  ];
  return fields
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([field, value]) => {
      const from = announcement.provenance[field];
      return `${field.padEnd(13)} ${value ?? ''}${from === undefined ? '' : `   [${from.kind}${from.detail === undefined ? '' : ` ${from.detail}`}]`}`;
    });
}

function bodyLines({ body }: Announcement): string[] {
  return body.flatMap(({ kind, text }) => {
    const [first = '', ...more] = text.split('\n').flatMap((line) => wrap(line, 90));
    return [`${kind.padEnd(8)} ${first}`, ...more.map((line) => ' '.repeat(9) + line)];
  });
}

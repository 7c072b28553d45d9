import type { Command } from 'commander';
import type { Announcement, AnnouncementField } from '../../core/announcement.ts';
import { instantOf } from '../../core/instant.ts';
import { formatProblem, type Problem } from '../../core/problem.ts';
import type { Source } from '../../core/source.ts';
import { decodeHtml } from '../../crawler/decode/html.ts';
import { identityUrl } from '../../crawler/discover/url-identity.ts';
import { extract, type Extraction } from '../../crawler/extract/extract.ts';
import { extractPlainText } from '../../crawler/extract/plain-text.ts';
import type { Watch } from '../../crawler/extract/stages.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import {
  exitCodes,
  runCommand,
  wholeNumber,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { onePage, sourceOfPage, type ReceivedPage, type Stage } from '../one-page.ts';
import { wrap } from '../result-text.ts';
import { sourcesFolder } from '../open-sources.ts';
import { stageTimes, timed } from '../stage-times.ts';

interface InspectOptions extends GlobalOptions {
  readonly url?: string;
  readonly sources?: string;
  readonly repeat?: string;
}

/** `herald inspect URL|FILE`: one page through every stage, with what each found, where, and how long it took. */
export function addInspectCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('inspect')
      .description('run one page or file through every stage and show what each found; stores nothing')
      .argument('<target>', 'an http(s) URL, or an HTML or plain-text file')
      .option('--url <url>', 'the URL under which a file is to be read')
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)')
      .option('--repeat <times>', 'read the page so many times and show the times of the fastest (default: 1)'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald inspect https://www.example.gov/news/a-press-release
  herald inspect saved-page.html --repeat 200
  herald inspect saved-page.html --url https://www.example.gov/news/a-press-release
  herald inspect release.txt --json`,
    )
    .action((target: string, options: InspectOptions) =>
      runCommand(options, (context) => inspect(context, target, options)),
    );
}

async function inspect(context: CommandContext, target: string, options: InspectOptions): Promise<ExitCode> {
  const repeat = options.repeat === undefined ? 1 : wholeNumber('--repeat', options.repeat);
  const { value: sources, problems: sourceProblems } = loadSources([sourcesFolder(context, options.sources)]);
  const page = await onePage(context, target, options.url, sources);
  const source = sourceOfPage(page.url, sources);
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
  // The first time a page is read the code is not compiled yet, and everything takes ten times as long as in a crawl.
  const runs = Array.from({ length: repeat }, () => {
    const times = stageTimes();
    return { times, ...timed(() => extraction(page, decoded.value.text, identity, source, times.watch)) };
  });
  const extracted = runs.reduce((fastest, run) => (run.tookMs < fastest.tookMs ? run : fastest));
  stages.push({
    name: 'extract',
    tookMs: extracted.tookMs,
    found:
      extracted.value.announcement === undefined
        ? 'no announcement'
        : `${Object.keys(extracted.value.announcement.provenance).length} fields`,
  });
  stages.push(...extracted.times.stages());
  const { announcement } = extracted.value;
  const problems = [...sourceProblems, ...decoded.value.problems, ...extracted.value.problems];
  context.answer(
    { url: page.url, identity, source: source.id, stages, announcement: announcement ?? null, problems },
    () => inspectText(stages, announcement, problems),
  );
  return announcement === undefined ? exitCodes.partly : exitCodes.done;
}

function extraction(page: ReceivedPage, text: string, url: string, source: Source, watch: Watch): Extraction {
  if (/^text\/plain/i.test(page.contentType ?? '')) return extractPlainText({ text, url, source });
  return extract({ html: text, url, headers: page.headers, source, fetchedAt: instantOf(Date.now()) }, watch);
}

function inspectText(
  stages: readonly Stage[],
  announcement: Announcement | undefined,
  problems: readonly Problem[],
): string {
  const lines = stages.map(
    ({ name, tookMs, found }) => `${name.padEnd(11)} ${found}${tookMs > 0 ? ` (${tookMs.toFixed(1)} ms)` : ''}`,
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

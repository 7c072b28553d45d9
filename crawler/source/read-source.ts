import { LineCounter, isNode, isPair, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { nearest } from '../../core/nearest.ts';
import type { Problem, WithProblems } from '../../core/problem.ts';
import type { EntryPoint, ExtractionRules, NextPage, Source } from '../../core/source.ts';
import { defaultMaxListingPages, defaultPoliteness, defaultRemoval, defaultSchedule } from './defaults.ts';
import { keysOf, sourceFileKeys } from './source-keys.ts';
import { sourceFileSchema, type SourceFile } from './source-schema.ts';

/**
 * Reads the text of one source file (docs/sources.md describes the format). Never throws: the value is `undefined` when
 * anything was wrong, and `problems` names all of it at once, each with its line.
 *
 * @param file the path, for the problems; its name must be the id with `.yaml`.
 */
export function readSource(text: string, file: string): WithProblems<Source | undefined> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place: Place = { file, document, lines };
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0) {
    const problems = broken.map((error) => ({
      code: 'bad-yaml',
      message: error.message.split('\n')[0]!,
      where: file,
      line: lines.linePos(error.pos[0]).line,
    }));
    return { value: undefined, problems };
  }
  return readContent(place);
}

interface Place {
  readonly file: string;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

type Path = readonly (string | number)[];

function readContent(place: Place): WithProblems<Source | undefined> {
  let content: unknown;
  try {
    content = withoutEmpty(place.document.toJS({ maxAliasCount: 20 }));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: undefined, problems: [{ code: 'bad-yaml', message, where: place.file }] };
  }
  const parsed = sourceFileSchema.safeParse(content);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => issueProblems(issue, place))),
    ...relationProblems(content, place),
  ].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { value: parsed.success && problems.length === 0 ? completed(parsed.data, place.file) : undefined, problems };
}

/** A key with nothing behind it (`agency:`) is a key left out, as YAML's writers mean it. */
function withoutEmpty(content: unknown): unknown {
  if (content === null || typeof content !== 'object' || Array.isArray(content)) return content;
  return Object.fromEntries(Object.entries(content).filter(([, value]) => value !== null));
}

function issueProblems(issue: z.core.$ZodIssue, place: Place): Problem[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = { where: place.file, ...lineOf(place, path) };
  const key = path.length === 0 ? 'the file' : `\`${spell(path)}\``;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => unknownKey(unknown, path, place));
    case 'custom': {
      const { code, hint } = (issue.params ?? {}) as { code?: string; hint?: string };
      return [
        {
          code: code ?? 'bad-value',
          message: `${key}: ${issue.message}`,
          ...(hint === undefined ? {} : { hint }),
          ...at,
        },
      ];
    }
    case 'invalid_type':
    case 'invalid_union': {
      if (issue.input === undefined && !hasKey(place, path))
        return [{ code: 'missing-key', message: `${key} is missing`, ...at }];
      const wanted = issue.code === 'invalid_type' ? (wantedTypes[issue.expected] ?? issue.expected) : 'a text';
      return [{ code: 'bad-type', message: `${key} must be ${wanted}`, ...at }];
    }
    case 'too_small':
      return [
        {
          code: 'bad-value',
          message: `${key} ${issue.origin === 'array' || issue.origin === 'string' ? 'is empty' : `must be at least ${issue.minimum.toString()}`}`,
          ...at,
        },
      ];
    case 'too_big':
      return [{ code: 'bad-value', message: `${key} must be at most ${issue.maximum.toString()}`, ...at }];
    default:
      return [{ code: 'bad-value', message: `${key}: ${issue.message}`, ...at }];
  }
}

const wantedTypes: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list (lines that begin with `-`)',
  object: 'a section of keys and values',
};

function unknownKey(unknown: string, parent: Path, place: Place): Problem {
  const known = keysOf(parent.filter((step) => typeof step === 'string').join('.'));
  const close = nearest(unknown, known) ?? sourceFileKeys.find((key) => key.split('.').at(-1) === unknown);
  return {
    code: 'unknown-key',
    message: `unknown key \`${spell([...parent, unknown])}\``,
    hint: close === undefined ? `known here: ${known.join(', ')}` : `did you mean \`${close}\`?`,
    where: place.file,
    ...lineOf(place, [...parent, unknown]),
  };
}

/** What one value alone cannot tell: the id and the file's name, which keys go together. */
function relationProblems(content: unknown, place: Place): Problem[] {
  if (!isSection(content)) return [];
  const problems: Problem[] = [];
  const tell = (path: Path, code: string, message: string, hint?: string): void => {
    problems.push({
      code,
      message,
      ...(hint === undefined ? {} : { hint }),
      where: place.file,
      ...lineOf(place, path),
    });
  };
  const name = place.file
    .split(/[\\/]/)
    .at(-1)!
    .replace(/\.yaml$/, '');
  const { id, entry, schedule, politeness } = content;
  if (typeof id === 'string' && id.trim() !== name) {
    tell(
      ['id'],
      'id-not-file-name',
      `\`id\` is \`${id}\` but the file is \`${name}.yaml\``,
      'the id is the name of the file: rename one of them',
    );
  }
  if (isSection(schedule) && schedule['every'] !== undefined && schedule['cron'] !== undefined) {
    tell(['schedule', 'cron'], 'two-schedules', 'give `schedule.every` or `schedule.cron`, not both');
  }
  if (isSection(schedule) && longerThan(schedule['minRecheck'], schedule['maxRecheck'])) {
    tell(['schedule', 'minRecheck'], 'bad-value', '`schedule.minRecheck` is longer than `schedule.maxRecheck`');
  }
  if (isSection(politeness) && politeness['window'] !== undefined && content['timeZone'] === undefined) {
    tell(['politeness', 'window'], 'missing-key', '`politeness.window` is in local time and needs `timeZone`');
  }
  if (Array.isArray(entry))
    entry.forEach((item: unknown, index) => isSection(item) && entryRelations(item, index, tell));
  return problems;
}

function entryRelations(
  entry: Section,
  index: number,
  tell: (path: Path, code: string, message: string, hint?: string) => void,
): void {
  const path = ['entry', index];
  const types = ['feed', 'sitemap', 'listing'].filter((type) => entry[type] !== undefined);
  if (types.length !== 1)
    tell(path, 'bad-entry', `\`${spell(path)}\` must have exactly one of \`feed\`, \`sitemap\`, \`listing\``);
  for (const key of ['links', 'next', 'maxPages']) {
    if (entry[key] !== undefined && types.length === 1 && types[0] !== 'listing')
      tell([...path, key], 'bad-entry', `\`${key}\` belongs to a \`listing\` only`);
  }
  const next = entry['next'];
  if (!isSection(next)) return;
  const ways = ['selector', 'template'].filter((key) => next[key] !== undefined);
  if (ways.length !== 1)
    tell(
      [...path, 'next'],
      'bad-entry',
      `\`${spell([...path, 'next'])}\` must have exactly one of \`selector\`, \`template\``,
    );
  for (const key of ['first', 'step']) {
    if (next[key] !== undefined && ways[0] === 'selector')
      tell([...path, 'next', key], 'bad-entry', `\`${key}\` belongs to a \`template\` only`);
  }
}

function longerThan(least: unknown, most: unknown): boolean {
  const read = (value: unknown): number | undefined => {
    const parsed = sourceFileSchema.shape.schedule.safeParse({ minRecheck: value });
    return parsed.success ? parsed.data?.minRecheck : undefined;
  };
  const leastMs = read(least) ?? defaultSchedule.minRecheckMs;
  const mostMs = read(most) ?? defaultSchedule.maxRecheckMs;
  return (least !== undefined || most !== undefined) && leastMs > mostMs;
}

/** The file with every default filled in. */
function completed(file: SourceFile, path: string): Source {
  const { scope, politeness, schedule, removal, url, extract } = file;
  return {
    id: file.id,
    name: file.name,
    country: file.country,
    language: file.language,
    agency: file.agency ?? file.name,
    ...(file.kind === undefined ? {} : { kind: file.kind }),
    homepage: file.homepage,
    ...(file.timeZone === undefined ? {} : { timeZone: file.timeZone }),
    verified: file.verified ?? 'never',
    entryPoints: file.entry.map(entryPoint),
    scope: {
      include: scope?.include ?? [sameHosts(file)],
      exclude: scope?.exclude ?? [],
      allowPrivateAddresses: scope?.allowPrivateAddresses ?? false,
    },
    politeness: {
      delayMs: politeness?.delay ?? defaultPoliteness.delayMs,
      latencyFactor: politeness?.latencyFactor ?? defaultPoliteness.latencyFactor,
      maxDelayMs: politeness?.maxDelay ?? defaultPoliteness.maxDelayMs,
      maxCrawlDelayMs: politeness?.maxCrawlDelay ?? defaultPoliteness.maxCrawlDelayMs,
      concurrency: politeness?.concurrency ?? defaultPoliteness.concurrency,
      attempts: politeness?.attempts ?? defaultPoliteness.attempts,
      maxPages: politeness?.maxPages ?? defaultPoliteness.maxPages,
      maxBytes: politeness?.maxBytes ?? defaultPoliteness.maxBytes,
      maxTimeMs: politeness?.maxTime ?? defaultPoliteness.maxTimeMs,
      ...(politeness?.window === undefined ? {} : { window: politeness.window }),
    },
    schedule: {
      ...(schedule?.cron === undefined ? {} : { cron: schedule.cron }),
      everyMs: schedule?.every ?? defaultSchedule.everyMs,
      minRecheckMs: schedule?.minRecheck ?? defaultSchedule.minRecheckMs,
      maxRecheckMs: schedule?.maxRecheck ?? defaultSchedule.maxRecheckMs,
    },
    removal: {
      confirmations: removal?.confirmations ?? defaultRemoval.confirmations,
      afterMs: removal?.after ?? defaultRemoval.afterMs,
      alarmShare: removal?.alarmShare ?? defaultRemoval.alarmShare,
    },
    extraction: extractionRules(extract),
    ignoreParameters: url?.ignoreParameters ?? [],
    sortParameters: url?.sortParameters ?? false,
    file: path,
  };
}

function entryPoint(entry: SourceFile['entry'][number]): EntryPoint {
  if (entry.feed !== undefined) return { type: 'feed', url: entry.feed };
  if (entry.sitemap !== undefined) return { type: 'sitemap', url: entry.sitemap };
  const next = nextPage(entry.next);
  return {
    type: 'listing',
    url: entry.listing!,
    ...(entry.links === undefined ? {} : { links: entry.links }),
    ...(next === undefined ? {} : { next }),
    maxPages: entry.maxPages ?? defaultMaxListingPages,
  };
}

function nextPage(next: SourceFile['entry'][number]['next']): NextPage | undefined {
  if (next?.selector !== undefined) return { by: 'selector', selector: next.selector };
  if (next?.template === undefined) return undefined;
  return { by: 'template', template: next.template, first: next.first ?? 2, step: next.step ?? 1 };
}

/** Without `scope.include`, whatever lies on the hosts that the file names. */
function sameHosts(file: SourceFile): RegExp {
  const urls = [file.homepage, ...file.entry.map((entry) => entry.feed ?? entry.sitemap ?? entry.listing!)];
  const hosts = [...new Set(urls.map((url) => new URL(url).host))];
  return new RegExp(`^https?://(?:${hosts.map((host) => host.replace(/[.[\]]/g, '\\$&')).join('|')})(?:[/?].*)?$`);
}

function extractionRules(extract: SourceFile['extract']): ExtractionRules {
  return {
    title: extract?.title ?? [],
    body: extract?.body ?? [],
    published: extract?.published ?? [],
    modified: extract?.modified ?? [],
    agency: extract?.agency ?? [],
    components: extract?.components ?? [],
    kind: extract?.kind ?? [],
    topics: extract?.topics ?? [],
    number: extract?.number ?? [],
    remove: extract?.remove ?? [],
    ...(extract?.dateOrder === undefined ? {} : { dateOrder: extract.dateOrder }),
  };
}

type Section = Readonly<Record<string, unknown>>;

function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasKey(place: Place, path: Path): boolean {
  return path.length === 0 || place.document.hasIn(path);
}

/** The line of a key, or of the nearest thing around it that is there. */
function lineOf(place: Place, path: Path): { line?: number } {
  for (let depth = path.length; depth >= 0; depth--) {
    const offset = offsetOf(place.document, path.slice(0, depth));
    if (offset !== undefined) return { line: place.lines.linePos(offset).line };
  }
  return {};
}

/** Where the key stands (for the value may begin lines below it), else where the value does. */
function offsetOf(document: Document.Parsed, path: Path): number | undefined {
  const parent: unknown = path.length <= 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  const key = path.at(-1);
  if (typeof key === 'string' && isNode(parent) && 'items' in parent && Array.isArray(parent.items)) {
    for (const pair of parent.items as unknown[]) {
      if (isPair(pair) && isNode(pair.key) && pair.key.toString() === key && pair.key.range) return pair.key.range[0];
    }
  }
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) && node.range ? node.range[0] : undefined;
}

function spell(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : step))
    .join('.')
    .replaceAll('.[', '[');
}

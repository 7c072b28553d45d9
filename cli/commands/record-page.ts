import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { instantOf } from '../../core/instant.ts';
import { HeraldError } from '../../core/problem.ts';
import type { Extraction } from '../../crawler/extract/extract.ts';
import { expectationOf, writePageFixture, type PageFixture } from '../../crawler/page-fixture.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import {
  exitCodes,
  runCommand,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { onePage, sourceOfPage } from '../one-page.ts';
import { sourcesFolder } from '../open-sources.ts';

interface RecordPageOptions extends GlobalOptions {
  readonly url?: string;
  readonly name?: string;
  readonly sources?: string;
}

/** `herald record-page URL|FILE DIR`: one page as a fixture that a test replays. */
export function addRecordPageCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('record-page')
      .description('record one page as a fixture: the page as received, its origin, and what is read from it')
      .argument('<target>', 'an http(s) URL, or an HTML or plain-text file')
      .argument('<dir>', 'folder of fixtures, for example test/fixtures/pages')
      .option('--name <name>', 'name of the fixture (default: from host and path)')
      .option('--url <url>', 'the URL under which a file is to be read')
      .option('--sources <dir>', 'folder of source files (default: HERALD_SOURCES, else data/sources)'),
  )
    .addHelpText(
      'after',
      `
Review expected.json before you keep it. Later on, UPDATE=1 in front of the test of the fixtures rewrites it.

Examples:
  herald record-page https://www.example.gov/news/a-press-release test/fixtures/pages
  herald record-page release.txt test/fixtures/pages --name a-release-as-text`,
    )
    .action((target: string, folder: string, options: RecordPageOptions) =>
      runCommand(options, (context) => recordPage(context, target, folder, options)),
    );
}

/** Headers that decoding and extraction look at; cookies and the like stay out of fixtures. */
const keptHeaders = /^(?:content-type|content-language|last-modified)$/i;

async function recordPage(
  context: CommandContext,
  target: string,
  folder: string,
  options: RecordPageOptions,
): Promise<ExitCode> {
  const { value: sources } = loadSources([sourcesFolder(context, options.sources)]);
  if (options.name !== undefined && !fixtureName.test(options.name))
    throw new HeraldError('config', `--name "${options.name}" is no folder name`, {
      hint: 'use letters, digits, dots and hyphens',
    });
  const page = await onePage(context, target, options.url, sources);
  const path = join(folder, options.name ?? nameOf(page.url));
  if (existsSync(path))
    throw new HeraldError('config', `${path} is there already`, {
      hint: 'give another --name, or remove the folder to record the page again',
    });
  const { country, language, agency } = sourceOfPage(page.url, sources);
  const fixture: PageFixture = {
    bytes: page.bytes,
    isText: /^text\/plain/i.test(page.contentType ?? ''),
    origin: {
      url: page.url,
      headers: page.headers.filter(([name]) => keptHeaders.test(name)),
      source: { country, language, agency },
      fetchedAt: instantOf(Date.now()),
    },
  };
  writePageFixture(path, fixture);
  const { announcement, problems } = JSON.parse(expectationOf(fixture)) as Extraction;
  context.answer({ path, title: announcement?.title ?? null, problems }, () =>
    [
      `recorded ${path}: ${announcement === undefined ? 'no announcement was found on it' : `"${announcement.title}"`}`,
      'review expected.json: it holds what is read today, right or wrong',
    ].join('\n'),
  );
  return announcement === undefined ? exitCodes.partly : exitCodes.done;
}

const fixtureName = /^[\p{L}\p{N}][\p{L}\p{N}.-]{0,119}$/u;

/** `www.example.gov/news/a-release.html` is `www.example.gov-news-a-release`. */
function nameOf(url: string): string {
  const { hostname, pathname, protocol } = new URL(url);
  const path = protocol === 'file:' ? (pathname.split('/').at(-1) ?? '') : pathname;
  const name = `${hostname}${hostname === '' ? '' : '-'}${path}`
    .replace(/\.\w{1,5}$/, '')
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 100);
  return name === '' ? 'page' : name;
}

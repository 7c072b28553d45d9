import type { Command } from 'commander';
import { createServer } from 'node:net';
import { relative } from 'node:path';
import { dataFolder } from '../../core/data-folder.ts';
import { HeraldError } from '../../core/problem.ts';
import { crawl } from '../../crawler/crawl.ts';
import { loadSources } from '../../crawler/source/load-sources.ts';
import { places } from '../../server/api/places.ts';
import { createApp } from '../../server/app.ts';
import { serve, type Listening } from '../../server/listen.ts';
import { openEmbeddedEngine } from '../../server/search/embedded/embedded-engine.ts';
import {
  exitCodes,
  runCommand,
  wholeNumber,
  withGlobalOptions,
  type CommandContext,
  type ExitCode,
  type GlobalOptions,
} from '../command.ts';
import { openDemo, type Demo } from '../demo/demo.ts';
import { demoReport, type DemoChange, type DemoFacts } from '../demo/report.ts';
import { archiveSize } from '../folder-size.ts';
import { indexStore } from '../index-store.ts';
import { openAnalyzer } from '../open-analyzer.ts';
import { openEarlier } from '../open-earlier.ts';
import { switchText } from '../switch-text.ts';
import { openCrawl } from '../open-crawl.ts';
import { openHistory } from '../open-search.ts';
import { aborted } from './serve.ts';

interface DemoOptions extends GlobalOptions {
  readonly port: string;
}

/** `herald demo`: three fictional publishers, really crawled, archived, extracted, indexed and served. */
export function addDemoCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('demo')
      .description('crawl, index and serve a fictional federation, to see what Herald does')
      .option('--port <n>', 'port of the search page; the next free one when it is taken', '8080'),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald demo
  herald demo --port 9000`,
    )
    .action((options: DemoOptions) => runCommand(options, (context) => runDemo(context, options)));
}

async function runDemo(context: CommandContext, options: DemoOptions): Promise<ExitCode> {
  const started = performance.now();
  const wanted = wholeNumber('--port', options.port, 0);
  const demo = await openDemo(context.data.root);
  try {
    const { value: sources, problems } = loadSources([demo.sourcesFolder]);
    if (problems.length > 0)
      throw new HeraldError('config', 'the source files of the demo are not right', { problems });
    const crawled = await crawlDemo(context, demo, sources);
    if (context.signal.aborted) return exitCodes.partly;
    const index = await indexStore(demo.dataRoot, { full: false, progress: context.progress, sources });
    demo.finished();
    return await serveDemo(context, {
      demo,
      wanted,
      facts: { ...crawled, index: { documents: index.announcements, tookMs: index.tookMs } },
      started,
    });
  } finally {
    await demo.site.close();
  }
}

type CrawlFacts = Pick<DemoFacts, 'publishers' | 'crawl' | 'archiveBytes' | 'announcements'> & {
  readonly events: readonly { readonly kind: DemoChange['kind']; readonly id: string; readonly title: string }[];
};

async function crawlDemo(
  context: CommandContext,
  demo: Demo,
  sources: Parameters<typeof crawl>[0],
): Promise<CrawlFacts> {
  const session = await openCrawl(demo.dataRoot, sources, context, { proxy: 'none' });
  try {
    const { store } = session.parts;
    const before = store.lastSequence();
    const started = performance.now();
    const reports = await crawl(sources, session.parts, { full: true });
    const tookMs = performance.now() - started;
    const of = (kind: 'not-modified' | 'disallowed'): number =>
      reports.reduce((sum, { report }) => sum + (report.outcomes[kind] ?? 0), 0);
    const events = store
      .events({ since: before, kinds: ['new', 'changed', 'removed', 'restored'], limit: 1000 })
      .flatMap(({ kind, announcement }) => {
        const title =
          announcement === undefined ? undefined : store.announcement(announcement)?.at(-1)?.announcement.title;
        return announcement === undefined || title === undefined
          ? []
          : [{ kind: kind as DemoChange['kind'], id: announcement, title }];
      });
    return {
      publishers: sources.length,
      crawl: {
        pages: reports.reduce((sum, { counts }) => sum + counts.pages + counts.listings, 0),
        notModified: of('not-modified'),
        disallowed: of('disallowed'),
        tookMs,
      },
      announcements: store.counts().announcements,
      archiveBytes: archiveSize(dataFolder(demo.dataRoot).archive).bytes,
      events: demo.edition === 1 ? [] : events,
    };
  } finally {
    await session.close();
  }
}

async function serveDemo(
  context: CommandContext,
  {
    demo,
    wanted,
    facts,
    started,
  }: { demo: Demo; wanted: number; facts: CrawlFacts & Pick<DemoFacts, 'index'>; started: number },
): Promise<ExitCode> {
  const folder = dataFolder(demo.dataRoot);
  const engine = openEmbeddedEngine(folder, {
    analyzer: openAnalyzer(),
    onSwitch: (event) => context.tell(switchText(event)),
  });
  const history = openHistory(folder.store);
  const earlier = openEarlier(folder);
  try {
    const app = createApp({
      engine,
      earlier,
      history: history.history,
      publishers: loadSources([demo.sourcesFolder]).value,
      ...(history.crawlState === undefined ? {} : { crawlState: history.crawlState }),
    });
    const listening = await listenNear(app, wanted);
    const { events, ...known } = facts;
    const notices = [
      ...(demo.notice === undefined ? [] : [demo.notice]),
      ...(wanted !== 0 && listening.port !== wanted
        ? [`Port ${wanted} is taken by another program; the demo is at port ${listening.port}.`]
        : []),
    ];
    const report: DemoFacts = {
      start: demo.edition === 1 ? 'first' : 'again',
      url: listening.url,
      siteUrl: demo.site.url,
      dataRoot: shortPath(demo.dataRoot),
      command: 'npx herald',
      ...known,
      readyMs: performance.now() - started,
      changes: events.map(({ kind, id, title }) => ({ kind, title, url: places.announcementPage(listening.url, id) })),
      notices,
    };
    context.answer(report, () => demoReport(report));
    await aborted(context.signal);
    await listening.close();
    return exitCodes.done;
  } finally {
    await Promise.all([engine.close(), earlier.close()]);
    history.close();
  }
}

/** As one would type it from here; whole when it lies elsewhere. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short === '' || short.startsWith('..') ? path : short;
}

/** Ports tried after the one asked for. */
const portsTried = 50;

async function listenNear(app: Parameters<typeof serve>[0], wanted: number): Promise<Listening> {
  for (let port = wanted; port < wanted + portsTried; port++) {
    if (port === 0 || (await isFree(port))) return serve(app, { port });
  }
  throw new HeraldError('config', `no port between ${wanted} and ${wanted + portsTried - 1} is free`, {
    hint: 'give another with --port N',
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}

import type { Command } from 'commander';
import { RunRequests } from '../../crawler/run-requests.ts';
import { createApp } from '../../server/app.ts';
import { serve } from '../../server/listen.ts';
import { createSearchThreads, defaultSearchThreads, type SearchThreads } from '../../server/search-threads.ts';
import { openEmbeddedEngine } from '../../server/search/embedded/embedded-engine.ts';
import { adminWork } from '../admin-work.ts';
import { openAlerts } from '../alerts.ts';
import { exitCodes, runCommand, wholeNumber, withGlobalOptions, type GlobalOptions } from '../command.ts';
import { openAnalyzer, openSynonyms } from '../open-analyzer.ts';
import { switchText } from '../switch-text.ts';
import { openSources, readableSources } from '../open-sources.ts';
import { openEarlier } from '../open-earlier.ts';
import { openHistory } from '../open-search.ts';
import { count } from '../progress-line.ts';
import { keepHeapSteady } from '../steady-heap.ts';
import { watchSources } from './watch.ts';

interface ServeOptions extends GlobalOptions {
  readonly host: string;
  readonly port: string;
  readonly watch?: boolean;
  readonly sources?: string;
  readonly alerts?: string;
  readonly mcp?: boolean;
  readonly threads?: string;
}

/** `herald serve`: search page, announcement pages, API and feeds over the current snapshot. */
export function addServeCommand(program: Command): void {
  withGlobalOptions(
    program
      .command('serve')
      .description('serve the search page, the API and the feeds')
      .option('--host <address>', 'address to listen on; 0.0.0.0 for the whole network', '127.0.0.1')
      .option('--port <n>', 'port to listen on', '8080')
      .option('--watch', 'crawl every source on its schedule and index after each crawl, in the same process')
      .option(
        '--alerts <file>',
        'with --watch or admin calls: alerts to deliver after each indexing (default: data/alerts.yaml, where it exists)',
      )
      .option(
        '--threads <n>',
        'threads that answer searches when there are many; 1: none beside the one of the server (default: as many as processors, 6 at most)',
      )
      .option('--mcp', 'answer the Model Context Protocol at /mcp, read-only')
      .option(
        '--sources <dir>',
        'folder of source files, to crawl them and to tell how each is asked (default: HERALD_SOURCES, else data/sources)',
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  herald serve
  herald serve --watch
  herald serve --host 0.0.0.0 --port 80 --data /var/lib/herald`,
    )
    .action((options: ServeOptions) =>
      runCommand(options, async (context) => {
        keepHeapSteady();
        const port = wholeNumber('--port', options.port, 0);
        const { HERALD_BASE_URL: baseUrl, HERALD_ADMIN_TOKEN: token } = context.environment;
        // Read before anything is opened: a mistake in a file is told at once, not at the first run.
        const watching = options.watch === true;
        const sources = watching || token !== undefined ? openSources(context, options.sources) : [];
        const alerts = watching || token !== undefined ? openAlerts(options.alerts) : [];
        const requests = watching ? new RunRequests() : undefined;
        const searchThreads =
          options.threads === undefined ? defaultSearchThreads : wholeNumber('--threads', options.threads);
        let threads: SearchThreads | undefined;
        const engine = openEmbeddedEngine(context.data, {
          analyzer: openAnalyzer(),
          shared: searchThreads > 1,
          onSwitch: (event) => {
            context.tell(switchText(event));
            if (event.kind === 'switched') threads?.follow();
          },
          watch: true,
        });
        if (searchThreads > 1)
          threads = createSearchThreads({
            threads: searchThreads,
            snapshot: () => engine.snapshot,
            synonyms: openSynonyms(),
            onDied: (reason) => context.progress.event('search-thread-died', { reason }),
          });
        const store = openHistory(context.data.store);
        const earlier = openEarlier(context.data);
        try {
          const app = createApp({
            engine,
            history: store.history,
            earlier,
            mcp: options.mcp === true,
            publishers: sources.length > 0 ? sources : readableSources(context, options.sources),
            onError: (error, request) =>
              context.progress.event('request-failed', { ...request, error: error.message, stack: error.stack }),
            ...(threads === undefined ? {} : { threads }),
            ...(store.crawlState === undefined ? {} : { crawlState: store.crawlState }),
            ...(baseUrl === undefined ? {} : { baseUrl }),
            ...(token === undefined ? {} : { admin: { token, work: adminWork(context, sources, alerts, requests) } }),
          });
          const listening = await serve(app, { host: options.host, port });
          context.answer(
            { url: listening.url, snapshot: engine.indexVersion(), announcements: engine.documentCount() },
            () => `serving ${count(engine.documentCount())} announcements at ${listening.url} (Ctrl-C ends it)`,
          );
          if (watching) await watchSources(context, { sources, alerts, requests });
          else await aborted(context.signal);
          await listening.close();
          return exitCodes.done;
        } finally {
          await Promise.all([threads?.close(), engine.close(), earlier.close()]);
          store.close();
        }
      }),
    );
}

/** Resolves when the person wants to stop. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

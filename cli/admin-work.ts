import type { Source } from '../core/source.ts';
import { crawl, type CrawlReport } from '../crawler/crawl.ts';
import type { RunRequests } from '../crawler/run-requests.ts';
import type { AdminWork } from '../server/api/admin.ts';
import type { Alert } from '../server/feeds/alerts.ts';
import { deliverAndTell } from './alerts.ts';
import type { CommandContext } from './command.ts';
import { indexStore } from './index-store.ts';
import { openCrawl } from './open-crawl.ts';

/** What the admin calls of a server do. With a watch in the same process they go through it: only one may write to the store. */
export function adminWork(
  context: CommandContext,
  sources: readonly Source[],
  alerts: readonly Alert[],
  requests: RunRequests | undefined,
): AdminWork {
  return {
    sources: sources.map(({ id }) => id),
    async crawl(ids) {
      const chosen = sources.filter(({ id }) => ids.includes(id));
      if (requests !== undefined) {
        const reports = await Promise.all(chosen.map(({ id }) => requests.ask(id)));
        return { sources: reports.map(accountOf) };
      }
      const reports = await crawlOnce(context, chosen, sources);
      const index = await indexStore(context.data.root, { full: false, progress: context.progress, sources });
      await deliverAndTell(context, alerts);
      return { sources: reports.map(accountOf), index };
    },
    async reindex({ full }) {
      return { index: await indexStore(context.data.root, { full, progress: context.progress, sources }) };
    },
  };
}

async function crawlOnce(
  context: CommandContext,
  sources: readonly Source[],
  known: readonly Source[],
): Promise<CrawlReport[]> {
  const { HERALD_CONTACT: contact } = context.environment;
  const session = await openCrawl(context.data.root, known, context, { contact });
  try {
    return await crawl(sources, session.parts, { full: false });
  } finally {
    await session.close();
  }
}

/** What a caller wants to know of a run; the store has the rest. */
function accountOf({ source, report, problems }: CrawlReport): Readonly<Record<string, unknown>> {
  const { ending, reason, requests, bytes, new: added, changed, removed, restored } = report;
  return {
    source,
    ending,
    ...(reason === undefined ? {} : { reason }),
    requests,
    bytes,
    new: added,
    changed,
    removed,
    restored,
    problems: problems.map(({ code, message }) => ({ code, message })),
  };
}

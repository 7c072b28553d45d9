import type { ServerWorld } from '../api/world.ts';
import type { SearchEngine, SourceCoverage } from '../search/engine.ts';
import { everything } from './everything.ts';
import type { ShownSource } from './sources-page.tsx';

/** Publishers with a chart on the sources page; each costs a counting query. With more the page takes as many times longer. */
const chartedSources = 200;

/** Years up to which a chart has a bar a month: ten are 120 bars, more no longer fit a phone. */
const yearsByMonth = 10;

/** What the sources page tells of each publisher: from the index its announcements over time, from the store and the source files how it is asked. */
export async function shownSources(engine: SearchEngine, world: ServerWorld): Promise<ShownSource[]> {
  const coverage = await engine.coverage();
  const crawl = world.crawlState?.();
  return Promise.all(
    coverage.map(async (source, at): Promise<ShownSource> => ({
      coverage: source,
      timeline: at < chartedSources ? await timelineOf(engine, source) : undefined,
      etiquette: {
        rules: world.publishers?.find(({ id }) => id === source.source),
        state: crawl?.sources.find((state) => state.source === source.source),
        lastRun: crawl?.runs.find((run) => run.source === source.source && run.requests > 0),
      },
    })),
  );
}

async function timelineOf(
  engine: SearchEngine,
  { source, from, to }: SourceCoverage,
): Promise<ShownSource['timeline']> {
  const years = from === undefined || to === undefined ? 0 : Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  const { facets } = await engine.search({
    ...everything,
    filters: [{ facet: 'source', values: [source], mode: 'include' }],
    facets: [{ type: 'dates', interval: years <= yearsByMonth ? 'month' : 'year' }],
  });
  return facets.find((facet) => facet.type === 'dates');
}

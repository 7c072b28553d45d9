import type { SourceId } from '../../../core/announcement.ts';
import type { ExtractionRules, Source } from '../../../core/source.ts';

export const noRules: ExtractionRules = {
  title: [],
  body: [],
  published: [],
  modified: [],
  agency: [],
  components: [],
  kind: [],
  topics: [],
  number: [],
  remove: [],
};

/** A source as its file would give it, with what the test wants different. */
export function sourceWith(change: Partial<Source> = {}): Source {
  return {
    id: 'test-land' as SourceId,
    name: 'Testland',
    country: 'us',
    language: 'en',
    agency: '',
    homepage: 'https://news.testland.example/',
    verified: 'never',
    entryPoints: [],
    scope: { include: [/^https:/], exclude: [], allowPrivateAddresses: false },
    politeness: {
      delayMs: 1000,
      maxCrawlDelayMs: 30_000,
      concurrency: 1,
      attempts: 3,
      maxPages: 1000,
      maxBytes: 1e9,
      maxTimeMs: 3_600_000,
      latencyFactor: 1,
      maxDelayMs: 60_000,
    },
    schedule: { everyMs: 3_600_000, minRecheckMs: 3_600_000, maxRecheckMs: 86_400_000 },
    removal: { confirmations: 3, afterMs: 86_400_000, alarmShare: 0.2 },
    extraction: noRules,
    ignoreParameters: [],
    sortParameters: false,
    file: 'test-land.yaml',
    ...change,
  };
}

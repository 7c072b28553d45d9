import type { Child } from 'hono/jsx';
import type { RunState, SourceState } from '../api/crawl-state.ts';
import type { PublisherRules } from '../api/world.ts';
import { Fact } from './fact.tsx';
import { formatsFor, type Formats } from './formats.ts';
import type { Words } from './words/en.ts';

/** How one publisher is asked: what its source file sets, what its robots.txt says, and what was done last. */
export interface EtiquetteView {
  /** Absent where the source files of this server do not have the publisher. */
  readonly rules: PublisherRules | undefined;
  /** Absent where there is no store, or it knows nothing of the publisher. */
  readonly state: SourceState | undefined;
  readonly lastRun: RunState | undefined;
}

/** A receipt of our manners towards one publisher. Nothing is said that is neither set nor recorded. */
export function Etiquette({
  view,
  name,
  words,
}: {
  readonly view: EtiquetteView;
  readonly name: string;
  readonly words: Words;
}) {
  const { manners: texts } = words.sources;
  const formats = formatsFor(words.locale);
  const { rules, state, lastRun } = view;
  if (rules === undefined && state === undefined) return null;
  return (
    <details class="etiquette">
      <summary>
        {texts.title}
        <span class="hidden">: {name}</span>
      </summary>
      <dl>
        {rules !== undefined && <Rules rules={rules} waitMs={state?.waitMs} words={words} formats={formats} />}
        {state?.robots !== undefined && <RobotsFact state={state} rules={rules} words={words} formats={formats} />}
        {state?.userAgent !== undefined && (
          <Fact term={texts.name}>
            <code>{state.userAgent}</code>
          </Fact>
        )}
        {lastRun !== undefined && <LastRun run={lastRun} words={words} formats={formats} />}
      </dl>
      {rules === undefined && <p class="hint">{texts.notFollowed}</p>}
    </details>
  );
}

interface Told {
  readonly words: Words;
  readonly formats: Formats;
}

function Rules({
  rules,
  waitMs,
  words,
  formats,
}: Told & { readonly rules: PublisherRules; readonly waitMs: number | undefined }) {
  const { manners: texts } = words.sources;
  const { politeness, schedule, timeZone } = rules;
  const { delayMs, latencyFactor, maxDelayMs, window, concurrency, maxPages, maxBytes, maxTimeMs } = politeness;
  return (
    <>
      <Fact term={texts.wait}>
        <Parts
          parts={[
            delayMs > 0 ? texts.atLeast(formats.duration(delayMs)) : latencyFactor > 0 ? undefined : texts.noWait,
            latencyFactor > 0 && maxDelayMs > delayMs
              ? texts.slowHost(formats.number(latencyFactor), formats.duration(maxDelayMs))
              : undefined,
            waitMs === undefined || waitMs === 0 ? undefined : texts.lastWait(formats.duration(waitMs)),
          ]}
        />
      </Fact>
      <Fact term={texts.hours}>
        {window === undefined ? texts.anyHour : texts.window(window.from, window.to, timeZone ?? 'UTC')}
      </Fact>
      <Fact term={texts.atOnce}>{formats.number(delayMs > 0 || latencyFactor > 0 ? 1 : concurrency)}</Fact>
      <Fact term={texts.budget}>
        <Parts
          parts={[
            Number.isFinite(maxPages) ? texts.pages(maxPages, formats.number(maxPages)) : undefined,
            Number.isFinite(maxBytes) ? formats.bytes(maxBytes) : undefined,
            Number.isFinite(maxTimeMs) ? formats.duration(maxTimeMs) : undefined,
          ]}
        />
      </Fact>
      <Fact term={texts.rhythm}>
        {schedule.cron === undefined ? texts.every(formats.duration(schedule.everyMs)) : <code>{schedule.cron}</code>}
      </Fact>
    </>
  );
}

function RobotsFact({
  state,
  rules,
  words,
  formats,
}: Told & { readonly state: SourceState; readonly rules: PublisherRules | undefined }) {
  const { manners: texts, verdicts, robots } = words.sources;
  // A Crawl-delay of 0 asks for nothing.
  const crawlDelayMs = state.crawlDelayMs === 0 ? undefined : state.crawlDelayMs;
  const capMs = rules?.politeness.maxCrawlDelayMs;
  return (
    <Fact term={robots}>
      <Parts
        parts={[
          verdicts[state.robots!] ?? state.robots,
          state.robotsReason === undefined ? undefined : <code>{state.robotsReason}</code>,
          crawlDelayMs === undefined
            ? state.robots === 'unreachable'
              ? undefined
              : texts.noCrawlDelay
            : texts.crawlDelay(formats.duration(crawlDelayMs)),
          crawlDelayMs !== undefined && capMs !== undefined && crawlDelayMs > capMs
            ? texts.capped(formats.duration(capMs))
            : undefined,
          state.robotsAt === undefined ? undefined : (
            <time datetime={state.robotsAt}>{texts.readAt(formats.time(state.robotsAt))}</time>
          ),
        ]}
      />
    </Fact>
  );
}

function LastRun({ run, words, formats }: Told & { readonly run: RunState }) {
  const { manners: texts } = words.sources;
  const at = run.ended ?? run.started;
  return (
    <Fact term={texts.lastAsked}>
      <Parts
        parts={[
          <time datetime={at}>{formats.time(at)}</time>,
          texts.requests(run.requests, formats.number(run.requests)),
          texts.received(formats.bytes(run.bytes)),
          run.savedBytes > 0 ? texts.saved(formats.bytes(run.savedBytes)) : undefined,
        ]}
      />
    </Fact>
  );
}

/** What is known of one fact, a line each. */
function Parts({ parts }: { readonly parts: readonly Child[] }) {
  return (
    <>
      {parts
        .filter((part) => part !== undefined)
        .map((part) => (
          <span class="value">{part}</span>
        ))}
    </>
  );
}

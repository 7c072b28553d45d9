import type { SourceId } from './announcement.ts';

/** A publisher we follow, as its file in `data/sources/` says after validation: every default filled in, every pattern compiled. */
export interface Source {
  readonly id: SourceId;
  readonly name: string;
  /** ISO 3166-1 alpha-2, lower case, or `xx` for international bodies. */
  readonly country: string;
  /** BCP 47 language of its announcements where a page does not say. */
  readonly language: string;
  /** Default agency of an announcement whose page names none. */
  readonly agency: string;
  /** Default kind, where a page states none. */
  readonly kind?: string;
  readonly homepage: string;
  /** IANA time zone of dates with a time and no zone, for ordering only. */
  readonly timeZone?: string;
  /** `recorded`: a recorded page proves the file; `never`: nobody ran `sources check` yet; a day: when somebody did. */
  readonly verified: string;
  readonly entryPoints: readonly EntryPoint[];
  readonly scope: Scope;
  readonly politeness: Politeness;
  readonly schedule: Schedule;
  readonly removal: RemovalRule;
  readonly extraction: ExtractionRules;
  /** Query parameters that are part of a URL's identity in no case (beyond the well-known tracking ones). */
  readonly ignoreParameters: readonly string[];
  /** Whether query parameters are sorted in URL identity. */
  readonly sortParameters: boolean;
  /** Path of the file it came from. */
  readonly file: string;
}

export type EntryPoint =
  | { readonly type: 'feed'; readonly url: string }
  | { readonly type: 'sitemap'; readonly url: string }
  | {
      readonly type: 'listing';
      readonly url: string;
      /** CSS selector of the links to announcements; without one, links in scope are detected. */
      readonly links?: string;
      /** CSS selector of the link to the next page, or a URL template with `{page}`. */
      readonly next?: NextPage;
      /** Most pages of this listing asked for in one run. */
      readonly maxPages: number;
    };

export type NextPage =
  | { readonly by: 'selector'; readonly selector: string }
  | { readonly by: 'template'; readonly template: string; readonly first: number; readonly step: number };

/** A URL belongs to the source when some include and no exclude matches the whole URL. */
export interface Scope {
  readonly include: readonly RegExp[];
  readonly exclude: readonly RegExp[];
  /** Loopback and private addresses are refused unless this is true. */
  readonly allowPrivateAddresses: boolean;
}

export interface Politeness {
  /** Least wait after an answer before the next request to the same host, milliseconds. */
  readonly delayMs: number;
  /**
   * The wait is also at least this many times the host's smoothed latency (a slow host is a busy host), up to `maxDelayMs`.
   * 0 turns it off. Heritrix waits 5 times the latency by default; we wait 10.
   */
  readonly latencyFactor: number;
  /** Most that `latencyFactor` can make of it, milliseconds. */
  readonly maxDelayMs: number;
  /** Crawl-delay of robots.txt is honoured up to this, milliseconds. */
  readonly maxCrawlDelayMs: number;
  /** Requests under way to one host at once. */
  readonly concurrency: number;
  /** Tries of one URL within a run, the first included. */
  readonly attempts: number;
  /** Most requests to pages in one run. */
  readonly maxPages: number;
  /** Most bytes of payload received in one run, as they come over the wire. What is under way when they are reached still comes. */
  readonly maxBytes: number;
  /** Longest time of one run, milliseconds; nothing new is asked for after it. */
  readonly maxTimeMs: number;
  /** Local hours in which the source may be asked, `22:00-06:00`, in `timeZone`. */
  readonly window?: { readonly from: string; readonly to: string };
}

/** Cron expression or interval; `minRecheckMs`/`maxRecheckMs` clamp the adaptive interval of one announcement's page. */
export interface Schedule {
  readonly cron?: string;
  readonly everyMs: number;
  readonly minRecheckMs: number;
  readonly maxRecheckMs: number;
}

/** When a vanished page counts as removed. */
export interface RemovalRule {
  /** How many 404/410 answers in a row, in different runs. */
  readonly confirmations: number;
  /** Least time between the first and the confirming one, milliseconds. */
  readonly afterMs: number;
  /** Share of a source's announcements that may vanish in one run before it is stopped and an alarm raised, 0..1. */
  readonly alarmShare: number;
}

/** Selectors with fallbacks in order; each entry `selector` (text) or `selector@attribute`. */
export interface ExtractionRules {
  readonly title: readonly string[];
  readonly body: readonly string[];
  readonly published: readonly string[];
  readonly modified: readonly string[];
  readonly agency: readonly string[];
  readonly components: readonly string[];
  readonly kind: readonly string[];
  readonly topics: readonly string[];
  readonly number: readonly string[];
  /** Removed from the body before it is read. */
  readonly remove: readonly string[];
  /** Day/month order of numeric dates: `dmy`, `mdy`, `ymd`; by language when absent. */
  readonly dateOrder?: 'dmy' | 'mdy' | 'ymd';
}

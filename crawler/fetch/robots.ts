import { robotsLines, type RobotsLine } from './robots-lines.ts';

/**
 * robots.txt by RFC 9309, with the two common extensions (Crawl-delay, Sitemap). Pure: bytes in, rules out; nothing throws.
 *
 *     file  = groups of lines  user-agent+ (allow | disallow | crawl-delay)*
 *     rule  = the longest matching pattern of all groups that name us (of `*` when none does); `allow` wins a tie
 */

/** What robots.txt says to one crawler. */
export interface Robots {
  /** Whether the URL may be asked for, and by which line. */
  readonly verdict: (url: string) => RobotsVerdict;
  /** Crawl-delay of our group, milliseconds, uncapped. */
  readonly crawlDelayMs?: number;
  /** Sitemap lines of the whole file, as written, each once. */
  readonly sitemaps: readonly string[];
}

export interface RobotsVerdict {
  readonly allowed: boolean;
  /** The line that decided, `Disallow: /private`; empty when no line matched. */
  readonly rule: string;
}

/** Rules when there is no file (4xx) or it is empty. */
export const allowEverything: Robots = { verdict: () => ({ allowed: true, rule: '' }), sitemaps: [] };

/**
 * Reads a robots.txt for the crawler with this product token (`Herald`; a version behind `/` is ignored).
 * Only the first 500 KiB count, less a line that the limit cut.
 */
export function parseRobots(file: Uint8Array | string, productToken: string): Robots {
  const token = tokenOf(productToken);
  const { groups, sitemaps } = readGroups(robotsLines(file), token);
  const named = groups.filter((group) => group.agents.has(token));
  const ours = named.length > 0 ? named : groups.filter((group) => group.agents.has('*'));
  const agent = named.length > 0 ? token : '*';
  const rules = ours.flatMap((group) => group.rules).sort(bySpecificity);
  const delays = ours.flatMap((group) => group.delays.get(agent) ?? []);
  return {
    verdict: (url) => decide(rules, url),
    ...(delays.length > 0 ? { crawlDelayMs: Math.max(...delays) } : {}),
    sitemaps: [...new Set(sitemaps)],
  };
}

interface Group {
  /** Our name and `*`, as far as the group has them: other names are nothing to us. */
  readonly agents: Set<string>;
  readonly rules: Rule[];
  /**
   * Milliseconds by agent. A Crawl-delay line speaks to the user-agent lines above it that have none yet; unlike allow and
   * disallow, it does not speak to those below it, although it does not end their group either.
   */
  readonly delays: Map<string, number>;
}

interface Rule {
  readonly allow: boolean;
  readonly line: string;
  /** Literal pieces between the `*` of the normalised pattern. */
  readonly pieces: readonly string[];
  /** Whether the pattern ends in `$`. */
  readonly anchored: boolean;
  /** Octets of the normalised pattern: the most specific rule has the most (§2.2.2). */
  readonly octets: number;
}

function decide(rules: readonly Rule[], url: string): RobotsVerdict {
  const path = normalise(pathOf(url));
  // §2.2.2: the file itself is always allowed.
  if (path === '/robots.txt') return { allowed: true, rule: '' };
  const rule = rules.find((candidate) => matches(candidate, path));
  return rule === undefined ? { allowed: true, rule: '' } : { allowed: rule.allow, rule: rule.line };
}

function bySpecificity(a: Rule, b: Rule): number {
  return b.octets - a.octets || Number(b.allow) - Number(a.allow);
}

/** Pieces in order, each at its first place behind the one before: linear, so that no pattern can cost exponential time. */
function matches({ pieces, anchored }: Rule, path: string): boolean {
  const first = pieces[0]!;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const lastIndex = pieces.length - 1;
  if (lastIndex === 0) return !anchored || at === path.length;
  for (let i = 1; i < lastIndex; i++) {
    const found = path.indexOf(pieces[i]!, at);
    if (found < 0) return false;
    at = found + pieces[i]!.length;
  }
  const last = pieces[lastIndex]!;
  return anchored ? path.length - last.length >= at && path.endsWith(last) : path.indexOf(last, at) >= 0;
}

function readGroups(lines: Iterable<RobotsLine>, token: string): { groups: Group[]; sitemaps: string[] } {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  // Rules in front of any user-agent line belong to nobody; a Crawl-delay there is still a wish worth keeping.
  let group: Group = newGroup();
  let collectingAgents = false;
  let anyAgent = false;
  for (const { key, value } of lines) {
    if (key === 'user-agent') {
      if (!collectingAgents) groups.push((group = newGroup()));
      const agent = tokenOf(value);
      if (agent === token || agent === '*') group.agents.add(agent);
      collectingAgents = true;
      anyAgent = true;
    } else if (key === 'allow' || key === 'disallow') {
      collectingAgents = false;
      if (value !== '' && anyAgent) group.rules.push(...rulesOf(key, value));
    } else if (key === 'crawl-delay') {
      addDelay(anyAgent ? group : leading(groups), value);
    } else if (value !== '') {
      sitemaps.push(value);
    }
  }
  return { groups, sitemaps };
}

function newGroup(): Group {
  return { agents: new Set(), rules: [], delays: new Map() };
}

/** The group for everybody that a Crawl-delay in front of the first user-agent line speaks to. */
function leading(groups: Group[]): Group {
  const group = groups[0] ?? newGroup();
  if (groups.length === 0) groups.push(group);
  group.agents.add('*');
  return group;
}

function addDelay(group: Group, value: string): void {
  if (!/^\d+(?:\.\d+)?$|^\.\d+$/.test(value)) return;
  for (const agent of group.agents) if (!group.delays.has(agent)) group.delays.set(agent, Number(value) * 1000);
}

/** One rule; two for `Allow: /news/index.html`, which means `/news/` to whoever wrote it (Google reads it so too). */
function rulesOf(key: 'allow' | 'disallow', value: string): Rule[] {
  const folder = key === 'allow' ? /^(.*\/)index\.html?$/i.exec(value)?.[1] : undefined;
  return [ruleOf(key, value, value), ...(folder === undefined ? [] : [ruleOf(key, `${folder}$`, value)])];
}

function ruleOf(key: 'allow' | 'disallow', value: string, written: string): Rule {
  const anchored = value.endsWith('$');
  const pattern = anchored ? value.slice(0, -1) : value;
  const rooted = /^[/*]/.test(pattern) ? pattern : `/${pattern}`;
  const pieces = rooted.split(/\*+/).map(normalise);
  const octets = pieces.reduce((sum, piece) => sum + piece.length, pieces.length - 1 + Number(anchored));
  return {
    allow: key === 'allow',
    line: `${key === 'allow' ? 'Allow' : 'Disallow'}: ${written}`,
    pieces,
    anchored,
    octets,
  };
}

/** `Herald/1.0 (+contact)` and `herald*` both say `herald`. */
function tokenOf(value: string): string {
  const trimmed = value.trim().toLowerCase();
  return trimmed.startsWith('*') ? '*' : (/^[^\s/*;(),]+/.exec(trimmed)?.[0] ?? '');
}

/** Path and query as sent; the fragment never leaves us. */
function pathOf(url: string): string {
  const rest = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').replace(/#.*$/s, '');
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/**
 * One spelling for one octet (§2.2.2): what is unreserved stands for itself, `%XX` in capitals for what is not ASCII or may
 * not stand in a URL, reserved characters stay as written, because `/a%2Fb` is not `/a/b`. A literal `*` or `$` is
 * `%2A` or `%24` on both sides.
 */
function normalise(text: string): string {
  return text.replace(/%[0-9a-f]{2}|[^\w\-.~!&'()+,;=:@/?%]/giu, (piece) => {
    if (piece.length === 3 && piece.startsWith('%')) {
      const char = String.fromCharCode(Number.parseInt(piece.slice(1), 16));
      return /[\w\-.~]/.test(char) ? char : piece.toUpperCase();
    }
    return [...Buffer.from(piece)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
  });
}

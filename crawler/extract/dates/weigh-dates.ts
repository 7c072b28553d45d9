import type { ProvenanceKind, StatedDate } from '../../../core/announcement.ts';
import type { DateEvidence } from './date-evidence.ts';

export interface FoundDates {
  readonly published?: StatedDate & { readonly detail: string };
  readonly modified?: StatedDate & { readonly detail: string };
}

/** The day most is said for, and the most precise way it is stated. */
export function weigh(
  stated: readonly DateEvidence[],
  { lastDay }: { readonly lastDay?: string | undefined },
): FoundDates {
  const evidence = withShownDays(withAgreedOrder(stated));
  const possible = evidence.filter(
    ({ date }) => lastDay === undefined || date.value.slice(0, 10) <= lastDay.slice(0, Math.min(10, date.value.length)),
  );
  const modified = best(possible.filter(({ role }) => role === 'modified'));
  const publishing = possible.filter(({ role }) => role === 'published');
  const believed = publishing.some(({ weight }) => weight >= weakest) || modified === undefined;
  const published = (believed ? best(publishing) : undefined) ?? (modified === undefined ? undefined : { ...modified });
  return { ...(published === undefined ? {} : { published }), ...(modified === undefined ? {} : { modified }) };
}

/** Below this, a stray date of the text, a stated day of change is the better answer. Lines far from the title stay below it. */
const weakest = 24;

/** What one further agreeing kind of witness adds. */
const agreement = 9;

function best(evidence: readonly DateEvidence[]): (StatedDate & { detail: string }) | undefined {
  let found: { score: number; group: DateEvidence[] } | undefined;
  const someShown = evidence.some((witness) => witness.weight >= leastSeen && isSeen(witness));
  for (const lead of evidence) {
    const group = evidence.filter((other) => agrees(lead.date.value, other.date.value));
    const strongest = Math.max(
      ...group
        .filter(({ date }) => date.value.slice(0, 10) === lead.date.value.slice(0, 10))
        .map(({ weight }) => weight),
    );
    const score =
      strongest +
      agreement * (new Set(group.map(({ kind }) => kind)).size - 1) +
      (lead.date.value.length >= 10 ? 5 : 0) -
      (someShown && !group.some(isSeen) ? unseen : 0);
    if (found === undefined || score > found.score)
      found = { score, group: group.filter(({ date }) => date.value.slice(0, 10) === lead.date.value.slice(0, 10)) };
  }
  if (found === undefined) return undefined;
  const ranked = found.group.sort((a, b) => b.weight - a.weight);
  const lead = ranked[0]!;
  const minute = ranked.find(({ date, weight }) => date.precision === 'minute' && weight >= 40);
  const chosen = minute ?? lead;
  return { value: chosen.date.value, precision: chosen.date.precision, source: chosen.kind, detail: chosen.detail };
}

/** Whether readers see the date on the page itself, as a day. */
function isSeen({ kind, date, weight }: DateEvidence): boolean {
  return weight >= 16 && date.value.length >= 10 && (kind === 'url' || seenKinds.includes(kind));
}

const seenKinds: readonly ProvenanceKind[] = ['label', 'dateline', 'text', 'time-element'];

/** Weight of a shown date from which it is taken for the announcement's own: lines and dates near the title reach it. */
const leastSeen = 30;

/**
 * What a day loses that only the head of a page states while readers are shown another one near the title: content systems stamp the making of
 * the record. Of the public pages 40 loses three more, 55 to 65 are the same; more believes dates of photographs.
 */
const unseen = 55;

function agrees(a: string, b: string): boolean {
  return a.slice(0, 10).startsWith(b.slice(0, 10)) || b.slice(0, 10).startsWith(a.slice(0, 10));
}

/** `05/07/2014` is read the other way round where a witness whose order is plain says so, and none says what it was read as. */
function withAgreedOrder(evidence: readonly DateEvidence[]): DateEvidence[] {
  const plain = new Set(evidence.flatMap(({ date }) => (date.otherDay === undefined ? [date.value.slice(0, 10)] : [])));
  return evidence.map((witness) => {
    const { value, otherDay } = witness.date;
    if (otherDay === undefined || plain.has(value.slice(0, 10)) || !plain.has(otherDay)) return witness;
    return { ...witness, date: { ...witness.date, value: otherDay + value.slice(10) } };
  });
}

/** Systems write instants in UTC; what a reader sees a day before or after is the day that was stated. */
function withShownDays(evidence: readonly DateEvidence[]): DateEvidence[] {
  const shown = evidence.filter(
    ({ kind, date, weight, role, detail }) =>
      role === 'published' &&
      shownKinds.includes(kind) &&
      weight >= leastShown &&
      date.value.length >= 10 &&
      (kind === 'dateline' || detail.startsWith('line ') || !/(?:Z|[+-]\d\d:\d\d)$/.test(date.value)),
  );
  return evidence.map((witness) => {
    if (!/Z$|[+-]\d\d:\d\d$/.test(witness.date.value) || witness.role !== 'published') return witness;
    const day = witness.date.value.slice(0, 10);
    if (shown.some(({ date }) => date.value.slice(0, 10) === day)) return witness;
    const correct = shown.find(({ date }) => mayBe(date.value.slice(0, 10), witness.date.value));
    return correct === undefined
      ? witness
      : { ...witness, date: { ...correct.date, value: correct.date.value.slice(0, 10), precision: 'day' } };
  });
}

/**
 * Whether an instant may fall on another day where the page is read: in UTC and late enough for the day after (zones reach 14 hours ahead), or early
 * enough for the day before (12 behind). An instant with its own offset is on the day it says.
 */
function mayBe(day: string, instant: string): boolean {
  const apart = (Date.parse(day) - Date.parse(instant.slice(0, 10))) / 86_400_000;
  if (Math.abs(apart) !== 1 || !/(?:Z|\+00:00)$/.test(instant)) return false;
  const hour = Number(instant.slice(11, 13));
  return apart === 1 ? hour >= 10 : hour < 12;
}

/** Witnesses that show a day to readers, in the time of the place. */
const shownKinds: readonly ProvenanceKind[] = ['url', 'label', 'dateline', 'text', 'time-element'];

/** Least weight of a shown day that corrects an instant: lines near the title and days in the URL reach it. */
const leastShown = 26;

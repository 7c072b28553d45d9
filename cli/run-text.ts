import { givenUpByReason, type RunReport, type RunRobots } from '../crawler/store/runs.ts';
import { count } from './progress-line.ts';
import { durationText } from './text.ts';

/** The account of a run for people: requests by how they ended, the slowest host, what robots.txt answered, what was given up and why. One line each, those that have something to tell. */
export function runLines(report: RunReport): string[] {
  const { requests, outcomes, hosts, robots, givenUp } = report;
  const kinds = Object.entries(outcomes).map(([kind, many]) => `${count(many)} ${kind}`);
  const [slowest] = hosts;
  return [
    ...(kinds.length === 0 ? [] : [`${count(requests)} requests: ${kinds.join(', ')}`]),
    ...(slowest === undefined
      ? []
      : [
          `slowest host ${slowest.host}: ${durationText(slowest.meanMs)} an answer, ${durationText(slowest.slowestMs)} at most`,
        ]),
    ...(robots.length === 0 ? [] : [`robots.txt: ${listText(robots.map(robotsText))}`]),
    ...(givenUp.length === 0
      ? []
      : [
          `given up, to be asked for again when due: ${listText(
            givenUpByReason(report).map(({ reason, pages }) => `${count(pages)} ${reason}`),
          )}`,
        ]),
  ];
}

/** `www.example.org allowed 120`, `www.example.org disallowed 3 by "Disallow: /private"`. */
function robotsText({ host, verdict, reason, urls }: RunRobots): string {
  const text = `${host} ${verdict} ${count(urls)}`;
  if (reason === undefined) return text;
  return verdict === 'disallowed' ? `${text} by "${reason}"` : `${text} (${reason})`;
}

/** Entries of a list that are shown: a run over many hosts has an account of many lines only in JSON. */
const mostShown = 3;

function listText(entries: readonly string[]): string {
  const more = entries.length - mostShown;
  const shown = entries.slice(0, mostShown).join('; ');
  return more > 0 ? `${shown}; and ${count(more)} more (--json lists them)` : shown;
}

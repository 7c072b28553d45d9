/**
 * `npm run bench -- [NAME...] [--corpus senate|mixed] [--documents N] [--only N] [--questions N] [--hosts N] [--kills N] [--rounds N] [--data DIR] [--out FILE]`: measures
 * side by side in one run and prints Markdown. Without a name the usual ones: not `growth`, `kills` and `failures`, which take long.
 */
import { writeFileSync } from 'node:fs';
import { buildIfStale } from '../build/if-stale.mjs';
import { conditions } from './figures.ts';
import { readArguments, type BenchOptions } from './options.ts';

/** Imported when asked for: one that needs what is not there does not stop the others. */
const benchmarks: Readonly<Record<string, () => Promise<(options: BenchOptions) => Promise<string>>>> = {
  engine: async () => (await import('./engine.ts')).benchEngine,
  update: async () => (await import('./update.ts')).benchUpdate,
  growth: async () => (await import('./growth.ts')).benchGrowth,
  http: async () => (await import('./http.ts')).benchHttp,
  pages: async () => (await import('./pages.ts')).benchPages,
  crawl: async () => (await import('./crawl.ts')).benchCrawl,
  simulation: async () => (await import('./schedules.ts')).benchSimulation,
  failures: async () => (await import('./failures.ts')).benchFailures,
  kills: async () => (await import('./kills.ts')).benchKills,
};
const usual = ['engine', 'http', 'pages', 'crawl', 'simulation'];

const read = readArguments(process.argv.slice(2), Object.keys(benchmarks));
if (typeof read === 'string') {
  console.error(read);
  process.exitCode = 2;
} else if (buildIfStale() !== 0) {
  console.error('the build failed: see the messages above');
  process.exitCode = 2;
} else {
  const parts: string[] = [];
  for (const name of read.names.length === 0 ? usual : read.names) {
    read.options.say(`${name}: ${conditions()}`);
    const bench = await benchmarks[name]!();
    const part = `## ${name}\n\n${conditions()}\n\n${await bench(read.options)}\n`;
    console.log(part);
    parts.push(part);
    if (read.out !== undefined) writeFileSync(read.out, parts.join('\n'));
  }
}

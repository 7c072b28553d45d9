import { main } from '/work/main/bench/score-extraction.ts';
process.exit(await main(process.argv.slice(2)));

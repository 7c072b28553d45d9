import { createNaiveEngine } from '../../../../server/search/naive/naive-engine.ts';
import { searchEngineContract } from '../../../contracts/search-engine.ts';

searchEngineContract('naive', (records, analyzer) => Promise.resolve(createNaiveEngine(records, { analyzer })));

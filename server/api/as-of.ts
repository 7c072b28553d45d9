import type { SearchEngine } from '../search/engine.ts';
import type { ParameterError } from './parameter-error.ts';
import type { SearchParameters } from './search-parameters.ts';
import type { ServerWorld } from './world.ts';

/** The engine that `as_of` asks for: the one in use, an older snapshot, or what is wrong with it. */
export function engineAsOf(
  world: ServerWorld,
  engine: SearchEngine,
  { asOf }: Pick<SearchParameters, 'asOf'>,
): { readonly engine: SearchEngine; readonly errors: readonly ParameterError[] } {
  if (asOf === undefined || asOf === engine.indexVersion()) return { engine, errors: [] };
  const earlier = world.earlier?.engine(asOf);
  if (earlier !== undefined) return { engine: earlier, errors: [] };
  const kept = [engine.indexVersion(), ...(world.earlier?.versions() ?? [])];
  return {
    engine,
    errors: [
      {
        param: 'as_of',
        message: `this index version is not kept; there are ${kept.join(', ')}`,
        suggestion: kept[0]!,
        reason: { code: 'version-not-kept', text: kept.join(', ') },
      },
    ],
  };
}

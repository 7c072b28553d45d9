import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder `data/demo/` of the installation, whether run from the sources or from `dist/`. */
export function demoFiles(): string {
  const places = ['../../data/demo/', '../../../data/demo/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return places.find((place) => existsSync(place)) ?? places[0]!;
}

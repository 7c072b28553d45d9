import type { SwitchEvent } from '../server/search/embedded/embedded-engine.ts';

/** What happened to the snapshot being served, in a line. */
export function switchText(event: SwitchEvent): string {
  switch (event.kind) {
    case 'switched':
      return `now serving snapshot ${event.snapshot}`;
    case 'refused':
      return `snapshot ${event.snapshot} cannot be served: ${event.reason}; the one before goes on`;
    case 'passed-over':
      return `an earlier snapshot is served: ${event.reason}`;
  }
}

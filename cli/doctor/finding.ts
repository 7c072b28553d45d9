/** What one look at the installation found. `warning`: it works, but not as well as it should; `config` and `damaged` as in exit codes 2 and 3. */
export interface Finding {
  readonly what: string;
  readonly verdict: 'well' | 'warning' | 'config' | 'damaged';
  /** One line for a person. */
  readonly found: string;
  /** What to do about it, where something is to be done. */
  readonly hint?: string;
}

export function well(what: string, found: string): Finding {
  return { what, verdict: 'well', found };
}

export function warning(what: string, found: string, hint: string): Finding {
  return { what, verdict: 'warning', found, hint };
}

export function wrong(what: string, found: string, hint: string): Finding {
  return { what, verdict: 'config', found, hint };
}

export function damaged(what: string, found: string, hint: string): Finding {
  return { what, verdict: 'damaged', found, hint };
}

/** Builds dist/ when a source is newer than the last build. Answers the compiler's exit code, 0 when there was nothing to do. */
export function buildIfStale(): number;

/** A date as it was written: as much of it as was said. */
export interface WrittenDate {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  /** Minutes east of UTC, where a zone was written. */
  readonly offsetMinutes?: number;
  /** The zone that the writing implies where none was written. For ordering only, never shown. */
  readonly assumedOffsetMinutes?: number;
}

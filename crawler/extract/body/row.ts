/** Writes the numbers of one block one after another, in the order of their names. */
export class Row {
  readonly values: Float32Array;
  private at = 0;

  constructor(width: number) {
    this.values = new Float32Array(width);
  }

  put(value: number): void {
    this.values[this.at++] = value;
  }

  flag(value: boolean): void {
    this.values[this.at++] = value ? 1 : 0;
  }
}

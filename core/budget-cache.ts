/** Keeps what was made for a key within a budget; what was not used for longest goes first. */
export class BudgetCache<Value> {
  private readonly budget: number;
  private readonly largest: number;
  private readonly kept = new Map<string, { readonly value: Value; readonly size: number }>();
  private size = 0;

  /**
   * @param budget of all together, in the unit of the sizes given to `set`
   * @param largest of one; a larger one is not kept, so that it does not push out everything
   */
  constructor(budget: number, largest: number = budget) {
    this.budget = budget;
    this.largest = largest;
  }

  get(key: string): Value | undefined {
    const known = this.kept.get(key);
    if (known === undefined) return undefined;
    this.kept.delete(key);
    this.kept.set(key, known);
    return known.value;
  }

  set(key: string, value: Value, size: number): void {
    if (this.kept.has(key) || size > this.largest) return;
    this.kept.set(key, { value, size });
    this.size += size;
    for (const [oldest, { size: freed }] of this.kept) {
      if (this.size <= this.budget) return;
      this.kept.delete(oldest);
      this.size -= freed;
    }
  }
}

import SearchableMap from 'minisearch/SearchableMap';

/** What MiniSearch keeps of a term: by field, the documents that have it and how often. */
export type TermData = Map<number, Map<number, number>>;

/**
 * The tree of terms that MiniSearch builds, asked by the numbers of stems. MiniSearch asks for a term's data each time
 * that a document has the term, a walk from the root that takes longer than all else it does with it; here the walk is
 * made once a term, and then its data are known by the number.
 */
export class StemTree extends SearchableMap<TermData> {
  /** By number, in the order in which the stems were met. */
  readonly known = new Map<number, TermData>();
  private readonly texts: readonly string[];

  /** @param texts what the numbers stand for */
  constructor(texts: readonly string[]) {
    super();
    this.texts = texts;
  }

  /** The data of a stem, made when it is new. MiniSearch's types say text, since its terms usually are. */
  override fetch(stem: string | number, initial: () => TermData): TermData {
    if (typeof stem === 'string') return super.fetch(stem, initial);
    let data = this.known.get(stem);
    if (data === undefined) this.known.set(stem, (data = super.fetch(this.texts[stem]!, initial)));
    return data;
  }
}

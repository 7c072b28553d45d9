import { union } from './document-set.ts';
import { inAll } from './exact-phrase.ts';
import { FormPositions } from './form-positions.ts';
import type { SegmentView } from './index-view.ts';
import { PositionSet, type PlacedForm } from './position-cursor.ts';
import { PostingListBuilder, type PostingList } from './posting-list.ts';

/**
 * A phrase of words in any of their forms, one directly behind the other (`department of agriculture`, found for `USDA`). The
 * rarest place leads: where the phrase may begin is known from it, and each further place only strikes out beginnings, so the
 * positions of `of` are read in the few documents where the rest stands as it should.
 */
export function formsPhraseList(
  view: SegmentView,
  places: readonly { readonly forms: readonly PlacedForm[] }[],
  offsets: readonly number[],
): PostingList | undefined {
  const parts = places.map(({ forms }, place) => new Part(view, forms, offsets[place]!));
  const candidates = inAll(parts.map(({ documents }) => union(documents, view.size)));
  if (candidates.length === 0) return undefined;
  parts.sort((a, b) => a.postings - b.postings);
  const [lead, ...others] = parts as [Part, ...Part[]];
  const builder = new PostingListBuilder(candidates.length);
  for (let i = 0; i < candidates.length; i++) {
    const document = candidates[i]!;
    lead.read(document);
    begin(titles, lead.title, lead.offset);
    begin(bodies, lead.body, lead.offset);
    for (let other = 0; other < others.length && titles.count + bodies.count > 0; other++) {
      const part = others[other]!;
      part.read(document);
      keep(titles, part.title, part.offset);
      keep(bodies, part.body, part.offset);
    }
    if (titles.count + bodies.count > 0) builder.add(document, titles.count, bodies.count);
  }
  return builder.list();
}

/** Where the phrase may begin in a document, by field. A search does all its work in one go, so one set serves them all. */
const titles = new PositionSet();
const bodies = new PositionSet();

/** One place of the phrase: the positions of its forms in a document. */
class Part extends FormPositions {
  readonly offset: number;
  readonly postings: number;

  constructor(view: SegmentView, forms: readonly PlacedForm[], offset: number) {
    super(view, forms);
    this.offset = offset;
    this.postings = this.documents.reduce((sum, { length }) => sum + length, 0);
  }
}

function begin(starts: PositionSet, { positions, count }: PositionSet, offset: number): void {
  starts.count = 0;
  for (let i = 0; i < count; i++) if (positions[i]! >= offset) starts.push(positions[i]! - offset);
}

/** Strikes out the starts behind which the place does not stand as far as it should. */
function keep(starts: PositionSet, { positions, count }: PositionSet, offset: number): void {
  let kept = 0;
  let at = 0;
  for (let i = 0; i < starts.count; i++) {
    const wanted = starts.positions[i]! + offset;
    while (at < count && positions[at]! < wanted) at++;
    if (at === count) break;
    if (positions[at] === wanted) starts.positions[kept++] = starts.positions[i]!;
  }
  starts.count = kept;
}

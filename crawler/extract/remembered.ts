/** Texts remembered by one question. A site's pages repeat some hundreds of class names and lines of their menus; more only take memory, 1 MB each. */
const limitRemembered = 10_000;
/** Characters of the longest text that is remembered: what pages repeat is short. */
const longestRemembered = 80;

/** A question about a text, asked once for each short text that pages repeat: names of classes, lines of menus and footers, rules of a source. */
export function remembered<Answer>(
  ask: (text: string) => Answer,
  longest: number = longestRemembered,
): (text: string) => Answer {
  const answers = new Map<string, Answer>();
  return (text) => {
    if (text.length > longest) return ask(text);
    const known = answers.get(text);
    if (known !== undefined) return known;
    const answer = ask(text);
    if (answers.size >= limitRemembered) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

/** The same of a text that may be missing. No text: no. */
export function rememberedOfText(ask: (text: string) => boolean): (text: string | undefined) => boolean {
  const answer = remembered(ask);
  return (text) => text !== undefined && answer(text);
}

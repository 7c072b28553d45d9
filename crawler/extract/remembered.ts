/** Texts remembered by one question. A site's pages repeat some hundreds of class names and lines of their menus; more only take memory, 1 MB each. */
const limitRemembered = 10_000;
/** Characters of the longest text that is remembered: what pages repeat is short. */
const longestRemembered = 80;

/** A question about a text, asked once for each short text that pages repeat: names of classes, lines of menus and footers. No text: no. */
export function rememberedOfText(ask: (text: string) => boolean): (text: string | undefined) => boolean {
  const answers = new Map<string, boolean>();
  return (text) => {
    if (text === undefined) return false;
    if (text.length > longestRemembered) return ask(text);
    const remembered = answers.get(text);
    if (remembered !== undefined) return remembered;
    const answer = ask(text);
    if (answers.size >= limitRemembered) answers.clear();
    answers.set(text, answer);
    return answer;
  };
}

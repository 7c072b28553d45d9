import type { Paragraph } from '../../core/announcement.ts';
import type { Child } from 'hono/jsx';

/** Typed paragraphs as the elements they are: headings, list items, quotes, tables. */
export function Body({ body, none }: { readonly body: readonly Paragraph[]; readonly none: string }) {
  if (body.length === 0) return <p class="quiet">{none}</p>;
  return (
    <>
      {grouped(body).map((group) =>
        group[0]!.kind === 'item' ? (
          <ul>
            {group.map((item) => (
              <li dir="auto">{item.text}</li>
            ))}
          </ul>
        ) : (
          <ParagraphElement paragraph={group[0]!} />
        ),
      )}
    </>
  );
}

/** One paragraph as its element; `children` instead of its text where a comparison is shown. */
export function ParagraphElement({
  paragraph,
  children,
}: {
  readonly paragraph: Pick<Paragraph, 'kind' | 'text'>;
  readonly children?: Child;
}) {
  const content = children ?? paragraph.text;
  switch (paragraph.kind) {
    case 'heading':
      return <h2 dir="auto">{content}</h2>;
    case 'quote':
      return (
        <blockquote dir="auto">
          <p>{content}</p>
        </blockquote>
      );
    case 'table':
      return children === undefined ? <TextTable text={paragraph.text} /> : <p class="preformatted">{content}</p>;
    case 'caption':
      return (
        <p class="caption" dir="auto">
          {content}
        </p>
      );
    case 'contact':
      return (
        <p class="contact" dir="auto">
          {content}
        </p>
      );
    case 'item':
    case 'text':
      return <p dir="auto">{content}</p>;
  }
}

function TextTable({ text }: { readonly text: string }) {
  return (
    <div class="scroll" tabindex={0} role="group">
      <table>
        <tbody>
          {text.split('\n').map((row) => (
            <tr>
              {row.split(' | ').map((cell) => (
                <td dir="auto">{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Neighbouring items are one list. */
function grouped(body: readonly Paragraph[]): Paragraph[][] {
  const groups: Paragraph[][] = [];
  for (const paragraph of body) {
    const last = groups.at(-1);
    if (paragraph.kind === 'item' && last?.[0]?.kind === 'item') last.push(paragraph);
    else groups.push([paragraph]);
  }
  return groups;
}

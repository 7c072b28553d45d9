import type { Child } from 'hono/jsx';

/** A term and what is known of it, for a list of facts. */
export function Fact({ term, children }: { readonly term: string; readonly children?: Child }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/**
 * The office that a text without a source names as its own, in a credit or a contact line: `Eric Haynes / Governor's Press Office` is the Office of the
 * Governor, of Massachusetts where that state is the one named most.
 */
export function issuingOffice(text: string): string | undefined {
  const rank =
    /\b(Governor|Lieutenant Governor|Attorney General|Secretary of State|Treasurer)['’]s (?:Press |Communications |News )?Office\b/.exec(
      text,
    )?.[1];
  if (rank === undefined) return undefined;
  const counts = states
    .map((state) => ({ state, count: text.split(state).length - 1 }))
    .sort((a, b) => b.count - a.count);
  const [most] = counts;
  return most === undefined || most.count < leastNamed
    ? `Office of the ${rank}`
    : `Office of the ${rank} of ${most.state}`;
}

/** Fewest times a state is named to be the office's own: once may be a visitor's. */
const leastNamed = 2;

/** States whose governors and attorneys general have press offices. */
const states =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Puerto Rico|Guam'.split(
    '|',
  );

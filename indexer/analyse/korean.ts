/**
 * Korean writes particles onto the word: 대통령은, 대통령이, 대통령에게 are forms of 대통령. In a query the particle is taken
 * off, when two syllables are left; texts are indexed by neighbouring syllables and need none of this.
 */
export function withoutParticle(word: string): string {
  const syllables = Array.from(word);
  for (const particle of particles) {
    if (syllables.length - particle.length >= 2 && word.endsWith(particle)) return word.slice(0, -particle.length);
  }
  return word;
}

/** Longest first, so that 에서는 goes before 는. */
const particles = (
  '에서부터 으로부터 에게서는 이라고는 으로써의 으로서의 에서는 에서도 에서의 에게는 에게도 에게서 까지는 까지도 까지의 부터는 부터의 으로는 으로도 으로의 이라는 이라고 이라도 이라면 이었던 이었다 ' +
  '에는 에도 에만 에서 에게 께서 한테 까지 부터 으로 로서 로써 로는 로의 처럼 보다 마다 조차 마저 밖에 이나 이며 이고 이란 이다 인가 와의 과의 와는 과는 라는 라고 하고 들은 들이 들을 들의 만을 만이 ' +
  '은 는 이 가 을 를 의 에 로 와 과 도 만 들'
).split(' ');

/** Milliseconds of every run of each contender. */
export type Samples<Name extends string> = Readonly<Record<Name, number[]>>

/**
 * Runs the contenders in turn, round after round, each round beginning with another one, so that whatever else the
 * machine does meets all of them alike. The first two rounds warm up and do not count.
 */
export async function interleave<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, (round: number) => Promise<unknown>>>,
): Promise<Samples<Name>> {
  const names = Object.keys(contenders) as Name[]
  const samples = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>
  for (let round = -2; round < rounds; round += 1) {
    const first = (round + 2) % names.length
    for (const name of [...names.slice(first), ...names.slice(0, first)]) {
      const begin = performance.now()
      await contenders[name](round + 2)
      if (round >= 0) samples[name].push(performance.now() - begin)
    }
  }
  return samples
}

/** What became of the comparison of one night, as the server says it. */
export interface ComparedNight {
  readonly state: 'comparing' | 'waiting' | 'done' | 'given_up'
  readonly tries: number
  readonly checks: readonly { readonly rollup: string; readonly days: number; readonly different: number }[]
  readonly reason: string | null
}

const counted = (count: number, word: string) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`

/** What a night's comparison found, in lines: the rollups and days compared, then each rollup that differed. */
export function nightWords({ state, tries, checks, reason }: ComparedNight): readonly string[] {
  const tried = tries > 1 ? [`taken up ${tries} times`] : []
  if (state !== 'done') return [...(reason === null ? [] : [reason]), ...tried]
  const most = Math.max(0, ...checks.map(({ days }) => days))
  const differing = checks.filter(({ different }) => different > 0)
  const compared =
    checks.length === 0
      ? 'No rollup was ready to be compared'
      : `${counted(checks.length, 'rollup')}, up to ${counted(most, 'day')} each: ${differing.length === 0 ? 'no difference' : `${differing.length} differed`}`
  return [
    compared,
    ...differing.map(({ rollup, different }) => `${rollup}: ${counted(different, 'row')} differed, built anew`),
    ...tried,
  ]
}

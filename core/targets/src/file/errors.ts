import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of a file of targets. */
export const targetFileErrors = defineErrors({
  target_file_wrong: {
    status: 422,
    say: (p: { unknown: readonly string[]; missing: readonly string[]; known: readonly string[] }) => {
      const lacks = p.missing.length === 0 ? [] : [`has no column ${p.missing.join(', ')}`]
      const has = p.unknown.length === 0 ? [] : [`has ${p.unknown.join(', ')}, which nobody reads`]
      return `this is no file of targets: it ${[...lacks, ...has].join(', and ')}; its columns are ${p.known.join(', ')}`
    },
  },
  target_file_long: {
    status: 422,
    say: (p: { most: number }) => `${p.most} targets are the most of one file; leave out those of periods long past`,
  },
})

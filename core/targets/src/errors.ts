import { defineErrors } from '@tessera/plugin-api'

/** Every refusal of targets. */
export const targetErrors = defineErrors({
  targets_wrong: {
    status: 422,
    say: (p: { wrong: number; all: number; first: string }) =>
      `${p.wrong} of ${p.all} targets are wrong, so none was set; the first: ${p.first}`,
  },
  targets_too_many: {
    status: 422,
    say: (p: { count: number; most: number }) =>
      `the tenant would have ${p.count} targets, ${p.most} are the most; remove those of periods long past`,
  },
})

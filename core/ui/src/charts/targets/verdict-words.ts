import type { TargetVerdict } from '../../format/target-verdict.ts'

/** Whether a target is met, as charts write it. */
export const verdictWords: { readonly [V in TargetVerdict]: string } = {
  met: '✓ met',
  missed: '✗ missed',
  'met, within noise': '~ met, within noise',
  unknown: '',
}

/** The colour each is written in. */
export const verdictTones: { readonly [V in TargetVerdict]: string } = {
  met: 'good',
  missed: 'bad',
  'met, within noise': 'warn',
  unknown: 'secondary',
}

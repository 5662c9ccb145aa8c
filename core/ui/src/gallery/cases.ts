import { bigNumberCases } from './big-number-cases.ts'
import { funnelCases } from './funnel-cases.ts'
import { situations, type GalleryCase, type Situations } from './gallery-case.ts'
import type { BuiltInView } from '../charts/panel-view.tsx'
import { lineCases } from './line-cases.ts'
import { rankedBarCases } from './ranked-bar-cases.ts'
import { tableCases } from './table-cases.ts'
import { targetsCases } from './targets-cases.ts'

const byView: { readonly [V in BuiltInView]: Situations } = {
  big_number: bigNumberCases,
  line: lineCases,
  ranked_bar: rankedBarCases,
  funnel: funnelCases,
  targets: targetsCases,
  table: tableCases,
}

/** Every built-in view in every situation: what the gallery shows and the snapshots test. */
export const cases: readonly GalleryCase[] = (Object.keys(byView) as BuiltInView[]).flatMap((view) =>
  situations.map((situation) => ({ view, situation, ...byView[view][situation] })),
)

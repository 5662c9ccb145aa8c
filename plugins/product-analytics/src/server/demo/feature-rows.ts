import type { Played } from './generate.ts'
import type { Picture } from './picture.ts'
import { features, has, releases, type DemoFeature } from './product.ts'
import type { Random } from './random.ts'

/** A feature a user used on a day. */
export interface UseRow {
  readonly user: Played['person']
  readonly day: number
  readonly feature: string
  readonly uses: number
}

type Drawn = (played: Played, feature: DemoFeature, among: readonly number[]) => UseRow

/** Uses of the features that have been there for long: each user has a few, who comes often more of them. */
function oldFeatures(played: readonly Played[], picture: Picture, draw: { random: Random; row: Drawn }): UseRow[] {
  const old = features.filter(({ use }) => use > 0)
  const wish = (one: Played) =>
    old.filter((feature) => has(one.person.tier, feature)).reduce((sum, { use }) => sum + chance(one, use, 1), 0)
  const scale = (picture.featuresPerUser * played.length) / played.reduce((sum, one) => sum + wish(one), 0)
  return played.flatMap((one) =>
    old.flatMap((feature) =>
      has(one.person.tier, feature) && draw.random.unit() < chance(one, feature.use, scale)
        ? [draw.row(one, feature, one.days)]
        : [],
    ),
  )
}

function chance({ days }: Played, use: number, scale: number): number {
  return Math.min(0.99, use * scale * (0.75 + Math.min(days.length, 12) / 24))
}

/** Uses of what releases brought: the picture's part of those who could within 7 days, a few others afterwards. */
function newFeatures(played: readonly Played[], picture: Picture, draw: { random: Random; row: Drawn }): UseRow[] {
  return releases.flatMap((release) => {
    const feature = 'feature' in release ? features.find((one) => one.feature === release.feature) : undefined
    if (!feature) return []
    const part = picture.releaseAdoption[feature.feature === 'summaries' ? 0 : 1]
    const early = (one: Played) => one.days.filter((day) => day >= release.on && day < release.on + 7)
    const could = draw.random.shuffle(played.filter((one) => has(one.person.tier, feature) && early(one).length > 0))
    const adopters = new Set(could.slice(0, Math.round(could.length * part)))
    return played.flatMap((one) => {
      if (adopters.has(one)) return [draw.row(one, feature, early(one))]
      const late = one.days.filter((day) => day >= release.on + 7)
      return late.length > 0 && has(one.person.tier, feature) && draw.random.unit() < part / 3
        ? [draw.row(one, feature, late)]
        : []
    })
  })
}

/** Uses of features by those who were active, each on one of their days. */
export function featureRows(
  played: readonly Played[],
  on: { readonly picture: Picture; readonly isCurrent: boolean; readonly random: Random },
): UseRow[] {
  const row: Drawn = ({ person, days }, { feature }, among) => ({
    user: person,
    day: on.random.pick(among),
    feature,
    uses: 1 + Math.floor(on.random.unit() * days.length),
  })
  const draw = { random: on.random, row }
  return [...oldFeatures(played, on.picture, draw), ...(on.isCurrent ? newFeatures(played, on.picture, draw) : [])]
}

import type { Days, Funnel, FunnelMeasure } from '@tessera/plugin-api/server'

const within = ({ days }: Days) => `within ${days} ${days === 1 ? 'day' : 'days'}`

function pathText(funnel: Funnel, steps: number, printed: (where: unknown) => string): string {
  const path = funnel.steps.slice(0, steps).map((s) => (s.within ? `${s.title} (${within(s.within)})` : s.title))
  const barred = funnel.exclude
    .filter(({ after }) => after === undefined || after < steps)
    .map(({ where, after }) => `no ${printed(where)} ${after === undefined ? 'between steps' : `after step ${after}`}`)
  const total = steps > 1 ? ` in order ${within(funnel.window)}` : ''
  return `${path.join(' → ')}${total}${barred.length > 0 && steps > 1 ? `, ${barred.join(', ')}` : ''} (${funnel.fact.table})`
}

/** A funnel's measure in one readable line. */
export function describeFunnel(source: FunnelMeasure, printed: (where: unknown) => string): string {
  const { funnel } = source
  if (source.kind === 'funnel_open') {
    return `distinct ${funnel.actor} not yet at the last step of ${pathText(funnel, funnel.steps.length, printed)} whose window is not over`
  }
  const path = pathText(funnel, source.step, printed)
  if (source.kind === 'funnel_time') {
    return `percentile ${source.fraction} of the shortest seconds of each ${funnel.actor} through ${path}`
  }
  return source.count === 'entries' ? `entries reaching ${path}` : `distinct ${funnel.actor} reaching ${path}`
}

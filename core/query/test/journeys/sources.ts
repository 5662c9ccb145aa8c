import { funnel, type MetricSource } from '@tessera/plugin-api/server'
import { paths, type Path } from './funnel-oracle.ts'
import { facts, isEvent, isKind } from './world.ts'

function declared({ steps, window, within, exclude, holdsProvider, breakdown, byDay }: Path) {
  return funnel({
    fact: byDay ? facts.days : facts.visits,
    actor: 'user_id',
    ...(window === undefined ? {} : { window: { days: window } }),
    steps: steps.map((event, index) => {
      const days = within?.[index] ?? null
      return { title: event, where: isEvent(...event), ...(days === null ? {} : { within: { days } }) }
    }),
    ...(exclude
      ? { exclude: [{ where: isKind(exclude.kind), ...(exclude.after === undefined ? {} : { after: exclude.after }) }] }
      : {}),
    ...(holdsProvider ? { holding: ['provider'] } : {}),
    ...(breakdown ? { breakdown } : {}),
  })
}

function measured(name: string, path: Path): [string, MetricSource][] {
  const made = declared(path)
  const steps = path.steps.map((_, index) => index + 1)
  return [
    ...steps.map((n): [string, MetricSource] => [`${name}_s${n}`, made.step(n)]),
    ...(path.breakdown
      ? []
      : steps.map((n): [string, MetricSource] => [`${name}_e${n}`, made.step(n, { count: 'entries' })])),
    ...steps.map((n): [string, MetricSource] => [`${name}_t${n}`, made.time(n)]),
    ...steps.map((n): [string, MetricSource] => [`${name}_q${n}`, made.time(n, { fraction: 0.75 })]),
    [`${name}_open`, made.open()],
  ]
}

/** Every measure of every funnel, by the name the oracle knows it by. */
export const funnelSources: Readonly<Record<string, MetricSource>> = Object.fromEntries(
  Object.entries(paths).flatMap(([name, path]) => measured(name, path)),
)

import type { Draft } from '../draft.ts'
import { camelOf, fileOf, snakeOf, titleOf } from '../names.ts'
import { addTo, importPath, type TargetPlugin } from '../target-plugin.ts'
import { serverDoor } from './doors.ts'

/** A metric that counts the events of a name: its meaning, its formula, a fixture, and demo data where the plugin has none. */
export function addMetric(draft: Draft, plugin: TargetPlugin, name: string): readonly string[] {
  plugin.take('metrics', name)
  const event = `${snakeOf(plugin.id)}_${name}`
  const title = titleOf(name)
  const door = serverDoor(draft, plugin)
  const file = `${plugin.dir}/src/server/metrics/${fileOf(name)}.ts`
  addTo(draft, plugin.contract, {
    call: 'definePlugin',
    argument: 0,
    field: 'metrics',
    entry: `${name}: metric({
      title: '${title}',
      description: 'Number of events ${event}; all of them count.',
      unit: 'count',
      direction: 'up',
      tier: 3,
    })`,
    imports: [{ from: '@tessera/plugin-api', name: 'metric' }],
  })
  draft.add(file, formula(name, event))
  const from = importPath(door, file)
  const own = camelOf(name)
  const inDoor = { call: 'defineServer', argument: 1 }
  addTo(draft, door, {
    ...inDoor,
    field: 'metrics',
    entry: own === name ? name : `${name}: ${own}`,
    imports: [{ from, name: own }],
  })
  addTo(draft, door, {
    ...inDoor,
    field: 'fixtures',
    entry: `${name}: ${own}Fixtures`,
    imports: [{ from, name: `${own}Fixtures` }],
  })
  addDemo(draft, { plugin, door, event })
  return [
    `say what '${plugin.id}.${name}' counts: its words in ${plugin.contract}, its rows and its fixture in ${file}`,
    `post events named ${event} to /api/v1/events`,
  ]
}

const formula = (
  name: string,
  event: string,
) => `import { count, fact, fixture, type EventRow } from '@tessera/plugin-api/server'

/** The rows that count. */
const rows = fact<EventRow>({
  name: '${name}',
  table: 'core.events',
  key: ['event_id'],
  time: { column: 'timestamp', type: 'instant' },
  where: (eb) => eb('event', '=', '${event}'),
})

export const ${camelOf(name)} = count(rows)

export const ${camelOf(name)}Fixtures = [
  fixture({
    title: 'Two events of the name count, another one does not',
    asOf: '2026-10-06T12:00:00Z',
    given: {
      events: [
        { id: '1', event: '${event}', timestamp: '2026-10-05T09:00:00Z' },
        { id: '2', event: '${event}', timestamp: '2026-10-05T10:00:00Z' },
        { id: '3', event: 'something_else', timestamp: '2026-10-05T11:00:00Z' },
      ],
    },
    expect: [{ value: 2 }],
  }),
]
`

interface DemoOf {
  readonly plugin: TargetPlugin
  readonly door: string
  readonly event: string
}

function addDemo(draft: Draft, { plugin, door, event }: DemoOf): void {
  const file = `${plugin.dir}/src/server/demo.ts`
  const before = draft.read(door) ?? ''
  if (/\bdemo\b/.test(before) || draft.read(file) !== undefined) return
  draft.add(
    file,
    `import type { DemoContext } from '@tessera/plugin-api/server'

const dayMs = 86_400_000

/** One to three events a day over the last two months. */
export async function demo({ tenant, ingest }: DemoContext): Promise<void> {
  const days = Array.from({ length: 60 }, (_, day) => day + 1)
  await ingest(
    days.flatMap((day) =>
      Array.from({ length: 1 + (day % 3) }, (_, nth) => ({
        id: \`${event} \${day} \${nth}\`,
        event: '${event}',
        timestamp: new Date(tenant.asOf.getTime() - day * dayMs + nth * 3_600_000).toISOString(),
      })),
    ),
  )
}
`,
  )
  addTo(draft, door, {
    call: 'defineServer',
    argument: 1,
    field: 'demo',
    entry: 'demo',
    whole: true,
    imports: [{ from: importPath(door, file), name: 'demo' }],
  })
}

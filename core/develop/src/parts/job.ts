import type { Draft } from '../draft.ts'
import { camelOf, fileOf, pascalOf, titleOf } from '../names.ts'
import { addTo, importPath, type TargetPlugin } from '../target-plugin.ts'
import { serverDoor } from './doors.ts'

/** A job that runs for each tenant every night. */
export function addJob(draft: Draft, plugin: TargetPlugin, name: string): readonly string[] {
  plugin.take('jobs', name)
  const door = serverDoor(draft, plugin)
  const file = `${plugin.dir}/src/server/jobs/${fileOf(name)}.ts`
  const own = camelOf(name)
  addTo(draft, plugin.contract, {
    call: 'definePlugin',
    argument: 0,
    field: 'jobs',
    entry: `${name}: job({
      title: '${titleOf(name)}',
      description: 'Runs every night at three.',
      per: 'tenant',
      schedule: { cron: '0 3 * * *' },
      timeout: '5m',
    })`,
    imports: [{ from: '@tessera/plugin-api', name: 'job' }],
  })
  draft.add(
    file,
    `import type { JobHandlers } from '@tessera/plugin-api/server'
import type { plugin } from '${importPath(file, plugin.contract)}'

type ${pascalOf(name)} = JobHandlers<typeof plugin>['jobs']['${name}']

/** What a run does for one tenant. It may be begun twice: after a crash a run is run again. */
export const ${own}: ${pascalOf(name)} = async ({ clock, progress, signal }) => {
  signal.throwIfAborted()
  await progress(1, \`done at \${clock.now().toISOString()}\`)
}
`,
  )
  addTo(draft, door, {
    call: 'defineServer',
    argument: 1,
    field: 'jobs',
    entry: own === name ? name : `${name}: ${own}`,
    imports: [{ from: importPath(door, file), name: own }],
  })
  return [`say in ${file} what '${plugin.id}.${name}' does; admins see its runs, and start one, on the page of jobs`]
}

import type { Draft } from '../draft.ts'
import { fileOf, pascalOf, titleOf } from '../names.ts'
import { addTo, importPath, type TargetPlugin } from '../target-plugin.ts'
import { webDoor } from './doors.ts'

export interface NewPage {
  readonly name: string
  /** Own right one needs to see it; whoever may read metrics when left out. */
  readonly needs?: string | undefined
}

/** A page in navigation. */
export function addPage(draft: Draft, plugin: TargetPlugin, { name, needs }: NewPage): readonly string[] {
  plugin.take('pages', name)
  const door = webDoor(draft, plugin)
  const file = `${plugin.dir}/src/web/pages/${fileOf(name)}.tsx`
  addTo(draft, plugin.contract, {
    call: 'definePlugin',
    argument: 0,
    field: 'pages',
    entry: `${name}: page({
      title: '${titleOf(name)}',
      path: '${fileOf(name)}',
      nav: { order: 10 },${needs === undefined ? '' : `\nneeds: '${needs}',`}
    })`,
    imports: [{ from: '@tessera/plugin-api', name: 'page' }],
  })
  draft.add(
    file,
    `/** What stands at /p/${plugin.id}/${fileOf(name)}. */
export default function ${pascalOf(name)}Page() {
  return (
    <article>
      <h1>${titleOf(name)}</h1>
      <p>This page is drawn by ${file}.</p>
    </article>
  )
}
`,
  )
  addTo(draft, door, {
    call: 'defineWeb',
    argument: 1,
    field: 'pages',
    entry: `${name}: () => import('${importPath(door, file)}')`,
    imports: [],
  })
  return [`write the page in ${file}; docs/guides/pages.md says what it may use`]
}

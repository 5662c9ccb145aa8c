import type { Draft } from '../draft.ts'
import { camelOf, fileOf, pascalOf, titleOf } from '../names.ts'
import { addTo, addToPackage, importPath, type TargetPlugin } from '../target-plugin.ts'
import { webDoor } from './doors.ts'
import { casesText, chartText, drawingText, testText, viewText, type ViewNames } from './view-files.ts'

/** A view of the plugin's own in a folder of its own: what it is, how it is drawn, made-up answers, and a test that draws them. */
export function addView(draft: Draft, plugin: TargetPlugin, name: string): readonly string[] {
  plugin.take('views', name)
  const door = webDoor(draft, plugin)
  addToPackage(draft, plugin, { shares: ['@tessera/ui', 'react', 'zod'] })
  const file = fileOf(name)
  const dir = `${plugin.dir}/src/views/${file}`
  const names: ViewNames = {
    id: `${plugin.id}.${name}`,
    file,
    view: `${camelOf(name)}View`,
    cases: `${camelOf(name)}Cases`,
    chart: `${pascalOf(name)}Chart`,
    title: titleOf(name),
  }
  const view = `${dir}/${file}-view.ts`
  const drawing = `${dir}/${file}-drawing.tsx`
  draft.add(view, viewText(names))
  draft.add(`${dir}/${file}-chart.tsx`, chartText(names))
  draft.add(`${dir}/${file}-cases.ts`, casesText(names))
  draft.add(drawing, drawingText(names))
  draft.add(`${dir}/${file}.test.tsx`, testText(names))
  addTo(draft, plugin.contract, {
    call: 'definePlugin',
    argument: 0,
    field: 'views',
    entry: `${name}: ${names.view}`,
    imports: [{ from: importPath(plugin.contract, view), name: names.view }],
  })
  addTo(draft, door, {
    call: 'defineWeb',
    argument: 1,
    field: 'views',
    entry: `${name}: () => import('${importPath(door, drawing)}')`,
    imports: [],
  })
  return [
    `draw it in ${dir}/${file}-chart.tsx, and say in ${file}-view.ts what it needs; docs/guides/add-a-view.md says what it may use`,
  ]
}

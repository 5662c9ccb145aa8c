import { isBuiltIn, optionNames, readOptions, type Count, type ViewSpec } from '@tessera/plugin-api'
import { z } from 'zod'
import { registryErrors } from '../errors.ts'
import type { LoadedPlugin } from '../model/loaded-plugin.ts'
import { fullId, gridColumns, nameOf, pluginOf } from '../model/ids.ts'
import { nearest } from '../model/nearest.ts'
import { viewId } from '../model/views.ts'
import type { World } from '../model/world.ts'

/** Checks the views a plugin declares. Throws the first thing wrong. */
export function checkViews({ contract, doors }: LoadedPlugin): void {
  for (const [name, view] of Object.entries(contract.views ?? {})) {
    const refuse = (reason: string) => {
      throw registryErrors('view_wrong', { view: name, reason })
    }
    if (isBuiltIn(name) || name === 'custom') refuse(`has the name of a view every host has; choose another`)
    if (contract.panels?.[name]?.view === 'custom')
      refuse(`has the name of a panel with view 'custom', which is drawn by a loader of that name; rename one`)
    if (!doors.web) refuse(`has nobody who draws it; add a door './web' to the exports, with a loader under 'views'`)
    const reason = shapeReason(view)
    if (reason !== null) refuse(reason)
  }
}

const times: readonly unknown[] = ['needed', 'possible', 'never']

function shapeReason(view: ViewSpec): string | null {
  const { needs, options, size, state = {}, metricOptions = [] } = view
  if (!(options instanceof z.ZodType)) return `has no options; write options: z.object({ … })`
  if (!times.includes(needs?.time)) return `needs a time of 'needed', 'possible' or 'never'`
  if (!isCount(needs.dimensions) || !isCount(needs.metrics))
    return `counts dimensions or metrics wrongly; write whole numbers with least ≤ most`
  const { least, usual } = size ?? {}
  const whole = [least?.w, least?.h, usual?.w, usual?.h].every((each) => Number.isInteger(each) && Number(each) > 0)
  if (!whole || least.w > usual.w || least.h > usual.h || usual.w > gridColumns)
    return `has a wrong size; write whole numbers from 1, the least no larger than the usual, and at most ${gridColumns} columns`
  if (state.top && !(Number.isInteger(state.top.values) && state.top.values > 0))
    return `draws ${state.top.values} values apart; write a whole number from 1`
  const named = [state.top?.option, state.course?.option, ...metricOptions].filter((name) => name !== undefined)
  const unknown = named.find((name) => !optionNames(view).includes(name))
  return unknown === undefined ? null : `reads option '${unknown}', which it does not have; declare it under options`
}

function isCount(count: Count | undefined): boolean {
  const { least = 0, most = Infinity } = count ?? { least: NaN }
  return Number.isInteger(least) && least >= 0 && least <= most && (most === Infinity || Number.isInteger(most))
}

/** The view of a panel. Refuses one that is not there or whose plugin is not required, and options it does not take. */
export function viewOfPanel({ id, contract }: LoadedPlugin, panel: string, world: World): ViewSpec {
  const spec = contract.panels?.[panel]
  const view = viewId(fullId(id, panel), spec ?? { view: '' })
  const requires = Object.keys(contract.requires ?? {})
  const owner = isBuiltIn(view) ? id : pluginOf(view)
  const where = `view '${view}' of panel '${panel}'`
  if (owner !== id && !requires.includes(owner)) throw registryErrors('not_required', { where, plugin: owner })
  const found = world.view(view)
  if (!found) {
    const views = world.viewsOf([id, ...requires])
    const said = views.map((known) => (known.startsWith(`${id}.`) ? nameOf(known) : known))
    throw registryErrors('view_unknown', { panel, view, meant: nearest(spec?.view ?? view, said), views })
  }
  const read = readOptions(found, spec?.options)
  if ('options' in read) return found
  throw registryErrors('options_wrong', { panel, view, reason: read.reason, options: optionNames(found) })
}

import { pluginErrors } from '@tessera/plugin-api'
import type { PictureRequest, Questions, Render } from '@tessera/plugin-api/server'
import type { Filter } from '@tessera/plugin-api/wire'
import { leftOutPhrases, panelQuery, pluginOf, trendQuery, type PageTime, type ResolvedPanel } from '@tessera/registry'
import { z } from 'zod'
import type { Caller } from './caller.ts'
import { clockOf } from './clock.ts'
import { serviceErrors } from './errors.ts'
import { outsideTransactions } from './open-transaction.ts'
import type { ServiceParts } from './parts.ts'

/** Most pixels of a PNG: what it is painted on takes four bytes for each. */
const mostPixels = 16_000_000

const isLocale = (tag: string) => {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

const look = z
  .object({
    format: z.enum(['svg', 'png']),
    width: z.int().min(240).max(2000),
    height: z.int().min(160).max(2000),
    theme: z.enum(['light', 'dark']).default('light'),
    scale: z.number().min(1).max(3).default(2),
    locale: z.string().max(35).refine(isLocale, 'write a BCP 47 tag: de-DE').optional(),
  })
  .refine(
    ({ format, width, height, scale }) => format === 'svg' || width * height * scale ** 2 <= mostPixels,
    `a PNG has ${mostPixels / 1e6} million pixels at most; take a smaller size or scale`,
  )

/** Panels as pictures, with the figures that a caller may see. */
export function renderOf(
  parts: Pick<ServiceParts, 'registry' | 'pictures'>,
  caller: Caller,
  query: Questions['query'],
): Render {
  const panel: Render['panel'] = async (id, request) => {
    if (!caller.rights.has('metrics:read')) throw pluginErrors('scope_missing', { scope: 'metrics:read' })
    const found = findPanel(parts, caller, id)
    const { success, data: asked, error } = look.safeParse(request)
    if (!success) {
      const [issue] = error.issues
      throw serviceErrors('picture_wrong', { reason: [...(issue?.path ?? []), issue?.message].join(': ') })
    }
    const time = timeOf(caller, request)
    const shown = { ...found.spec, shape: found.shape, query: narrowed(found.spec.query, request.filters) }
    const course = trendQuery(shown, time)
    const [frame, trend] = await Promise.all([
      query(panelQuery(shown, time)),
      course === null ? undefined : query(course),
    ])
    const { title, view, options } = found.spec
    const subtitle = [found.spec.subtitle, ...leftOutPhrases(parts.registry, found)].filter(Boolean).join('; ')
    const door = parts.registry.plugin(pluginOf(view))?.doors.web
    const task = { panel: id, title, subtitle, view, options, frame, trend, ...asked }
    const { content, alt } = await parts.pictures.draw(
      { ...task, ...(view.includes('.') ? { door } : {}) },
      {
        tenantId: caller.tenant.id,
        signal: caller.signal,
      },
    )
    return {
      type: asked.format === 'svg' ? 'image/svg+xml' : 'image/png',
      content,
      alt,
      width: asked.width,
      height: asked.height,
    }
  }
  return { panel: outsideTransactions('render.panel', panel) }
}

function findPanel({ registry }: Pick<ServiceParts, 'registry'>, { plugins }: Caller, id: string): ResolvedPanel {
  const found = registry.panel(id, plugins)
  if (found === undefined || (!('spec' in found) && !registry.plugin(found.missing)))
    throw serviceErrors('panel_unknown', { panel: id })
  const lacking = 'spec' in found ? found.missing[0] : found.missing
  if (!('spec' in found) || lacking !== undefined) throw pluginErrors('plugin_disabled', { plugin: lacking ?? id })
  return found
}

function timeOf({ tenant }: Caller, { time = {}, compare, segments = [] }: PictureRequest): PageTime {
  return {
    range: time.range ?? { last: 30, unit: 'day' },
    compare: compare ?? [{ kind: 'previous_period' }],
    timeZone: time.timeZone ?? tenant.timeZone,
    segments,
    now: clockOf(tenant).now().toISOString(),
  }
}

function narrowed(query: ResolvedPanel['spec']['query'], more: Filter | undefined): ResolvedPanel['spec']['query'] {
  if (more === undefined) return query
  return { ...query, filters: query.filters === undefined ? more : { and: [query.filters, more] } }
}

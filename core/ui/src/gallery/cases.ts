import { builtInViews, type BuiltInView } from '@tessera/plugin-api'
import { situations, type ViewCase, type ViewDrawing } from '@tessera/plugin-api/web'
import { builtInDrawing } from '../charts/built-in-drawings.ts'

/** A view drawn from a frame in a situation. */
export interface GalleryCase extends ViewCase {
  readonly view: string
  readonly drawing: ViewDrawing
  readonly situation: (typeof situations)[number]
}

/** The cases of views, by their names. */
export async function casesOf(drawings: Readonly<Record<string, ViewDrawing>>): Promise<readonly GalleryCase[]> {
  const all = Object.entries(drawings).map(async ([view, drawing]) => {
    const cases = await drawing.cases?.()
    return cases === undefined ? [] : situations.map((situation) => ({ view, drawing, situation, ...cases[situation] }))
  })
  return (await Promise.all(all)).flat()
}

/** How every built-in view is drawn, by name. */
export const allDrawings = Object.fromEntries(
  await Promise.all(
    (Object.keys(builtInViews) as BuiltInView[]).map(async (view) => [view, await builtInDrawing(view)] as const),
  ),
)

/** Every built-in view in every situation: what the gallery shows and the snapshots test. */
export const cases = (await casesOf(allDrawings)) as readonly (GalleryCase & { readonly view: BuiltInView })[]

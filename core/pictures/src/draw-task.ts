import { pathToFileURL } from 'node:url'
import type { ViewDrawing, WebDoor } from '@tessera/plugin-api/web'
import { isBuiltIn } from '@tessera/plugin-api'
import { builtInDrawing } from '@tessera/ui'
import { drawPicture } from '@tessera/ui/server'
import type { DrawnPicture, PictureTask } from './picture-task.ts'

/** Draws a panel. Rejects with a sentence where its view cannot. */
export async function drawTask(task: PictureTask): Promise<DrawnPicture> {
  const { door, format, theme, scale, panel: _, ...panel } = task
  const drawing = await drawingOf(task.view, door)
  const { svg, alt } = drawPicture({ ...panel, drawing }, theme)
  if (format === 'svg') return { content: new TextEncoder().encode(svg), alt }
  const { drawPng } = await import('./draw-png.ts')
  return { content: await drawPng(svg, scale), alt }
}

async function drawingOf(view: string, door: string | undefined): Promise<ViewDrawing | undefined> {
  if (door !== undefined) return loadDrawing(view, door)
  return isBuiltIn(view) ? builtInDrawing(view) : undefined
}

async function loadDrawing(view: string, door: string): Promise<ViewDrawing> {
  const name = view.slice(view.indexOf('.') + 1)
  const fails = (reason: string) => new Error(`${reason}; a view that leaves the page needs what Node can import`)
  let drawing: Partial<ViewDrawing> | undefined
  try {
    const web = ((await import(pathToFileURL(door).href)) as { readonly default?: WebDoor }).default
    drawing = (await web?.views?.[name]?.())?.default
  } catch (error) {
    throw fails(`its view '${view}' does not load on the server: ${error instanceof Error ? error.message : error}`)
  }
  if (drawing?.spec === undefined || drawing.Chart === undefined)
    throw fails(`nothing in the web door of its plugin draws the view '${view}'`)
  return drawing as ViewDrawing
}

import { useQuery } from '@tanstack/react-query'
import { isBuiltIn } from '@tessera/plugin-api'
import type { ViewDrawing } from '@tessera/plugin-api/web'
import { builtInDrawing, drawnAtOnce } from '@tessera/ui'
import { reloadIfAnswered } from '../api/reload-after-deploy.ts'
import { problemOf, type ShownProblem } from '../api/problem-of.ts'
import { webDoor, WebDoorError } from './web-doors.ts'

/** How a view is drawn, as far as that is known. */
export interface Drawn {
  /** Undefined while it is on the way, and where it cannot be had. */
  readonly drawing: ViewDrawing | undefined
  readonly problem: ShownProblem | undefined
  readonly retry: () => void
}

/** How a view is drawn: at once for most of the host, loaded for those that bring much, from the plugin's web door for others. */
export function useDrawing(view: string): Drawn {
  const atOnce = drawnAtOnce(view)
  const loaded = useQuery({
    queryKey: ['view', view],
    queryFn: () => (isBuiltIn(view) ? builtInDrawing(view) : loadView(view)),
    staleTime: Infinity,
    retry: false,
    enabled: atOnce === undefined,
  })
  return {
    drawing: atOnce ?? loaded.data,
    problem: loaded.isError ? problemOf(loaded.error) : undefined,
    // why: a browser keeps a module that did not load as it is until the page is loaded anew
    retry: () => void reloadIfAnswered(),
  }
}

async function loadView(id: string): Promise<ViewDrawing> {
  const dot = id.indexOf('.')
  if (dot < 0)
    throw new WebDoorError(
      'view_missing',
      `These pages have no view '${id}'. Reload; they may be older than the server.`,
    )
  const [plugin, name] = [id.slice(0, dot), id.slice(dot + 1)]
  const load = (await webDoor(plugin)).views?.[name]
  if (load === undefined)
    throw new WebDoorError('view_missing', `Plugin '${plugin}' brings nothing that draws view '${name}'.`)
  const drawing: Partial<ViewDrawing> | undefined = (await load()).default
  if (drawing?.spec === undefined || drawing.Chart === undefined)
    throw new WebDoorError('view_wrong', `What plugin '${plugin}' loads for view '${name}' exports no drawView(…).`)
  return drawing as ViewDrawing
}

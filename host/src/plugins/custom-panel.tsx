import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import { CardMessage, PanelBoundary, ViewSkeleton, type Size } from '@tessera/ui'
import type { Frame } from '@tessera/plugin-api/wire'
import type { PanelProps } from '@tessera/plugin-api/web'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { problemOf } from '../api/problem-of.ts'
import { webDoor, WebDoorError } from './web-doors.ts'

/** Draws a panel with the component its plugin brought. What breaks in it stays in its card. */
export function CustomPanel(props: { readonly panel: ResolvedPanel; readonly frame: Frame; readonly size: Size }) {
  const { panel, frame, size } = props
  const component = useQuery({
    queryKey: ['custom-panel', panel.id],
    queryFn: () => loadPanel(panel),
    staleTime: Infinity,
    retry: false,
  })
  if (component.isPending) return <ViewSkeleton view="custom" />
  if (component.isError) {
    const { code, detail } = problemOf(component.error)
    return (
      <CardMessage
        tone="error"
        title={detail}
        code={code}
        action={{ label: 'Try again', onClick: () => void component.refetch() }}
      />
    )
  }
  const { Panel } = component.data
  return (
    <PanelBoundary resetOn={frame}>
      <Panel frame={frame} options={panel.options?.custom} width={size.width} height={size.height} />
    </PanelBoundary>
  )
}

async function loadPanel({ id, plugin }: ResolvedPanel): Promise<{ readonly Panel: ComponentType<PanelProps> }> {
  const door = await webDoor(plugin)
  const name = id.slice(plugin.length + 1)
  const load = door.panels?.[name]
  if (load === undefined)
    throw new WebDoorError('panel_missing', `Plugin '${plugin}' brings no component for panel '${name}'.`)
  return { Panel: (await load()).default }
}

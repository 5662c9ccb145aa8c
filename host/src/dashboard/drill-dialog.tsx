import { Anchor, Breadcrumbs, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { Card, DataTable, emptyReason, labelOf, RankedBar, ViewSkeleton, type CardState } from '@tessera/ui'
import { builtInViews } from '@tessera/plugin-api'
import type { Frame } from '@tessera/plugin-api/wire'
import type { ResolvedPanel } from '../api/dashboard-document.ts'
import { problemOf } from '../api/problem-of.ts'
import { drillQuery, panelQuery, type PageTime } from '@tessera/registry/web'
import { useViewState } from '../state/use-view-state.ts'
import type { ViewState } from '../state/view-state.ts'
import { errorState } from './panel-state.tsx'
import { useFrame } from '../api/use-frame.ts'

/** A panel broken down by its drill dimension, for one of its values or for all. */
export function DrillDialog(props: {
  readonly panel: ResolvedPanel
  readonly drill: NonNullable<ViewState['drill']>
  readonly time: PageTime
  readonly onClose: () => void
}) {
  const { panel, drill, time, onClose } = props
  const { update } = useViewState()
  const [form, setForm] = useState(panel.query.metrics.length > 2 ? 'table' : 'bars')
  const by = panel.drill?.dimension ?? panel.query.dimensions?.[0] ?? ''
  const answer = useFrame(drillQuery(panel, by, { ...time, ...valueOf(drill) }), by !== '')
  const parent = useFrame(panelQuery(panel, time))
  const frame = answer.isError ? undefined : answer.data
  const picked = drill.value === undefined ? null : nameOf(drill.value, panel, parent.data)
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      attributes={{ header: { role: 'none' } }}
      title={panel.title}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="md">
        <Breadcrumbs separator="›">
          {picked === null ? (
            <Text size="sm">All</Text>
          ) : (
            <Anchor component="button" size="sm" onClick={() => update({ drill: { panel: panel.id } })}>
              All
            </Anchor>
          )}
          {picked !== null && <Text size="sm">{picked}</Text>}
          <Text size="sm" c="dimmed">
            {panel.drill?.title ?? 'Breakdown'}
          </Text>
        </Breadcrumbs>
        <SegmentedControl
          value={form}
          onChange={setForm}
          data={[
            { value: 'bars', label: 'Bars' },
            { value: 'table', label: 'Table' },
          ]}
          aria-label="Form"
          w={180}
        />
        <div className="drill-body">
          <Card title={panel.drill?.title ?? panel.title} subtitle={picked ?? 'All'} state={stateOf(frame, answer)}>
            {(size) =>
              frame !== undefined &&
              (form === 'table' ? (
                <DataTable frame={frame} {...size} />
              ) : (
                <RankedBar frame={frame} options={rankedOptions(panel)} {...size} />
              ))
            }
          </Card>
        </div>
      </Stack>
    </Modal>
  )
}

/** What the panel tells bars, where it is drawn as bars itself. */
function rankedOptions({ options }: ResolvedPanel) {
  return builtInViews.ranked_bar.options.safeParse(options).data
}

function stateOf(frame: Frame | undefined, answer: ReturnType<typeof useFrame>): CardState {
  if (answer.isError) return errorState(problemOf(answer.error), () => void answer.refetch())
  if (frame === undefined) return { kind: 'loading', skeleton: <ViewSkeleton view="ranked_bar" /> }
  const reason = emptyReason(frame)
  return reason === null ? { kind: 'data' } : { kind: 'empty', reason }
}

function valueOf(drill: NonNullable<ViewState['drill']>) {
  return drill.value === undefined ? {} : { value: drill.value }
}

function nameOf(
  value: NonNullable<ViewState['drill']>['value'],
  panel: ResolvedPanel,
  frame: Frame | undefined,
): string {
  const column = frame?.columns.find(({ name }) => name === panel.query.dimensions?.[0])
  return column === undefined || value === undefined ? String(value ?? '(none)') : labelOf(value, column)
}

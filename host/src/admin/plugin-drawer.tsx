import { Drawer, Skeleton } from '@mantine/core'
import type { ReactNode } from 'react'
import { problemOf } from '../api/problem-of.ts'
import { ProblemNotice } from '../controls/problem-notice.tsx'

/** A plugin as the drawers beside the list of plugins name it. */
export interface NamedPlugin {
  readonly id: string
  readonly title: string
}

/** What is shown of a plugin beside the list: while it is fetched, when that fails, and then. */
export function PluginDrawer<Data>(props: {
  /** `Settings`, `Jobs`. */
  readonly what: string
  readonly plugin: NamedPlugin
  readonly answer: {
    readonly data: Data | undefined
    readonly error: unknown
    readonly isPending: boolean
    readonly refetch: () => unknown
  }
  readonly onClose: () => void
  readonly children: (data: Data) => ReactNode
}) {
  const { what, plugin, answer, onClose, children } = props
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="md"
      attributes={{ header: { role: 'none' } }}
      title={`${what}: ${plugin.title}`}
      closeButtonProps={{ 'aria-label': `Close ${what.toLowerCase()}` }}
      transitionProps={{ duration: 0 }}
    >
      {answer.isPending && <Skeleton height={240} />}
      {answer.error !== null && (
        <ProblemNotice problem={problemOf(answer.error)} onRetry={() => void answer.refetch()} />
      )}
      {answer.data !== undefined && children(answer.data)}
    </Drawer>
  )
}

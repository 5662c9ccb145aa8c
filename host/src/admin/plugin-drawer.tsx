import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { Answered, type Answer } from './answered.tsx'

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
  readonly answer: Answer<Data>
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
      <Answered answer={answer} height={240}>
        {children}
      </Answered>
    </Drawer>
  )
}

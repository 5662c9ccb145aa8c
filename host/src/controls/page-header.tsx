import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** The head of a page: title, one line about it, and what can be set or done. */
export function PageHeader(props: {
  readonly title: ReactNode
  readonly about?: ReactNode
  readonly children?: ReactNode
}) {
  const { title, about, children } = props
  return (
    <div className="page-header">
      <div className="page-header-words">
        <Title order={1} size="h3">
          {title}
        </Title>
        {about !== undefined && about !== '' && (
          <Text size="sm" c="dimmed">
            {about}
          </Text>
        )}
      </div>
      {children}
    </div>
  )
}

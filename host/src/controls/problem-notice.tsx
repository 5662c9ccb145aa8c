import { Button, Center, Code, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { mayPass, type ShownProblem } from '../api/problem-of.ts'

/** A problem that takes the place of what was to be shown: sentence, code, and a way on. */
export function ProblemNotice(props: {
  readonly problem: ShownProblem
  readonly title?: string
  /** Offered where asking again may help. */
  readonly onRetry?: () => void
  /** There is no shell around it, so it is the page's main part. */
  readonly fullPage?: boolean
  readonly children?: ReactNode
}) {
  const { problem, title, onRetry, fullPage = false, children } = props
  const heading = title ?? (problem.code === 'offline' ? 'The server cannot be reached' : 'This did not work')
  return (
    <Center mih={fullPage ? '100vh' : '50vh'} p="md" {...(fullPage ? { component: 'main' } : {})}>
      <Stack gap="sm" maw={520} role="alert">
        <Title order={1} size="h3">
          {heading}
        </Title>
        <Text>{problem.detail}</Text>
        <Text size="xs" c="dimmed">
          Code <Code>{problem.code}</Code>
        </Text>
        <Group gap="sm">
          {onRetry !== undefined && mayPass(problem) && <Button onClick={onRetry}>Try again</Button>}
          {children}
        </Group>
      </Stack>
    </Center>
  )
}

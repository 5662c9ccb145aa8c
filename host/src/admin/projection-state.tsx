import { Button, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTRPC } from '../api/trpc.ts'
import { notifyDone, notifyProblem } from '../controls/notify.ts'
import { projectionWords, type Reader } from './projection-words.ts'

/** What a plugin has still to read of the events, and how to have it try again. */
export function ProjectionState({
  plugin,
}: {
  readonly plugin: Reader & { readonly id: string; readonly title: string }
}) {
  const trpc = useTRPC()
  const queries = useQueryClient()
  const retry = useMutation(
    trpc.admin.retryProjection.mutationOptions({
      onSuccess: async () => {
        notifyDone(`${plugin.title} tries again.`)
        await queries.invalidateQueries(trpc.admin.plugins.queryFilter())
      },
      onError: notifyProblem,
    }),
  )
  const words = projectionWords(plugin)
  if (words.length === 0) return null
  return (
    <Stack gap={4} mt={4} align="flex-start">
      {words.map((line) => (
        <Text key={line} size="sm">
          {line}
        </Text>
      ))}
      {plugin.state !== 'failed' && plugin.projection?.reason != null && (
        <Button
          size="compact-xs"
          variant="default"
          loading={retry.isPending}
          onClick={() => retry.mutate({ plugin: plugin.id })}
        >
          Try again
        </Button>
      )}
    </Stack>
  )
}

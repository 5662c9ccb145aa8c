import { Code } from '@mantine/core'

/** A half-open span as instants. */
export function Instants({ from, to }: { readonly from: string; readonly to: string }) {
  return (
    <>
      <Code>{from}</Code> up to, not including <Code>{to}</Code>
    </>
  )
}

import { useLocation, useParams } from 'react-router'

function decoded(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    return step
  }
}

/** The steps of an address below the place of a plugin, decoded one by one, so that a slash within one stays in it. */
export function stepsBelow(pathname: string, plugin: string): readonly string[] {
  return pathname.replace(/\/$/, '').slice(`/p/${plugin}/`.length).split('/').map(decoded)
}

/** Which plugin the address names, and the steps below its place. */
export function usePageAddress(): { readonly plugin: string; readonly steps: readonly string[] } {
  const { plugin = '' } = useParams()
  return { plugin, steps: stepsBelow(useLocation().pathname, plugin) }
}

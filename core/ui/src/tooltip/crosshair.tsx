import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react'

/** The time bucket all charts of a page point at. */
export interface Crosshair {
  readonly get: () => string | null
  readonly set: (bucket: string | null) => void
  readonly subscribe: (listener: () => void) => () => void
}

const context = createContext<Crosshair | null>(null)

/** Lets the time charts inside share one crosshair. */
export function CrosshairProvider({ children }: { readonly children: ReactNode }) {
  const crosshair = useMemo(createCrosshair, [])
  return <context.Provider value={crosshair}>{children}</context.Provider>
}

/** The bucket another chart points at, and a way to point at one. */
export function useCrosshair(): readonly [bucket: string | null, point: (bucket: string | null) => void] {
  const crosshair = useContext(context) ?? nowhere
  const bucket = useSyncExternalStore(crosshair.subscribe, crosshair.get, () => null)
  return [bucket, crosshair.set]
}

const nowhere: Crosshair = { get: () => null, set: () => {}, subscribe: () => () => {} }

function createCrosshair(): Crosshair {
  let current: string | null = null
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set: (bucket) => {
      if (bucket === current) return
      current = bucket
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

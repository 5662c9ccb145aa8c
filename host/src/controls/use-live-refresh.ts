import { useEffect, useEffectEvent } from 'react'
import type { LivePace } from '../state/view-state.ts'

const lengths: { readonly [P in LivePace]: number } = { '30s': 30_000, '5m': 300_000 }

/** Refreshes at a pace. While the page is hidden it rests; when it is seen again and one is due, it refreshes at once. */
export function useLiveRefresh(pace: LivePace | null, refresh: () => void): void {
  const again = useEffectEvent(refresh)
  useEffect(() => {
    if (pace === null) return
    const length = lengths[pace]
    let last = Date.now()
    const tick = () => {
      if (document.visibilityState === 'hidden' || Date.now() - last < length) return
      last = Date.now()
      again()
    }
    const timer = setInterval(tick, 1000)
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [pace])
}

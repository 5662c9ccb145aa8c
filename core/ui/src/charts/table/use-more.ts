import { useLayoutEffect, useState, type RefObject } from 'react'

/** The sides of a box that scrolls on which there is more: `right`, `below`, both, or none. `away`: the box is not drawn now. */
export function useMore(scroller: RefObject<HTMLDivElement | null>, away = false): string {
  const [more, setMore] = useState('')
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null || away) return
    const look = () => {
      const right = element.scrollWidth - element.clientWidth - element.scrollLeft > 2
      const below = element.scrollHeight - element.clientHeight - element.scrollTop > 2
      setMore([right ? 'right' : '', below ? 'below' : ''].join(' ').trim())
    }
    look()
    element.addEventListener('scroll', look, { passive: true })
    const observer = new ResizeObserver(look)
    for (const box of [element, ...element.children]) observer.observe(box)
    return () => {
      element.removeEventListener('scroll', look)
      observer.disconnect()
    }
  }, [scroller, away])
  return more
}

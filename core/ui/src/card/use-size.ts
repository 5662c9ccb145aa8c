import { useLayoutEffect, useState, type RefCallback } from 'react'

/** Inner size of an element in pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

/** Measures an element and measures again whenever its size changes; null until first measured. */
export function useSize(): readonly [ref: RefCallback<HTMLElement>, size: Size | null] {
  const [element, setElement] = useState<HTMLElement | null>(null)
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    if (element === null) return
    const measure = () => {
      const width = Math.floor(element.clientWidth)
      const height = Math.floor(element.clientHeight)
      setSize((before) => (before?.width === width && before.height === height ? before : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return [setElement, size]
}

import { Window } from 'happy-dom'

/** What React and the parts of pages take from a browser. Events, signals and requests stay those of Node. */
const taken = [
  'window',
  'document',
  'navigator',
  'Node',
  'Element',
  'HTMLElement',
  'HTMLInputElement',
  'HTMLTextAreaElement',
  'HTMLIFrameElement',
  'SVGElement',
  'DocumentFragment',
  'ShadowRoot',
  'MutationObserver',
  'ResizeObserver',
  'IntersectionObserver',
  'getComputedStyle',
  'matchMedia',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'CSS',
  'localStorage',
] as const

/** A browser's window in this process, until it is given back. */
export function openWindow(url: string): { readonly window: Window; readonly close: () => Promise<void> } {
  const window = new Window({ url, width: 1280, height: 800 })
  const before = taken.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const)
  for (const name of taken) {
    const value = name === 'window' ? window : (Reflect.get(window, name) as unknown)
    // why: some work only on the window they are of
    const bound = typeof value === 'function' && /^[a-z]/.test(name) ? value.bind(window) : value
    Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true })
  }
  const close = async () => {
    await window.happyDOM.close()
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor)
      else Reflect.deleteProperty(globalThis, name)
    }
  }
  return { window, close }
}

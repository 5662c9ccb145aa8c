/** Freezes a declaration all the way down, leaving functions, class instances and schemas as they are. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  const prototype: unknown = Object.getPrototypeOf(value)
  if (!Array.isArray(value) && prototype !== Object.prototype) return value
  for (const child of Object.values(value)) freeze(child)
  return Object.freeze(value)
}

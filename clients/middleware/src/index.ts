export { createNote, type MiddlewareOptions, type Person, type Seen } from './note.ts'

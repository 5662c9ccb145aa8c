export { type Definitions, noteDefinitions } from './note-definitions.ts'

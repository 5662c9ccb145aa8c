// why: beside the main door, which also registers tests, for tools that look at a plugin outside of a test run
export { aspects, examine, type ConformanceOptions, type Examination } from './conformance/examine.ts'
export { openEmbeddedDatabase } from './embedded-database.ts'

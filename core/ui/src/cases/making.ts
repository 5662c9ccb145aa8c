export { compared, dimension, metric, otherOf, sample, time } from './make-column.ts'
export { days, makeFrame, seeded } from './make-frame.ts'

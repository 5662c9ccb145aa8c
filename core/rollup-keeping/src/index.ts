export { openRollups } from './open-rollups.ts'
export type { RollupKeeper } from './rollup-keeper.ts'

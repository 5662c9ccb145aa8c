export { claimNight, listNights, type Claim, type Night, type NightReport } from './nights.ts'
export { openRollups } from './open-rollups.ts'
export {
  createRollupKeeper,
  type RollupKeeper,
  type RollupKeeperParts,
  type RollupLog,
  type RollupPace,
} from './rollup-keeper.ts'

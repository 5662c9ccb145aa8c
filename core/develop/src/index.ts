export { checkOne, type CheckedPlugin, type CheckFinding } from './check/check-one.ts'
export {
  makeNew,
  newKinds,
  newParts,
  readKind,
  readParts,
  type MadeThing,
  type NewKind,
  type NewPart,
  type NewThing,
} from './make-new.ts'

export { pictureErrors } from './errors.ts'
export {
  openPictures,
  type DrawnPicture,
  type PictureOptions,
  type Pictures,
  type PictureTask,
} from './open-pictures.ts'

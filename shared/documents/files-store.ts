// The files of documents, as objects in the public bucket: each written once and never changed.
//   documents/<id>/<kind>-<number>.html
//   documents/<id>/<kind>-<number>.pdf
import { sha256 } from '../kernel/digest.ts'
import { type Objects, putObject, readObject } from '../platform/objects.ts'
import { type Format, type KeptDocument, type MadeFile, mediaTypes } from './kept-document.ts'

const keyOf = ({ id, kind, number }: KeptDocument, format: Format): string =>
  `documents/${id}/${kind}-${number}.${format}`

/** Writes a file if there is none, and returns what is stored: the first write wins. */
export const putFile = async (
  objects: Objects,
  document: KeptDocument,
  format: Format,
  body: Uint8Array,
): Promise<MadeFile> => {
  const key = keyOf(document, format)
  const isOurs = await putObject(objects, key, { type: mediaTypes[format], body })
  const standing = isOurs ? body : await (await readObject(objects, key))?.transformToByteArray()
  if (standing === undefined) throw new Error('The file exists and cannot be read')
  return { key, sha256: sha256(standing), bytes: standing.length }
}

import { told } from '../told.ts'

/** A sentence of the server in the reader's language; its own words, by which it is found, to whoever points at it. */
export function Told({ text }: { text: string }) {
  const said = told(text)
  return said === text ? text : <span title={text}>{said}</span>
}

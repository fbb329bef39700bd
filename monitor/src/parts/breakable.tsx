import { Fragment } from 'react'

/** A technical name, broken where people would break it: after a slash, an underscore or a plus. */
export function Breakable({ name }: { name: string }) {
  return name.split(/(?<=[/_+])/).map((part, index, parts) => (
    <Fragment key={`${part} ${parts.slice(0, index).join('')}`}>
      {part}
      {index < parts.length - 1 && <wbr />}
    </Fragment>
  ))
}

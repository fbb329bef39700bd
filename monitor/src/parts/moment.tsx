import { ago, exactly } from '../words.ts'

/** `3 min ago`, and the exact moment for whoever points at it. */
export function Moment({ at }: { at: string }) {
  return (
    <time dateTime={at} title={exactly(at)}>
      {ago(at)}
    </time>
  )
}

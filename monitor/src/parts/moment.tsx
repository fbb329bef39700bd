import { useState } from 'react'
import { ago, exactly } from '../words.ts'

/** `3 min ago`, and the exact moment for whoever points at it or comes to it with the keyboard. */
export function Moment({ at }: { at: string }) {
  const [isExact, setIsExact] = useState(false)
  return (
    <time
      dateTime={at}
      title={exactly(at)}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact moment is read by keyboard too
      tabIndex={0}
      onFocus={() => setIsExact(true)}
      onBlur={() => setIsExact(false)}
    >
      {isExact ? exactly(at) : ago(at)}
    </time>
  )
}

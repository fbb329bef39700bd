import { useSyncExternalStore } from 'react'

/** Whether the window is as narrow as a phone's, by the width at which the style sheet folds the menu and the tables. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(whenChanged, () => narrow.matches)
}

const narrow = matchMedia('(max-width: 800px)')

function whenChanged(act: () => void): () => void {
  narrow.addEventListener('change', act)
  return () => narrow.removeEventListener('change', act)
}

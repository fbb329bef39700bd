import { BusyIndicator } from '@ui5/webcomponents-react/BusyIndicator'

/** In the place of what takes longer than a moment to come; a document of ten thousand objects takes seconds. */
export function Loading({ text }: { text: string }) {
  return <BusyIndicator active className="loading" delay={500} text={text} textPlacement="Bottom" />
}

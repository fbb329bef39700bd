import { Tag } from '@ui5/webcomponents-react/Tag'
import type { ComponentProps } from 'react'
import type { Status } from '../model.ts'
import { t } from '../words.ts'

type Design = ComponentProps<typeof Tag>['design']

// The table is the decision: a new status does not compile until it has its look.
const designs: Record<Status, Design> = {
  held: 'Negative',
  parked: 'Critical',
  waiting: 'Information',
  delivering: 'Information',
  delivered: 'Positive',
  unchanged: 'Neutral',
  superseded: 'Neutral',
  cancelled: 'Neutral',
}

export function StatusTag({ status }: { status: Status }) {
  return <Tag design={designs[status]}>{t(status)}</Tag>
}

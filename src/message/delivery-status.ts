/** Every status of a delivery; ARCHITECTURE.md's glossary says what each means to a person. */
export const deliveryStatuses = [
  'held',
  'parked',
  'waiting',
  'delivering',
  'delivered',
  'unchanged',
  'superseded',
  'cancelled',
] as const

export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** Whether work is left to do (or a person's decision is awaited). */
export const isOpen: Record<DeliveryStatus, boolean> = {
  held: true,
  parked: true,
  waiting: true,
  delivering: true,
  delivered: false,
  unchanged: false,
  superseded: false,
  cancelled: false,
}

/** A message's status: that of its least finished delivery; `cancelled` only when all are. */
export function leastFinished(statuses: readonly DeliveryStatus[]): DeliveryStatus {
  return deliveryStatuses.find((status) => statuses.includes(status)) ?? 'delivered'
}

/** Stands in the identity of a corrected copy, behind that of the message it was made from. */
export const correctedMark = '/edited/'

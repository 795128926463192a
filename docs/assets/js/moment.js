// Days of moments, as the reader's own calendar has them.

/** The day of a moment (ISO 8601) where the reader is; what names no moment stays as it is. */
export function dayOf(iso) {
  const moment = iso.includes("T") ? new Date(iso) : NaN;
  if (Number.isNaN(+moment)) return iso;
  return [moment.getFullYear(), moment.getMonth() + 1, moment.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

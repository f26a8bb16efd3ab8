// Which Act a citation speaks of, and whether an appointment covers it. Pure.

/**
 * The Act's short name: what stands before its year or section ("ESA, 2000, s. 11" and "ESA 2000, s. 91": "ESA").
 * @param {string | null | undefined} cited
 */
export const actOf = (cited) =>
  (cited ?? "")
    .split(/[,;0-9]/)[0]
    .trim()
    .toUpperCase();

/**
 * The appointment under which an order of this Act may be given, or null: then another officer has to be called.
 * @param {Appointment[]} appointments
 * @param {string} act
 */
export const powerFor = (appointments, act) =>
  (actOf(act) && appointments.find((one) => actOf(one.act) === actOf(act))) || null;

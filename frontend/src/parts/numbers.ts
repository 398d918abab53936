/** Numbers as fields give them. */

/** A field for numbers gives text before anybody types, a number after, and null once emptied. */
export const isTyped = (value: string | number | null): boolean => value !== "" && value !== null;

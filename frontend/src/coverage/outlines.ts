/** Where things stand on a map: outlines in GeoJSON (RFC 7946), longitude before latitude. */

type Position = readonly [longitude: number, latitude: number];
type Ring = readonly Position[];
export type Outline =
  | { type: "Polygon"; coordinates: readonly Ring[] }
  | { type: "MultiPolygon"; coordinates: readonly (readonly Ring[])[] };

/** Whether a point is inside an outline: a line from it crosses the rings an odd number of times. */
export function isInside([x, y]: Position, outline: Outline): boolean {
  const rings = outline.type === "Polygon" ? outline.coordinates : outline.coordinates.flat();
  let inside = false;
  for (const ring of rings) {
    ring.forEach(([x1, y1], place) => {
      const [x2, y2] = ring[(place + 1) % ring.length] as Position;
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) inside = !inside;
    });
  }
  return inside;
}

interface School {
  commune: string;
  latitude?: number | null;
  longitude?: number | null;
}

/** The schools that a map cannot show where they are: those without a point, and those outside their commune. */
export function misplaced<S extends School>(schools: readonly S[], outlines: ReadonlyMap<string, Outline>): { nowhere: S[]; outside: S[] } {
  const nowhere: S[] = [];
  const outside: S[] = [];
  for (const school of schools) {
    const { latitude, longitude, commune } = school;
    const outline = outlines.get(commune);
    if (latitude == null || longitude == null) nowhere.push(school);
    else if (outline && !isInside([longitude, latitude], outline)) outside.push(school);
  }
  return { nowhere, outside };
}

/** The steps in which a share is coloured, from nothing to everything; their words say the bounds. */
export const TONES = ["none", "little", "some", "much", "all"] as const;
export type Tone = (typeof TONES)[number];

/** "none" is exactly nothing and "all" exactly everything; a third is little, two thirds are some. */
export function toneOf(share: number): Tone {
  if (share <= 0) return "none";
  if (share >= 1) return "all";
  return share < 1 / 3 ? "little" : share < 2 / 3 ? "some" : "much";
}

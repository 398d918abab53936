/** Where each picture was built to, by its name without ending. */
const built: Record<string, string> = import.meta.glob("../../../docs/screenshots/*.webp", {
  query: "?url",
  import: "default",
  eager: true,
});
export const pictures: ReadonlyMap<string, string> = new Map(
  Object.entries(built).map(([path, address]) => [path.replace(/^.*\/|\.webp$/g, ""), address]),
);

/** Every row shape of every room, for the pools that serve them all. */
export const rowShapes: (new () => object)[] = [];

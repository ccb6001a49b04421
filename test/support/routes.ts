import type { Product } from './product.js';

/** What somebody may ask for: a method and the path as the router knows it, `GET /api/cases/:id`. */
export type Route = string;

const LINE = /^(?<indent>(?:│ {3}| {4})*)[├└]── (?<part>\S*)(?: \((?<methods>[A-Z, ]+)\))?$/;

/**
 * Every route of the running product, from the router itself. Fastify prints it as a tree; each path that is read there is
 * put to the router again, so that a tree that is drawn otherwise one day is noticed and not half read.
 */
export function routesOf(product: Product): Route[] {
  const server = product.app.getHttpAdapter().getInstance();
  const above: string[] = [];
  const routes: Route[] = [];
  for (const line of server.printRoutes({ commonPrefix: false }).split('\n').filter(Boolean)) {
    const { indent = '', part = '', methods } = LINE.exec(line)?.groups ?? {};
    if (!part) throw new Error(`this line of the router's tree cannot be read: ${line}`);
    const depth = indent.length / 4;
    above.length = depth;
    above.push(part);
    const url = above.join('').replace(/^\/+/, '/');
    for (const method of methods?.split(', ') ?? []) {
      if (!server.hasRoute({ method: method, url })) throw new Error(`the router does not know what its tree says: ${method} ${url}`);
      // A HEAD is its GET without the content.
      if (method !== 'HEAD') routes.push(`${method} ${url}`);
    }
  }
  return routes.sort();
}

/*
 * What routes say of themselves to programmers. @nestjs/swagger has the decorators, and with them half a thousand modules that
 * nothing else needs: here the same words are only noted, and the library hears them when the description is first asked for.
 */
import type * as swagger from '@nestjs/swagger';

type Swagger = typeof swagger;
type Word = 'ApiBody' | 'ApiConsumes' | 'ApiExcludeController' | 'ApiOkResponse' | 'ApiOperation' | 'ApiProduces' | 'ApiTags';
type Decorator = (...where: unknown[]) => void;

const noted: ((swagger: Swagger) => void)[] = [];

function note<W extends Word>(word: W) {
  return (...said: Parameters<Swagger[W]>): ClassDecorator & MethodDecorator => (...where: unknown[]): void => {
    noted.push((swagger) => (swagger[word] as (...said: unknown[]) => Decorator)(...said)(...where));
  };
}

export const ApiBody = note('ApiBody');
export const ApiConsumes = note('ApiConsumes');
export const ApiExcludeController = note('ApiExcludeController');
export const ApiOkResponse = note('ApiOkResponse');
export const ApiOperation = note('ApiOperation');
export const ApiProduces = note('ApiProduces');
export const ApiTags = note('ApiTags');

/** Tells the library what routes said, in their order and each word once. */
export function tellApiWords(swagger: Swagger): void {
  for (const tell of noted.splice(0)) tell(swagger);
}

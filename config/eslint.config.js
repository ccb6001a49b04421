import tseslint from 'typescript-eslint';

const NO_CLOCK = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is injected: tx.at in a deed, libs/clock elsewhere.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time is injected: tx.at in a deed, libs/clock elsewhere.' },
];
const NO_ENV = [{ selector: "MemberExpression[object.name='process'][property.name='env']", message: 'Only config/env.ts reads the environment.' }];
const NO_SAVE = [{ selector: "CallExpression[callee.property.name='save']", message: 'save() reads before it writes and loses concurrent updates: insert, or a guarded update.' }];

export default tseslint.config(
  { ignores: ['dist/**', '.data/**', 'coverage/**', 'libs/ui/assets/**'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname } },
    rules: {
      'no-restricted-syntax': ['error', ...NO_CLOCK, ...NO_ENV, ...NO_SAVE],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      // Destructured functions of ours never use `this`; texts of unknown values are for people.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      '@typescript-eslint/only-throw-error': 'off', // what was caught is thrown on as it came
      'no-console': 'error',
      eqeqeq: 'error',
    },
  },
  { files: ['libs/clock/**', 'libs/embedded/**', 'libs/alarm-clock/**', 'test/**', '**/*.spec.ts', '**/*.spec.tsx'], rules: { 'no-restricted-syntax': ['error', ...NO_ENV, ...NO_SAVE] } },
  { files: ['config/**'], rules: { 'no-restricted-syntax': ['error', ...NO_CLOCK, ...NO_SAVE] } },
  { files: ['test/**', '**/*.spec.ts', '**/*.spec.tsx'], rules: { 'max-lines-per-function': 'off', 'max-lines': ['error', { max: 700, skipBlankLines: true, skipComments: true }], 'no-restricted-syntax': ['error', ...NO_SAVE] } },
  { files: ['**/*.js', '**/*.cjs'], ...tseslint.configs.disableTypeChecked, languageOptions: { globals: { process: 'readonly', URL: 'readonly', module: 'writable', require: 'readonly' } } },
);

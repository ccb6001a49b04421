import { describe, expect, it } from '@jest/globals';
import { passwordFault } from './password.rules.js';

describe('A password', () => {
  it.each(['MotDePasse2026!', 'password123456', 'P@ssw0rd2026!!', 'qwertyuiop1234', '123456789012', 'aaaaaaaaaaaaaa', 'abcabcabcabcabc', 'Bienvenue2026!', 'Montreal514514', 'azertyuiopqsdf', 'abcdefghijklmnop', 'Passerelle-2026'])(
    'is refused when it is one of those tried first: %s', (password) => {
      expect(passwordFault(password)).toBe('too-common');
    });

  it.each(['douze girafes au lac', 'trois-lilas-brulants', 'korvulantis', 'Zx8!qPlm2#vTnw', 'شجرة زيتون قديمة', 'tilleul rieur 42'])('is taken when it is long and its own: %s', (password) => {
    expect(passwordFault(password.padEnd(12, 'é'))).toBeNull();
  });

  it('is refused when it is made of what everyone knows about its owner', () => {
    expect(passwordFault('roxane.lefebvre1', ['roxane.lefebvre@bureau.example', 'Roxane Lefebvre'])).toBe('too-common');
  });

  it('has at least twelve characters, at most two hundred, and no rules of composition', () => {
    expect(passwordFault('onze lettre')).toBe('too-short');
    expect(passwordFault('girafe lac '.repeat(19))).toBe('too-long');
    expect(passwordFault('girafes lac été')).toBeNull();
  });
});

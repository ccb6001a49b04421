/** What passwords are made of when they are guessed first, in French and in English, and here. */
export const COMMON_WORDS: readonly string[] = [
  'password', 'passw', 'passe', 'motdepasse', 'motdepass', 'mdp', 'secret', 'admin', 'administrator', 'administrateur', 'root', 'user', 'guest', 'login', 'welcome',
  'bienvenue', 'bonjour', 'hello', 'salut', 'soleil', 'sunshine', 'iloveyou', 'jetaime', 'monamour', 'amour', 'love', 'princess', 'princesse', 'dragon', 'monkey',
  'football', 'baseball', 'hockey', 'canadiens', 'canadien', 'habs', 'soccer', 'superman', 'batman', 'starwars', 'pokemon', 'master', 'shadow', 'letmein', 'changeme',
  'changemoi', 'default', 'test', 'testing', 'demo', 'azerty', 'qwerty', 'qwertz', 'trustno', 'whatever', 'freedom', 'liberte', 'doudou', 'loulou', 'chouchou', 'marseille',
  'paris', 'montreal', 'quebec', 'laval', 'canada', 'ville', 'city', 'bureau', 'office', 'passerelle', 'integration', 'newcomer', 'arrivant', 'nouveau', 'nouvelle',
  'company', 'entreprise', 'service', 'internet', 'computer', 'ordinateur', 'google', 'facebook', 'microsoft', 'windows', 'apple', 'samsung', 'linkedin', 'android',
  'michael', 'jordan', 'jessica', 'charlie', 'thomas', 'nicolas', 'camille', 'isabelle', 'martin', 'tremblay', 'gagnon', 'mohamed', 'maria',
  'january', 'february', 'march', 'april', 'june', 'july', 'august', 'september', 'october', 'november', 'december', 'janvier', 'fevrier', 'mars', 'avril', 'juin', 'juillet',
  'aout', 'septembre', 'octobre', 'novembre', 'decembre', 'monday', 'friday', 'lundi', 'vendredi', 'summer', 'winter', 'spring', 'autumn', 'hiver', 'printemps', 'automne',
  'the', 'and', 'mon', 'mes', 'pass', 'word', 'mot', 'key', 'code', 'temp', 'temporary', 'temporaire', 'correcthorsebatterystaple',
];

/** Rows of keys, in three layouts. */
export const KEY_ROWS: readonly string[] = [
  'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', 'qwertzuiop', 'yxcvbnm', '1qaz2wsx3edc4rfv5tgb', '1234567890',
];

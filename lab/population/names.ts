/** Lists from which customers are made up: French-looking, and nobody in particular. */
export const firstNames = (
  'Adèle Agathe Alban Alice Alix Amandine Ambre Anaïs Anatole Antonin Apolline Armand Arthur Aubin Augustin Aurore ' +
  'Bastien Baptiste Béatrice Benoît Blanche Camille Capucine Cécile Céleste Célestin Charline Clarisse Clément Cléo ' +
  'Clotilde Corentin Côme Delphine Diane Edgar Éléonore Élise Élodie Éloi Émeline Émile Estelle Étienne Eugénie ' +
  'Eulalie Fabien Faustine Félicie Félix Flavie Florian Gabin Gaspard Gauthier Geneviève Germain Gilles Guilhem ' +
  'Hector Héloïse Henri Honorine Hortense Hugo Inès Irène Isaure Jeanne Joachim Joseph Josèphe Jules Juliette Justine ' +
  'Lancelot Lazare Léandre Léonie Léopold Lilian Lison Lorène Loris Lubin Lucile Ludivine Madeleine Maëlle Malo ' +
  'Marceau Margaux Marin Marius Marthe Mathilde Maud Maxence Mélanie Mélusine Mireille Modeste Morgane Nestor ' +
  'Ninon Noémie Octave Octavie Odile Olympe Ondine Oscar Pauline Perrine Philippine Prosper Quentin Rachel Raphaëlle ' +
  'Rémi Romane Rosalie Sabine Samy Séraphine Servane Siméon Solène Sidonie Suzanne Sylvain Tancrède Thaïs Théodore ' +
  'Thibault Timothée Toussaint Ulysse Urbain Valentine Valère Victoire Violette Virgile Vivien Xavière Yann Ysaline Zélie'
).split(' ');

/** First halves of surnames. */
export const surnameHeads = (
  'Aube Bar Beau Bel Berge Bois Bonne Brin Caze Cham Char Claire Cour Croix Dam Dor Dur Fal Faver Fon Gar Gran Gui ' +
  'Haute Jo Lan Lav Long Mar Mau Mer Mon Mont Mou Neuf Or Pal Per Pey Pier Pom Pré Ques Rav Rene Riv Roche Rous ' +
  'Sain Sau Sen Ser Sol Tail Tour Val Van Ver Vil Vol'
).split(' ');

/** Second halves of surnames. */
export const surnameTails = (
  'bert bois bonne boulet bourg brun cand casse champ chet court dier dieu don dreau fort four gnac gnon hard ' +
  'lan land let lier lin lineau lon main mond mont nac neau nier not pierre quet raud ray reau rier rieux ron ' +
  'sac sange sart seau sel tain teau ternet tier tin trand val ville vière von zac'
).split(' ');

/** Kinds of street. */
export const streetKinds = [
  'rue',
  'avenue',
  'allée',
  'impasse',
  'chemin',
  'place',
  'quai',
  'passage',
] as const;

/** What streets are called after. */
export const streetNames = (
  'des Acacias/du Moulin/de la Fontaine/des Tilleuls/du Four Banal/des Lavandières/de l’Abreuvoir/du Lavoir/des Glycines/' +
  'de la Halle/du Vieux Pont/des Remparts/des Tanneurs/du Pigeonnier/de la Gare/des Cordiers/des Écoles/du Beffroi/' +
  'des Mésanges/du Clos Fleuri/de la Source/des Vignes/du Belvédère/des Peupliers/de la Poterne/du Bac/des Ormes'
).split('/');

/** Town, and the first three digits of its postcodes. */
export const towns = [
  ['Villebrune', '012'],
  ['Saint-Aubin-sur-Loue', '391'],
  ['Montclair-les-Bains', '632'],
  ['Rochefauve', '073'],
  ['Beaumesnil-en-Auge', '142'],
  ['Port-Gironde', '333'],
  ['Castelmaurel', '815'],
  ['La Tourlandry', '491'],
  ['Pont-l’Orme', '276'],
  ['Vaucresson-le-Haut', '924'],
  ['Kermarzin', '294'],
  ['Fontvieille-sur-Orb', '348'],
  ['Neufmoustier', '591'],
  ['Sainte-Aurore', '832'],
  ['Ribeaumont', '682'],
  ['Issoudance', '363'],
] as const;

/** What customers ask of the postman, followed by a number of their own. */
export const notes = [
  'sonner à l’interphone',
  'laisser chez le gardien, casier',
  'code du portail',
  'remettre au voisin du numéro',
  'boîte aux lettres de gauche, repère',
] as const;

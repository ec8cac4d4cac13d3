/**
 * Named character references that can stand inside a personal value (HTML Living Standard, 13.5): the letters of
 * Latin-1 and Latin Extended-A, Greek, and the punctuation of names, numbers and addresses. The rest of the
 * 2,231 are mathematics and arrows.
 */
const latin1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
  'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil ' +
  'Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave ' +
  'Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml ' +
  'igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute ' +
  'thorn yuml';

/** U+0100 to U+017F; "-" where no name exists. */
const latinExtendedA =
  'Amacr amacr Abreve abreve Aogon aogon Cacute cacute Ccirc ccirc Cdot cdot Ccaron ccaron Dcaron dcaron Dstrok ' +
  'dstrok Emacr emacr - - Edot edot Eogon eogon Ecaron ecaron Gcirc gcirc Gbreve gbreve Gdot gdot Gcedil - Hcirc ' +
  'hcirc Hstrok hstrok Itilde itilde Imacr imacr - - Iogon iogon Idot imath IJlig ijlig Jcirc jcirc Kcedil kcedil ' +
  'kgreen Lacute lacute Lcedil lcedil Lcaron lcaron Lmidot lmidot Lstrok lstrok Nacute nacute Ncedil ncedil Ncaron ' +
  'ncaron napos ENG eng Omacr omacr - - Odblac odblac OElig oelig Racute racute Rcedil rcedil Rcaron rcaron Sacute ' +
  'sacute Scirc scirc Scedil scedil Scaron scaron Tcedil tcedil Tcaron tcaron Tstrok tstrok Utilde utilde Umacr ' +
  'umacr Ubreve ubreve Uring uring Udblac udblac Uogon uogon Wcirc wcirc Ycirc ycirc Yuml Zacute zacute Zdot zdot ' +
  'Zcaron zcaron';

/** U+0391 to U+03C9. */
const greek =
  'Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau Upsilon Phi ' +
  'Chi Psi Omega - - - - - - - alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi ' +
  'rho sigmaf sigma tau upsilon phi chi psi omega';

const others: Readonly<Record<string, number>> = {
  ...{
    Tab: 0x20,
    NewLine: 0x20,
    excl: 0x21,
    quot: 0x22,
    QUOT: 0x22,
    num: 0x23,
    dollar: 0x24,
    percnt: 0x25,
    amp: 0x26,
  },
  ...{
    AMP: 0x26,
    apos: 0x27,
    lpar: 0x28,
    rpar: 0x29,
    ast: 0x2a,
    plus: 0x2b,
    comma: 0x2c,
    period: 0x2e,
    sol: 0x2f,
  },
  ...{
    colon: 0x3a,
    semi: 0x3b,
    lt: 0x3c,
    LT: 0x3c,
    equals: 0x3d,
    gt: 0x3e,
    GT: 0x3e,
    quest: 0x3f,
    commat: 0x40,
  },
  ...{ lsqb: 0x5b, lbrack: 0x5b, bsol: 0x5c, rsqb: 0x5d, rbrack: 0x5d, Hat: 0x5e, lowbar: 0x5f, grave: 0x60 },
  ...{ lcub: 0x7b, lbrace: 0x7b, verbar: 0x7c, vert: 0x7c, rcub: 0x7d, rbrace: 0x7d, NonBreakingSpace: 0xa0 },
  ...{ ensp: 0x2002, emsp: 0x2003, numsp: 0x2007, thinsp: 0x2009, ThinSpace: 0x2009, hairsp: 0x200a },
  ...{ zwnj: 0x200c, zwj: 0x200d, hyphen: 0x2010, dash: 0x2010, ndash: 0x2013, mdash: 0x2014, lsquo: 0x2018 },
  ...{
    rsquo: 0x2019,
    sbquo: 0x201a,
    ldquo: 0x201c,
    rdquo: 0x201d,
    bdquo: 0x201e,
    bull: 0x2022,
    hellip: 0x2026,
  },
  ...{ euro: 0x20ac, gacute: 0x1f5, inodot: 0x131, NoBreak: 0x2060, ZeroWidthSpace: 0x200b },
};

/** Name (without "&" and ";") and code point of every reference that the scanner undoes. */
export function namedEntities(): ReadonlyMap<string, number> {
  const names = new Map(Object.entries(others));
  const add = (list: string, first: number): void => {
    for (const [i, name] of list.split(' ').entries()) if (name !== '-') names.set(name, first + i);
  };
  add(latin1, 0xa0);
  add(latinExtendedA, 0x100);
  add(greek, 0x391);
  return names;
}

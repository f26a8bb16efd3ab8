// Words that tell where somebody comes from or how they stand with immigration, and words that begin a sentence without
// being a name. Small letters without accents; "*" ends a stem. Written by us; they only warn, nothing is counted.

export const ORIGIN = `
  afghan* albanian* algerian* algerien* american* americain* argentin* bangladesh* bolivian* bolivien* brazilian*
  bresilien* burmese birman* cambodian* cambodgien* cameroon* camerounais* chilean* chilien* chinese chinois*
  colombian* colombien* congolese congolais* costaric* cuban* cubain* dominican* dominicain* ecuadorian* equatorien*
  egyptian* egyptien* eritre* ethiopian* ethiopien* filipin* philippin* ghanaian* ghaneen* grenadian* grenadien*
  guatemal* guyanese guyanais* guinean* guineen* haitian* haitien* hondur* hungarian* hongrois* indian indians indien*
  indonesian* indonesien* iranian* iranien* iraqi* irakien* ivorian* ivoirien* jamaican* jamaicain* kenyan* korean*
  coreen* laotian* laotien* lebanese libanais* malaysian* malaisien* malian* malien* mauritian* mauricien* mexic*
  moldovan* mongolian* mongol moroccan* marocain* nepal* nicaragua* nigerian* pakistan* panama* paraguay* peruvian*
  peruvien* polonais* portuguese portugais* romanian* roumain* russian* russe russes rwanda* salvador* senegal*
  serbian* serbe serbes somali* srilank* sudan* soudan* syrian* syrien* taiwan* tanzania* thai thais thailand*
  togolese togolais* trinidad* tunisian* tunisien* turkish turc turcs turque* uganda* ougand* ukrain* uruguay* uzbek*
  venezuel* vietnam* zimbabw* nationalit* citizen* citoyen* ethnic* ethni*
`
  .trim()
  .split(/\s+/);

export const STATUS = `
  undocumented illegals illegaux clandestin* visa visas asylum asile refugee* refugie* overstay* deport* immigr*
  expuls*
`
  .trim()
  .split(/\s+/);

export const STATUS_PHRASES = [
  "permanent resident",
  "resident permanent",
  "residente permanente",
  "residence permanente",
  "permanent residence",
  "without status",
  "no status",
  "lost status",
  "out of status",
  "immigration status",
  "status expired",
  "implied status",
  "sans statut",
  "perdu son statut",
  "statut d'immigration",
  "statut migratoire",
  "sans papiers",
  "without papers",
  "no papers",
  "expired permit",
  "permit expired",
  "permit has expired",
  "without a permit",
  "no permit",
  "no work permit",
  "permis expire",
  "permis echu",
  "sans permis",
  "study permit",
  "permis d'etudes",
  "open work permit",
  "permis de travail ouvert",
  "illegal worker",
  "illegal workers",
  "illegal immigrant",
  "travailleur illegal",
  "travailleurs illegaux",
  "uci number",
];

/** Verbs of people: what follows the first word of a sentence when that word is a name. */
export const DOES = new Set(
  `
  said says told tells asked asks works worked sleeps slept lives lived came comes wants wanted cried cries showed
  shows fears feared borrowed owes arrived left explained thinks believes knows saw heard got dit disait raconte
  raconta demande travaille travaillait dort vit vivait vient veut voulait pleure montre craint doit arrive explique
  pense croit sait
`
    .trim()
    .split(/\s+/),
);

/** What may stand before such a verb, or in capitals inside a sentence, without naming anybody. */
export const PLAIN = new Set(
  `
  i a an the he she it they we you this that these those who everyone everybody someone somebody nobody none all both
  others another one two three four five six worker workers person people man woman boy girl employer employers
  foreman boss owner manager supervisor recruiter agent driver cook doctor nurse police inspector interpreter team
  family mother father wife husband brother sister son daughter friend group crew and but then so when if also only
  never always il elle ils elles on je nous vous tu ce cela ca qui tous toutes chacun chacune personne quelqu'un autre
  autres un une deux trois le la les l'employeur l'autre travailleur travailleuse travailleurs travailleuses employeur
  contremaitre patron patronne gerant gerante superviseur recruteur recruteuse agente chauffeur medecin infirmiere
  policier interprete equipe famille mere pere femme homme mari frere soeur fils fille ami amie groupe et mais puis
  alors quand si aussi jamais toujours monday tuesday wednesday thursday friday saturday sunday january february march
  april may june july august september october november december christmas easter canada ontario quebec toronto ottawa
  ministry act code english french spanish canadian lundi mardi mercredi jeudi vendredi samedi dimanche janvier
  fevrier mars avril mai juin juillet aout septembre octobre novembre decembre noel paques ministere loi francais
  anglais espagnol canadien whatsapp facebook whmis smic ok
`
    .trim()
    .split(/\s+/),
);

/** What stands before a name. */
export const TITLES = "mr|mrs|ms|miss|mister|dr|monsieur|madame|mme|mlle|m|don|dona|senor|senora";
export const CALLED = [
  "named",
  "called",
  "name is",
  "names are",
  "calls himself",
  "calls herself",
  "s'appelle",
  "s'appelait",
  "se nomme",
  "nomme",
  "nommee",
  "appele",
  "appelee",
  "prenomme",
  "prenommee",
  "son nom est",
].join("|");

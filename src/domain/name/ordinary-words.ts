import { wordsOf } from './words.ts'

/**
 * Words that say nothing about a name by themselves: common English words. A one-word name among them
 * counts only where it is written exactly like the name.
 */
const list = `
a about above accept access across act action actual add address after again against age ago agree ahead all allow almost alone along
already also although always am among amount an and announce another answer any anyone anything anyway apart apply area around arrive
as ask at away back bad balance ball bank bar base basic be bear beat become bed before begin behind believe below best better between
beyond big bill bit black block blue board body book both bottom box break bring broad brown budget build bus business busy but buy by
call can care carry case catch cause center central chair chance change charge chase check child choice choose city claim class clean
clear close code cold collect color come comment common company complete concern confirm connect consider contact contain content
continue contract control copy core corner correct cost could count couple course cover create cross current customer cut dark data
date day deal decide decision deep degree deliver demand depend design detail develop did die different difficult direct discuss do
doctor document doe does done door double doubt down draft draw dream drive drop due during each early east easy eat edge effect either else
email emit empty end enough enter entire equal error escape even event ever every everyone everything exact example except expect
explain export express extend eye face fact fail fair faith fall family far fast father feature feed feel few field figure file fill
final find fine finish fire first fit five fix flat floor flow focus follow food foot for force form former forward found four frank
free fresh friend from front full fun function future gain game gap gather gave gene general gentle get girl give glad global go goal
god going gold gone good got grace grand grant great green grow group guess guide ha had hair half hall hand handle hang happen happy hard
harbor has hat have he head health hear heart heat heavy held help her here hey hi hide high hill him his hit hold home hope hour house
how however huge human hundred i idea if image impact import improve in include index indeed inside instead interest into invite is
issue it item its jack job join joy jump just keep key kid kill kind king knew know label lack lake land large last late later launch
law lay lead leader learn least leave led left leg less let letter level library lie life lift light like limit line link list listen
little live load local lock log long look lose loss lost lot loud love low luck lunch main major make man manage manager many map march
mark market match matter max may maybe me mean measure meet meeting member memory mention menu merge message met method mid middle might
mind minor minute miss mode model module moment money month more morning most mother mount mountain mouth move mr much music must my name nation
national native natural nature near need network never new news next nice night nine no none noon nor normal north not note nothing
notice now number object of off offer office often oh ok okay old on once one only open option or orange order origin original other
our out outside over own pace page paid pair panel paper parent park part partner party pass past path pattern pay peace people per
perfect perhaps period person phase phone pick picture piece pilot place plan plant platform play please point policy poll pool poor
pop portal position possible post power prepare present press price print private pro problem process product program progress project
promise proof proper property proposal protect provide public pull pure push put quality quarter question queue quick quiet quite race
raise ran range rank rate rather ray reach read ready real realize reason recall receive recent record red reduce refer reflect
region regular relate release remain remember remove repeat replace reply report request require research reset resource respond rest
result return review rich ride right ring rise risk river road rock role roll room root rose round route row rule run safe said sale
same sand save saw say scale scan scene schedule school science score scope screen script sea search season second section secure see
seem select self sell send sense sent series serious serve service session set seven several shadow shall shape share she sheet shift
ship shop short should show shut sick side sign signal silver similar simple since single sir sister sit site situation six size skill
sky sleep slice slide slow small smart smile snow so social soft solid some someone something sometime son soon sorry sort sound source
south space speak special speed spend split spoke spot spring stable staff stage stand standard star start state statement station
status stay step stick still stock stone stop store storm story straight strategy stream street string strong structure student study stuff style
subject such sudden sue suggest summer sun support sure surface symbol system table tag take talk target task teach team tell ten term
test text than thank that the their them then there these they thing think third thirty this those though thought thousand thread three
through throw ticket tie tight time tip tiny title to today together told tomorrow tone too took tool top topic total touch tough tour
toward town track trade traffic train transfer travel treat tree trial trip trouble true trust truth try turn twenty two type under
understand union unit until up update upon us usage use useful user usual valid value various version very victor view visit voice vote
wa wait walk wall want war warm was watch water wave way we wear weather web wed week weekend weight well went were west what when where
whether which while white who whole whom whose why wide wife wild will win wind window winter wire wish with within without woman wonder
word work worker world worry would write wrong yard yeah year yellow yes yesterday yet you young your zero zone`

const ordinary: ReadonlySet<string> = new Set(wordsOf(list).map((word) => word.text))

export const isOrdinaryWord = (word: string): boolean => ordinary.has(word)
